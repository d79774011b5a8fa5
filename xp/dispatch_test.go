package xp_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// guest is a container that answers as its function says.
type guest func(*protocol.Call) (any, error)

func (g guest) Dispatch(c *protocol.Call) (any, error) { return g(c) }

// other is a second type of container.
type other struct{ guest }

// dense is a container that declines everything and becomes dense.
type dense struct {
	protocol.Base
	a *nd.Array
}

func (d dense) Densify(protocol.CopyMode) (protocol.Strided, error) { return d.a, nil }

// sealed is a container that declines everything and does not become dense.
type sealed struct{ protocol.Base }

func (sealed) Densify(protocol.CopyMode) (protocol.Strided, error) {
	return nil, errors.New("it would take 3 TB")
}

// boxed is what a wrapper makes of results.
type boxed struct{ result any }

func (b boxed) String() string { return fmt.Sprintf("{%v}", b.result) }

// wrapper wants results back as boxed.
type wrapper struct{ dense }

func (wrapper) Wrap(_ *protocol.Call, result any) (any, error) { return boxed{result}, nil }

func answer(s string) guest { return func(*protocol.Call) (any, error) { return s, nil } }

func declining(need string) guest {
	return func(*protocol.Call) (any, error) { return nil, protocol.Decline(need) }
}

func vector(values ...float64) *nd.Array { return nd.From(values) }

