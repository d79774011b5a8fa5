package nd

import (
	"testing"

	"gondola/dtype"
)

// Numbers and slices of numbers, and the dtype each becomes.
func TestFromAnyOfNumbers(t *testing.T) {
	const beyond = uint64(1 << 63)
	for _, test := range []struct {
		value any
		dtype dtype.DType
		want  string
	}{
		{5, dtype.Int64, "5"},
		{true, dtype.Bool, "True"},
		{float32(1.5), dtype.Float32, "1.5"},
		{uint(7), dtype.Int64, "7"},
		{beyond, dtype.Uint64, "9223372036854775808"},
		{[]uint{1, 1 << 63}, dtype.Uint64, "[                  1 9223372036854775808]"},
		{[]uint{}, dtype.Uint64, "[]"},
		{[][]uint{{1 << 63}, {1}}, dtype.Uint64, "[[9223372036854775808]\n [                  1]]"},
		{[]any{3, uint8(1)}, dtype.Int64, "[3 1]"},
		{[]any{beyond}, dtype.Uint64, "[9223372036854775808]"},
		{[]any{true, beyond}, dtype.Uint64, "[                  1 9223372036854775808]"},
		{[]any{-1, beyond}, dtype.Float64, "[-1.00000000e+00  9.22337204e+18]"},
	} {
		a, err := FromAny(test.value)
		if err != nil {
			t.Errorf("FromAny(%T %v): %v", test.value, test.value, err)
			continue
		}
		if got := a.String(); a.DType() != test.dtype || got != test.want {
			t.Errorf("FromAny(%T %v) = %s %s, want %s %s", test.value, test.value, got, a.DType(), test.want, test.dtype)
		}
	}
	words := []uint{1, 2}
	if a, _ := FromAny(words); Of[uint64](a).At(1) != 2 {
		t.Error("FromAny of a []uint does not hold its elements")
	} else if words[1] = 9; Of[uint64](a).At(1) != 9 {
		t.Error("FromAny of a []uint copied it")
	}
}

func TestMaskMustBeBoolean(t *testing.T) {
	x := Zeros([]int{2, 3})
	_, err := Try(func() *Array { return Add(x, 1, Masked(Ones([]int{3}))) })
	if want := "Add: the mask must be boolean, not (3,) float64: compare it with 0"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
