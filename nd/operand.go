package nd

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/walk"
	"gondola/layout"
	"gondola/protocol"
)

// operand turns x into an array: an *Array is itself, a Go number is an array of no axes, a slice
// one-dimensional and shared, a nested slice copied; anything else must lend its memory through package
// protocol.
func operand(op string, x any) *Array {
	a, _ := weakOperand(op, x)
	return a
}

// notWeak marks an operand that promotes by its own dtype.
const notWeak = dtype.Weak(255)

// weakOperand is operand and, for a Go number, how weakly it takes part in promotion.
func weakOperand(op string, x any) (*Array, dtype.Weak) {
	switch v := x.(type) {
	case *Array:
		if v == nil {
			panic(fail(op, ErrType, "an operand is a nil *Array"))
		}
		return v, notWeak
	case bool:
		return scalar(v), dtype.WeakBool
	case int:
		return scalar(int64(v)), dtype.WeakInt
	case int64:
		return scalar(v), dtype.WeakInt
	case float64:
		return scalar(v), dtype.WeakFloat
	case complex128:
		return scalar(v), dtype.WeakComplex
	case int8:
		return scalar(v), notWeak
	case int16:
		return scalar(v), notWeak
	case int32:
		return scalar(v), notWeak
	case uint8:
		return scalar(v), notWeak
	case uint16:
		return scalar(v), notWeak
	case uint32:
		return scalar(v), notWeak
	case uint:
		return weakUint(uint64(v))
	case uint64:
		return weakUint(v)
	case float32:
		return scalar(v), notWeak
	case complex64:
		return scalar(v), notWeak
	case dtype.F16:
		return scalar(v), notWeak
	case dtype.BF16:
		return scalar(v), notWeak
	}
	a, err := FromAny(x)
	if err != nil {
		panic(fail(op, ErrType, "%v", err))
	}
	return a, notWeak
}

// weakUint is an unsigned number: weak like int, kept unsigned only where it must be.
func weakUint(v uint64) (*Array, dtype.Weak) {
	if v <= 1<<63-1 {
		return scalar(int64(v)), dtype.WeakInt
	}
	return scalar(v), dtype.WeakInt
}

// scalar is an array of no axes that holds v.
func scalar[T dtype.Element](v T) *Array {
	a := uninitialized(dtype.For[T](), nil)
	*(*T)(a.ptr) = v
	return a
}

// FromAny makes an array of x without copying where x's memory can be shared: an *Array is itself, a
// []T of a computing type is a one-dimensional window on the slice, and an object with the methods of
// protocol.Strided lends its memory. Go numbers become arrays of no axes: an int or uint is int64, or uint64 where only that
// holds it. Nested slices of equal lengths are copied, and their items' types promoted. Everything else is an
// error that names the type.
func FromAny(x any) (*Array, error) {
	switch v := x.(type) {
	case *Array:
		return v, nil
	case protocol.Strided:
		return fromMemory(v)
	case protocol.Densifier:
		return densify(v, protocol.CopyIfNeeded)
	}
	if a := shareSlice(x); a != nil {
		return a, nil
	}
	if a := number(x); a != nil {
		return a, nil
	}
	return copyNested(reflect.ValueOf(x))
}

// densify asks a container for its dense form.
func densify(d protocol.Densifier, copy protocol.CopyMode) (*Array, error) {
	dense, err := d.Densify(copy)
	if err != nil {
		return nil, err
	}
	if a, ok := dense.(*Array); ok {
		return a, nil
	}
	return fromMemory(dense)
}

