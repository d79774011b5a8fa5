// Package elementary holds the scalar elementary functions, real and complex, that the kernels loop over.
//
// Every function is computed as an unevaluated sum of two float64 values, a double-double, with some 63 to 66 good
// bits, and rounded once at the end. So a real result is off by little more than the half unit in the last place
// (ulp) that rounding itself costs, and the error of a complex component is that of one rounding as well unless the
// component is a difference of nearly equal terms. The measured figures are in docs/accuracy.md.
//
// The method is the same throughout: a table brings the argument next to a point where the function is known to
// 106 bits, and a short Taylor series covers the rest, at most 1/128 away. Taylor series need no fitted
// coefficients, and so close to the centre a fitted polynomial would save a term at most.
//
//	dd.go         arithmetic on double-doubles
//	exp.go        exp exp2 expm1
//	log.go        log log2 log10 log1p logaddexp
//	pow.go        pow cbrt hypot reciprocal
//	reduce.go     the remainder of an angle by pi/2, for every float64
//	trig.go       sin cos tan
//	arctrig.go    asin acos atan atan2
//	hyperbolic.go sinh cosh tanh asinh acosh atanh
//	round.go      round sign copysign nextafter floor_divide remainder
//	integer.go    floor division, remainder and power of integers
//	complex*.go   the same functions of a complex argument, named with a leading C
//	ztables.go    the tables, written by testdata/tables.py
//
// Special values follow the Python Array API standard, which for complex arguments is Annex G of C99 with a few
// signs settled. Where those leave a sign open, the choice keeps f(conj(z)) = conj(f(z)).
//
// A float32 or complex64 function is the float64 one, rounded by the caller: the second rounding costs less than
// 1e-8 ulp.
//
// Go may fuse x*y + z into one operation with one rounding. Sums that recover a rounding error would be wrong then,
// so each product that enters one is wrapped in float64(), which the language promises to round.
package elementary
