package dlpack

import (
	"math/big"
	"testing"
	"unsafe"

	"gondola/nd"
)

// FuzzTensor describes tensors of all kinds. Whatever comes of it, neither an address nor a size has
// overflowed. No array is made of them: an address of nowhere is nothing that Go's collector may see.
func FuzzTensor(f *testing.F) {
	f.Add(int32(1), int32(2), uint8(2), uint8(64), uint16(1), int64(2), int64(3), int64(3), int64(1), uint64(0), true)
	f.Add(int32(3), int32(1), uint8(6), uint8(8), uint16(1), int64(0), int64(0), int64(-1), int64(0), uint64(8), false)
	f.Add(int32(2), int32(65), uint8(17), uint8(4), uint16(4), int64(1<<62), int64(-1), int64(1<<62), int64(1<<62), uint64(1<<63), true)
	f.Add(int32(1), int32(2), uint8(5), uint8(128), uint16(1), int64(1<<31), int64(1<<27), int64(1<<31), int64(-1<<58), uint64(1<<62), true)
	f.Fuzz(func(t *testing.T, device, rank int32, code, bits uint8, lanes uint16, n, m, s, r int64, offset uint64, strided bool) {
		if rank > 2 && rank <= nd.MaxRank {
			rank = 2 // there are two dims to read
		}
		x := Tensor{Data: unsafe.Pointer(new(int64)), Device: Device{DeviceType(device), 0}, NDim: rank, DType: DataType{TypeCode(code), bits, lanes},
			Shape: &[]int64{n, m}[0], ByteOffset: offset}
		if strided {
			x.Strides = &[]int64{s, r}[0]
		}
		d, l, err := x.describe()
		if err != nil {
			return
		}
		lo, hi, err := x.reach(d, l)
		if err != nil {
			return
		}
		// The same range in numbers that cannot overflow.
		least, most := new(big.Int), big.NewInt(int64(d.Size()))
		for axis, dim := range l.Shape {
			if dim == 0 {
				least, most = new(big.Int), new(big.Int)
				break
			}
			step := new(big.Int).Mul(big.NewInt(int64(l.Strides[axis])), big.NewInt(int64(dim-1)))
			if step.Sign() < 0 {
				least.Add(least, step)
			} else {
				most.Add(most, step)
			}
		}
		if least.Cmp(big.NewInt(int64(lo))) != 0 || most.Cmp(big.NewInt(int64(hi))) != 0 {
			t.Errorf("shape %v and strides %v of %s reach from %v to %v, not from %d to %d", l.Shape, l.Strides, d, least, most, lo, hi)
		}
		start := new(big.Int).SetUint64(uint64(uintptr(x.Data)))
		start.Add(start, new(big.Int).SetUint64(offset))
		if least.Add(least, start).Sign() < 0 || !most.Add(most, start).IsInt64() {
			t.Errorf("offset %d, shape %v and strides %v of %s leave the address space", offset, l.Shape, l.Strides, d)
		}
	})
}
