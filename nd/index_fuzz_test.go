package nd

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"gondola/dtype"
)

// keyReader makes an array and an index for it of bytes, most of them valid.
type keyReader struct{ bytes []byte }

// next is a number below n.
func (r *keyReader) next(n int) int {
	if len(r.bytes) == 0 || n <= 0 {
		return 0
	}
	b := r.bytes[0]
	r.bytes = r.bytes[1:]
	return int(b) % n
}

func (r *keyReader) shape(maxRank, maxDim int) []int {
	shape := make([]int, r.next(maxRank+1))
	for i := range shape {
		shape[i] = r.next(maxDim + 1)
	}
	return shape
}

// position is one along an axis of dim, rarely one that it does not have.
func (r *keyReader) position(dim int) int {
	if r.next(32) == 31 {
		return dim + r.next(3)
	}
	return r.next(2*dim) - dim
}

func (r *keyReader) end(dim int) any {
	if r.next(3) == 0 {
		return nil
	}
	return r.next(2*dim+6) - dim - 3
}

// positions is an array that lies anyhow in memory.
func (r *keyReader) positions(shape []int, dim int) *Array {
	values := make([]int64, product(shape))
	for i := range values {
		values[i] = int64(r.position(dim))
	}
	types := []dtype.DType{dtype.Int64, dtype.Int8, dtype.Int32.Swap(), dtype.Int16}
	return Astype(shaped(values, shape), types[r.next(len(types))])
}

func (r *keyReader) mask(shape []int) *Array {
	values := make([]bool, product(shape))
	for i := range values {
		values[i] = r.next(2) == 1
	}
	mask := shaped(values, shape)
	if r.next(2) == 1 {
		return Transpose(Copy(Transpose(mask)))
	}
	return mask
}

func (r *keyReader) key(shape []int) []any {
	key := make([]any, r.next(len(shape)+3))
	common := r.shape(2, 3)
	axis := 0
	for i := range key {
		dim := 1
		if axis < len(shape) {
			dim = shape[axis]
		}
		axis++
		switch r.next(9) {
		case 0, 1:
			key[i] = r.position(dim)
		case 2, 3:
			key[i] = Slice(r.end(dim), r.end(dim), []any{nil, 1, 2, -1, -3}[r.next(5)])
		case 4:
			key[i], axis = NewAxis, axis-1
		case 5:
			key[i], axis = Ellipsis, max(axis, len(shape)-1)
		case 6:
			at := append([]int(nil), common...)
			for k := range at {
				if r.next(4) == 0 {
					at[k] = 1
				}
			}
			key[i] = r.positions(at, dim)
		case 7:
			n := min(1+r.next(2), len(shape)-axis+1)
			if n < 1 {
				key[i] = r.next(2) == 1
				break
			}
			key[i] = r.mask(shape[axis-1 : axis-1+n])
			axis += n - 1
		case 8:
			key[i], axis = r.next(2) == 1, axis-1
		}
	}
	return key
}

// window is an array of -2 … with a margin around it of other memory, and that memory.
func (r *keyReader) window(d dtype.DType) (a, whole *Array) {
	shape := r.shape(4, 4)
	outer, inside := make([]int, len(shape)), make([]any, len(shape))
	for k, dim := range shape {
		outer[k] = 2*dim + 3
		start, step := 1, 1+r.next(2)
		inside[k] = Slice(start, start+step*dim, step)
		if r.next(2) == 1 && dim > 0 {
			inside[k] = Slice(start+step*(dim-1), max(start-step, 0), -step)
		}
	}
	whole = Full(outer, -2, As(d))
	return whole.Index(append(inside, Ellipsis)...), whole
}

// checkIndexing indexes an array by what bytes say. Index and SetIndex agree on whether the key is
// right and on the elements it selects, and touch no others.
func checkIndexing(t interface{ Fatalf(string, ...any) }, bytes []byte) {
	r := &keyReader{bytes}
	types := []dtype.DType{dtype.Int64, dtype.Int16, dtype.Int8, dtype.Float32.Swap(), dtype.Complex128}
	a, whole := r.window(types[r.next(len(types))])
	a.SetIndex(grid(a.shape...), Ellipsis)
	if a.dtype == dtype.Int8 && a.Size() > 100 {
		return
	}
	key := r.key(a.shape)
	got, err := Try(func() *Array { return a.Index(key...) })
	var e *Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("%v: %v is no *Error", key, err)
	}
	chosen := map[int64]bool{}
	if err == nil {
		if got.dtype.Kind() == dtype.KindComplex {
			got = Real(got)
		}
		for _, v := range Of[int64](Astype(got, dtype.Int64)).All() {
			chosen[v] = true
		}
	}
	_, setErr := Try(func() *Array { return set(a, -1, key...) })
	if (err == nil) != (setErr == nil) {
		t.Fatalf("%v on shape %v: Index says %v, SetIndex %v", key, a.shape, err, setErr)
	}
	written := 0
	real := whole
	if real.dtype.Kind() == dtype.KindComplex {
		real = Real(real)
	}
	for _, v := range Of[int64](Astype(real, dtype.Int64)).All() {
		switch {
		case v == -1:
			written++
		case v >= 0 && chosen[v]:
			t.Fatalf("%v on shape %v: element %d was selected but not written", key, a.shape, v)
		}
	}
	outside := Of[bool](Equal(real, -2))
	margin := 0
	for _, v := range outside.All() {
		if v {
			margin++
		}
	}
	if written != len(chosen) || margin != whole.Size()-a.Size() {
		t.Fatalf("%v on shape %v: %d elements selected, %d written, %d of %d around them left", key, a.shape,
			len(chosen), written, margin, whole.Size()-a.Size())
	}
}

func FuzzIndex(f *testing.F) {
	f.Add([]byte{3, 2, 3, 4, 0, 1, 1, 0, 0, 1, 2, 6, 1, 0})
	f.Add([]byte("\x02\x03\x03\x00\x00\x00\x00\x02\x02\x02\x03\x07\x01"))
	f.Fuzz(func(t *testing.T, bytes []byte) { checkIndexing(t, bytes) })
}

func TestIndexSelectsWhatItWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkIndexing(t, rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "bytes"))
	})
}