// fromMemory is a window on the memory a foreign array lends.
func fromMemory(s protocol.Strided) (*Array, error) {
	m, err := s.Memory()
	if err != nil {
		return nil, err
	}
	if size, ok := layout.Bytes(m.Shape, m.DType.Size()); !ok || len(m.Shape) != len(m.Strides) || len(m.Shape) > MaxRank {
		return nil, fail("FromAny", ErrValue, "%T lends memory of shape %s, %d strides and %d bytes an element, which no array has",
			s, layout.FormatShape(m.Shape), len(m.Strides), m.DType.Size())
	} else if size > 0 && m.Ptr == nil {
		return nil, fail("FromAny", ErrValue, "%T lends %d bytes at address 0", s, size)
	}
	return Wrap(m.Ptr, m.DType, m.Shape, m.Strides, m.ReadOnly, m.Buffer), nil
}

// Memory lends the array's memory: Array is itself a protocol.Strided.
func (a *Array) Memory() (protocol.Memory, error) {
	return protocol.Memory{Ptr: a.ptr, DType: a.dtype, Shape: a.shape, Strides: a.strides, ReadOnly: a.readonly, Buffer: a.buf}, nil
}

// shareSlice is a window on a slice of a computing type, or nil.
func shareSlice(x any) *Array {
	switch v := x.(type) {
	case []float64:
		return From(v)
	case []float32:
		return From(v)
	case []int64:
		return From(v)
	case []int32:
		return From(v)
	case []int16:
		return From(v)
	case []int8:
		return From(v)
	case []uint64:
		return From(v)
	case []uint32:
		return From(v)
	case []uint16:
		return From(v)
	case []uint8:
		return From(v)
	case []bool:
		return From(v)
	case []complex128:
		return From(v)
	case []complex64:
		return From(v)
	case []dtype.F16:
		return From(v)
	case []dtype.BF16:
		return From(v)
	case []int:
		if len(v) == 0 {
			return From([]int64{})
		}
		return From(unsafe.Slice((*int64)(unsafe.Pointer(&v[0])), len(v)))
	case []uint:
		if len(v) == 0 {
			return From([]uint64{})
		}
		return From(unsafe.Slice((*uint64)(unsafe.Pointer(&v[0])), len(v)))
	}
	return nil
}

// copyNested copies a nested slice or a slice of arrays, all of one shape, into a new array.
func copyNested(v reflect.Value) (*Array, error) {
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		if !v.IsValid() {
			return nil, fail("FromAny", ErrType, "nil is no array")
		}
		return nil, fail("FromAny", ErrType, "a value of type %s is no array: want *nd.Array, a number, a slice of numbers, or an object that lends its memory (protocol.Strided)", v.Type())
	}
	if v.Len() == 0 {
		return From([]float64{}), nil
	}
	parts := make([]any, v.Len())
	for i := range parts {
		part, err := FromAny(v.Index(i).Interface())
		if err != nil {
			return nil, err
		}
		if i > 0 && !sameShape(part.shape, parts[0].(*Array).shape) {
			return nil, fail("FromAny", ErrShape, "a nested slice is ragged: item 0 has shape %s, item %d %s",
				layout.FormatShape(parts[0].(*Array).shape), i, layout.FormatShape(part.shape))
		}
		parts[i] = part
	}
	return Stack(parts), nil
}

// number is a Go number as an array of no axes, or nil.
func number(x any) *Array {
	switch x.(type) {
	case bool, int, int64, float64, complex128, uint, uint64,
		int8, int16, int32, uint8, uint16, uint32, float32, complex64, dtype.F16, dtype.BF16:
		a, _ := weakOperand("FromAny", x)
		return a
	}
	return nil
}

