package stream

import (
	"fmt"
	"slices"

	"gondola/cmd/gondola/internal/expr"
	"gondola/cmd/gondola/internal/memory"
	"gondola/layout"
	"gondola/nd"
)

// class is what a part of the expression is to a pass.
type class struct {
	rows bool // its first axis is the rows; else it is constant
	rank int
	lead int // of a constant, its length along the first axis
}

// elementwise are the functions that work element by element besides the ufuncs.
var elementwise = []string{"where", "clip", "astype"}

// reductions are the functions whose results of blocks can be merged.
var reductions = []string{"sum", "prod", "mean", "var", "std", "min", "max", "any", "all", "count_nonzero"}

func isReduction(f *nd.Function) bool { return slices.Contains(reductions, f.Name) }

func isElementwise(f *nd.Function) bool {
	return f.Ufunc != nil || slices.Contains(elementwise, f.Name)
}

// refuse is the error that a part cannot be computed block by block.
func (r *run) refuse(n expr.Node, format string, args ...any) error {
	start, end := n.Span()
	return &expr.Error{Source: r.Expr.Source, Start: start, End: end, Text: fmt.Sprintf(
		"the inputs take %s, more than the memory budget of %s (--memory), and %s",
		memory.Format(r.Bytes()), memory.Format(r.Budget), fmt.Sprintf(format, args...))}
}

// classify is the class of a part. On the way it collects what the next pass can compute.
func (r *run) classify(n expr.Node) (class, error) {
	switch n := n.(type) {
	case *expr.Literal:
		if a, ok := n.Value.(*nd.Array); ok && a.Rank() > 0 {
			return class{rank: a.Rank(), lead: a.Shape()[0]}, nil
		}
		return class{}, nil
	case *expr.Name:
		if r.flat {
			return class{rows: true, rank: 1}, nil
		}
		return class{rows: true, rank: len(r.shape)}, nil
	case *expr.Call:
		switch {
		case isReduction(n.Function):
			return r.classifyReduction(n)
		case isElementwise(n.Function):
			return r.classifyElementwise(n)
		}
		return r.classifyOther(n, n.Function.Name, parts(n))
	case *expr.Index:
		return r.classifyIndex(n)
	case *expr.Sequence:
		return r.classifyOther(n, "a sequence", n.Items)
	}
	return class{}, nil
}

// parts are the arguments of a call.
func parts(c *expr.Call) []expr.Node {
	list := slices.Clone(c.Args)
	for _, k := range c.Keywords {
		list = append(list, k.Value)
	}
	return list
}

// classifyOther is the class of what needs all rows at once, which are gathered for it.
func (r *run) classifyOther(n expr.Node, what string, parts []expr.Node) (class, error) {
	for _, part := range parts {
		before := len(r.pending)
		c, err := r.classify(part)
		if err != nil {
			return class{}, err
		}
		if c.rows && len(r.pending) == before { // else the part waits for what it holds
			r.pending = append(r.pending, &gather{run: r, part: part, user: n, reason: what + " needs all of its operand at once"})
		}
	}
	return class{}, nil
}

// classifyIndex is the class of an index: rows if it keeps all of them, as in x[:, 3].
func (r *run) classifyIndex(n *expr.Index) (class, error) {
	axes, ok := keepsRows(n.Items)
	if !ok {
		return r.classifyOther(n, "an index", append([]expr.Node{n.X}, n.Items...))
	}
	c, err := r.classify(n.X)
	c.rank += axes
	return c, err
}

// keepsRows says that an index takes all of the first axis and no arrays, and how many axes it adds.
func keepsRows(items []expr.Node) (axes int, ok bool) {
	first, isSlice := items[0].(*expr.Slice)
	if !isSlice || first.Start != nil || first.Stop != nil || first.Step != nil {
		return 0, false
	}
	for _, item := range items[1:] {
		switch item := item.(type) {
		case *expr.Slice:
		case *expr.Literal:
			switch item.Value.(type) {
			case nil:
				axes++
			case int:
				axes--
			default:
				return 0, false
			}
		default:
			return 0, false
		}
	}
	return axes, true
}