func TestWhoComputes(t *testing.T) {
	x := vector(1, 2)
	for _, c := range []struct {
		name string
		got  func() any
		want any
	}{
		{"dense operands", func() any { return xp.Add(x, 1) }, "[2. 3.]"},
		{"a slice", func() any { return xp.Sum([]float64{1, 2}) }, "3.0"},
		{"a number", func() any { return xp.Negative(2) }, "-2"},
		{"the left container", func() any { return xp.Add(answer("left"), other{answer("right")}) }, "left"},
		{"the right one, the left declining", func() any { return xp.Add(declining("peace"), other{answer("right")}) }, "right"},
		{"a container on the right of an array", func() any { return xp.Add(x, answer("right")) }, "right"},
		{"a container in a list", func() any { return xp.Concat([]any{x, answer("item")}) }, "item"},
		{"a container among variadic arguments", func() any { return xp.BroadcastArrays(x, answer("item")) }, "item"},
		{"a container as the mask", func() any { return xp.Exp(x, nd.Masked(answer("mask"))) }, "mask"},
		{"nd, the container declining", func() any { return xp.Add(dense{a: x}, x) }, "[2. 4.]"},
		{"nd, containers in a list declining", func() any { return xp.Stack([]any{dense{a: x}, x}) }, "[[1. 2.]\n [1. 2.]]"},
		{"the wrapper gets the result", func() any { return xp.Add(x, wrapper{dense{a: x}}) }, "{[2. 4.]}"},
		{"the wrapper gets each result", func() any { return xp.Unstack(wrapper{dense{a: x}}) }, "[{1.0} {2.0}]"},
	} {
		if got := fmt.Sprint(c.got()); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestEachTypeIsAskedOnce(t *testing.T) {
	asked := 0
	g := guest(func(*protocol.Call) (any, error) { asked++; return nil, protocol.ErrNotHandled })
	nd.Try(func() any { return xp.Where(g, g, g) })
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestNobodyComputes(t *testing.T) {
	broken := errors.New("the disk is full")
	for _, c := range []struct {
		name string
		call func() any
		kind error
		text string
	}{
		{"declined, not dense", func() any { return xp.Add(declining("labels"), 1) }, nd.ErrNotHandled,
			"Add: not handled: xp_test.guest needs labels; xp_test.guest has no dense form"},
		{"declined, refuses to be dense", func() any { return xp.Mean(sealed{}) }, nd.ErrNotHandled,
			"Mean: not handled: xp_test.sealed declined; xp_test.sealed does not become dense: it would take 3 TB"},
		{"declined, the other operand unknown", func() any { return xp.Add(dense{a: vector(1)}, struct{}{}) }, nd.ErrNotHandled,
			"Add: not handled: xp_test.dense declined; struct {} has no dense form"},
		{"failed", func() any {
			return xp.Exp(guest(func(*protocol.Call) (any, error) { return nil, broken }))
		}, broken, "Exp: the disk is full"},
		{"shapes", func() any { return xp.Add(dense{a: vector(1, 2)}, vector(1, 2, 3)) }, nd.ErrShape,
			"Add: shapes (2,) and (3,) do not broadcast: axis -1 has 2 and 3"},
		{"no container at all", func() any { return xp.Exp(struct{}{}) }, nd.ErrType, ""},
	} {
		_, err := nd.Try(c.call)
		if !errors.Is(err, c.kind) {
			t.Errorf("%s: error %v is not of kind %v", c.name, err, c.kind)
		} else if c.text != "" && err.Error() != c.text {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, c.text)
		}
	}
}

func TestInvokeUnknown(t *testing.T) {
	for _, c := range []*protocol.Call{
		{Op: "rolling", Args: []any{vector(1)}},
		{Op: "add", Method: protocol.Outer, Args: []any{vector(1), vector(2)}},
	} {
		if _, err := xp.Invoke(c); !errors.Is(err, nd.ErrNotHandled) {
			t.Errorf("%s %s: %v", c.Op, c.Method, err)
		}
	}
	got, err := xp.Invoke(&protocol.Call{Op: "rolling", Args: []any{answer("rolled")}})
	if got != "rolled" || err != nil {
		t.Errorf("a function that only a container has: %v, %v", got, err)
	}
}

// spy hands every call on with its operand unwrapped, so the call has to say all that the options said.
type spy struct {
	a    *nd.Array
	seen *protocol.Call
}

func (s *spy) Dispatch(c *protocol.Call) (any, error) {
	s.seen = c
	unwrap := func(x any) any {
		if x == any(s) {
			return s.a
		}
		return x
	}
	args := slices.Clone(c.Args)
	for i, x := range args {
		args[i] = unwrap(x)
		if list, ok := x.([]any); ok {
			list = slices.Clone(list)
			for k := range list {
				list[k] = unwrap(list[k])
			}
			args[i] = list
		}
	}
	return xp.Invoke(c.With(args...))
}

func TestCallsSayWhatOptionsSaid(t *testing.T) {
	a := nd.Reshape(nd.Arange(1.0, 7.0, 1), 2, 3)
	mask := nd.Greater(a, 2)
	for _, c := range []struct {
		name string
		call func(x any) any
		args int
		want map[string]any
	}{
		{"add", func(x any) any { return xp.Add(x, 2) }, 2, nil},
		{"exp", func(x any) any { return xp.Exp(x, nd.Masked(mask), nd.Into(nd.Zeros([]int{2, 3}))) }, 1, map[string]any{"where": mask}},
		{"clip", func(x any) any { return xp.Clip(x, 2, nil, nd.Into(nd.Zeros([]int{2, 3}))) }, 3, nil},
		{"astype", func(x any) any { return xp.Astype(x, dtype.Float32) }, 2, nil},
		{"sum", func(x any) any { return xp.Sum(x, nd.Axis(0), nd.As(dtype.Float32)) }, 1, map[string]any{"axis": 0, "dtype": dtype.Float32}},
		{"sum", func(x any) any { return xp.Sum(x, nd.Axis()) }, 1, map[string]any{"axis": []int(nil)}},
		{"mean", func(x any) any { return xp.Mean(x, nd.Axis(-1), nd.KeepDims) }, 1, map[string]any{"axis": -1, "keepdims": true}},
		{"mean", func(x any) any { return xp.Mean(x, nd.Axis(0), nd.Into(nd.Zeros([]int{3}))) }, 1, nil},
		{"max", func(x any) any { return xp.Max(x, nd.Into(nd.Zeros(nil))) }, 1, nil},
		{"std", func(x any) any { return xp.Std(x, nd.Correction(1)) }, 1, map[string]any{"correction": 1.0}},
		{"cumulative_sum", func(x any) any { return xp.CumulativeSum(x, nd.Axis(1), nd.IncludeInitial) }, 1, map[string]any{"axis": 1, "include_initial": true}},
		{"concat", func(x any) any { return xp.Concat([]any{x, a}, nd.Axis(1)) }, 1, map[string]any{"axis": 1}},
		{"concat", func(x any) any { return xp.Concat([]any{x, a}, nd.Flat) }, 1, map[string]any{"axis": nil}},
		{"broadcast_arrays", func(x any) any { return xp.BroadcastArrays(x, 1) }, 2, nil},
		{"diff", func(x any) any { return xp.Diff(x, 1, nil, 9, nd.Axis(1)) }, 1, map[string]any{"axis": 1, "n": 1, "append": 9}},
		{"tril", func(x any) any { return xp.Tril(x, -1) }, 1, map[string]any{"k": -1}},
		{"take", func(x any) any { return xp.Take(x, []int{1}, nd.Axis(0)) }, 2, map[string]any{"axis": 0}},
		{"full_like", func(x any) any { return xp.FullLike(x, 3, nd.As(dtype.Int8)) }, 2, map[string]any{"dtype": dtype.Int8}},
		{"reshape", func(x any) any { return xp.Reshape(x, 3, -1) }, 2, nil},
		{"permute_dims", func(x any) any { return xp.PermuteDims(x) }, 2, nil},
		{"roll", func(x any) any { return xp.Roll(x, []int{1}, nd.Axis(1)) }, 2, map[string]any{"axis": 1}},
		{"matmul", func(x any) any { return xp.MatMul(x, vector(1, 2, 3)) }, 2, nil},
		{"where", func(x any) any { return xp.Where(mask, x, 0) }, 3, nil},
	} {
		s := &spy{a: a}
		got, want := c.call(s), c.call(a)
		if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
			t.Errorf("%s: got %v, want %v", c.name, got, want)
		}
		if s.seen.Op != c.name || len(s.seen.Args) != c.args || string(s.seen.Method) != nd.Lookup(c.name).Method {
			t.Errorf("%s: seen as %s %s of %d arguments", c.name, s.seen.Op, s.seen.Method, len(s.seen.Args))
		}
		if c.want != nil {
			delete(s.seen.Params, "out")
			if !reflect.DeepEqual(s.seen.Params, c.want) {
				t.Errorf("%s: keyword arguments %v, want %v", c.name, s.seen.Params, c.want)
			}
		}
	}
}

func TestDense(t *testing.T) {
	for _, c := range []struct {
		x    any
		want bool
	}{
		{1, true}, {true, true}, {1i, true}, {dtype.F16(0), true}, {vector(1), true}, {[]int{1}, true},
		{[][]float32{{1}}, true}, {[]any{1, vector(2)}, true},
		{nil, false}, {"a", false}, {[]string{"a"}, false}, {struct{}{}, false}, {dense{}, false},
		{wrapper{}, false}, {[]any{dense{}}, false}, {[]any{"a"}, false},
	} {
		if got := xp.Dense(c.x); got != c.want {
			t.Errorf("Dense(%T %v) is %t", c.x, c.x, got)
		}
	}
}

func BenchmarkDenseAdd(b *testing.B) {
	x := vector(1, 2, 3, 4, 5, 6, 7, 8)
	b.ReportAllocs()
	for b.Loop() {
		xp.Add(x, x)
	}
}
