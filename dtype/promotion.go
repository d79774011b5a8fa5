package dtype

// Promotion: the type that holds the values of two types.
//
// The table is NumPy's. Within a kind the wider type wins; an unsigned and a signed integer need the
// next wider signed one, and beyond int64 a float64; an integer and a float need a float with at least
// as many significant bits, as far as there is one. bfloat16 is as ml_dtypes has it where it has an
// answer. Where it refuses, the answer is the one float16 gives or would give: float32 beside float16
// and 16-bit integers, float64 beside wider ones.

// The table's entries, short so that a row is a line.
const (
	b1  = IDBool
	i1  = IDInt8
	i2  = IDInt16
	i4  = IDInt32
	i8  = IDInt64
	u1  = IDUint8
	u2  = IDUint16
	u4  = IDUint32
	u8  = IDUint64
	f2  = IDFloat16
	bf  = IDBFloat16
	f4  = IDFloat32
	f8  = IDFloat64
	c8  = IDComplex64
	c16 = IDComplex128
)

var promotion = [NumComputing][NumComputing]ID{
	//    b1   i1   i2   i4   i8   u1   u2   u4   u8   f2   bf   f4   f8   c8   c16
	b1:  {b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, bf, f4, f8, c8, c16},
	i1:  {i1, i1, i2, i4, i8, i2, i4, i8, f8, f2, bf, f4, f8, c8, c16},
	i2:  {i2, i2, i2, i4, i8, i2, i4, i8, f8, f4, f4, f4, f8, c8, c16},
	i4:  {i4, i4, i4, i4, i8, i4, i4, i8, f8, f8, f8, f8, f8, c16, c16},
	i8:  {i8, i8, i8, i8, i8, i8, i8, i8, f8, f8, f8, f8, f8, c16, c16},
	u1:  {u1, i2, i2, i4, i8, u1, u2, u4, u8, f2, bf, f4, f8, c8, c16},
	u2:  {u2, i4, i4, i4, i8, u2, u2, u4, u8, f4, f4, f4, f8, c8, c16},
	u4:  {u4, i8, i8, i8, i8, u4, u4, u4, u8, f8, f8, f8, f8, c16, c16},
	u8:  {u8, f8, f8, f8, f8, u8, u8, u8, u8, f8, f8, f8, f8, c16, c16},
	f2:  {f2, f2, f4, f8, f8, f2, f4, f8, f8, f2, f4, f4, f8, c8, c16},
	bf:  {bf, bf, f4, f8, f8, bf, f4, f8, f8, f4, bf, f4, f8, c8, c16},
	f4:  {f4, f4, f4, f8, f8, f4, f4, f8, f8, f4, f4, f4, f8, c8, c16},
	f8:  {f8, f8, f8, f8, f8, f8, f8, f8, f8, f8, f8, f8, f8, c16, c16},
	c8:  {c8, c8, c8, c16, c16, c8, c8, c16, c16, c8, c8, c8, c16, c8, c16},
	c16: {c16, c16, c16, c16, c16, c16, c16, c16, c16, c16, c16, c16, c16, c16, c16},
}

// Promote is the type that holds the values of both a and b, in native byte order. ok is false where
// there is none. Beside the computing types it knows text and bytes (the longer; text holds bytes),
// datetimes and timedeltas (the finest common tick), and equal types of every kind.
func Promote(a, b DType) (d DType, ok bool) {
	switch {
	case a.Computes() && b.Computes() && a.Valid() && b.Valid():
		return Of(promotion[a.id][b.id]), true
	case isTicking(a) || isTicking(b):
		return promoteTicking(a, b)
	case isString(a) && isString(b):
		n := max(a.Chars(), b.Chars())
		if a.id == IDBytes && b.id == IDBytes {
			return Bytes(n), true
		}
		if n > MaxSize/4 {
			return DType{}, false
		}
		return Text(n), true
	case a.Valid() && a.Native().Equal(b.Native()):
		return a.Native(), true
	}
	return DType{}, false
}

func isTicking(d DType) bool { return d.id == IDDatetime || d.id == IDTimedelta }

func isString(d DType) bool { return d.id == IDBytes || d.id == IDText }

