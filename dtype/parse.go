package dtype

import (
	"fmt"
	"math"
	"strings"
)

// names are the words that NumPy reads as types, in the machine's byte order, with the sizes that C
// types have on 64-bit Unix. The codes of one letter are those of NumPy's dtype.char.
var names = map[string]DType{
	"bool": Bool, "bool_": Bool, "?": Bool,
	"int8": Int8, "byte": Int8, "b": Int8,
	"int16": Int16, "short": Int16, "h": Int16,
	"int32": Int32, "intc": Int32, "i": Int32,
	"int64": Int64, "int": Int64, "int_": Int64, "intp": Int64, "long": Int64, "longlong": Int64, "l": Int64, "q": Int64, "p": Int64, "n": Int64,
	"uint8": Uint8, "ubyte": Uint8, "B": Uint8,
	"uint16": Uint16, "ushort": Uint16, "H": Uint16,
	"uint32": Uint32, "uintc": Uint32, "I": Uint32,
	"uint64": Uint64, "uint": Uint64, "uintp": Uint64, "ulong": Uint64, "ulonglong": Uint64, "L": Uint64, "Q": Uint64, "P": Uint64, "N": Uint64,
	"float16": Float16, "half": Float16, "e": Float16,
	"bfloat16": BFloat16,
	"float32":  Float32, "single": Float32, "f": Float32,
	"float64": Float64, "double": Float64, "float": Float64, "d": Float64,
	"complex64": Complex64, "csingle": Complex64, "F": Complex64,
	"complex128": Complex128, "cdouble": Complex128, "complex": Complex128, "D": Complex128,
	"bytes": Bytes(0), "bytes_": Bytes(0), "S": Bytes(0), "c": Bytes(1),
	"str": Text(0), "str_": Text(0), "U": Text(0),
	"void": Void(0), "V": Void(0),
	"datetime64": Datetime(Generic, 1), "M": Datetime(Generic, 1),
	"timedelta64": Timedelta(Generic, 1), "m": Timedelta(Generic, 1),
}

// unsupported are names of types that exist elsewhere and have no row in the table, with the reason.
var unsupported = map[string]string{
	"O": "Python objects are not bytes", "object": "Python objects are not bytes", "object_": "Python objects are not bytes",
	"T": "variable-width text lies in the memory of its own array",
	"g": "long double differs between machines", "longdouble": "long double differs between machines",
	"G": "long double differs between machines", "clongdouble": "long double differs between machines",
	"f16": "long double differs between machines", "c32": "long double differs between machines",
	"float128": "long double differs between machines", "complex256": "long double differs between machines",
}

// sizedCodes are the types that a kind and a size in bytes name.
var sizedCodes = map[string]DType{
	"b1": Bool, "i1": Int8, "i2": Int16, "i4": Int32, "i8": Int64, "u1": Uint8, "u2": Uint16, "u4": Uint32, "u8": Uint64,
	"f2": Float16, "f4": Float32, "f8": Float64, "c8": Complex64, "c16": Complex128,
	"M8": Datetime(Generic, 1), "m8": Timedelta(Generic, 1),
}

// Parse reads a type from a name (float64, bfloat16, int), a typestr (<f8, |b1, =i4, M8[25s], <U5, |V7)
// or a one-letter code (d). It reads what NumPy's dtype reads from a string, less structures and
// sub-arrays, for which there is ParseDescr.
func Parse(s string) (DType, error) {
	body, swapped := s, false
	if s != "" {
		switch s[0] {
		case '<', '>':
			body, swapped = s[1:], (s[0] == '<') != littleEndian
		case '=', '|':
			body = s[1:]
		}
	}
	d, err := parseBody(body)
	if _, word := names[body]; word && len(body) > 1 && len(body) < len(s) {
		err = reason("a name takes no byte order")
	}
	if err != nil {
		return DType{}, fmt.Errorf("dtype %q is not understood%w", clip(s), err)
	}
	if swapped {
		d = d.Swap()
	}
	return d, nil
}

// reason is an error that explains the sentence before it.
type reason string

func (r reason) Error() string {
	if r == "" {
		return ""
	}
	return ": " + string(r)
}

// clip shortens text for a message.
func clip(s string) string {
	if len(s) > 60 {
		return s[:57] + "..."
	}
	return s
}

