package series

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"gondola/dtype"
	"gondola/nd"
)

const (
	maxRows  = 60 // a longer series is summarised
	edgeRows = 5  // rows that a summary shows at either end
	digits   = 6  // after the point, before zeros that all rows end in are cut
)

// String is the series as pandas prints it: a row an element, then name, length and dtype.
func (s *Series) String() string {
	if s.Len() == 0 {
		return "Series([], " + s.footer() + ")"
	}
	values, labels := s.values, s.index.labels
	summarised := s.Len() > maxRows
	if summarised {
		tail := s.Len() - edgeRows
		values = nd.Concat([]any{values.Index(nd.Slice(nil, edgeRows)), values.Index(nd.Slice(tail, nil))})
		labels = append(labels[:edgeRows:edgeRows], labels[tail:]...)
	}
	left := make([]string, len(labels))
	for i, l := range labels {
		left[i] = escapes.Replace(l.String())
	}
	right := justified(formatted(values))
	if summarised {
		left = append(left[:edgeRows:edgeRows], append([]string{""}, left[edgeRows:]...)...)
		right = append(right[:edgeRows:edgeRows], append([]string{ellipsis(width(right))}, right[edgeRows:]...)...)
	}
	var b strings.Builder
	pad := width(left)
	for i := range left {
		fmt.Fprintf(&b, "%-*s   %s\n", pad, left[i], right[i])
	}
	return b.String() + s.footer()
}

// escapes are the characters that would break a row.
var escapes = strings.NewReplacer("\t", `\t`, "\n", `\n`, "\r", `\r`)

func (s *Series) footer() string {
	var parts []string
	if s.name != "" {
		parts = append(parts, "Name: "+escapes.Replace(s.name))
	}
	if s.Len() > maxRows {
		parts = append(parts, fmt.Sprintf("Length: %d", s.Len()))
	}
	return strings.Join(append(parts, "dtype: "+s.DType().Name()), ", ")
}

// width is that of the widest text.
func width(texts []string) int {
	n := 0
	for _, t := range texts {
		n = max(n, utf8.RuneCountInString(t))
	}
	return n
}

func justified(texts []string) []string {
	n := width(texts)
	for i, t := range texts {
		texts[i] = fmt.Sprintf("%*s", n, t)
	}
	return texts
}

// ellipsis is the dots of a summary in the middle of a column.
func ellipsis(n int) string {
	dots := "..."
	if n <= 3 {
		dots = ".."
	}
	pad := max(0, n-len(dots))
	left := pad/2 + pad&n&1
	return strings.Repeat(" ", left) + dots + strings.Repeat(" ", pad-left)
}

// formatted is the values as text, with room for a sign.
func formatted(values *nd.Array) []string {
	switch values.DType().Kind() {
	case dtype.KindFloat:
		return formatFloats(nd.Of[float64](nd.Astype(values, dtype.Float64)))
	case dtype.KindComplex:
		return formatComplexes(values)
	}
	texts := make([]string, values.Size())
	for i := range texts {
		texts[i] = values.Index(i).String()
		if texts[i][0] != '-' {
			texts[i] = " " + texts[i]
		}
	}
	return texts
}

// formatFloats is fixed point where the values are neither too small for its digits nor large and long, and
// exponents elsewhere.
func formatFloats(values nd.Typed[float64]) []string {
	format := func(verb string) []string {
		var texts []string
		for _, v := range values.All() {
			texts = append(texts, formatFloat(v, verb))
		}
		return trimZeros(texts)
	}
	large, small := false, false
	for _, v := range values.All() {
		large = large || math.Abs(v) > 1e6
		small = small || v != 0 && math.Abs(v) < math.Pow(10, -digits)
	}
	texts := format("% .*f")
	if small || large && width(texts) > digits+6 {
		texts = format("% .*e")
	}
	return texts
}

func formatFloat(v float64, verb string) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 0):
		sign := strings.TrimSuffix(fmt.Sprintf(strings.Replace(verb, ".*", ".0", 1), math.Copysign(0, v)), "0")
		return sign[:1] + "inf"
	}
	return fmt.Sprintf(verb, digits, v)
}

// formatComplexes is the parts in fixed point or exponents, the imaginary one with its sign, both trimmed
// together.
func formatComplexes(values *nd.Array) []string {
	re := nd.Of[float64](nd.Astype(nd.Real(values), dtype.Float64))
	im := nd.Of[float64](nd.Astype(nd.Imag(values), dtype.Float64))
	n := values.Size()
	large, small := false, false
	for _, v := range nd.Of[float64](nd.Astype(nd.Abs(values), dtype.Float64)).All() {
		large = large || v > 1e6
		small = small || v != 0 && v < math.Pow(10, -digits)
	}
	format := func(letter string) []string {
		parts := make([]string, 0, 2*n)
		for _, v := range re.All() {
			parts = append(parts, formatFloat(v, "% .*"+letter))
		}
		for _, v := range im.All() {
			text := formatFloat(v, "%+.*"+letter)
			if math.IsNaN(v) {
				text = "+NaN"
			}
			parts = append(parts, text)
		}
		parts = trimZeros(parts)
		pad := width(parts) - 1
		texts := make([]string, n)
		for i := range texts {
			imaginary := parts[n+i]
			texts[i] = fmt.Sprintf("%s%c%*sj", parts[i], imaginary[0], pad, imaginary[1:])
		}
		return texts
	}
	texts := format("f")
	if small || large && width(texts) > digits+6 {
		texts = format("e")
	}
	return texts
}

var fixedPoint = regexp.MustCompile(`^ *[+-]?[0-9]+\.[0-9]*$`)

// trimZeros cuts as many zeros as all numbers in fixed point end in, but for one after the point.
func trimZeros(texts []string) []string {
	cut := digits
	for _, t := range texts {
		if fixedPoint.MatchString(t) {
			cut = min(cut, len(t)-len(strings.TrimRight(t, "0")))
		}
	}
	for i, t := range texts {
		if fixedPoint.MatchString(t) {
			t = t[:len(t)-cut]
			if strings.HasSuffix(t, ".") {
				t += "0"
			}
			texts[i] = t
		}
	}
	return texts
}
