package dtype

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	for id := range ID(NumComputing) {
		d := Of(id)
		row := Table[id]
		if d.ID() != id || !d.Computes() || !d.Valid() || d.Size() != row.Size || d.Name() != row.Name {
			t.Errorf("%s: %+v", row.Name, d)
		}
		if back, err := Parse(row.Name); err != nil || back != d {
			t.Errorf("Parse(%s) = %v, %v", row.Name, back, err)
		}
		if int(row.Bits) != 8*row.Size {
			t.Errorf("%s: %d bits in %d bytes", row.Name, row.Bits, row.Size)
		}
	}
	for _, c := range []struct{ got, want DType }{
		{For[bool](), Bool}, {For[int8](), Int8}, {For[int16](), Int16}, {For[int32](), Int32}, {For[int64](), Int64},
		{For[uint8](), Uint8}, {For[uint16](), Uint16}, {For[uint32](), Uint32}, {For[uint64](), Uint64},
		{For[F16](), Float16}, {For[BF16](), BFloat16}, {For[float32](), Float32}, {For[float64](), Float64},
		{For[complex64](), Complex64}, {For[complex128](), Complex128},
	} {
		if c.got != c.want {
			t.Errorf("For: %v, want %v", c.got, c.want)
		}
	}
	var zero DType
	if zero.Valid() || zero.String() != "invalid" {
		t.Errorf("the zero DType: %v", zero)
	}
	if _, ok := Promote(zero, Int8); ok || CanCast(zero, Bool, Unsafe) {
		t.Error("the zero DType takes part")
	}
}

func TestDLPack(t *testing.T) {
	for id := range ID(NumIDs) {
		d := DType{id: id, size: 8}
		if int(id) < NumComputing {
			d = Of(id)
		}
		code, bits, ok := d.DLPack()
		if ok != (int(id) < NumComputing) {
			t.Errorf("%v: DLPack %t", d, ok)
		}
		if !ok {
			continue
		}
		if back, ok := FromDLPack(code, bits, 1); !ok || back != d {
			t.Errorf("%v came back as %v, %t", d, back, ok)
		}
	}
	if _, _, ok := Float32.Swap().DLPack(); ok {
		t.Error("a swapped type has a DLPack name")
	}
	for _, c := range []struct {
		code, bits uint8
		lanes      uint16
	}{{2, 32, 4}, {2, 8, 1}, {3, 64, 1}, {0, 0, 1}, {6, 1, 1}, {0, 4, 1}, {2, 32, 0}} {
		if d, ok := FromDLPack(c.code, c.bits, c.lanes); ok {
			t.Errorf("FromDLPack(%v) = %v", c, d)
		}
	}
}

func TestByteOrder(t *testing.T) {
	point, err := Packed(Field{Name: "x", Type: Float32}, Field{Name: "n", Type: Bytes(3)}, Field{Name: "y", Type: Int16.Swap()})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []DType{Float64, Complex64, Text(3), Datetime(Second, 1), point} {
		s := d.Swap()
		if s.Equal(d) || !s.Swap().Equal(d) || !s.Native().Equal(d.Native()) {
			t.Errorf("%v swapped is %v", d, s)
		}
		if !s.BigEndian().Equal(d.BigEndian()) || !s.LittleEndian().Equal(d.LittleEndian()) || d.BigEndian().Equal(d.LittleEndian()) {
			t.Errorf("%v: %v, %v", d, d.BigEndian(), d.LittleEndian())
		}
		if CanCast(d, s, No) || !CanCast(d, s, Equiv) || !CanCast(d, s, Safe) {
			t.Errorf("%v to %v", d, s)
		}
		if got, ok := Promote(s, s); !ok || !got.Equal(d.Native()) {
			t.Errorf("Promote(%v, %v) = %v", s, s, got)
		}
	}
	for _, d := range []DType{Bool, Int8, Bytes(4), Void(4)} {
		if d.Swap() != d {
			t.Errorf("%v swapped is %v", d, d.Swap())
		}
	}
	if got := Float64.BigEndian().Typestr(); got != ">f8" {
		t.Errorf("big-endian: %s", got)
	}
	if f := point.Native().Fields(); f[2].Type.Swapped() || !point.Fields()[2].Type.Swapped() {
		t.Error("Native changed the members of its receiver, or not those of its result")
	}
}

