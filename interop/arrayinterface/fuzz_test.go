package arrayinterface

import (
	"fmt"
	"testing"
	"unsafe"

	"gondola/buffer"
	"gondola/layout"
	"gondola/nd"
)

// FuzzArray edits a description at will. Whatever comes of it, an array's elements lie in the memory that
// the description began with (AI-24), and printing it finds them.
func FuzzArray(f *testing.F) {
	f.Add("<f8", 2, 3, 24, 8, 0, true)
	f.Add("|V12", 4, 1, -12, 12, 36, true)
	f.Add("<U1", 0, 7, 0, 0, 48, false)
	f.Add("M8[25s]", 1<<62, 4, 1<<61, -8, -1, false)
	f.Add("<V2", -1, 2, 1, 1, 1, true)
	f.Fuzz(func(t *testing.T, typestr string, n, m, s, r, offset int, strided bool) {
		memory := buffer.AllocZero(48)
		owner, err := nd.View(nd.Zeros(nil).DType(), memory, 0, []int{6}, []int{8}, false)
		if err != nil {
			t.Fatal(err)
		}
		i := &Interface{Shape: []int{n, m}, Typestr: typestr, Offset: offset, Data: Data{Buffer: memory}}
		if strided {
			i.Strides = []int{s, r}
		}
		check(t, i, memory)
		if offset >= 0 && offset <= memory.Len() {
			i.Data = Data{Ptr: unsafe.Add(memory.Ptr(), offset), Owner: owner}
			check(t, i, memory)
		}
	})
}

func check(t *testing.T, i *Interface, memory *buffer.Buffer) {
	a, err := i.Array()
	if err != nil {
		return
	}
	lo, hi := layout.Layout{Shape: a.Shape(), Strides: a.Strides()}.Extent(a.DType().Size())
	at := int(uintptr(a.Pointer()) - uintptr(memory.Ptr()))
	if lo != hi && (at+lo < 0 || at+hi > memory.Len()) {
		t.Fatalf("%v: elements are at bytes %d to %d of %d", i, at+lo, at+hi, memory.Len())
	}
	_ = fmt.Sprintf("%#v", a)
}
