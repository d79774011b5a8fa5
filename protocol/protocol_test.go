package protocol_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"gondola/protocol"
)

func TestOperands(t *testing.T) {
	c := &protocol.Call{Args: []any{1, []any{2, 3}, "a"}, Params: map[string]any{"where": 5, "append": 4}}
	if got := c.Operands(); !reflect.DeepEqual(got, []any{1, 2, 3, "a", 4, 5}) {
		t.Error(got)
	}
}

func TestAxes(t *testing.T) {
	for _, c := range []struct {
		axis any
		want string
	}{
		{nil, "[0 1 2]"},
		{1, "[1]"},
		{-1, "[2]"},
		{int64(0), "[0]"},
		{[]int{2, -3}, "[2 0]"},
		{[]any{0, int64(-1)}, "[0 2]"},
		{[]int{}, "[]"},
		{3, "axis 3 is out of bounds for array of dimension 3"},
		{[]int{1, 1}, "axis 1 is repeated"},
		{"x", "axis must be an int or a list of ints, not string"},
		{[]any{nil}, "axis must be an int or a list of ints, not [<nil>]"},
		{[]any{1.5}, "axis must be an int or a list of ints, not [1.5]"},
	} {
		axes, err := (&protocol.Call{Params: map[string]any{"axis": c.axis}}).Axes(3)
		got := fmt.Sprint(axes)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("axis %v: got %s, want %s", c.axis, got, c.want)
		}
	}
}

func TestDeclining(t *testing.T) {
	err := protocol.Decline("labels")
	if !errors.Is(err, protocol.ErrNotHandled) || err.Error() != "labels" {
		t.Error(err)
	}
	if _, err := (protocol.Base{}).Dispatch(nil); err != protocol.ErrNotHandled {
		t.Error(err)
	}
}

func TestWith(t *testing.T) {
	c := &protocol.Call{Op: "sum", Method: protocol.Reduce, Args: []any{1}, Params: map[string]any{"axis": 0}}
	d := c.With(2, 3)
	if d.Op != "sum" || d.Method != protocol.Reduce || len(d.Args) != 2 || d.Params["axis"] != 0 || len(c.Args) != 1 {
		t.Errorf("%+v of %+v", d, c)
	}
}
