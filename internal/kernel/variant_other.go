//go:build !amd64

package kernel

// Supported lists the variants this machine runs, the best one last.
func Supported() []Variant { return []Variant{Portable} }

// simdRows is the rows of a variant; there are none on this architecture.
func simdRows(Variant) []simdRow { return nil }

// EntryOf is the machine code of a loop; there is none on this architecture.
func EntryOf(Func) Entry { return Entry{} }
