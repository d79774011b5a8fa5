package kernel

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// lengths are those every loop is run at: nothing, one element, less and more than the blocks within loops.
var lengths = []int{0, 1, 2, 7, 8, 9, 33, 130, 1029}

const fence = 64

// fenced64 is a run of n bytes with a fence of set bytes on either side; whole is all of it.
func fenced64(n int) (run, whole []byte) {
	whole = aligned64(n + 2*fence)
	for i := range whole {
		whole[i] = 0xA5
	}
	return whole[fence:][:n:n], whole
}

// fill writes random elements: any bytes at all, but bools are 0 or 1.
func fill(r *rand.Rand, id dtype.ID, run []byte) {
	for i := range run {
		run[i] = byte(r.Uint32())
		if id == dtype.IDBool {
			run[i] &= 1
		}
	}
}

func intact(whole []byte) bool {
	guard := bytes.Repeat([]byte{0xA5}, fence)
	return bytes.HasPrefix(whole, guard) && bytes.HasSuffix(whole, guard)
}

func start(run []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(run)) }

// eachLoop runs a test for every row of the table.
func eachLoop(t *testing.T, test func(t *testing.T, l *Loop)) {
	count := 0
	for i := range Table {
		for j := range Table[i].Loops {
			l := &Table[i].Loops[j]
			count++
			t.Run(fmt.Sprintf("%s %s %s", Table[i].Name, dtype.Table[l.In].Name, dtype.Table[l.Out].Name), func(t *testing.T) { test(t, l) })
		}
	}
	if count < 600 {
		t.Errorf("%d rows, want at least 600", count)
	}
}

// TestLoopsStayInside runs every loop on random bytes: it writes the n elements of its output and nothing else.
func TestLoopsStayInside(t *testing.T) {
	eachLoop(t, func(t *testing.T, l *Loop) {
		random := rand.New(rand.NewPCG(1, uint64(l.In)))
		in, out := dtype.Table[l.In].Size, dtype.Table[l.Out].Size
		for _, n := range lengths {
			outputs := n
			if l.portable.Reduce != nil {
				outputs = 1
			}
			d, whole := fenced64(outputs * out)
			a, aWhole := fenced64(n * in)
			b, bWhole := fenced64(n * in)
			fill(random, l.In, a)
			fill(random, l.In, b)
			fill(random, l.Out, d)
			aBefore, bBefore := slices.Clone(aWhole), slices.Clone(bWhole)
			if l.portable.Reduce != nil {
				l.portable.Reduce(n, start(d), start(a))
			} else {
				l.portable.Packed(n, start(d), start(a), start(b))
			}
			if !intact(whole) || !bytes.Equal(aWhole, aBefore) || !bytes.Equal(bWhole, bBefore) {
				t.Errorf("n = %d: wrote outside its output", n)
			}
			if l.Out == dtype.IDBool && slices.Max(append(d, 0)) > 1 {
				t.Errorf("n = %d: wrote a bool that is neither 0 nor 1", n)
			}
		}
	})
}

// TestLoopsInPlace writes the output over each operand in turn.
func TestLoopsInPlace(t *testing.T) {
	eachLoop(t, func(t *testing.T, l *Loop) {
		size := dtype.Table[l.In].Size
		if l.portable.Packed == nil || size != dtype.Table[l.Out].Size {
			return
		}
		random := rand.New(rand.NewPCG(2, uint64(l.In)))
		const n = 131
		a, b, want := aligned64(n*size), aligned64(n*size), aligned64(n*size)
		fill(random, l.In, a)
		fill(random, l.In, b)
		l.portable.Packed(n, start(want), start(a), start(b))
		over := append(aligned64(n * size)[:0], a...)
		l.portable.Packed(n, start(over), start(over), start(b))
		if !bytes.Equal(over, want) {
			t.Error("over the first operand: another result")
		}
		over = append(over[:0], b...)
		l.portable.Packed(n, start(over), start(a), start(over))
		if !bytes.Equal(over, want) {
			t.Error("over the second operand: another result")
		}
	})
}

func TestCastsStayInside(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for from := range dtype.ID(dtype.NumComputing) {
		for to := range dtype.ID(dtype.NumComputing) {
			for _, n := range lengths {
				d, whole := fenced64(n * dtype.Table[to].Size)
				a := aligned64(n * dtype.Table[from].Size)
				fill(random, from, a)
				before := slices.Clone(a)
				casts[from][to](n, start(d), start(a), nil)
				if !intact(whole) || !bytes.Equal(a, before) {
					t.Errorf("%v to %v, n = %d: wrote outside its output", dtype.Of(from), dtype.Of(to), n)
				}
				// Long runs go through the same steps as single elements.
				one := aligned64(len(d))
				for i := range n {
					casts[from][to](1, start(one[i*dtype.Table[to].Size:]), start(a[i*dtype.Table[from].Size:]), nil)
				}
				if !bytes.Equal(d, one) {
					t.Errorf("%v to %v, n = %d: a run differs from its elements", dtype.Of(from), dtype.Of(to), n)
				}
			}
		}
	}
}

func TestCastsDoNotAllocate(t *testing.T) {
	memory := make([]complex128, 64)
	p := unsafe.Pointer(&memory[0])
	for from := range dtype.ID(dtype.NumComputing) {
		for to := range dtype.ID(dtype.NumComputing) {
			if count := testing.AllocsPerRun(20, func() { casts[from][to](16, p, unsafe.Pointer(&memory[32]), nil) }); count > 1 {
				t.Errorf("%v to %v: %v allocations", dtype.Of(from), dtype.Of(to), count)
			}
		}
	}
}

