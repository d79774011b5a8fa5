package series

import (
	"fmt"
	"math"
	"slices"

	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// Dispatch computes what keeps labels or reduces, and declines the rest, which is then computed on the
// values. Containers of other kinds are declined too.
func (s *Series) Dispatch(c *protocol.Call) (any, error) {
	var all []*Series
	for _, x := range c.Operands() {
		switch x := x.(type) {
		case *Series:
			all = append(all, x)
		case protocol.Dispatcher:
			return nil, errForeign
		}
	}
	if c.Method == protocol.Map && slices.ContainsFunc(c.Args, isForeign) {
		return nil, errForeign
	}
	if len(all) == 0 {
		return nil, protocol.ErrNotHandled // asked for somebody else, or for a list in a list
	}
	if err := checkLabels(c, all); err != nil {
		return nil, err
	}
	compute := rules[c.Op]
	if c.Method == protocol.Map {
		compute = elementwise
	}
	if compute == nil {
		return nil, protocol.ErrNotHandled
	}
	return compute(c, all)
}

var errForeign = protocol.Decline("series, arrays and numbers as operands")

// isForeign says that x is no operand for a series.
func isForeign(x any) bool {
	_, ok := x.(*Series)
	return !ok && !xp.Dense(x)
}

// rules are the functions that are not of protocol.Map, by name.
var rules = map[string]func(c *protocol.Call, all []*Series) (any, error){
	"astype": elementwise, "clip": elementwise, "copy": elementwise, "where": elementwise,
	"empty_like": elementwise, "full_like": elementwise, "ones_like": elementwise, "zeros_like": elementwise,
	"sum": reduce, "prod": reduce, "mean": reduce, "std": reduce, "var": reduce, "max": reduce, "min": reduce, "all": reduce, "any": reduce,
	"argmax": locate, "argmin": locate,
	"cumulative_sum": accumulate, "cumulative_prod": accumulate,
	"take": take,
}

// compared are the functions that pandas refuses of series with different labels.
var compared = []string{"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}

// positional are the functions that mean positions, or join series without pairing their elements.
var positional = []string{"concat", "stack", "meshgrid", "broadcast_arrays", "repeat", "take", "take_along_axis"}

// checkLabels refuses series with different labels where a function would pair their elements by position:
// everywhere but in elementwise functions of two series, which align them.
func checkLabels(c *protocol.Call, all []*Series) error {
	aligns := c.Method == protocol.Map && c.Params["out"] == nil && c.Params["where"] == nil && !slices.Contains(compared, c.Op)
	if aligns || slices.Contains(positional, c.Op) {
		return nil
	}
	for _, s := range all[1:] {
		if !s.index.Equal(all[0].index) {
			return fmt.Errorf("the series have different labels: bring them together with series.Align")
		}
	}
	return nil
}

// elementwise computes a function on the values, aligned where there are two series, and gives the result
// their labels. A result of another shape, or in an output of the caller's, is left to dense arrays.
func elementwise(c *protocol.Call, all []*Series) (any, error) {
	if c.Params["out"] != nil {
		return nil, protocol.ErrNotHandled
	}
	model := *all[0]
	if len(all) == 2 && !all[0].index.Equal(all[1].index) {
		left, right := Align(all[0], all[1])
		c, model.index = c.With(left, right), left.index
	}
	for _, s := range all[1:] {
		if s.name != model.name {
			model.name = ""
		}
		model.keepNaN = model.keepNaN || s.keepNaN
	}
	result, err := onValues(c)
	if err != nil {
		return nil, err
	}
	if values, ok := result.(*nd.Array); ok && values.Rank() == 1 && values.Size() == model.index.Len() {
		return model.like(values), nil
	}
	return nil, protocol.ErrNotHandled
}

// onValues computes a call with the values of series in their place.
func onValues(c *protocol.Call) (any, error) {
	args := make([]any, len(c.Args))
	for i, x := range c.Args {
		args[i] = plain(x)
	}
	params := make(map[string]any, len(c.Params))
	for name, x := range c.Params {
		params[name] = plain(x)
	}
	return nd.Lookup(c.Op).Call(args, params)
}

// plain is the values of a series, and anything else itself.
func plain(x any) any {
	if s, ok := x.(*Series); ok {
		return s.values
	}
	return x
}

// reduce folds the values that are not NaN, or all that the series keeps. Of no floating values max and
// min are NaN.
func reduce(c *protocol.Call, all []*Series) (any, error) {
	s, ok := c.Args[0].(*Series)
	if !ok {
		return nil, protocol.ErrNotHandled
	}
	values := s.values
	if s.skips() {
		values = values.Index(nd.LogicalNot(nd.IsNaN(values)))
		if values.Size() == 0 && (c.Op == "max" || c.Op == "min") {
			values = nd.Full([]int{1}, math.NaN(), nd.As(s.DType()))
		}
	}
	return onValues(c.With(values))
}

// skips says that NaN has to be looked for.
func (s *Series) skips() bool { return !s.keepNaN && inexact(s.DType()) }

// locate is the position, among all, of the greatest or least value that is not NaN.
func locate(c *protocol.Call, all []*Series) (any, error) {
	s, ok := c.Args[0].(*Series)
	if !ok || !s.skips() {
		return nil, protocol.ErrNotHandled
	}
	positions := nd.Nonzero(nd.LogicalNot(nd.IsNaN(s.values)))[0]
	if positions.Size() == 0 && s.Len() > 0 {
		return nil, fmt.Errorf("all %d values are NaN", s.Len())
	}
	found, err := onValues(c.With(nd.Take(s.values, positions)))
	if err != nil {
		return nil, err
	}
	return nd.Take(positions, found), nil
}

// accumulate is a running sum or product that passes over NaN and leaves it in its place.
func accumulate(c *protocol.Call, all []*Series) (any, error) {
	s, ok := c.Args[0].(*Series)
	if !ok || c.Params["out"] != nil {
		return nil, protocol.ErrNotHandled
	}
	values := s.values
	if s.skips() {
		neutral := map[string]int{"cumulative_sum": 0, "cumulative_prod": 1}
		values = nd.Where(nd.IsNaN(values), neutral[c.Op], values)
	}
	result, err := onValues(c.With(values))
	if err != nil {
		return nil, err
	}
	running := result.(*nd.Array)
	if running.Size() != s.Len() {
		return running, nil // the initial value in front has no label
	}
	if s.skips() {
		running = nd.Where(nd.IsNaN(s.values), math.NaN(), running)
	}
	return s.like(running), nil
}

// take is the elements at positions, with their labels.
func take(c *protocol.Call, all []*Series) (any, error) {
	s, ok := c.Args[0].(*Series)
	if !ok {
		return nil, protocol.ErrNotHandled
	}
	result, err := onValues(c)
	if err != nil {
		return nil, err
	}
	values, ok := result.(*nd.Array)
	if !ok || values.Rank() != 1 {
		return nil, protocol.ErrNotHandled
	}
	numbers := nd.Take(nd.Arange(0, s.Len(), 1), plain(c.Args[1]))
	positions := make([]int, 0, values.Size())
	for _, p := range nd.Of[int64](numbers).All() {
		positions = append(positions, int(p))
	}
	taken := s.like(values)
	taken.index = s.index.take(positions)
	return taken, nil
}
