package nd

import (
	"strings"
	"unicode/utf8"
	"unsafe"
)

// body is the elements of a in brackets; further lines are indented by the given number of columns,
// plus one a bracket.
func (o FormatOptions) body(a *Array, indent, width int, separator string) string {
	if a.Size() == 0 {
		return "[]"
	}
	l := layoutText{a: a, separator: separator, edge: max(o.EdgeItems, 0), summary: a.Size() > o.Threshold}
	l.element = o.elementFormat(a.dtype, l.shown(), a.Rank() == 0)
	l.brackets(0, a.ptr, indent+1, width)
	return l.text.String()
}

// layoutText lays out the elements of an array as nested brackets.
type layoutText struct {
	a         *Array
	element   elementFormat
	separator string // between elements
	edge      int    // elements kept at both ends of a long axis
	summary   bool   // long axes are cut
	member    bool   // the array is a member of a structure
	text      strings.Builder
}

// ends is how many elements of an axis stand in front of the dots and how many behind. Where there are no
// dots, all are behind, and so they are where no edges are asked for: as in NumPy, elements that do not
// print may set the width, and those of a member of a structure do print.
func (l *layoutText) ends(dim int) (leading, trailing int, dots bool) {
	dots = l.summary && dim > 2*l.edge
	if dots && l.edge > 0 {
		return l.edge, l.edge, true
	}
	return 0, dim, dots
}

// shown are the addresses of the elements that decide the width of all, in C order.
func (l *layoutText) shown() []unsafe.Pointer {
	cells := []unsafe.Pointer{l.a.ptr}
	for axis, dim := range l.a.shape {
		leading, trailing, _ := l.ends(dim)
		next := make([]unsafe.Pointer, 0, len(cells)*(leading+trailing))
		for _, cell := range cells {
			for i := range leading {
				next = append(next, unsafe.Add(cell, i*l.a.strides[axis]))
			}
			for i := dim - trailing; i < dim; i++ {
				next = append(next, unsafe.Add(cell, i*l.a.strides[axis]))
			}
		}
		cells = next
	}
	return cells
}

// brackets writes the elements at p of the axes from the given one on. Lines that it breaks are
// indented to the column after its bracket.
func (l *layoutText) brackets(axis int, p unsafe.Pointer, indent, width int) {
	rank := l.a.Rank()
	switch {
	case axis == rank:
		l.text.WriteString(l.element(p))
	case axis == rank-1:
		l.row(p, indent, width-len("]"))
	default:
		l.text.WriteByte('[')
		newline := strings.TrimRight(l.separator, " ") + strings.Repeat("\n", rank-axis-1) + strings.Repeat(" ", indent)
		l.each(axis, p, func(cell unsafe.Pointer, last bool) {
			if cell == nil {
				l.text.WriteString("...")
			} else {
				l.brackets(axis+1, cell, indent+1, width-len("]"))
			}
			if !last {
				l.text.WriteString(newline)
			}
		})
		l.text.WriteByte(']')
	}
}

// row writes the elements of the last axis and starts a new line wherever the next one does not fit.
func (l *layoutText) row(p unsafe.Pointer, indent, width int) {
	l.text.WriteByte('[')
	var line strings.Builder
	column := indent
	l.each(l.a.Rank()-1, p, func(cell unsafe.Pointer, last bool) {
		word := "..."
		if cell != nil {
			word = l.element(cell)
		}
		n := utf8.RuneCountInString(word)
		if column+n > width && column > indent {
			l.text.WriteString(strings.TrimRight(line.String(), " "))
			l.text.WriteString("\n" + strings.Repeat(" ", indent))
			line.Reset()
			column = indent
		}
		line.WriteString(word)
		column += n
		if !last {
			line.WriteString(l.separator)
			column += len(l.separator)
		}
	})
	l.text.WriteString(line.String())
	l.text.WriteByte(']')
}

// each calls f with the address of every element along an axis that prints, and with nil where the
// dots go.
func (l *layoutText) each(axis int, p unsafe.Pointer, f func(cell unsafe.Pointer, last bool)) {
	dim, stride := l.a.shape[axis], l.a.strides[axis]
	leading, trailing, dots := l.ends(dim)
	for i := range leading {
		f(unsafe.Add(p, i*stride), false)
	}
	if dots {
		f(nil, false)
		if l.edge == 0 && !l.member {
			trailing = 1
		}
	}
	for i := dim - trailing; i < dim; i++ {
		f(unsafe.Add(p, i*stride), i == dim-1)
	}
}