// TestForeignBools reads bools that are neither 0 nor 1.
func TestForeignBools(t *testing.T) {
	x, y := []byte{0, 1, 2, 0x80, 0xFF, 0}, []byte{0, 2, 1, 0x40, 0, 0xFE}
	for name, want := range map[string][]byte{
		"logical_and": {0, 1, 1, 1, 0, 0}, "logical_or": {0, 1, 1, 1, 1, 1}, "logical_xor": {0, 0, 0, 0, 1, 1},
		"logical_not": {1, 0, 0, 0, 0, 1}, "equal": {1, 1, 1, 1, 0, 0}, "not_equal": {0, 0, 0, 0, 1, 1},
		"less": {0, 0, 0, 0, 0, 1}, "less_equal": {1, 1, 1, 1, 0, 1}, "greater": {0, 0, 0, 0, 1, 0},
		"greater_equal": {1, 1, 1, 1, 1, 0}, "add": {0, 1, 1, 1, 1, 1}, "multiply": {0, 1, 1, 1, 0, 0},
		"maximum": {0, 1, 1, 1, 1, 1}, "minimum": {0, 1, 1, 1, 0, 0},
	} {
		got := make([]byte, len(x))
		Lookup(name).Find(dtype.IDBool).portable.Packed(len(x), start(got), start(x), start(y))
		if !bytes.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	for to := range dtype.ID(dtype.NumComputing) {
		foreign, plain := make([]byte, len(x)*16), make([]byte, len(x)*16)
		casts[dtype.IDBool][to](len(x), start(foreign), start(x), nil)
		casts[dtype.IDBool][to](len(x), start(plain), start([]byte{0, 1, 1, 1, 1, 0}), nil)
		if !bytes.Equal(foreign, plain) {
			t.Errorf("bool to %v: %v, want %v", dtype.Of(to), foreign, plain)
		}
	}
	picked := make([]byte, len(x))
	Select(1)(len(x), start(picked), start(x), start([]byte("aaaaaa")), start([]byte("bbbbbb")))
	if string(picked) != "baaaab" {
		t.Errorf("Select: %s", picked)
	}
}

// call2 is f of scalars.
func call2[T, R any](f Func, x, y T) R {
	var result R
	f(1, unsafe.Pointer(&result), unsafe.Pointer(&x), unsafe.Pointer(&y))
	return result
}

func TestPowInt(t *testing.T) {
	for _, c := range []struct{ x, n, want int8 }{
		{0, 0, 1}, {5, 0, 1}, {0, 3, 0}, {2, 6, 64}, {2, 7, -128}, {2, 8, 0}, {-2, 7, -128}, {3, 5, -13}, {-1, 101, -1}, {-128, 1, -128},
	} {
		if got := call2[int8, int8](powInt[int8], c.x, c.n); got != c.want {
			t.Errorf("%d to the power %d: %d, want %d", c.x, c.n, got, c.want)
		}
	}
}

func TestNextafterOfHalves(t *testing.T) {
	for _, c := range []struct{ x, y, half, brain float32 }{
		{1, 2, 1.0009766, 1.0078125}, {1, 0, 0.99951172, 0.99609375}, {1, 1, 1, 1}, {-1, 0, -0.99951172, -0.99609375},
		{0, 1, 0x1p-24, 0x1p-133}, {0, -1, -0x1p-24, -0x1p-133}, {-0x1p-24, 1, float32(math.Copysign(0, -1)), -0x1.fep-25},
	} {
		half := call2[dtype.F16, dtype.F16](nextafterHalf[dtype.F16], dtype.F16FromFloat32(c.x), dtype.F16FromFloat32(c.y))
		if got := half.Float32(); math.Float32bits(got) != math.Float32bits(c.half) && half != dtype.F16FromFloat32(c.half) {
			t.Errorf("binary16 after %v towards %v: %v, want %v", c.x, c.y, got, c.half)
		}
		brain := call2[dtype.BF16, dtype.BF16](nextafterBrain[dtype.BF16], dtype.BF16FromFloat32(c.x), dtype.BF16FromFloat32(c.y))
		if got := brain.Float32(); got != c.brain {
			t.Errorf("bfloat16 after %v towards %v: %v, want %v", c.x, c.y, got, c.brain)
		}
	}
	nan := dtype.F16FromFloat32(float32(math.NaN()))
	if got := call2[dtype.F16, dtype.F16](nextafterHalf[dtype.F16], 0, nan); !got.IsNaN() {
		t.Errorf("binary16 after 0 towards NaN: %x", got)
	}
}

// TestWideIntegersToBrain holds integers beyond float64 against the right rounding, found by comparing distances.
func TestWideIntegersToBrain(t *testing.T) {
	for _, x := range []uint64{
		1<<53 + 1, 1<<60 + 1<<52, 1<<60 + 1<<52 + 1, 1<<60 + 1<<52 - 1, 1<<60 + 3<<52, 1<<60 + 3<<52 - 1, math.MaxUint64, math.MaxUint64 - 1<<55,
	} {
		got := uint64(call2[uint64, dtype.BF16](casts[dtype.IDUint64][dtype.IDBFloat16], x, 0).Float64() / 256)
		// 2**52 is the distance of neighbours around 2**60 over 2, that is half a unit in the last of 8 bits.
		unit := uint64(1)
		for x>>8 >= unit {
			unit <<= 1
		}
		quotient, rest := x/unit, x%unit
		if rest > unit/2 || rest == unit/2 && quotient&1 == 1 {
			quotient++
		}
		if want := uint64(float64(quotient) * float64(unit) / 256); got != want {
			t.Errorf("%d to bfloat16: %d, want %d", x, got*256, want*256)
		}
	}
}