// promote is the common type of operands, weak ones taking part as Go numbers do.
func promote(args []*Array, weak []dtype.Weak) (dtype.DType, error) {
	var d dtype.DType
	for i, a := range args {
		if weak[i] != notWeak {
			continue
		}
		if !d.Valid() {
			d = a.dtype.Native()
			continue
		}
		common, ok := dtype.Promote(d, a.dtype.Native())
		if !ok {
			return d, fail("", ErrDType, "dtypes %s and %s have no common type", d, a.dtype)
		}
		d = common
	}
	anyWeak, strongest := false, dtype.WeakBool
	for _, w := range weak {
		if w != notWeak {
			anyWeak, strongest = true, max(strongest, w)
		}
	}
	switch {
	case !anyWeak:
		return d, nil
	case !d.Valid():
		d = strongest.Default()
	case !d.Computes():
		return d, fail("", ErrDType, "dtype %s does not combine with a number", d)
	default:
		d = dtype.PromoteWeak(d, strongest)
	}
	for i, a := range args {
		if weak[i] == dtype.WeakInt && !fits(a, d) {
			return d, fail("", ErrOverflow, "integer %v is out of bounds for %s", a.Item(), d)
		}
	}
	return d, nil
}

// fits says that the integer in a is a value of d.
func fits(a *Array, d dtype.DType) bool {
	if d.Kind() != dtype.KindInt && d.Kind() != dtype.KindUint {
		return true
	}
	info, _ := dtype.IInfo(d)
	if a.dtype == dtype.Uint64 {
		return *(*uint64)(a.ptr) <= info.Max
	}
	v := *(*int64)(a.ptr)
	return v >= info.Min && (v < 0 || uint64(v) <= info.Max)
}

// broadcast is the common shape of operands and the mask of Masked.
func broadcast(args []*Array, mask any) ([]int, error) {
	if len(args) == 1 && mask == nil {
		return args[0].shape, nil
	}
	shapes := make([][]int, 0, len(args)+1)
	for _, a := range args {
		shapes = append(shapes, a.shape)
	}
	if mask != nil {
		shapes = append(shapes, operand("Masked", mask).shape)
	}
	shape, err := layout.BroadcastShapes(shapes...)
	var b *layout.BroadcastError
	if errors.As(err, &b) {
		return nil, errors.New(b.Reason())
	}
	return shape, err
}

// checkOutput refuses an output the result cannot be written to.
func checkOutput(op string, out *Array, result dtype.DType, shape []int) {
	switch {
	case out.readonly:
		panic(fail(op, ErrReadOnly, "the output is read-only"))
	case !sameShape(out.shape, shape):
		panic(fail(op, ErrShape, "the output has shape %s, the result %s", layout.FormatShape(out.shape), layout.FormatShape(shape)))
	case !dtype.CanCast(result, out.dtype, dtype.SameKind):
		panic(fail(op, ErrDType, "the result's dtype %s does not cast to %s, the dtype of the output, by the rule same_kind", result, out.dtype))
	}
}

// finish brings a result into the output the options name, under their mask.
func finish(o options, result *Array) *Array {
	if o.out == nil || o.out == result {
		return result
	}
	if o.where != nil {
		selectInto(o.out, operand("Masked", o.where), result, o.out)
		return o.out
	}
	copyTo(o.out, result)
	return o.out
}

// guard turns the stop of a long loop into an *Error of the function.
func guard(op string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(walk.Canceled); ok {
				panic(fail(op, ErrCanceled, "stopped before the end; the output is half written"))
			}
			panic(r)
		}
	}()
	f()
}

// keepAlive keeps the memory of arrays from being released before here.
func keepAlive(out *Array, args []*Array) {
	runtime.KeepAlive(out)
	for _, a := range args {
		runtime.KeepAlive(a)
	}
}

// kindOf is the kind of an error made by fail.
func kindOf(err error) *Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ErrValue
}

// typesOf lists operands' types for a message: "dtype complex128" or "dtypes bool and float64".
func typesOf(args []*Array) string {
	if len(args) == 1 {
		return "dtype " + args[0].dtype.String()
	}
	return fmt.Sprintf("dtypes %s and %s", args[0].dtype, args[1].dtype)
}

// shapesText lists operands' shapes for a message.
func shapesText(args []*Array) string {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = layout.FormatShape(a.shape)
	}
	if len(texts) > 2 {
		return strings.Join(texts, ", ")
	}
	return strings.Join(texts, " and ")
}
