package dlpack

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/nd"
)

// DL-02, as a C compiler for 64-bit machines lays the structs out.
func TestLayout(t *testing.T) {
	var (
		d  DataType
		v  Device
		x  Tensor
		m  Managed
		mv ManagedVersioned
		e  ExchangeAPI
	)
	for _, c := range []struct {
		name       string
		have, want uintptr
	}{
		{"DLDataType", unsafe.Sizeof(d), 4}, {"DLDataType aligned", unsafe.Alignof(d), 2},
		{"DLDataType.bits", unsafe.Offsetof(d.Bits), 1}, {"DLDataType.lanes", unsafe.Offsetof(d.Lanes), 2},
		{"DLDevice", unsafe.Sizeof(v), 8}, {"DLDevice.device_id", unsafe.Offsetof(v.ID), 4},
		{"DLTensor", unsafe.Sizeof(x), 48}, {"DLTensor.device", unsafe.Offsetof(x.Device), 8}, {"DLTensor.ndim", unsafe.Offsetof(x.NDim), 16},
		{"DLTensor.dtype", unsafe.Offsetof(x.DType), 20}, {"DLTensor.shape", unsafe.Offsetof(x.Shape), 24},
		{"DLTensor.strides", unsafe.Offsetof(x.Strides), 32}, {"DLTensor.byte_offset", unsafe.Offsetof(x.ByteOffset), 40},
		{"DLManagedTensor", unsafe.Sizeof(m), 64}, {"DLManagedTensor.manager_ctx", unsafe.Offsetof(m.Context), 48},
		{"DLManagedTensor.deleter", unsafe.Offsetof(m.Deleter), 56},
		{"DLManagedTensorVersioned", unsafe.Sizeof(mv), 80}, {"DLManagedTensorVersioned.manager_ctx", unsafe.Offsetof(mv.Context), 8},
		{"DLManagedTensorVersioned.deleter", unsafe.Offsetof(mv.Deleter), 16}, {"DLManagedTensorVersioned.flags", unsafe.Offsetof(mv.Flags), 24},
		{"DLManagedTensorVersioned.dl_tensor", unsafe.Offsetof(mv.Tensor), 32},
		{"DLPackExchangeAPI", unsafe.Sizeof(e), 56}, {"DLPackExchangeAPI's first function", unsafe.Offsetof(e.TensorAllocator), 16},
	} {
		if c.have != c.want {
			t.Errorf("DL-02: %s is %d, in C %d", c.name, c.have, c.want)
		}
	}
}

// DL-01, DL-03, DL-04, DL-05.
func TestConstants(t *testing.T) {
	for _, c := range []struct{ have, want int }{
		{Major, 1}, {Minor, 3}, {int(ReadOnly), 1}, {int(Copied), 2}, {int(SubBytePadded), 4},
		{int(Int), 0}, {int(Uint), 1}, {int(Float), 2}, {int(OpaqueHandle), 3}, {int(BFloat), 4}, {int(Complex), 5}, {int(Bool), 6},
		{int(Float8E3M4), 7}, {int(Float8E5M2FNUZ), 13}, {int(Float8E8M0FNU), 14}, {int(Float4E2M1FN), 17},
		{int(CPU), 1}, {int(CUDAHost), 3}, {int(ROCMHost), 11}, {int(CUDAManaged), 13}, {int(Trainium), 18},
	} {
		if c.have != c.want {
			t.Errorf("a constant is %d, in C %d", c.have, c.want)
		}
	}
	if len(codeNames) != int(Float4E2M1FN)+1 {
		t.Errorf("%d type codes have names", len(codeNames))
	}
}

// dims is the shape and strides of a tensor.
func dims(x *Tensor) (shape, strides []int64) {
	return unsafe.Slice(x.Shape, x.NDim), unsafe.Slice(x.Strides, x.NDim)
}

