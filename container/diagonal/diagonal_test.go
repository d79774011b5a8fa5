package diagonal_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gondola/container/diagonal"
	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// Which results keep the form, and what they hold. That all others equal the dense ones is TestContract's.
func TestForm(t *testing.T) {
	d := diagonal.New([]float64{1, 2, 3})
	e := diagonal.New([]float64{4, 5, 6})
	z := diagonal.New([]complex128{1 + 2i, 3})
	for _, c := range []struct {
		name string
		got  any
		want string
	}{
		{"D * 2", xp.Multiply(d, 2), "diagonal([2. 4. 6.])"},
		{"2 * D", xp.Multiply(2, d), "diagonal([2. 4. 6.])"},
		{"D * array of no axes", xp.Multiply(d, nd.Scalar(2.0)), "diagonal([2. 4. 6.])"},
		{"D / 2", xp.Divide(d, 2), "diagonal([0.5 1.  1.5])"},
		{"D + E", xp.Add(d, e), "diagonal([5. 7. 9.])"},
		{"D - E", xp.Subtract(d, e), "diagonal([-3. -3. -3.])"},
		{"-D", xp.Negative(d), "diagonal([-1. -2. -3.])"},
		{"abs", xp.Abs(xp.Negative(d)), "diagonal([1. 2. 3.])"},
		{"sqrt", xp.Sqrt(xp.Square(d)), "diagonal([1. 2. 3.])"},
		{"D ** 2", xp.Pow(d, 2), "diagonal([1. 4. 9.])"},
		{"D > 1", xp.Greater(d, 1), "diagonal([False  True  True])"},
		{"isnan", xp.IsNaN(d), "diagonal([False False False])"},
		{"conj", xp.Conj(z), "diagonal([1.-2.j 3.-0.j])"},
		{"real", xp.Real(z), "diagonal([1. 3.])"},
		{"imag", xp.Imag(z), "diagonal([2. 0.])"},
		{"astype", xp.Astype(d, dtype.Int8), "diagonal([1 2 3])"},
		{"clip", xp.Clip(d, -1, 2), "diagonal([1. 2. 2.])"},
		{"copy", xp.Copy(d), "diagonal([1. 2. 3.])"},
		{"D @ E", xp.MatMul(d, e), "diagonal([ 4. 10. 18.])"},
		{"D @ array", xp.MatMul(d, nd.Ones([]int{3, 2})), "[[1. 1.]\n [2. 2.]\n [3. 3.]]"},
		{"array @ D", xp.MatMul(nd.Ones([]int{2, 3}), d), "[[1. 2. 3.]\n [1. 2. 3.]]"},
		{"D @ vector", xp.MatMul(d, []float64{1, 1, 1}), "[1. 2. 3.]"},
		{"vector @ D", xp.MatMul([]float64{1, 1, 1}, d), "[1. 2. 3.]"},
		{"D @ stack", xp.Sum(xp.MatMul(d, nd.Ones([]int{4, 3, 2}))), "48.0"},
		{"transpose", xp.PermuteDims(d, 1, 0), "diagonal([1. 2. 3.])"},
		{"matrix transpose", xp.MatrixTranspose(d), "diagonal([1. 2. 3.])"},
		{"trace", d.Trace(), "6.0"},
		{"sum", xp.Sum(d), "6.0"},
		{"sum along an axis", xp.Sum(d, nd.Axis(-1)), "[1. 2. 3.]"},
		{"max", xp.Max(xp.Negative(d)), "0.0"},
		{"max along an axis", xp.Max(xp.Subtract(d, diagonal.Full(3, 2)), nd.Axis(0)), "[0. 0. 1.]"},
		{"min", xp.Min(d), "0.0"},
		{"max of one element", xp.Max(diagonal.Full(1, -2)), "-2"},
		{"D + 1", xp.Add(diagonal.Full(2, 1), 1), "[[2 1]\n [1 2]]"},
		{"exp", xp.Exp(diagonal.Full(2, 0.0)), "[[1. 1.]\n [1. 1.]]"},
		{"D * infinity", xp.Multiply(diagonal.Full(2, 1.0), math.Inf(1)), "[[inf nan]\n [nan inf]]"},
		{"D / 0", xp.Divide(diagonal.Full(2, 1.0), 0.0), "[[inf nan]\n [nan inf]]"},
		{"D == D", xp.Equal(diagonal.Full(2, 1), diagonal.Full(2, 2)), "[[False  True]\n [ True False]]"},
		{"D * array", xp.Multiply(diagonal.Full(2, 2), nd.Full([]int{2, 2}, 3)), "[[6 0]\n [0 6]]"},
		{"D * vector", xp.Multiply(diagonal.Full(2, 2), []int{3, 4}), "[[6 0]\n [0 8]]"},
		{"1 by 1 + 2 by 2", xp.Add(diagonal.Full(1, 1), diagonal.Full(2, 2)), "[[3 1]\n [1 3]]"},
		{"an output", xp.Multiply(diagonal.Full(2, 2), 3, nd.Into(nd.Zeros([]int{2, 2}))), "[[6. 0.]\n [0. 6.]]"},
		{"an output of a sum", xp.Sum(d, nd.Axis(0), nd.Into(nd.Zeros([]int{3}))), "[1. 2. 3.]"},
		{"infinity in a product", xp.MatMul(diagonal.New([]float64{math.Inf(1), 1}), diagonal.Full(2, 2.0)), "diagonal([inf  2.])"},
		{"empty", xp.Sum(diagonal.New([]float64{})), "0.0"},
		{"an element", d.At(1, -2), "2.0"},
		{"a zero", d.At(0, 1), "0.0"},
	} {
		if got := fmt.Sprint(c.got); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if got, err := xp.Invoke(&protocol.Call{Op: "trace", Args: []any{d}}); err != nil || fmt.Sprint(got) != "6.0" {
		t.Errorf("trace by name: %v, %v", got, err)
	}
}

func TestErrors(t *testing.T) {
	d := diagonal.Full(3, 1.0)
	for _, c := range []struct {
		call func() any
		kind error
		text string
	}{
		{func() any { return diagonal.New([][]float64{{1}}) }, nd.ErrShape, "diagonal.New: a diagonal has one axis, not 2"},
		{func() any { return diagonal.New("a") }, nd.ErrType, ""},
		{func() any { return d.At(3, 0) }, nd.ErrIndex, "At: index 3 is out of bounds for a 3 by 3 matrix"},
		{func() any { return diagonal.New([]float64{}).At(0, 0) }, nd.ErrIndex, ""},
		{func() any { return xp.Add(d, diagonal.Full(2, 1.0)) }, nd.ErrShape, "Add: shapes (3, 3) and (2, 2) do not broadcast: axis -2 has 3 and 2"},
		{func() any { return xp.MatMul(d, diagonal.Full(2, 1.0)) }, nd.ErrShape, ""},
		{func() any { return xp.MatMul(d, nd.Scalar(2.0)) }, nd.ErrShape, ""},
		{func() any { return xp.MatMul(d, nd.Ones([]int{1, 2})) }, nd.ErrShape, ""},
		{func() any { return xp.MatMul(nd.Ones([]int{2, 1}), d) }, nd.ErrShape, ""},
		{func() any { return xp.PermuteDims(d, 0, 0) }, nd.ErrValue, ""},
		{func() any { return xp.Sum(d, nd.Axis(2)) }, nd.ErrIndex, ""},
		{func() any { return xp.Max(diagonal.New([]float64{})) }, nd.ErrValue, ""},
		{func() any { return xp.BitwiseAnd(d, d) }, nd.ErrDType, ""},
		{func() any { return xp.Add(d, struct{}{}) }, nd.ErrNotHandled, ""},
	} {
		_, err := nd.Try(c.call)
		if !errors.Is(err, c.kind) {
			t.Errorf("error %v is not of kind %v", err, c.kind)
		} else if c.text != "" && err.Error() != c.text {
			t.Errorf("\n got %s\nwant %s", err, c.text)
		}
	}
}

func TestDensify(t *testing.T) {
	d := diagonal.New([]float64{1, 2})
	_, err := d.Densify(protocol.CopyNever)
	if !errors.Is(err, protocol.ErrCopy) {
		t.Fatalf("CopyNever: %v", err)
	}
	if want := "a 2 by 2 diagonal matrix stores its diagonal only: the zeros have no memory to share: a copy is needed"; err.Error() != want {
		t.Errorf("got %s, want %s", err, want)
	}
	a, err := nd.FromAny(d)
	if err != nil || fmt.Sprint(a) != "[[1. 0.]\n [0. 2.]]" {
		t.Errorf("FromAny: %v, %v", a, err)
	}
}

// The diagonal of a matrix is a window on the memory it was made over.
func TestSharing(t *testing.T) {
	values := []float64{1, 2}
	d := diagonal.New(values)
	values[0] = 5
	if got := fmt.Sprint(d); got != "diagonal([5. 2.])" {
		t.Error(got)
	}
}

func ExampleMatrix() {
	d := diagonal.New([]float64{1, 2, 3})
	fmt.Println(xp.Multiply(d, 2))
	fmt.Println(xp.MatMul(d, d))
	fmt.Println(xp.Add(d, 1))
	_, err := d.Densify(protocol.CopyNever)
	fmt.Println(err)
	// Output:
	// diagonal([2. 4. 6.])
	// diagonal([1. 4. 9.])
	// [[2. 1. 1.]
	//  [1. 3. 1.]
	//  [1. 1. 4.]]
	// a 3 by 3 diagonal matrix stores its diagonal only: the zeros have no memory to share: a copy is needed
}
