// Package xp is the functions of package nd over any container. A function here asks its operands, left
// to right, whether one of them computes the call; a container answers in its own way and with its own
// kind. Where no operand is a container, or all decline, package nd computes on dense arrays:
//
//	f := func(x any) any { return xp.Mean(xp.Exp(x)) }
//
// runs on a dense array, a diagonal matrix and a labelled series alike. Results are what the container
// gives, or what the function of nd gives: an *nd.Array, of some functions a []*nd.Array.
//
// A call that nobody can compute panics with an *nd.Error of kind nd.ErrNotHandled.
package xp

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
)

// call is every function of this package: dense computes it in package nd, the rest is the call as
// containers see it.
func call(dense func() any, op string, method protocol.Method, params map[string]any, args ...any) any {
	if !slices.ContainsFunc(args, isContainer) && !hasContainer(params) {
		return dense()
	}
	return invoke(&protocol.Call{Op: op, Method: method, Args: slices.Clone(args), Params: params})
}

// Invoke computes a call by the rules of this package: what a container does with a call that it has
// taken apart and hands on. The error is an *nd.Error; one of kind nd.ErrNotHandled also is
// protocol.ErrNotHandled, so a container that passes it on declines.
func Invoke(c *protocol.Call) (any, error) {
	return nd.Try(func() any { return invoke(c) })
}

// Dense says that x is an operand every container can work with: it takes no part in choosing who computes
// and is, or becomes, a dense array. That is a number, an *nd.Array, a Go slice, or an object with
// the methods of protocol.Strided or protocol.Densifier.
func Dense(x any) bool {
	if isContainer(x) {
		return false
	}
	switch x := x.(type) {
	case *nd.Array, protocol.Strided, protocol.Densifier:
		return true
	case []any:
		return !slices.ContainsFunc(x, func(item any) bool { return !Dense(item) })
	case dtype.F16, dtype.BF16:
		return true
	case nil:
		return false
	}
	t := reflect.TypeOf(x)
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = t.Elem()
	}
	return t.Kind() >= reflect.Bool && t.Kind() <= reflect.Complex128
}

// isContainer says that x, or an item of the list x, takes part in dispatch.
func isContainer(x any) bool {
	switch x := x.(type) {
	case *nd.Array, int, float64:
		return false
	case protocol.Dispatcher, protocol.Wrapper:
		return true
	case []any:
		return slices.ContainsFunc(x, isContainer)
	}
	return false
}

func hasContainer(params map[string]any) bool {
	for _, value := range params {
		if isContainer(value) {
			return true
		}
	}
	return false
}

// keywords adds names and values to keyword arguments; nil stands for None, the default, and is left out.
func keywords(params map[string]any, pairs ...any) map[string]any {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == nil {
			continue
		}
		if params == nil {
			params = map[string]any{}
		}
		params[pairs[i].(string)] = pairs[i+1]
	}
	return params
}

// invoke asks the containers, then computes on dense arrays. It panics with an *nd.Error.
func invoke(c *protocol.Call) any {
	var refusals []string
	var asked []reflect.Type
	for _, x := range c.Operands() {
		container, ok := x.(protocol.Dispatcher)
		if !ok || slices.Contains(asked, reflect.TypeOf(x)) {
			continue
		}
		asked = append(asked, reflect.TypeOf(x))
		result, err := container.Dispatch(c)
		switch {
		case err == nil:
			return result
		case !errors.Is(err, protocol.ErrNotHandled):
			panic(failure(c, nd.ErrValue, err))
		case err == protocol.ErrNotHandled:
			refusals = append(refusals, fmt.Sprintf("%T declined", x))
		default:
			refusals = append(refusals, fmt.Sprintf("%T needs %v", x, err))
		}
	}
	return wrap(c, computeDense(c, refusals))
}

// computeDense computes a call that every container has declined.
func computeDense(c *protocol.Call, refusals []string) any {
	function := nd.Lookup(c.Op)
	switch {
	case function == nil:
		refusals = append(refusals, fmt.Sprintf("dense arrays have no function %q", c.Op))
	case c.Method != "" && string(c.Method) != function.Method:
		refusals = append(refusals, fmt.Sprintf("dense arrays have no method %q of it", c.Method))
	}
	var obstacles []string
	args := make([]any, len(c.Args))
	for i, x := range c.Args {
		args[i] = densified(x, &obstacles)
	}
	params := make(map[string]any, len(c.Params))
	for name, x := range c.Params {
		params[name] = densified(x, &obstacles)
	}
	if function == nil || len(obstacles) > 0 || c.Method != "" && string(c.Method) != function.Method {
		slices.Sort(obstacles)
		text := "not handled: " + strings.Join(append(refusals, slices.Compact(obstacles)...), "; ")
		panic(failure(c, nd.ErrNotHandled, protocol.Decline(text)))
	}
	result, err := function.Call(args, params)
	if err != nil {
		panic(err)
	}
	return result
}

// densified is an argument with its containers made dense. Where one has no dense form, or a value is
// nothing that package nd knows, it adds to the obstacles.
func densified(x any, obstacles *[]string) any {
	switch v := x.(type) {
	case nil, string, dtype.DType:
		return x
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = densified(item, obstacles)
		}
		return list
	case protocol.Strided:
		return x
	case protocol.Densifier:
		dense, err := v.Densify(protocol.CopyIfNeeded)
		if err != nil {
			*obstacles = append(*obstacles, fmt.Sprintf("%T does not become dense: %v", x, err))
			return x
		}
		return dense
	}
	if !Dense(x) {
		*obstacles = append(*obstacles, fmt.Sprintf("%T has no dense form", x))
	}
	return x
}

// wrap brings the result of a dense computation into the container of the last operand that asks for it.
func wrap(c *protocol.Call, result any) any {
	for _, x := range slices.Backward(c.Operands()) {
		wrapper, ok := x.(protocol.Wrapper)
		if !ok {
			continue
		}
		one := func(result any) any {
			wrapped, err := wrapper.Wrap(c, result)
			if err != nil {
				panic(failure(c, nd.ErrValue, err))
			}
			return wrapped
		}
		arrays, several := result.([]*nd.Array)
		if !several {
			return one(result)
		}
		list := make([]any, len(arrays))
		for i, a := range arrays {
			list[i] = one(a)
		}
		return list
	}
	return result
}

// failure is err as an *nd.Error of the call's function.
func failure(c *protocol.Call, kind *nd.Kind, err error) *nd.Error {
	var e *nd.Error
	if errors.As(err, &e) {
		return e
	}
	name := c.Op
	if function := nd.Lookup(c.Op); function != nil {
		name = function.GoName
	}
	return &nd.Error{Op: name, Kind: kind, Text: err.Error(), Err: err}
}
