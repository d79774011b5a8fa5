package nd

import "gondola/dtype"

// Options are small values typed by the family of functions they apply to: an option that does not
// apply does not compile.
type (
	// MapOption applies to elementwise functions: Into, Where.
	MapOption interface{ mapped(*options) }
	// ReduceOption applies to reductions: Axis, KeepDims, DTypeOf, Correction, Into.
	ReduceOption interface{ reduced(*options) }
	// AxisOption applies to functions along one axis: Axis, and Flat for Concat.
	AxisOption interface{ alongAxis(*options) }
	// CreateOption applies to creation functions: As.
	CreateOption interface{ created(*options) }
)

// options is what the options of one call say.
type options struct {
	out        *Array // Into
	where      any    // Where
	axes       []int  // Axis
	hasAxes    bool
	flat       bool // Flat
	keepDims   bool
	dtype      dtype.DType // As; the zero DType where not given
	correction float64
	initial    bool // include_initial
	allocate   func(d dtype.DType, shape []int) *Array
}

type into struct{ out *Array }

// Into writes the result into out, which must have the result's shape and a dtype the result casts to
// by the "same kind" rule. Operands may overlap out: the result is as if they had been copied first.
func Into(out *Array) into { return into{out} }

func (o into) mapped(to *options)  { to.out = o.out }
func (o into) reduced(to *options) { to.out = o.out }

type whereMask struct{ mask any }

// Masked computes only where mask, a boolean array that broadcasts with the operands, is true.
// Elsewhere the output keeps what it holds: Into's array, or unspecified values in a new one.
func Masked(mask any) whereMask { return whereMask{mask} }

func (o whereMask) mapped(to *options) { to.where = o.mask }

type axes struct{ list []int }

// Axis reduces or works along the given axes; negative ones count from the last. No axes at all,
// Axis(), reduces nothing.
func Axis(list ...int) axes { return axes{list} }

func (o axes) reduced(to *options)   { to.axes, to.hasAxes = o.list, true }
func (o axes) alongAxis(to *options) { to.axes, to.hasAxes = o.list, true }

type flat struct{}

// Flat makes Concat join the arrays flattened.
var Flat flat

func (flat) alongAxis(to *options) { to.flat = true }

type keepDims bool

// KeepDims leaves reduced axes in the result with length 1, so that it broadcasts with the operand.
const KeepDims keepDims = true

func (o keepDims) reduced(to *options) { to.keepDims = bool(o) }

type as struct{ d dtype.DType }

// As names the dtype of the result: of a creation function, or of the sum, product or cumulative
// function, which is also the dtype it accumulates in.
func As(d dtype.DType) as { return as{d} }

func (o as) created(to *options) { to.dtype = o.d }
func (o as) reduced(to *options) { to.dtype = o.d }

type correction float64

// Correction is subtracted from the number of elements when Var and Std divide: 1 gives the sample
// variance. The default is 0.
func Correction(c float64) correction { return correction(c) }

func (o correction) reduced(to *options) { to.correction = float64(o) }

type includeInitial bool

// IncludeInitial puts the empty sum or product in front of a cumulative result.
const IncludeInitial includeInitial = true

func (o includeInitial) reduced(to *options) { to.initial = bool(o) }

type allocate func(d dtype.DType, shape []int) *Array

// Allocate makes the result's array with f, for callers that own the memory results live in (language
// bindings, arenas). f must return an array of that dtype and shape.
func Allocate(f func(d dtype.DType, shape []int) *Array) allocate { return f }

func (o allocate) mapped(to *options)  { to.allocate = o }
func (o allocate) reduced(to *options) { to.allocate = o }