func TestStruct(t *testing.T) {
	d, err := Struct(16,
		Field{Name: "a", Title: "first", Type: Int32, Offset: 4},
		Field{Name: "b", Type: Int16, Shape: []int{2, 2}, Offset: 8})
	if err != nil {
		t.Fatal(err)
	}
	if d.Size() != 16 || !d.IsStruct() || d.Computes() || d.Kind() != KindVoid || d.Typestr() != "|V16" {
		t.Errorf("%v", d)
	}
	for _, name := range []string{"a", "first"} {
		if f, ok := d.Field(name); !ok || f.Offset != 4 {
			t.Errorf("Field(%s) = %v, %t", name, f, ok)
		}
	}
	if _, ok := d.Field(""); ok {
		t.Error("a field without name was found")
	}
	if f, _ := d.Field("b"); f.Size() != 8 {
		t.Errorf("sub-array of %d bytes", f.Size())
	}
	for want, fields := range map[string][]Field{
		`field "a" occurs more than once`: {{Name: "a", Type: Int8}, {Name: "a", Type: Int8}},
		`field "t" occurs more than once`: {{Name: "a", Title: "t", Type: Int8}, {Name: "t", Type: Int8}},
		`field 0 has no name`:             {{Type: Int8}},
		`field "a" has no type`:           {{Name: "a"}},
		`field "a" of int32 () at offset 13 does not fit a structure of 16 bytes`:                         {{Name: "a", Type: Int32, Offset: 13}},
		`field "a" of int32 () at offset -1 does not fit a structure of 16 bytes`:                         {{Name: "a", Type: Int32, Offset: -1}},
		`field "a" of int32 (-1,) at offset 0 does not fit a structure of 16 bytes`:                       {{Name: "a", Type: Int32, Shape: []int{-1}}},
		`field "a" of int32 (1073741824, 1073741824, 4) at offset 0 does not fit a structure of 16 bytes`: {{Name: "a", Type: Int32, Shape: []int{1 << 30, 1 << 30, 4}}},
	} {
		if _, err := Struct(16, fields...); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := Struct(-1); err == nil {
		t.Error("a structure of negative size")
	}
	if _, err := Packed(Field{Name: "a", Type: Void(MaxSize)}, Field{Name: "b", Type: Int8}); err == nil {
		t.Error("a structure beyond MaxSize")
	}
}

func TestSizedTypesRefuse(t *testing.T) {
	for name, make := range map[string]func(){
		"Bytes": func() { Bytes(-1) }, "Text": func() { Text(math.MaxInt32) }, "Datetime": func() { Datetime(Second, 0) },
		"Timedelta": func() { Timedelta(Attosecond+1, 1) }, "Of": func() { Of(IDText) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			make()
		}()
	}
	if unit, count := Datetime(Generic, 5).Unit(); unit != Generic || count != 0 {
		t.Errorf("generic datetime: %v, %d", unit, count)
	}
	if unit, count := Timedelta(Second, 25).Unit(); unit != Second || count != 25 {
		t.Errorf("25 s: %v, %d", unit, count)
	}
	if Text(5).Chars() != 5 || Bytes(5).Chars() != 5 || Text(5).Size() != 20 {
		t.Error("characters and bytes")
	}
}

func TestResultType(t *testing.T) {
	for _, c := range []struct {
		types []DType
		weak  []Weak
		want  DType
		ok    bool
	}{
		{nil, nil, DType{}, false},
		{nil, []Weak{WeakInt, WeakFloat}, Float64, true},
		{[]DType{Int8}, []Weak{WeakInt}, Int8, true},
		{[]DType{Int8, Float32}, []Weak{WeakInt, WeakComplex}, Complex64, true},
		{[]DType{Bool}, []Weak{WeakInt}, Int64, true},
		{[]DType{Timedelta(Second, 1)}, []Weak{WeakInt}, Timedelta(Second, 1), true},
		{[]DType{Timedelta(Second, 1)}, []Weak{WeakFloat}, DType{}, false},
		{[]DType{Text(3)}, []Weak{WeakInt}, DType{}, false},
		{[]DType{Text(3), Float64}, nil, DType{}, false},
		{[]DType{Float16, BFloat16}, nil, Float32, true},
		{[]DType{Void(3), Void(3)}, nil, Void(3), true},
		{[]DType{Void(3), Void(4)}, nil, DType{}, false},
	} {
		if got, ok := ResultType(c.types, c.weak...); got != c.want || ok != c.ok {
			t.Errorf("ResultType(%v, %v) = %v, %t, want %v", c.types, c.weak, got, ok, c.want)
		}
	}
}

func TestParseCasting(t *testing.T) {
	for c := No; c <= Unsafe; c++ {
		if got, ok := ParseCasting(c.String()); !ok || got != c {
			t.Errorf("ParseCasting(%s) = %v, %t", c, got, ok)
		}
	}
	if _, ok := ParseCasting("lossless"); ok {
		t.Error("an unknown casting")
	}
}

func TestDescr(t *testing.T) {
	for text, want := range map[string]string{
		`'<f8'`:                              "float64",
		`"|b1"`:                              "bool",
		`[('a', '<f4'), ('b', '<i2', (2,))]`: "[('a', '<f4'), ('b', '<i2', (2,))]",
		`[('a', '<f4', 3), ('b', '<i2', (2, 3,),),]`: "[('a', '<f4', (3,)), ('b', '<i2', (2, 3))]",
		` [ ( ('t' , 'a') , '<f4' ) ] `:              "[(('t', 'a'), '<f4')]",
		`[('a', '|u1'), ('', '|V3'), ('b', '<i4')]`:  "{'names': ['a', 'b'], 'formats': ['u1', '<i4'], 'offsets': [0, 4], 'itemsize': 8}",
		`[('n', [('x', '<f4'), ('', '|V4')])]`:       "[('n', {'names': ['x'], 'formats': ['<f4'], 'offsets': [0], 'itemsize': 8})]",
		`[('a', '<f4', (2L,))]`:                      "[('a', '<f4', (2,))]",
		`[('', '<f4'), ('b', '<i2')]`:                "[('f0', '<f4'), ('b', '<i2')]",
		`[('\x61\u00e9\xe9\'', '<f4')]`:              `[("aéé'", '<f4')]`,
		`[('', '|V4')]`:                              "{'names': [], 'formats': [], 'offsets': [], 'itemsize': 4}",
		`[]`:                                         "[]",
	} {
		if d, err := ParseDescr(text); err != nil || d.String() != want {
			t.Errorf("ParseDescr(%s) = %v, %v, want %s", text, d, err, want)
		}
	}
	for _, text := range []string{
		``, `'`, `'<f8`, `'<x9'`, `<f8`, `3`, `('<f4', (2,))`, `[`, `[('a',`, `[('a', '<f4')`, `[('a' '<f4')]`, `['<f4']`,
		`[('a', '<f4', (2,), 3)]`, `[(3, '<f4')]`, `[('a', 3)]`, `[('a', '<f4', '3')]`, `[('a', '<f4', (-2,))]`, `[('a', '<f4', ('b',))]`,
		`[(('t', 3), '<f4')]`, `[('a', '<f4'), ('a', '<f4')]`, `'<f8' x`, `[('a', '<f4', (99999, 99999))]`, `'\q'`, `[,]`, `['a',,]`,
		strings.Repeat("[", 100000), strings.Repeat("(", 100000),
	} {
		if d, err := ParseDescr(text); err == nil {
			t.Errorf("ParseDescr(%s) = %v", clip(text), d)
		} else if strings.Contains(err.Error(), "\n") || len(err.Error()) > 300 {
			t.Errorf("ParseDescr(%s): %v", clip(text), err)
		}
	}
	d, rest, err := ScanDescr(`'<f4', 'fortran_order': False`)
	if err != nil || d != Float32.LittleEndian() || rest != `, 'fortran_order': False` {
		t.Errorf("ScanDescr: %v, %q, %v", d, rest, err)
	}
	if got := Float64.LittleEndian().Descr(); len(got) != 1 || got[0].Name != "" || got[0].Typestr != "<f8" {
		t.Errorf("Descr of float64: %v", got)
	}
	if d, err := FromDescr([]Member{{Typestr: "<f8"}}); err != nil || d != Float64.LittleEndian() {
		t.Errorf("FromDescr: %v, %v", d, err)
	}
}

func TestFormatErrors(t *testing.T) {
	for _, d := range []DType{BFloat16, Datetime(Second, 1), Timedelta(Generic, 1)} {
		if format, err := d.Format(); err == nil {
			t.Errorf("Format of %v: %s", d, format)
		}
	}
	for _, letter := range []string{"u", "&", "t", "X", "g", "O", "Zg", "P"} {
		_, _, err := ParseFormat(letter)
		if unsupported := (UnsupportedFormat{}); !errors.As(err, &unsupported) || unsupported.Letter != letter {
			t.Errorf("ParseFormat(%s): %v", letter, err)
		}
	}
	for _, text := range []string{"y", "T{", "T{i:a", "i}", "(2", "(2i", "<", "3", "2147483648s", "2147483647i", "(99999,99999)d",
		"2147483647w", strings.Repeat("T{", 100000), strings.Repeat("(2)", 3) + "i"} {
		_, _, err := ParseFormat(text)
		if unsupported := (UnsupportedFormat{}); err == nil || errors.As(err, &unsupported) {
			t.Errorf("ParseFormat(%s): %v", clip(text), err)
		}
	}
}

func TestFormatHoles(t *testing.T) {
	d, err := Struct(100, Field{Name: "a", Type: Int32, Offset: 40}, Field{Name: "b", Type: Float64.Swap(), Shape: []int{2, 3}, Offset: 48})
	if err != nil {
		t.Fatal(err)
	}
	format, err := d.Format()
	order := Float64.Swap().Typestr()[:1]
	if want := "T{40xi:a:xxxx(2,3)" + order + "d:b:xxxx}"; err != nil || format != want {
		t.Errorf("%s, %v, want %s", format, err, want)
	}
	if back, _, err := ParseFormat(format); err != nil || !back.Equal(d) {
		t.Errorf("%s came back as %v, %v", format, back, err)
	}
}

func TestRaw(t *testing.T) {
	for _, d := range []DType{Float64, Float64.Swap(), Bool, Text(3).Swap(), Bytes(0), Void(7), Datetime(Second, 25).Swap(), Timedelta(Generic, 1)} {
		unit, count := d.Unit()
		if back, err := Raw(d.ID(), d.Size(), d.Swapped(), unit, count); err != nil || back != d {
			t.Errorf("%v came back as %v, %v", d, back, err)
		}
	}
	for _, c := range []struct {
		id    ID
		size  int
		unit  Unit
		count int
	}{{IDFloat64, 4, 0, 0}, {ID(NumIDs), 8, 0, 0}, {IDVoid, -1, 0, 0}, {IDText, 6, 0, 0}, {IDDatetime, 8, Second, 0}, {IDDatetime, 8, 99, 1}, {IDVoid, MaxSize + 1, 0, 0}} {
		if d, err := Raw(c.id, c.size, false, c.unit, c.count); err == nil {
			t.Errorf("Raw(%v) = %v", c, d)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"<f8", "M8[25s]", "M8[us/4]", "U5", "float64", ">V3", "m8[3M/2]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			return
		}
		if !d.Valid() {
			t.Fatalf("Parse(%q) is no type", s)
		}
		if back, err := Parse(d.Typestr()); d.ID() != IDBFloat16 && (err != nil || back != d) {
			t.Fatalf("Parse(%q) = %v, whose typestr is %v, %v", s, d, back, err)
		}
	})
}