// promoteTicking promotes where a or b is a datetime or timedelta: with each other, and timedelta with
// bool and integers, which count its ticks.
func promoteTicking(a, b DType) (DType, bool) {
	if !isTicking(a) {
		a, b = b, a
	}
	if !isTicking(b) {
		// A uint64 may count more ticks than a timedelta can.
		if a.id == IDTimedelta && b.Valid() && b.Computes() && weakOf(b) <= WeakInt && b.id != IDUint64 {
			return a.Native(), true
		}
		return DType{}, false
	}
	id := IDTimedelta
	if a.id == IDDatetime || b.id == IDDatetime {
		id = IDDatetime
	}
	unit, count, ok := commonTick(a, b)
	if !ok {
		return DType{}, false
	}
	return ticking(id, unit, count), true
}

// ratios are how many of the next finer unit a unit has. A month has no fixed number of weeks, nor a
// year; their 1 makes the common tick divide the finer one, which is what NumPy does too.
var ratios = [...]int{
	Generic: 1, Year: 1, Month: 1, Week: 7, Day: 24, Hour: 60, Minute: 60, Second: 1000, Millisecond: 1000,
	Microsecond: 1000, Nanosecond: 1000, Picosecond: 1000, Femtosecond: 1000, Attosecond: 1,
}

// maxFactor bounds the number of fine units in a coarse one; NumPy refuses beyond it.
const maxFactor = 1<<56 - 1

// commonTick is the longest tick that divides those of a and b. Two timedeltas, one in years or months
// and one in shorter units, have none; where a datetime is involved, a calendar date has one instant,
// and the tick is of the shorter unit.
func commonTick(a, b DType) (unit Unit, count int, ok bool) {
	if a.unit > b.unit {
		a, b = b, a
	}
	factor := int64(1)
	switch {
	case a.unit == Generic:
		return b.unit, max(int(b.count), 1), true
	case a.unit == Year && b.unit == Month:
		factor = 12
	case a.unit <= Month && b.unit > Month && a.id == IDTimedelta && b.id == IDTimedelta:
		return 0, 0, false
	default:
		for u := a.unit; u < b.unit; u++ {
			if factor > maxFactor/int64(ratios[u]) {
				return 0, 0, false
			}
			factor *= int64(ratios[u])
		}
	}
	// gcd(count·factor, b.count), with the product reduced first so that it cannot overflow.
	n := int64(b.count)
	return b.unit, gcd(int(int64(a.count)%n*(factor%n)%n), int(n)), true
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Weak is the kind of a Python scalar, which has no size of its own: it takes that of the array it
// meets.
type Weak uint8

// The weak kinds, in order of promotion.
const (
	WeakBool Weak = iota
	WeakInt
	WeakFloat
	WeakComplex
)

// defaults are the types of weak scalars that meet nothing, or an array of a lower kind.
var defaults = [...]DType{WeakBool: Bool, WeakInt: Int64, WeakFloat: Float64, WeakComplex: Complex128}

// Default is the type a weak scalar has by itself: bool, int64, float64, complex128.
func (w Weak) Default() DType { return defaults[w] }

// weakOf is the weak kind that a computing type is as high as.
func weakOf(d DType) Weak {
	switch d.Kind() {
	case KindBool:
		return WeakBool
	case KindInt, KindUint:
		return WeakInt
	case KindFloat:
		return WeakFloat
	}
	return WeakComplex
}

// PromoteWeak is the type of an operation between an array of computing type d and a Python scalar, in
// native byte order, as in NEP 50: d itself if its kind is as high as the scalar's; the complex type of
// the same precision for a float beside a complex scalar; the scalar's default otherwise. Whether the
// scalar's value fits is the caller's question.
func PromoteWeak(d DType, kind Weak) DType {
	switch {
	case weakOf(d) >= kind:
		return d.Native()
	case kind == WeakComplex && d.Kind() == KindFloat && d.id != IDFloat64:
		return Complex64
	}
	return kind.Default()
}

// ResultType is the promotion of all types and then of the weak scalars, highest first; the order of
// the arguments does not matter. ok is false when two types have no common one or when there is no
// argument. A timedelta takes weak bools and ints; no other type that does not compute takes any.
func ResultType(types []DType, weak ...Weak) (d DType, ok bool) {
	for i, t := range types {
		if i == 0 {
			d, ok = Promote(t, t)
		} else {
			d, ok = Promote(d, t)
		}
		if !ok {
			return DType{}, false
		}
	}
	if len(weak) == 0 {
		return d, ok
	}
	highest := WeakBool
	for _, w := range weak {
		highest = max(highest, w)
	}
	switch {
	case len(types) == 0:
		return highest.Default(), true
	case d.Computes():
		return PromoteWeak(d, highest), true
	case d.id == IDTimedelta && highest <= WeakInt:
		return d, true
	}
	return DType{}, false
}