// parseBody reads a type without byte order.
func parseBody(s string) (DType, error) {
	if d, ok := names[s]; ok {
		return d, nil
	}
	if why, ok := unsupported[s]; ok {
		return DType{}, reason(why)
	}
	code, unit, hasUnit := strings.Cut(s, "[")
	if hasUnit {
		return parseTicking(code, unit)
	}
	if len(s) < 2 {
		return DType{}, reason("")
	}
	n, ok := parseCount(s[1:])
	if !ok {
		return DType{}, reason("")
	}
	switch kind := Kind(s[0]); {
	case kind == KindBytes && n <= MaxSize:
		return Bytes(n), nil
	case kind == KindText && n <= MaxSize/4:
		return Text(n), nil
	case kind == KindVoid && n <= MaxSize:
		return Void(n), nil
	}
	plain := fmt.Sprintf("%c%d", s[0], n)
	if why, ok := unsupported[plain]; ok {
		return DType{}, reason(why)
	}
	if d, ok := sizedCodes[plain]; ok {
		return d, nil
	}
	return DType{}, reason("")
}

// parseCount reads a decimal number that fits an int32.
func parseCount(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		if n = 10*n + int(c-'0'); n > math.MaxInt32 {
			return 0, false
		}
	}
	return n, s != ""
}

// parseTicking reads a datetime or timedelta from its code and what follows the opening bracket.
func parseTicking(code, rest string) (DType, error) {
	var id ID
	switch code {
	case "M8", "datetime64":
		id = IDDatetime
	case "m8", "timedelta64":
		id = IDTimedelta
	default:
		return DType{}, reason("only datetime64 and timedelta64 have a unit")
	}
	inside, ok := strings.CutSuffix(rest, "]")
	if !ok {
		return DType{}, reason("the unit has no closing bracket")
	}
	unit, count, ok := parseUnit(inside)
	if !ok {
		return DType{}, reason("it has no unit like ns or 25s in brackets")
	}
	return ticking(id, unit, count), nil
}

// parseUnit reads a count, a unit and a divisor, all but the unit optional: 25s, D, h/4.
func parseUnit(s string) (unit Unit, count int, ok bool) {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	count = 1
	if digits > 0 {
		if count, ok = parseCount(s[:digits]); !ok || count == 0 {
			return 0, 0, false
		}
	}
	name, divisorText, divided := strings.Cut(s[digits:], "/")
	if name == "μs" {
		name = "us"
	}
	for u, known := range unitNames {
		if known == name {
			unit, ok = Unit(u), true
		}
	}
	if unit == Generic {
		return unit, 1, name == unitNames[Generic] && digits == 0 && !divided
	}
	if divided {
		divisor, fits := parseCount(divisorText)
		if !fits || divisor == 0 {
			return 0, 0, false
		}
		unit, count, ok = divideUnit(unit, count, divisor)
	}
	return unit, count, ok
}

// finer lists the units a unit divides into, with how many it takes, in the order NumPy tries them.
var finer = map[Unit][]struct {
	unit Unit
	n    int
}{
	Year:        {{Month, 12}, {Week, 52}, {Day, 365}},
	Month:       {{Week, 4}, {Day, 30}, {Hour, 720}},
	Week:        {{Day, 7}, {Hour, 168}, {Minute, 10080}},
	Day:         {{Hour, 24}, {Minute, 1440}, {Second, 86400}},
	Hour:        {{Minute, 60}, {Second, 3600}},
	Minute:      {{Second, 60}, {Millisecond, 60000}},
	Second:      {{Millisecond, 1e3}, {Microsecond, 1e6}},
	Millisecond: {{Microsecond, 1e3}, {Nanosecond, 1e6}},
	Microsecond: {{Nanosecond, 1e3}, {Picosecond, 1e6}},
	Nanosecond:  {{Picosecond, 1e3}, {Femtosecond, 1e6}},
	Picosecond:  {{Femtosecond, 1e3}, {Attosecond, 1e6}},
	Femtosecond: {{Attosecond, 1e3}},
}

// divideUnit is count units over divisor, in the coarsest unit that makes it whole.
func divideUnit(unit Unit, count, divisor int) (Unit, int, bool) {
	for _, f := range finer[unit] {
		if f.n%divisor == 0 && count*(f.n/divisor) <= math.MaxInt32 {
			return f.unit, count * (f.n / divisor), true
		}
	}
	return 0, 0, false
}