func TestExport(t *testing.T) {
	x := nd.From([]float32{0, 1, 2, 3, 4, 5}, 2, 3)
	for _, c := range []struct {
		row            string
		a              *nd.Array
		flags          Flags
		shape, strides []int64
	}{
		{"DL-09 elements, not bytes", x, 0, []int64{2, 3}, []int64{3, 1}},
		{"DL-09 transposed", nd.Transpose(x), 0, []int64{3, 2}, []int64{1, 3}},
		{"DL-09 reversed", x.Index(nd.Slice(nil, nil, -1)), 0, []int64{2, 3}, []int64{-3, 1}},
		{"DL-35 read-only", nd.BroadcastTo(x.Index(0), 2, 3), ReadOnly, []int64{2, 3}, []int64{0, 1}},
		{"DL-36 axes of length 1", nd.Wrap(x.Pointer(), dtype.Float32, []int{1, 6}, []int{7, 4}, false, nil), 0, []int64{1, 6}, []int64{6, 1}},
		{"DL-11 empty", nd.Zeros([]int{2, 0}, nd.As(dtype.Float32)), 0, []int64{2, 0}, []int64{1, 1}},
		{"no axes", x.Index(1, 2), 0, nil, nil},
	} {
		m, err := Export(c.a)
		if err != nil {
			t.Errorf("%s: %v", c.row, err)
			continue
		}
		shape, strides := dims(&m.Tensor)
		if !slices.Equal(shape, c.shape) || !slices.Equal(strides, c.strides) || m.Flags != c.flags {
			t.Errorf("%s: shape %v, strides %v, flags %d", c.row, shape, strides, m.Flags)
		}
		if want := (DataType{Float, 32, 1}); m.Tensor.DType != want || m.Tensor.Device != (Device{CPU, 0}) || m.Tensor.ByteOffset != 0 || m.Version != (Version{1, 3}) {
			t.Errorf("%s: %+v", c.row, m)
		}
		if (c.a.Size() > 0) != (m.Tensor.Data == c.a.Pointer()) || c.a.Size() == 0 && m.Tensor.Data != nil {
			t.Errorf("%s: data is %v, the array's %v", c.row, m.Tensor.Data, c.a.Pointer())
		}
		m.Delete()
	}
}

// DL-06, DL-37.
func TestEveryDTypeThereAndBack(t *testing.T) {
	for id := range dtype.ID(dtype.NumComputing) {
		d := dtype.Of(id)
		for rank := range 6 {
			shape := make([]int, rank)
			for axis := range shape {
				shape[axis] = axis + 1
			}
			x := nd.Ones(shape, nd.As(d))
			m, err := Export(x)
			if err != nil {
				t.Fatal(err)
			}
			y, err := Import(m)
			if err != nil {
				t.Fatal(err)
			}
			if y.DType() != d || y.Pointer() != x.Pointer() || y.ReadOnly() || fmt.Sprintf("%#v", y) != fmt.Sprintf("%#v", x) {
				t.Errorf("%#v came back as %#v", x, y)
			}
			y.Buffer().Release()
		}
	}
}

func TestNotExportable(t *testing.T) {
	record, err := dtype.ParseDescr("[('a', '<f4')]")
	if err != nil {
		t.Fatal(err)
	}
	bytes := nd.Zeros([]int{64}, nd.As(dtype.Uint8))
	for _, c := range []struct {
		row, text string
		a         *nd.Array
	}{
		{"DL-08", "byte order", nd.Zeros([]int{2}, nd.As(dtype.Int32.Swap()))},
		{"DL-36", "no type for dtype datetime64[s]", nd.Zeros([]int{2}, nd.As(dtype.Datetime(dtype.Second, 1)))},
		{"DL-36", "no type for dtype <U3", nd.Zeros([]int{2}, nd.As(dtype.Text(3)))},
		{"DL-36", "no type for dtype [('a', '<f4')]", nd.Zeros([]int{2}, nd.As(record))},
		{"DL-36", "stride of 12 bytes, no multiple of the 8", nd.Wrap(bytes.Pointer(), dtype.Int64, []int{4}, []int{12}, false, nil)},
	} {
		_, err := Export(c.a)
		if !errors.Is(err, nd.ErrExport) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: error %v, want %q", c.row, err, c.text)
		}
		if _, err := ExportLegacy(c.a); !errors.Is(err, nd.ErrExport) {
			t.Errorf("%s: legacy: %v", c.row, err)
		}
	}
	if _, err := ExportLegacy(nd.BroadcastTo(bytes, 2, 64)); !errors.Is(err, nd.ErrExport) {
		t.Errorf("DL-35: a read-only array was exported without a flag: %v", err)
	}
}

