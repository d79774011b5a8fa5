// Package arraytest tests what others write: that a container keeps the contract of package protocol, and
// that a function reads every layout of memory.
//
//	func TestContract(t *testing.T) {
//		arraytest.Container(t, func(dense *nd.Array) any { return mine.FromDense(dense) })
//	}
package arraytest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// TB is what the suites here need of a *testing.T.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
}

// Container tests a container and reports every fault it finds. fromDense makes a container of a dense
// array, or gives nil for an array the container cannot hold; it must be able to hold some of the samples:
// vectors, matrices and diagonal matrices of every kind of dtype.
//
// The container becomes dense by protocol.Densifier or protocol.Strided, honouring each CopyMode. Every
// function of package xp gives what it gives of dense arrays, but for rounding, whatever the operands'
// order; or the container declines it and has no dense form. Operands stay as they are. Containers
// of unknown types are declined, in favour of whoever knows both.
func Container(t TB, fromDense func(dense *nd.Array) any) {
	t.Helper()
	held := 0
	for _, sample := range samples() {
		subject := fromDense(nd.Copy(sample))
		if subject == nil {
			continue
		}
		held++
		s := &suite{t: t, dense: sample, subject: subject, context: fmt.Sprintf("%v of shape %v", sample.DType(), sample.Shape())}
		s.testDense()
		s.testFunctions()
		s.testStrangers()
	}
	if held == 0 {
		t.Errorf("the container holds none of the sample arrays")
	}
}

// suite tests a container that holds one sample.
type suite struct {
	t       TB
	dense   *nd.Array // what the container holds
	subject any
	context string
}

func (s *suite) fault(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("%T holding %s: %s", s.subject, s.context, fmt.Sprintf(format, args...))
}

// testDense checks the ways to become dense.
func (s *suite) testDense() {
	s.t.Helper()
	a, err := nd.FromAny(s.subject)
	if err != nil {
		s.fault("does not become dense: %v", err)
		return
	}
	if difference := differs(a, s.dense, exact); difference != "" {
		s.fault("the dense form is wrong: %s", difference)
	}
	d, ok := s.subject.(protocol.Densifier)
	if !ok {
		return
	}
	for mode, name := range map[protocol.CopyMode]string{protocol.CopyIfNeeded: "CopyIfNeeded", protocol.CopyAlways: "CopyAlways", protocol.CopyNever: "CopyNever"} {
		first, err := densify(d, mode)
		if err != nil {
			if mode != protocol.CopyNever {
				s.fault("Densify(%s) fails: %v", name, err)
			} else if !errors.Is(err, protocol.ErrCopy) {
				s.fault("Densify(CopyNever) fails with an error that is not protocol.ErrCopy: %v", err)
			}
			continue
		}
		if difference := differs(first, s.dense, exact); difference != "" {
			s.fault("Densify(%s) is wrong: %s", name, difference)
		}
		if second, err := densify(d, mode); err == nil && first.Size() > 0 {
			same := first.Pointer() == second.Pointer()
			if mode == protocol.CopyNever && !same {
				s.fault("Densify(CopyNever) copies: two calls give different memory")
			}
			if mode == protocol.CopyAlways && same {
				s.fault("Densify(CopyAlways) does not copy: two calls give the same memory")
			}
		}
	}
}

func densify(d protocol.Densifier, mode protocol.CopyMode) (*nd.Array, error) {
	dense, err := d.Densify(mode)
	if err != nil {
		return nil, err
	}
	if dense == nil {
		return nil, errors.New("no error, but nil")
	}
	return nd.FromAny(dense)
}

// testFunctions compares every function with the same on dense arrays.
func (s *suite) testFunctions() {
	s.t.Helper()
	functions := nd.Functions()
	for i := range functions {
		f := &functions[i]
		calls, err := callsOf(f, s.dense)
		if err != nil {
			s.fault("%v", err)
		}
		for _, c := range calls {
			s.testCall(f, c)
		}
	}
}

