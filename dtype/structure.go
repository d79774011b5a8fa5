package dtype

// Unit is the tick of a datetime64 or timedelta64.
type Unit uint8

// The units, from coarse to fine. Generic is a timedelta without unit.
const (
	Generic Unit = iota
	Year
	Month
	Week
	Day
	Hour
	Minute
	Second
	Millisecond
	Microsecond
	Nanosecond
	Picosecond
	Femtosecond
	Attosecond
)

// Field is one member of a structure.
type Field struct {
	Name   string
	Title  string // alternative name, often empty
	Type   DType
	Shape  []int // of a sub-array; nil for a plain member
	Offset int   // bytes from the start of the element
}

// Fields are the members of a structure, in order of definition.
type Fields struct {
	List []Field
}
