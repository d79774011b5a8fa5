package expr

import (
	"errors"
	"fmt"

	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

// Eval is the value of the expression, given that of its inputs: an *nd.Array, a number, or a []any of
// such where it is a tuple or a list or calls a function that gives several arrays. The error is an
// *Error that points at the part that failed.
func (e *Expr) Eval(inputs map[string]any) (any, error) { return e.EvalNode(e.Root, inputs) }

// EvalNode is the value of a part of the expression.
func (e *Expr) EvalNode(n Node, inputs map[string]any) (any, error) {
	ev := evaluation{e.Source, inputs}
	return ev.value(n)
}

// evaluation is one walk over the tree.
type evaluation struct {
	source string
	inputs map[string]any
}

// fail is an error about a node.
func (ev *evaluation) fail(n Node, err error) error {
	var inner *Error
	if errors.As(err, &inner) {
		return err
	}
	start, end := n.Span()
	return &Error{Source: ev.source, Start: start, End: end, Text: err.Error(), Err: err}
}

// value is the value of a node.
func (ev *evaluation) value(n Node) (any, error) {
	switch n := n.(type) {
	case *Literal:
		return n.Value, nil
	case *Name:
		v, ok := ev.inputs[n.ID]
		if !ok {
			return nil, ev.fail(n, fmt.Errorf("the input %s has no value", n.ID))
		}
		return v, nil
	case *Sequence:
		return ev.values(n.Items)
	case *Call:
		return ev.call(n)
	case *Index:
		return ev.index(n)
	case *Slice:
		return ev.slice(n)
	}
	panic(fmt.Sprintf("expr: a node of type %T", n))
}

// values are the values of nodes.
func (ev *evaluation) values(nodes []Node) ([]any, error) {
	list := make([]any, len(nodes))
	for i, n := range nodes {
		v, err := ev.value(n)
		if err != nil {
			return nil, err
		}
		list[i] = v
	}
	return list, nil
}

// call calls a function, or applies an operator.
func (ev *evaluation) call(c *Call) (any, error) {
	args, err := ev.values(c.Args)
	if err != nil {
		return nil, err
	}
	if c.Operator != "" && isNumber(args[0]) && isNumber(args[len(args)-1]) {
		v, err := numbers(c.Operator, c.Function, args)
		if err != nil {
			return nil, ev.fail(c, err)
		}
		return v, nil
	}
	keywords := make(map[string]any, len(c.Keywords))
	for _, k := range c.Keywords {
		if keywords[k.Name], err = ev.value(k.Value); err != nil {
			return nil, err
		}
	}
	v, err := c.Function.Call(args, keywords)
	if err != nil {
		return nil, ev.fail(c, err)
	}
	if list, ok := v.([]*nd.Array); ok {
		several := make([]any, len(list))
		for i, a := range list {
			several[i] = a
		}
		return several, nil
	}
	return v, nil
}

// index selects elements of an array, or one of several arrays.
func (ev *evaluation) index(n *Index) (any, error) {
	x, err := ev.value(n.X)
	if err != nil {
		return nil, err
	}
	nodes := n.Items
	if t, ok := nodes[0].(*Sequence); ok && len(nodes) == 1 && t.Tuple {
		nodes = t.Items // x[(1, 2)] is x[1, 2]
	}
	items, err := ev.values(nodes)
	if err != nil {
		return nil, err
	}
	var v any
	switch x := x.(type) {
	case *nd.Array:
		v, err = nd.Try(func() any { return x.Index(items...) })
	case []any:
		v, err = pick(x, items)
	default:
		err = fmt.Errorf("%s cannot be indexed", Describe(x))
	}
	if err != nil {
		return nil, ev.fail(n, err)
	}
	return v, nil
}

// pick is one of several arrays, or a range of them.
func pick(list []any, items []any) (any, error) {
	if len(items) == 1 {
		switch at := items[0].(type) {
		case int:
			if at < -len(list) || at >= len(list) {
				return nil, fmt.Errorf("index %d is out of range: there are %d", at, len(list))
			}
			if at < 0 {
				at += len(list)
			}
			return list[at], nil
		case layout.Range:
			start, step, n := at.Resolve(len(list))
			picked := make([]any, n)
			for i := range picked {
				picked[i] = list[start+i*step]
			}
			return picked, nil
		}
	}
	return nil, errors.New("several arrays are indexed by one int or slice")
}

// slice is the value of start:stop:step.
func (ev *evaluation) slice(s *Slice) (any, error) {
	parts := make([]any, 3)
	for i, n := range []Node{s.Start, s.Stop, s.Step} {
		if n == nil {
			continue
		}
		v, err := ev.value(n)
		if err != nil {
			return nil, err
		}
		parts[i] = v
	}
	v, err := nd.Try(func() any { return nd.Slice(parts[0], parts[1], parts[2]) })
	if err != nil {
		return nil, ev.fail(s, err)
	}
	return v, nil
}

// Describe says what a value is, for messages.
func Describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case *nd.Array:
		return fmt.Sprintf("an array of shape %s and dtype %s", layout.FormatShape(v.Shape()), v.DType())
	case []any:
		return fmt.Sprintf("a sequence of %d", len(v))
	case string:
		return fmt.Sprintf("the string %q", v)
	case dtype.DType:
		return "the dtype " + v.String()
	case bool, int, uint64, float64, complex128:
		return fmt.Sprintf("the number %v", v)
	}
	return "an ellipsis"
}