// classifyElementwise is the class of an elementwise function: rows if one of its operands is. The rows
// must then be the first axis of the result too.
func (r *run) classifyElementwise(c *expr.Call) (class, error) {
	var result class
	var operands []class
	for _, part := range parts(c) {
		operand, err := r.classify(part)
		if err != nil {
			return class{}, err
		}
		operands = append(operands, operand)
		result.rows = result.rows || operand.rows
		if operand.rank > result.rank {
			result.rank, result.lead = operand.rank, operand.lead
		} else if operand.rank == result.rank {
			result.lead = max(result.lead, operand.lead)
		}
	}
	for _, operand := range operands {
		aligned := operand.rank == result.rank
		if !operand.rows {
			aligned = operand.rank < result.rank || operand.lead <= 1
		}
		if result.rows && !aligned {
			return class{}, r.refuse(c, "%s would align the rows with another axis", c.Function.Name)
		}
	}
	return result, nil
}

// classifyReduction is the class of a reduction: of rows along the first axis a fold, which will be
// constant, else rows.
func (r *run) classifyReduction(c *expr.Call) (class, error) {
	before := len(r.pending)
	operand, err := r.classify(c.Args[0])
	if err != nil || !operand.rows {
		return class{}, err
	}
	f, err := r.newFold(c, operand.rank)
	if err != nil {
		return class{}, err
	}
	result := class{rank: operand.rank, lead: 1}
	if !f.keepDims {
		result.rank -= len(f.axes)
	}
	if !slices.Contains(f.axes, 0) {
		result.rows = true
		return result, nil
	}
	if len(r.pending) == before { // else the operand holds a fold, and waits
		r.pending = append(r.pending, f)
	}
	return result, nil
}

// wholeArray says that a reduction has no axis and drops all.
func wholeArray(c *expr.Call) bool {
	for _, k := range c.Keywords {
		literal, ok := k.Value.(*expr.Literal)
		if (k.Name == "axis" && !(ok && literal.Value == nil)) || (k.Name == "keepdims" && !(ok && literal.Value == false)) {
			return false
		}
	}
	return true
}

// newFold reads the keywords of a reduction of an operand of that rank.
func (r *run) newFold(c *expr.Call, rank int) (*fold, error) {
	f := &fold{call: c, axes: make([]int, rank)}
	for i := range f.axes {
		f.axes[i] = i
	}
	for _, k := range c.Keywords {
		literal, ok := k.Value.(*expr.Literal)
		if !ok {
			return nil, r.refuse(k.Value, "the %s of %s must be known beforehand", k.Name, c.Function.Name)
		}
		switch k.Name {
		case "axis":
			if err := f.setAxes(literal.Value, rank); err != nil {
				start, end := k.Value.Span()
				return nil, &expr.Error{Source: r.Expr.Source, Start: start, End: end, Text: c.Function.GoName + ": " + err.Error(), Err: err}
			}
		case "keepdims":
			f.keepDims, _ = literal.Value.(bool)
		default:
			f.keywords = append(f.keywords, expr.Keyword{Name: k.Name, Value: literal})
		}
	}
	return f, nil
}

// setAxes reads the value of axis.
func (f *fold) setAxes(v any, rank int) (err error) {
	var list []int
	switch v := v.(type) {
	case nil:
		return nil
	case int:
		list = []int{v}
	case []any:
		for _, item := range v {
			axis, ok := item.(int)
			if !ok {
				return fmt.Errorf("axis must be an int or a tuple of ints, not %s", expr.Describe(item))
			}
			list = append(list, axis)
		}
	default:
		return fmt.Errorf("axis must be an int or a tuple of ints, not %s", expr.Describe(v))
	}
	f.axes, err = layout.NormalizeAxes(list, rank)
	return err
}
