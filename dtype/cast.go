package dtype

// Casting says how much a conversion may change values.
type Casting uint8

// The castings of NumPy, from strict to lax.
const (
	No       Casting = iota // the same type
	Equiv                   // the same but for byte order
	Safe                    // every value is kept
	SameKind                // safe, or down within a kind, like float64 to float32
	Unsafe                  // anything
)

var castingNames = [...]string{"no", "equiv", "safe", "same_kind", "unsafe"}

func (c Casting) String() string { return castingNames[c] }

// ParseCasting is the casting with NumPy's name.
func ParseCasting(name string) (c Casting, ok bool) {
	for c, known := range castingNames {
		if known == name {
			return Casting(c), true
		}
	}
	return 0, false
}

// kindRank orders the kinds of computing types; a cast to the same or a higher rank is same-kind.
func kindRank(d DType) int {
	switch d.Kind() {
	case KindBool:
		return 0
	case KindUint:
		return 1
	case KindInt:
		return 2
	case KindFloat:
		return 3
	}
	return 4
}

// CanCast says whether a conversion between two types is allowed, as NumPy's can_cast does for the
// computing types and among bytes, text, datetimes and timedeltas, but that bfloat16 is a float like the
// others: to float16 is same-kind, from complex is not. Other pairs of types convert only unsafely, if
// they are not equal; whether a conversion exists at all is not asked.
func CanCast(from, to DType, casting Casting) bool {
	if !from.Valid() || !to.Valid() {
		return false
	}
	switch casting {
	case No:
		return from.Equal(to)
	case Equiv:
		return from.Native().Equal(to.Native())
	case Unsafe:
		return true
	}
	same := casting == SameKind
	switch {
	case from.Computes() && to.Computes():
		return promotion[from.id][to.id] == to.id || same && kindRank(from) <= kindRank(to)
	case isString(from) && isString(to):
		// A size of 0 stands for whatever size is needed.
		return (from.id == to.id || to.id == IDText) && (same || to.size == 0 || from.Chars() <= to.Chars())
	case from.id == to.id && isTicking(from):
		return canRetick(from, to, same)
	case to.id == IDTimedelta && from.Computes():
		rank := kindRank(from)
		return rank <= 1 && (same || from.id != IDUint64) || from.Kind() == KindInt
	}
	return from.Native().Equal(to.Native())
}

// canRetick says whether a change of unit is allowed: safe to a tick that divides the old one, same
// kind to any tick of a comparable unit.
func canRetick(from, to DType, sameKind bool) bool {
	switch {
	case from.unit == Generic:
		return true
	case to.unit == Generic:
		return false
	}
	crosses := (from.unit <= Month) != (to.unit <= Month)
	if sameKind {
		return from.id == IDDatetime || !crosses
	}
	if crosses {
		return from.id == IDDatetime && from.unit <= Month
	}
	unit, count, ok := commonTick(from, to)
	return ok && unit == to.unit && count == int(to.count)
}