func FuzzParseDescr(f *testing.F) {
	for _, s := range []string{`'<f8'`, `[('a', '<f4'), ('b', '<i2', (2,))]`, `[(('t', 'a'), [('x', '|u1'), ('', '|V3')])]`, `[("\x61\u1234", 'S')]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDescr(s)
		if err != nil {
			return
		}
		text := d.DescrText()
		back, err := ParseDescr(text)
		if err != nil || back.Size() != d.Size() || back.DescrText() != text {
			t.Fatalf("ParseDescr(%q) = %v, whose text %s is %v, %v", s, d, text, back, err)
		}
	})
}

func FuzzParseFormat(f *testing.F) {
	for _, s := range []string{"d", "T{b:a:xxxi:b:}", "(2,3)f", "T{T{=h:x:b:y:}:p:@i:q:}", "4w", "^3T{h:a:d}", "0i", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, _, err := ParseFormat(s)
		if err != nil {
			return
		}
		format, err := d.Format()
		if err != nil {
			t.Fatalf("ParseFormat(%q) = %v: %v", s, d, err)
		}
		if back, shape, err := ParseFormat(format); err != nil || shape != nil || !back.Equal(d) {
			t.Fatalf("ParseFormat(%q) = %v, whose format %s is %v, %v", s, d, format, back, err)
		}
	})
}
