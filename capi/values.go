package main

// #include "core.h"
import "C"

import (
	"fmt"
	"math"
	"unsafe"

	"gondola/dtype"
	"gondola/nd"
)

// value is an argument as package nd takes it: None is nil, or a new axis inside an index.
func (f *frame) value(v *C.ndola_value, index bool) (any, error) {
	u := unsafe.Pointer(&v.u)
	switch v.tag {
	case C.NDOLA_NONE:
		return nil, nil
	case C.NDOLA_BOOL:
		return *(*int64)(u) != 0, nil
	case C.NDOLA_INT:
		return int(*(*int64)(u)), nil
	case C.NDOLA_UINT:
		return *(*uint64)(u), nil
	case C.NDOLA_BIGINT:
		return f.bigInt(*(*float64)(u))
	case C.NDOLA_FLOAT:
		return *(*float64)(u), nil
	case C.NDOLA_COMPLEX:
		return *(*complex128)(u), nil
	case C.NDOLA_ARRAY:
		return f.array(*(**C.ndola_array)(u))
	case C.NDOLA_DTYPE:
		return dtypeOf((*C.ndola_dtype)(u))
	case C.NDOLA_STRING:
		return C.GoStringN(*(**C.char)(u), v.n), nil
	case C.NDOLA_LIST:
		return f.list(unsafe.Slice(*(**C.ndola_value)(u), v.n), index)
	case C.NDOLA_SLICE:
		ends, err := f.list(unsafe.Slice(*(**C.ndola_value)(u), 3), false)
		if err != nil {
			return nil, err
		}
		return nd.Slice(ends[0], ends[1], ends[2]), nil
	case C.NDOLA_ELLIPSIS:
		return nd.Ellipsis, nil
	}
	return nil, fmt.Errorf("the shell passed a value of unknown tag %d", v.tag)
}

// bigInt is an int beyond 64 bits, rounded to v. It is a number among floating arrays only.
func (f *frame) bigInt(v float64) (any, error) {
	for _, arg := range f.call.args[:f.call.nargs] {
		if arg.tag != C.NDOLA_ARRAY || math.IsInf(v, 0) {
			continue
		}
		d, err := dtypeOf(&(*(**C.ndola_array)(unsafe.Pointer(&arg.u))).dtype)
		if err == nil && (d.Kind() == dtype.KindFloat || d.Kind() == dtype.KindComplex) {
			return v, nil
		}
	}
	return nil, &nd.Error{Op: functions[f.call.function].GoName, Kind: nd.ErrOverflow, Text: fmt.Sprintf("an integer of about %.4g does not fit 64 bits", v)}
}

// list is a list of values.
func (f *frame) list(values []C.ndola_value, index bool) ([]any, error) {
	list := make([]any, len(values))
	for i := range values {
		v, err := f.value(&values[i], index)
		if err != nil {
			return nil, err
		}
		if v == nil && index {
			v = nd.NewAxis
		}
		list[i] = v
	}
	return list, nil
}

// array is an argument's window on C memory. The shell keeps the memory alive during the call.
func (f *frame) array(a *C.ndola_array) (*nd.Array, error) {
	d, err := dtypeOf(&a.dtype)
	if err != nil {
		return nil, err
	}
	f.arrays = append(f.arrays, a)
	return nd.Wrap(a.data, d, dims(a.shape, a.rank), dims(a.strides, a.rank), a.readonly != 0, nil), nil
}

// dims are a C array's shape or strides as Go sees them; int64_t is Go's int on every system that
// runs this library.
func dims(p *C.int64_t, rank C.int32_t) []int {
	if rank == 0 {
		return nil
	}
	return unsafe.Slice((*int)(unsafe.Pointer(p)), rank)
}

// dtypeOf is a C dtype in Go's terms.
func dtypeOf(d *C.ndola_dtype) (dtype.DType, error) {
	return dtype.Raw(dtype.ID(d.id), int(d.itemsize), d.swapped != 0, dtype.Unit(d.unit), int(d.count))
}

// setDType is a Go dtype in C's terms.
func setDType(to *C.ndola_dtype, d dtype.DType) {
	unit, count := d.Unit()
	*to = C.ndola_dtype{id: C.uint8_t(d.ID()), unit: C.uint8_t(unit), itemsize: C.int32_t(d.Size()), count: C.int32_t(count)}
	if d.Swapped() {
		to.swapped = 1
	}
}
