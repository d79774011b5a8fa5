//go:build amd64

package kernel

import "testing"

// TestEntryOf: what the assembler made of a loop is found by it, in the order its operands lie; a loop in Go has none.
func TestEntryOf(t *testing.T) {
	code := entryCode()
	for i, e := range entries {
		if got := EntryOf(e.loop); got != (Entry{code[i], e.swapped}) || got.Code == 0 {
			t.Errorf("entry %d: %+v, the table has %#x", i, got, code[i])
		}
	}
	for _, test := range []struct {
		name string
		loop Func
		same Func // by the same assembly, nil where it is Go
		swap bool
	}{
		{"add", addF64AVX2, addF64AVX2, false},
		{"a number first in a sum", addScalarAF64AVX2, addScalarBF64AVX2, true},
		{"greater", greaterF64AVX512, lessF64AVX512, true},
		{"exp", expF64AVX512, expF64AVX512, false},
		{"past the caches", expNonTemporalF64AVX512, nil, false},
		{"no loop", nil, nil, false},
	} {
		want := Entry{Code: EntryOf(test.same).Code, Swapped: test.swap}
		if got := EntryOf(test.loop); got != want {
			t.Errorf("%s: %+v, want %+v", test.name, got, want)
		}
	}
}