// DL-34.
func TestExportCopy(t *testing.T) {
	x := nd.BroadcastTo(nd.From([]int16{1, 2}), 2, 2)
	m, err := ExportCopy(x)
	if err != nil {
		t.Fatal(err)
	}
	if m.Flags != Copied || m.Tensor.Data == x.Pointer() {
		t.Errorf("flags %d, shared %v", m.Flags, m.Tensor.Data == x.Pointer())
	}
	y, err := Import(m)
	if err != nil || y.ReadOnly() || fmt.Sprint(y) != "[[1 2]\n [1 2]]" {
		t.Errorf("%v, %v", y, err)
	}
}

// tensor is one a stranger could hand over, over six float64.
func tensor() (*Tensor, []float64) {
	data, shape := []float64{0, 1, 2, 3, 4, 5}, []int64{2, 3}
	return &Tensor{Data: unsafe.Pointer(&data[0]), Device: Device{CPU, 0}, NDim: 2, DType: DataType{Float, 64, 1}, Shape: &shape[0]}, data
}

func TestImport(t *testing.T) {
	for _, c := range []struct {
		row  string
		edit func(x *Tensor)
		want string
	}{
		{"DL-09 NULL strides", func(*Tensor) {}, "[[0. 1. 2.]\n [3. 4. 5.]]"},
		{"DL-09 strides", func(x *Tensor) { x.Strides = &[]int64{1, 2}[0] }, "[[0. 2. 4.]\n [1. 3. 5.]]"},
		{"DL-10 byte offset", func(x *Tensor) { x.ByteOffset, x.Shape = 8, &[]int64{1, 2}[0] }, "[[1. 2.]]"},
		{"DL-10 byte offset to the end", func(x *Tensor) { x.ByteOffset, x.Strides = 40, &[]int64{-3, -1}[0] }, "[[5. 4. 3.]\n [2. 1. 0.]]"},
		{"DL-11 NULL data", func(x *Tensor) { x.Data, x.Shape = nil, &[]int64{0, 3}[0] }, "[]"},
		{"DL-11 data of nothing", func(x *Tensor) { x.Shape = &[]int64{2, 0}[0] }, "[]"},
		{"no axes", func(x *Tensor) { x.NDim, x.Shape = 0, nil }, "0.0"},
		{"DL-36 unused strides", func(x *Tensor) {
			x.Shape, x.Strides = &[]int64{1, 6}[0], &[]int64{math.MaxInt64, 1}[0]
		}, "[[0. 1. 2. 3. 4. 5.]]"},
		{"DL-53 pinned memory", func(x *Tensor) { x.Device.Type = CUDAHost }, "[[0. 1. 2.]\n [3. 4. 5.]]"},
		{"other type", func(x *Tensor) { x.DType, x.Shape = DataType{Bool, 8, 1}, &[]int64{1, 3}[0] }, "[[False False False]]"},
	} {
		x, _ := tensor()
		c.edit(x)
		deleted := 0
		a, err := Import(New(*x, 0, func() { deleted++ }))
		if err != nil {
			t.Errorf("%s: %v", c.row, err)
			continue
		}
		if have := fmt.Sprint(a); have != c.want || a.ReadOnly() {
			t.Errorf("%s: have %s, want %s; read-only %v", c.row, have, c.want, a.ReadOnly())
		}
		a.Buffer().Release()
		a.Buffer().Release()
		if deleted != 1 {
			t.Errorf("DL-22: %s: deleted %d times", c.row, deleted)
		}
	}
}

