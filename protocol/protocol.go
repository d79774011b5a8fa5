// Package protocol is the small set of interfaces through which containers meet: how an object lends its
// memory, how it takes over a function, how results come back as its kind. It is a leaf: whoever writes a
// container needs nothing else of gondola to speak it.
//
// The four interfaces mirror NumPy's hooks:
//
//	Strided     __array_interface__, the buffer protocol, DLPack: memory that can be shared
//	Densifier   __array__: memory that must be made
//	Dispatcher  __array_ufunc__ and __array_function__, in one record instead of two hooks
//	Wrapper     __array_wrap__: results return in the operand's container
//
// All are optional. Embed Base to decline everything and override what the container does.
package protocol

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
)

// Memory is a strided window on memory that somebody lends.
type Memory struct {
	Ptr      unsafe.Pointer // the element at index 0 of every axis
	DType    dtype.DType
	Shape    []int
	Strides  []int // bytes
	ReadOnly bool
	Buffer   *buffer.Buffer // keeps the memory alive; nil where Ptr itself does
}

// Strided is an object whose elements lie in strided memory. Memory lends it without a copy; writes are
// seen by both sides. The error says why it cannot.
type Strided interface {
	Memory() (Memory, error)
}

// CopyMode is what a caller allows.
type CopyMode int

const (
	CopyIfNeeded CopyMode = iota // share where possible
	CopyAlways
	CopyNever // an error that names the obstacle instead of a copy
)

// Densifier is an object that becomes a dense array on demand. Where sharing is impossible CopyNever
// must fail with an error for which errors.Is(err, ErrCopy) holds.
type Densifier interface {
	Densify(mode CopyMode) (Strided, error)
}

// Method is the way a function is applied, NumPy's ufunc method; Func is a function that is no ufunc.
type Method string

const (
	Map        Method = "__call__"
	Reduce     Method = "reduce"
	Accumulate Method = "accumulate"
	Outer      Method = "outer"
	At         Method = "at"
	ReduceAt   Method = "reduceat"
	Func       Method = "function"
)

// Call is one call of a function on its way to whoever computes it: the record that replaces NumPy's
// two hooks.
type Call struct {
	Op     string         // the standard's name: "exp", "mean", "concat"
	Method Method         // how it is applied
	Args   []any          // positional arguments, operands among them
	Params map[string]any // keyword arguments by the standard's names; nil when there are none
}

// With is the call with other arguments: what a container hands on after unwrapping its operands.
func (c *Call) With(args ...any) *Call {
	return &Call{Op: c.Op, Method: c.Method, Args: args, Params: c.Params}
}

// Operands are the values that may be operands, in the order in which they are asked: the arguments, items
// of lists among them in their place, then the keyword arguments by name. Numbers, axes and None are
// among them: an operand is known by its type only.
func (c *Call) Operands() []any {
	operands := make([]any, 0, len(c.Args))
	for _, arg := range c.Args {
		if list, ok := arg.([]any); ok {
			operands = append(operands, list...)
			continue
		}
		operands = append(operands, arg)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		operands = append(operands, c.Params[name])
	}
	return operands
}

// Axes are the axes, counted from 0, that the keyword axis names of an operand with so many; all of
// them where it is absent or nil.
func (c *Call) Axes(rank int) ([]int, error) {
	var named []int
	switch axis := c.Params["axis"].(type) {
	case nil:
		for i := range rank {
			named = append(named, i)
		}
	case int:
		named = []int{axis}
	case int64:
		named = []int{int(axis)}
	case []int:
		named = axis
	case []any:
		for _, item := range axis {
			one, err := (&Call{Params: map[string]any{"axis": item}}).Axes(rank)
			if err != nil || item == nil {
				return nil, fmt.Errorf("axis must be an int or a list of ints, not %v", axis)
			}
			named = append(named, one...)
		}
	default:
		return nil, fmt.Errorf("axis must be an int or a list of ints, not %T", axis)
	}
	return layout.NormalizeAxes(named, rank)
}

// Dispatcher is a container that takes part in choosing who computes a call. Operands are asked left to
// right, the first of each type only, since it sees the whole call; the first that does not decline
// decides. It must decline, with ErrNotHandled or Decline, any operand type it does not know. When all
// have declined the function is computed on dense arrays, where every operand is one or becomes one.
type Dispatcher interface {
	Dispatch(c *Call) (any, error)
}

// Wrapper is a container that computes nothing itself but wants results back as its kind: operands are
// densified, the function computed, and Wrap of the last operand that is one called on the result, on
// each of them where there are several.
type Wrapper interface {
	Wrap(c *Call, result any) (any, error)
}

// ErrNotHandled is how a Dispatcher declines.
var ErrNotHandled = errors.New("not handled")

// ErrCopy says that a copy is needed where CopyNever was asked for.
var ErrCopy = errors.New("a copy is needed")

// Decline is ErrNotHandled with what the container would have needed, for the message the user sees when
// everybody declines.
func Decline(need string) error { return &declined{need} }

type declined struct{ need string }

func (d *declined) Error() string        { return d.need }
func (d *declined) Is(target error) bool { return target == ErrNotHandled }

// Base declines every call. Containers embed it, so that a method added to this package later does not break
// them.
type Base struct{}

// Dispatch declines.
func (Base) Dispatch(*Call) (any, error) { return nil, ErrNotHandled }