// testCall compares one call.
func (s *suite) testCall(f *nd.Function, c *protocol.Call) {
	s.t.Helper()
	want, wantErr := f.Call(substitute(c.Args, nd.Copy(s.dense)), c.Params)
	got, gotErr := s.invoke(c)
	switch {
	case errors.Is(gotErr, nd.ErrNotHandled) && !becomesDense(s.subject):
	case wantErr != nil && gotErr == nil:
		s.fault("%s gives %v, dense arrays fail: %v", describe(c), got, wantErr)
	case wantErr == nil && gotErr != nil:
		s.fault("%s fails: %v", describe(c), gotErr)
	case wantErr == nil:
		if difference := resultsDiffer(f, got, want); difference != "" {
			s.fault("%s: %s", describe(c), difference)
		}
	}
	if a, err := nd.FromAny(s.subject); err == nil && differs(a, s.dense, exact) != "" {
		s.fault("%s changed its operand", describe(c))
	}
}

// invoke computes a call on the container. A panic is a failure.
func (s *suite) invoke(c *protocol.Call) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	result, err = xp.Invoke(c.With(substitute(c.Args, s.subject)...))
	if err == nil && result == nil {
		err = errors.New("neither a result nor an error")
	}
	return result, err
}

// stranger is a container of a type nobody knows; it computes every call.
type stranger struct{}

func (stranger) Dispatch(*protocol.Call) (any, error) { return stranger{}, nil }

// opaque is nothing that computes.
type opaque struct{}

// testStrangers checks that operands of unknown types are left to those who know them.
func (s *suite) testStrangers() {
	s.t.Helper()
	d, dispatches := s.subject.(protocol.Dispatcher)
	for _, args := range [][]any{{subject{}, stranger{}}, {stranger{}, subject{}}} {
		c := &protocol.Call{Op: "add", Method: protocol.Map, Args: args}
		if got, err := s.invoke(c); err != nil || got != (stranger{}) {
			s.fault("%s is not left to the container it does not know: %v, %v", describe(c), got, err)
		}
	}
	c := &protocol.Call{Op: "concat", Method: protocol.Func, Args: []any{[]any{subject{}, stranger{}}}}
	if got, err := s.invoke(c); err != nil || got != (stranger{}) {
		s.fault("%s is not left to the container it does not know: %v, %v", describe(c), got, err)
	}
	for _, args := range [][]any{{subject{}, opaque{}}, {opaque{}, subject{}}} {
		c := &protocol.Call{Op: "add", Method: protocol.Map, Args: args}
		got, err := s.invoke(c)
		if err == nil {
			s.fault("%s gives %v for an operand that is no array", describe(c), got)
		} else if dispatches && !errors.Is(err, nd.ErrNotHandled) {
			s.fault("%s is not declined: %v", describe(c), err)
		}
	}
	if !dispatches {
		return
	}
	c = &protocol.Call{Op: "no such function", Method: protocol.Func, Args: []any{s.subject}}
	if got, err := d.Dispatch(c); !errors.Is(err, protocol.ErrNotHandled) {
		s.fault("a function nobody has is not declined: %v, %v", got, err)
	}
}

func becomesDense(x any) bool {
	_, strided := x.(protocol.Strided)
	_, densifier := x.(protocol.Densifier)
	return strided || densifier
}

// subject stands in the arguments of a call for the container under test.
type subject struct{}

func (subject) String() string { return "x" }

// substitute puts x in the subject's places.
func substitute(args []any, x any) []any {
	args = slices.Clone(args)
	for i, arg := range args {
		switch arg := arg.(type) {
		case subject:
			args[i] = x
		case []any:
			args[i] = substitute(arg, x)
		}
	}
	return args
}

// describe is a call for a message; of arrays it tells the shape only.
func describe(c *protocol.Call) string {
	text := c.Op + "(" + operandsText(c.Args)
	if len(c.Params) > 0 {
		text += fmt.Sprintf(", %v", c.Params)
	}
	return text + ")"
}

func operandsText(list []any) string {
	texts := make([]string, len(list))
	for i, x := range list {
		switch x := x.(type) {
		case *nd.Array:
			texts[i] = fmt.Sprintf("array%v", x.Shape())
		case []any:
			texts[i] = "[" + operandsText(x) + "]"
		case stranger:
			texts[i] = "container"
		case opaque:
			texts[i] = "no array"
		default:
			texts[i] = fmt.Sprint(x)
		}
	}
	return strings.Join(texts, ", ")
}
