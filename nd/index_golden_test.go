package nd

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"strings"
	"testing"

	"gondola/dtype"
	"gondola/layout"
)

// indexCase is a line of testdata/index.txt.gz, which gen_index.py describes.
type indexCase struct {
	shape, items, result string
	written              []string
}

func indexCases(t *testing.T) []indexCase {
	t.Helper()
	file, err := os.Open("testdata/index.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []indexCase
	for lines := bufio.NewScanner(packed); lines.Scan(); {
		part := strings.Split(lines.Text(), "|")
		cases = append(cases, indexCase{part[0], part[1], part[2], strings.Fields(part[3])})
	}
	if len(cases) < 4000 {
		t.Fatalf("only %d cases", len(cases))
	}
	return cases
}

// parseInts reads ints joined by a separator.
func parseInts(text, separator string) []int {
	list := []int{}
	if text == "" {
		return list
	}
	for _, word := range strings.Split(text, separator) {
		n, err := strconv.Atoi(word)
		if err != nil {
			panic(err)
		}
		list = append(list, n)
	}
	return list
}

// parseKey reads the items of an index. positions makes the arrays of positions.
func parseKey(text string, positions func(shape, values []int) any) []any {
	var key []any
	for _, word := range strings.Fields(text) {
		shape, values, _ := strings.Cut(word[1:], ":")
		switch word[0] {
		case 'i':
			key = append(key, parseInts(word[1:], "x")[0])
		case 's':
			var parts [3]any
			for i, part := range strings.Split(word[1:], ":") {
				if part != "" {
					parts[i] = parseInts(part, "x")[0]
				}
			}
			key = append(key, Slice(parts[0], parts[1], parts[2]))
		case 'e':
			key = append(key, Ellipsis)
		case 'n':
			key = append(key, NewAxis)
		case 'T', 'F':
			key = append(key, word[0] == 'T')
		case 'p':
			key = append(key, positions(parseInts(shape, "x"), parseInts(values, ",")))
		case 'm':
			bools := make([]bool, len(values))
			for i := range bools {
				bools[i] = values[i] == '1'
			}
			key = append(key, shaped(bools, parseInts(shape, "x")))
		}
	}
	return key
}

// shaped is From for any shape, that of no axes included.
func shaped[T dtype.Element](data []T, shape []int) *Array {
	return Reshape(From(data), shape...)
}

func int64Positions(shape, values []int) any {
	return Astype(shaped(asInt64(values), shape), dtype.Int64)
}

// narrowPositions makes a byte-swapped window that runs backwards.
func narrowPositions(shape, values []int) any {
	a := Flip(Astype(shaped(asInt64(values), shape), dtype.Int16.Swap()))
	return Flip(Copy(a))
}

func asInt64(values []int) []int64 {
	list := make([]int64, len(values))
	for i, v := range values {
		list[i] = int64(v)
	}
	return list
}

// layouts are ways an array of consecutive numbers may lie in memory.
var layouts = []struct {
	name      string
	positions func(shape, values []int) any
	make      func(a *Array) *Array
}{
	{"packed", int64Positions, func(a *Array) *Array { return Copy(a) }},
	{"Fortran order", narrowPositions, func(a *Array) *Array { return Transpose(Copy(Transpose(a))) }},
	{"reversed int16", int64Positions, func(a *Array) *Array { return Flip(Copy(Flip(Astype(a, dtype.Int16)))) }},
	{"swapped float32", narrowPositions, func(a *Array) *Array { return Astype(a, dtype.Float32.Swap()) }},
	{"bytes", int64Positions, func(a *Array) *Array { return Astype(a, dtype.Uint8) }},
	{"complex128", int64Positions, func(a *Array) *Array { return Astype(a, dtype.Complex128) }},
	{"member of a structure", int64Positions, func(a *Array) *Array {
		d, _ := dtype.Struct(13, dtype.Field{Name: "pad", Type: dtype.Int8}, dtype.Field{Name: "x", Type: dtype.Int32, Offset: 5})
		s := Zeros(a.shape, As(d))
		s.Field("x").SetIndex(a)
		return s.Field("x")
	}},
}

// checksum is the CRC-32 of the elements as NumPy's little-endian int64.
func checksum(a *Array) string {
	if a.dtype.Kind() == dtype.KindComplex {
		a = Real(a)
	}
	sum := uint32(0)
	for _, v := range Of[int64](Astype(a, dtype.Int64)).flat() {
		sum = crc32.Update(sum, crc32.IEEETable, binary.LittleEndian.AppendUint64(nil, uint64(v)))
	}
	return fmt.Sprintf("%08x", sum)
}

func TestIndexGolden(t *testing.T) {
	for _, c := range indexCases(t) {
		shape := parseInts(c.shape, "x")
		base := Reshape(Arange(0, product(shape), 1), shape...)
		for _, l := range layouts {
			a := l.make(base)
			got, err := Try(func() *Array { return a.Index(parseKey(c.items, l.positions)...) })
			if problem := differs(a, got, err, c.result, l.name == "packed"); problem != "" {
				t.Errorf("%s [%s] %s: %s, want %s", c.shape, c.items, l.name, problem, c.result)
			}
		}
	}
}

// differs says how a result differs from what NumPy gave. Strides and offset are compared where a lies
// in memory as NumPy's array did.
func differs(a, got *Array, err error, want string, packed bool) string {
	words := strings.Split(want, " ")
	if words[0] == "E" {
		kinds := map[string]*Kind{"IndexError": ErrIndex, "ValueError": ErrValue}
		if !errors.Is(err, kinds[words[1]]) {
			return fmt.Sprintf("error %v", err)
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	if shape := parseInts(words[1], "x"); !sameShape(got.shape, shape) {
		return "shape " + layout.FormatShape(got.shape)
	}
	if words[0] == "C" {
		if sum := checksum(got); sum != words[2] {
			return "elements " + sum
		}
		if got.Size() > 0 && overlap(got, a) {
			return "a view"
		}
		return ""
	}
	if got.Size() == 0 || !packed {
		return ""
	}
	if offset := uintptr(got.ptr) - uintptr(a.ptr); strconv.Itoa(int(offset)) != words[2] {
		return fmt.Sprintf("offset %d", int(offset))
	}
	for axis, stride := range parseInts(words[3], "x") {
		if got.shape[axis] > 1 && got.strides[axis] != stride {
			return "strides " + layout.FormatShape(got.strides)
		}
	}
	return ""
}

func TestSetIndexGolden(t *testing.T) {
	for _, c := range indexCases(t) {
		shape := parseInts(c.shape, "x")
		base := Reshape(Arange(0, product(shape), 1), shape...)
		for _, l := range layouts {
			if l.name == "bytes" {
				continue // NumPy's values leave its range
			}
			key := parseKey(c.items, l.positions)
			for i, want := range c.written {
				if want == "-" {
					continue
				}
				a := l.make(base)
				value := writtenValue(a, key, i)
				if _, err := Try(func() any { a.SetIndex(value, key...); return nil }); err != nil {
					t.Errorf("%s [%s] %s: %v", c.shape, c.items, l.name, err)
				} else if got := checksum(a); got != want {
					t.Errorf("%s [%s] %s, value %d: %s, want %s", c.shape, c.items, l.name, i, got, want)
				}
			}
		}
	}
}

// writtenValue is the i-th value that gen_index.py assigned.
func writtenValue(a *Array, key []any, i int) any {
	if i == 0 {
		return -1
	}
	shape := a.Index(key...).shape
	if i == 2 {
		shape = shape[len(shape)-1:]
	}
	n := product(shape)
	return Reshape(Arange(100, 100+n, 1), shape...)
}
