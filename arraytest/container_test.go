package arraytest_test

import (
	"fmt"
	"strings"
	"testing"

	"gondola/arraytest"
	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// recorder collects the faults that a suite reports.
type recorder struct{ faults []string }

func (*recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// box is a sound container: an array behind a pointer, computed by unwrapping. Its hooks break it.
type box struct {
	protocol.Base
	a        *nd.Array
	densify  func(a *nd.Array, mode protocol.CopyMode) (protocol.Strided, error)
	dispatch func(b *box, c *protocol.Call) (any, error)
}

func (b *box) Densify(mode protocol.CopyMode) (protocol.Strided, error) {
	switch {
	case b.densify != nil:
		return b.densify(b.a, mode)
	case mode == protocol.CopyAlways:
		return nd.Copy(b.a), nil
	}
	return b.a, nil
}

func (b *box) Dispatch(c *protocol.Call) (any, error) {
	if b.dispatch != nil {
		return b.dispatch(b, c)
	}
	return b.compute(c)
}

func (b *box) compute(c *protocol.Call) (any, error) {
	args := make([]any, len(c.Args))
	for i, x := range c.Args {
		args[i] = x
		switch x := x.(type) {
		case *box:
			args[i] = x.a
		case []any:
			return nil, protocol.ErrNotHandled
		case protocol.Dispatcher:
			return nil, protocol.Decline("boxes and arrays as operands")
		default:
			if x != nil && !xp.Dense(x) && c.Method == protocol.Map {
				return nil, protocol.ErrNotHandled
			}
		}
	}
	result, err := xp.Invoke(c.With(args...))
	if a, ok := result.(*nd.Array); ok {
		return &box{a: a, densify: b.densify, dispatch: b.dispatch}, nil
	}
	return result, err
}

func TestContainerPassesASoundOne(t *testing.T) {
	arraytest.Container(t, func(dense *nd.Array) any { return &box{a: dense} })
}

// declining is a container that computes and becomes nothing but what Densify gives.
type declining struct {
	protocol.Base
	a *nd.Array
}

func (d declining) Memory() (protocol.Memory, error) { return d.a.Memory() }

func TestContainerPassesOneThatOnlyLendsItsMemory(t *testing.T) {
	arraytest.Container(t, func(dense *nd.Array) any { return declining{a: dense} })
}

func TestContainerFindsFaults(t *testing.T) {
	instead := func(op string, f func(b *box, c *protocol.Call) (any, error)) func(*box, *protocol.Call) (any, error) {
		return func(b *box, c *protocol.Call) (any, error) {
			if c.Op == op {
				return f(b, c)
			}
			return b.compute(c)
		}
	}
	for _, c := range []struct {
		name   string
		broken box
		faults []string // all of which must be found, in this order
	}{
		{"values", box{dispatch: instead("exp", func(b *box, _ *protocol.Call) (any, error) { return nd.Expm1(b.a), nil })},
			[]string{"*arraytest_test.box holding float64 of shape [3]: exp(x): element [0] is"}},
		{"dtypes", box{dispatch: instead("sum", func(b *box, _ *protocol.Call) (any, error) { return nd.Sum(nd.Astype(b.a, dtype.Complex128)), nil })},
			[]string{"sum(x): dtype complex128, not float64"}},
		{"axes", box{dispatch: instead("mean", func(b *box, _ *protocol.Call) (any, error) { return nd.Mean(b.a), nil })},
			[]string{"mean(x, map[axis:0]): shape [], not [3]"}},
		{"order", box{dispatch: instead("subtract", func(b *box, c *protocol.Call) (any, error) {
			if _, ok := c.Args[0].(*box); !ok {
				return b.compute(c.With(c.Args[1], c.Args[0]))
			}
			return b.compute(c)
		})}, []string{"subtract(2, x): element [0] is"}},
		{"errors swallowed", box{dispatch: instead("matmul", func(b *box, _ *protocol.Call) (any, error) { return b.a, nil })},
			[]string{"matmul(x, 2) gives"}},
		{"errors made", box{dispatch: instead("sqrt", func(*box, *protocol.Call) (any, error) { return nil, fmt.Errorf("no roots") })},
			[]string{"sqrt(x) fails: Sqrt: no roots"}},
		{"panics", box{dispatch: instead("sqrt", func(*box, *protocol.Call) (any, error) { panic("no roots") })},
			[]string{"sqrt(x) fails: panic: no roots"}},
		{"nothing", box{dispatch: instead("sqrt", func(*box, *protocol.Call) (any, error) { return nil, nil })},
			[]string{"sqrt(x) fails: neither a result nor an error"}},
		{"operands changed", box{dispatch: instead("negative", func(b *box, _ *protocol.Call) (any, error) {
			if b.a.DType() == dtype.Bool {
				return nil, protocol.ErrNotHandled
			}
			result := nd.Negative(b.a)
			nd.Negative(b.a, nd.Into(b.a))
			return result, nil
		})}, []string{"negative(x) changed its operand"}},
		{"strangers", box{dispatch: func(b *box, c *protocol.Call) (any, error) { return &box{a: b.a}, nil }},
			[]string{"add(x, container) is not left to", "concat([x, container]) is not left to", "add(x, no array) gives", "a function nobody has is not declined"}},
		{"copies when told not to", box{densify: func(a *nd.Array, _ protocol.CopyMode) (protocol.Strided, error) { return nd.Copy(a), nil }},
			[]string{"Densify(CopyNever) copies"}},
		{"shares when told to copy", box{densify: func(a *nd.Array, _ protocol.CopyMode) (protocol.Strided, error) { return a, nil }},
			[]string{"Densify(CopyAlways) does not copy"}},
		{"refuses in its own words", box{densify: func(a *nd.Array, mode protocol.CopyMode) (protocol.Strided, error) {
			if mode == protocol.CopyNever {
				return nil, fmt.Errorf("no")
			}
			return nd.Copy(a), nil
		}}, []string{"an error that is not protocol.ErrCopy: no"}},
		{"dense form", box{densify: func(a *nd.Array, _ protocol.CopyMode) (protocol.Strided, error) { return nd.ZerosLike(a), nil }},
			[]string{"the dense form is wrong: element [0] is"}},
	} {
		var r recorder
		arraytest.Container(&r, func(dense *nd.Array) any {
			b := c.broken
			b.a = dense
			return &b
		})
		at := 0
		for _, want := range c.faults {
			for at < len(r.faults) && !strings.Contains(r.faults[at], want) {
				at++
			}
			if at == len(r.faults) {
				t.Errorf("%s: no fault %q among %d, the first of them %q", c.name, want, len(r.faults), r.faults[:min(3, len(r.faults))])
				break
			}
		}
	}
}

func TestContainerWantsSomethingToTest(t *testing.T) {
	var r recorder
	arraytest.Container(&r, func(*nd.Array) any { return nil })
	if len(r.faults) != 1 || r.faults[0] != "the container holds none of the sample arrays" {
		t.Error(r.faults)
	}
}