func TestImportRefused(t *testing.T) {
	for _, c := range []struct {
		row  string
		edit func(m *ManagedVersioned)
		kind *nd.Kind
		text string
	}{
		{"DL-01", func(m *ManagedVersioned) { m.Version, m.Tensor = Version{2, 0}, Tensor{NDim: -1} }, nd.ErrExport, "version 2.0"},
		{"DL-01", func(m *ManagedVersioned) { m.Version.Major = 0 }, nd.ErrExport, "version 0.3"},
		{"DL-04", func(m *ManagedVersioned) { m.Tensor.Device = Device{CUDA, 1} }, nd.ErrExport, "device CUDA 1"},
		{"DL-04", func(m *ManagedVersioned) { m.Tensor.Device.Type = 99 }, nd.ErrExport, "device type 99"},
		{"DL-04", func(m *ManagedVersioned) { m.Tensor.Device.Type = 0 }, nd.ErrExport, "device type 0"},
		{"DL-05", func(m *ManagedVersioned) { m.Tensor.DType = DataType{OpaqueHandle, 64, 1} }, nd.ErrExport, "opaque handle"},
		{"DL-05", func(m *ManagedVersioned) { m.Tensor.DType = DataType{Float8E5M2, 8, 1} }, nd.ErrExport, "float8_e5m2"},
		{"DL-05", func(m *ManagedVersioned) { m.Tensor.DType = DataType{200, 8, 1} }, nd.ErrExport, "type code 200"},
		{"DL-06", func(m *ManagedVersioned) { m.Tensor.DType = DataType{Float, 128, 1} }, nd.ErrExport, "float and 128 bits"},
		{"DL-07", func(m *ManagedVersioned) { m.Tensor.DType = DataType{Int, 4, 1} }, nd.ErrExport, "no whole bytes"},
		{"DL-07", func(m *ManagedVersioned) { m.Tensor.DType = DataType{Bool, 1, 1} }, nd.ErrExport, "no whole bytes"},
		{"DL-12", func(m *ManagedVersioned) { m.Tensor.DType.Lanes = 4 }, nd.ErrExport, "4 lanes"},
		{"DL-12", func(m *ManagedVersioned) { m.Tensor.DType.Lanes = 0 }, nd.ErrExport, "0 lanes"},
		{"DL-53", func(m *ManagedVersioned) { m.Tensor.NDim = 65 }, nd.ErrExport, "65 dimensions"},
		{"DL-53", func(m *ManagedVersioned) { m.Tensor.NDim = -1 }, nd.ErrExport, "-1 dimensions"},
		{"DL-53", func(m *ManagedVersioned) { m.Tensor.NDim = math.MaxInt32 }, nd.ErrExport, "2147483647 dimensions"},
		{"DL-09", func(m *ManagedVersioned) { m.Tensor.Shape = nil }, nd.ErrValue, "no shape"},
		{"DL-09", func(m *ManagedVersioned) { m.Tensor.Shape = &[]int64{-2, 3}[0] }, nd.ErrValue, "negative"},
		{"DL-09", func(m *ManagedVersioned) { m.Tensor.Shape = &[]int64{1 << 40, 1 << 40}[0] }, nd.ErrValue, "larger than any memory"},
		{"DL-09", func(m *ManagedVersioned) { m.Tensor.Strides = &[]int64{1 << 61, 1}[0] }, nd.ErrValue, "stride of axis 0"},
		{"DL-09", func(m *ManagedVersioned) { m.Tensor.Strides = &[]int64{1 << 59, math.MinInt64 >> 4}[0] }, nd.ErrValue, "past the end of memory"},
		{"DL-10", func(m *ManagedVersioned) { m.Tensor.ByteOffset = math.MaxUint64 }, nd.ErrValue, "byte offset"},
		{"DL-10", func(m *ManagedVersioned) { m.Tensor.ByteOffset, m.Tensor.Strides = 1<<62, &[]int64{1 << 59, 1}[0] }, nd.ErrValue, "past the end of memory"},
		{"DL-09", func(m *ManagedVersioned) { m.Tensor.Strides = &[]int64{math.MinInt64 >> 4, 1}[0] }, nd.ErrValue, "past the end of memory"},
		{"DL-11", func(m *ManagedVersioned) { m.Tensor.Data = nil }, nd.ErrValue, "NULL"},
	} {
		x, _ := tensor()
		deleted := 0
		m := New(*x, 0, func() { deleted++ })
		c.edit(m)
		a, err := Import(m)
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.text) || a != nil {
			t.Errorf("%s: %v, error %v, want one of kind %v with %q", c.row, a, err, c.kind, c.text)
		}
		if deleted != 0 {
			t.Errorf("DL-22: %s: a tensor that was not taken was deleted", c.row)
		}
		if m.Delete(); deleted != 1 {
			t.Errorf("DL-22: %s: deleted %d times", c.row, deleted)
		}
	}
	if _, err := Import(nil); !errors.Is(err, nd.ErrValue) {
		t.Error(err)
	}
	if _, err := ImportLegacy(nil); !errors.Is(err, nd.ErrValue) {
		t.Error(err)
	}
}

// DL-54, DL-57.
func TestReadOnly(t *testing.T) {
	x, _ := tensor()
	for _, c := range []struct {
		flags Flags
		want  bool
	}{{0, false}, {ReadOnly, true}, {Copied, false}, {ReadOnly | Copied | 1<<40, true}} {
		a, err := Import(New(*x, c.flags, nil))
		if err != nil || a.ReadOnly() != c.want {
			t.Errorf("flags %d: read-only %v, %v", c.flags, a.ReadOnly(), err)
		}
	}
	a, err := ImportLegacy(NewLegacy(*x, nil))
	if err != nil || !a.ReadOnly() {
		t.Errorf("a legacy tensor is writable: %v", err)
	}
	runtime.KeepAlive(x)
}

// eventually runs the collector until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 500 {
		runtime.GC()
		if holds() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error(what)
}

// left is the number of tensors in the table.
func left() (n int) {
	managed.Range(func(any, any) bool { n++; return true })
	return n
}

// DL-22, DL-24: every export is one of its own and holds the memory; every import deletes once, whether
// told to or found unreachable.
func TestLifetime(t *testing.T) {
	eventually(t, "earlier tests leave tensors", func() bool { return left() == 0 })
	before := buffer.Live()
	const n = 1000
	var sum float64
	for i := range n {
		x := nd.Full([]int{100}, float64(i))
		m, err := Export(x)
		if err != nil {
			t.Fatal(err)
		}
		second, err := Export(x)
		if err != nil || second == m {
			t.Fatal(err)
		}
		second.Delete()
		y, err := Import(m)
		if err != nil {
			t.Fatal(err)
		}
		view := y.Index(nd.Slice(10, 20))
		if i%10 == 0 {
			runtime.GC()
		}
		sum += nd.Of[float64](view).At(3)
		if i%2 == 0 {
			y.Buffer().Release()
		}
	}
	if sum != n*(n-1)/2 {
		t.Errorf("memory changed under an import: %v", sum)
	}
	eventually(t, "deleters did not run", func() bool { return left() == 0 && buffer.Live().Adopted == before.Adopted })
}

// DL-23: deleters run on any thread, and once even where two want to.
func TestDeleteFromManyThreads(t *testing.T) {
	x, _ := tensor()
	var deleted atomic.Int64
	for range 200 {
		m := New(*x, 0, func() { deleted.Add(1) })
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() { Delete(unsafe.Pointer(m)) })
		}
		group.Wait()
	}
	if deleted.Load() != 200 {
		t.Errorf("200 tensors were deleted %d times", deleted.Load())
	}
}

// fakeC stands for a C library: its deleters are addresses that mean something to it alone.
type fakeC struct {
	deleter byte
	calls   []unsafe.Pointer
}

func (c *fakeC) Deleter() unsafe.Pointer              { return unsafe.Pointer(&c.deleter) }
func (c *fakeC) Call(deleter, managed unsafe.Pointer) { c.calls = append(c.calls, managed) }

func TestBinding(t *testing.T) {
	c := new(fakeC)
	Bind(c)
	defer func() { binding = nil }()

	// Theirs: the deleter that came with the tensor is called.
	x, _ := tensor()
	theirs := &ManagedVersioned{Version: Version{1, 0}, Deleter: unsafe.Pointer(c), Tensor: *x}
	a, err := Import(theirs)
	if err != nil {
		t.Fatal(err)
	}
	a.Buffer().Release()
	a.Buffer().Release()
	if len(c.calls) != 1 || c.calls[0] != unsafe.Pointer(theirs) {
		t.Errorf("DL-22: calls of the C deleter: %v", c.calls)
	}

	// Without a deleter there is nothing to call.
	if a, err = Import(&ManagedVersioned{Version: Version{1, 0}, Tensor: *x}); err != nil {
		t.Fatal(err)
	}
	a.Buffer().Release()
	if len(c.calls) != 1 {
		t.Errorf("DL-22: a NULL deleter was called")
	}

	// Ours: C gets a deleter that leads back to Delete.
	ours, err := Export(a)
	if err != nil {
		t.Fatal(err)
	}
	if ours.Deleter != c.Deleter() {
		t.Errorf("an export's deleter is %v", ours.Deleter)
	}
	if !Delete(unsafe.Pointer(ours)) || Delete(unsafe.Pointer(ours)) {
		t.Error("DL-23: an export was not deleted once")
	}

	defer func() {
		if recover() == nil {
			t.Error("a second Bind did not panic")
		}
	}()
	Bind(c)
}

func ExampleExport() {
	x := nd.Reshape(nd.Arange(0, 6, 1), 2, 3)
	m, _ := Export(x)
	y, _ := Import(m)
	nd.Of[int64](y).Set(40, 1, 1)
	fmt.Println(x)
	// Output:
	// [[ 0  1  2]
	//  [ 3 40  5]]
}
