package dtype

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// golden is what NumPy and ml_dtypes answer; testdata/golden.py writes it. The tests name each answer
// that is not ours, and why.
var golden = func() (g struct {
	Parse     map[string][]any
	Computing []string
	Carried   []string
	Promote   map[string]*string
	Weak      map[string][]*string
	Safe      [][]int
	SameKind  [][]int `json:"same_kind"`
	Structs   []struct {
		DType  neutral
		Descr  *string
		Str    string
		Format *string
	}
	Formats map[string]*struct {
		Of       neutral
		Shape    []int
		Itemsize int
	}
	SimpleFormats map[string]string `json:"simple formats"`
	IsDType       map[string][]string
	FInfo         map[string][]float64
	IInfo         map[string][]string
	Narrowed      map[string][]uint32
}) {
	if err := json.Unmarshal(goldenText, &g); err != nil {
		panic(err)
	}
	return g
}()

//go:embed testdata/golden.json
var goldenText []byte

// neutral is a dtype in terms that need no parser of structures.
type neutral struct {
	Type     string
	Itemsize int
	Fields   []struct {
		Name, Title string
		Offset      int
		Shape       []int
		Of          neutral
	}
}

// dtype is the type described.
func (n neutral) dtype(t *testing.T) DType {
	t.Helper()
	if n.Type != "" {
		return parse(t, n.Type)
	}
	var fields []Field
	for _, f := range n.Fields {
		fields = append(fields, Field{Name: f.Name, Title: f.Title, Offset: f.Offset, Shape: f.Shape, Type: f.Of.dtype(t)})
	}
	d, err := Struct(n.Itemsize, fields...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func parse(t *testing.T, s string) DType {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseAgainstNumPy(t *testing.T) {
	// Types without a row in the table, and a tick of no length.
	refused := []string{"O", "object", "T", "g", "longdouble", "f16", "c32", "M8[0s]"}
	for text, want := range golden.Parse {
		d, err := Parse(text)
		switch {
		case text == "bfloat16" || text == "<bfloat16":
		case slices.Contains(refused, text):
			if err == nil || want == nil {
				t.Errorf("Parse(%q) = %v, NumPy %v", text, d, want)
			}
		case want == nil:
			if err == nil {
				t.Errorf("Parse(%q) = %v, NumPy refuses", text, d)
			}
		case err != nil:
			t.Errorf("%v, NumPy has %v", err, want)
		default:
			got := []any{d.Typestr(), d.String(), d.Name(), float64(d.Size())}
			if !slices.Equal(got, want) {
				t.Errorf("Parse(%q): %v, NumPy %v", text, got, want)
			}
		}
	}
}

func TestPromoteAgainstNumPy(t *testing.T) {
	for pair, want := range golden.Promote {
		a, b, _ := strings.Cut(pair, " ")
		da, db := parse(t, a), parse(t, b)
		got, ok := Promote(da, db)
		back, okBack := Promote(db, da)
		if ok != okBack || !got.Equal(back) {
			t.Errorf("Promote(%s) = %v, the other way round %v", pair, got, back)
		}
		switch {
		case want == nil && (da.ID() == IDBFloat16 || db.ID() == IDBFloat16) && da.Computes() && db.Computes():
			// ml_dtypes refuses; ours is what float16 gives, see promotion.go.
			f16 := func(d DType) DType {
				if d.ID() == IDBFloat16 {
					return Float16
				}
				return d
			}
			if like, _ := Promote(f16(da), f16(db)); got != like && got != Float32 {
				t.Errorf("Promote(%s) = %v, with float16 %v", pair, got, like)
			}
		case isString(da) != isString(db):
			// NumPy makes text of numbers and datetimes; we do not.
			if ok {
				t.Errorf("Promote(%s) = %v, want none", pair, got)
			}
		case want == nil:
			if ok {
				t.Errorf("Promote(%s) = %v, NumPy has none", pair, got)
			}
		case !ok || got != parse(t, *want):
			t.Errorf("Promote(%s) = %v, %t, NumPy %s", pair, got, ok, *want)
		}
	}
}

func TestPromoteWeakAgainstNumPy(t *testing.T) {
	for name, row := range golden.Weak {
		d := parse(t, name)
		for w, want := range row {
			if name == "bfloat16" && Weak(w) == WeakFloat {
				// ml_dtypes gives float64 because it takes no part in NEP 50; the rule says bfloat16.
				want = &name
			}
			if got := PromoteWeak(d.Swap(), Weak(w)); want == nil || got != parse(t, *want) {
				t.Errorf("PromoteWeak(%s, %d) = %v, NumPy %v", name, w, got, *want)
			}
			if got, ok := ResultType([]DType{Bool, d}, Weak(w), WeakBool); !ok || got != PromoteWeak(d, Weak(w)) {
				t.Errorf("ResultType(bool, %s, %d) = %v, %t", name, w, got, ok)
			}
		}
	}
}

func TestCanCastAgainstNumPy(t *testing.T) {
	all := slices.Concat(golden.Computing, golden.Carried)
	for casting, table := range map[Casting][][]int{Safe: golden.Safe, SameKind: golden.SameKind} {
		for i, row := range table {
			for j, want := range row {
				from, to := parse(t, all[i]), parse(t, all[j])
				if !from.Computes() || !to.Computes() {
					// Across kinds NumPy lets numbers become text or raw bytes; see CanCast for ours.
					if isString(from) != isString(to) || (from.ID() == IDVoid) != (to.ID() == IDVoid) {
						continue
					}
				}
				if casting == SameKind && (from == BFloat16 && to == Float16 || from.Kind() == KindComplex && to == BFloat16) {
					want = 1 - want // ml_dtypes has declared the one and not the other
				}
				if got := CanCast(from, to, casting); got != (want == 1) {
					t.Errorf("CanCast(%s, %s, %s) = %t", all[i], all[j], casting, got)
				}
			}
		}
	}
}

// trailing matches padding at the end of a structure.
var trailing = regexp.MustCompile(`\d*x+\}`)

func TestStructuresAgainstNumPy(t *testing.T) {
	for _, c := range golden.Structs {
		d := c.DType.dtype(t)
		if got := d.String(); got != c.Str {
			t.Errorf("String: %s, NumPy %s", got, c.Str)
		}
		if c.Descr == nil {
			if got, want := d.DescrText(), fmt.Sprintf("[('', '|V%d')]", d.Size()); got != want {
				t.Errorf("DescrText: %s, want %s", got, want)
			}
		} else {
			if got := d.DescrText(); got != *c.Descr {
				t.Errorf("DescrText: %s, NumPy %s", got, *c.Descr)
			}
			back, err := ParseDescr(*c.Descr)
			if err != nil || !back.Equal(d) && !hasNameless(d) {
				t.Errorf("ParseDescr(%s) = %v, %v", *c.Descr, back, err)
			}
		}
		format, err := d.Format()
		if c.Format == nil {
			if err == nil {
				t.Errorf("Format of %s: %s, NumPy refuses", c.Str, format)
			}
			continue
		}
		// NumPy leaves out the padding at the end, so that the size is not in its format; we write it.
		if got := trailing.ReplaceAllString(format, "}"); err != nil || got != *c.Format {
			t.Errorf("Format of %s: %s, %v, NumPy %s", c.Str, format, err, *c.Format)
		}
		back, shape, err := ParseFormat(format)
		if err != nil || shape != nil || !back.Equal(untitled(t, d)) {
			t.Errorf("ParseFormat(%s) = %v, %v, %v, want %v", format, back, shape, err, d)
		}
	}
}

// hasNameless says that a member is raw bytes of size 0, which a descr cannot tell from no hole.
func hasNameless(d DType) bool {
	return slices.ContainsFunc(d.Fields(), func(f Field) bool { return f.Size() == 0 })
}

// untitled is d without titles, which formats do not carry.
func untitled(t *testing.T, d DType) DType {
	fields := slices.Clone(d.Fields())
	for i := range fields {
		fields[i].Title = ""
	}
	e, err := Struct(d.Size(), fields...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestFormatsAgainstNumPy(t *testing.T) {
	// Where NumPy's parser and ours differ on purpose: PEP 3118 ignores white space and counts
	// structures; an unclosed or surplus brace is an error; a format that names nothing is no type.
	ours := map[string]string{
		" d ": "float64", "T{ i : a b: }": "[(' a b', '<i4')]", "T{b b:f0: b}": "[('f1', 'i1'), ('f0', 'i1'), ('f2', 'i1')]",
		"2T{ib}": "{'names': ['f0', 'f1'], 'formats': ['<i4', 'i1'], 'offsets': [0, 4], 'itemsize': 8}(2,)",
		"n":      "int64", "N": "uint64", "4x": "|V4", "T{i": "", "i}": "", "O": "", "": "",
	}
	for text, want := range golden.Formats {
		d, shape, err := ParseFormat(text)
		if own, differs := ours[text]; differs {
			got := ""
			if err == nil {
				got = d.String()
				if shape != nil {
					got += shapeText(shape)
				}
			}
			if got != own {
				t.Errorf("ParseFormat(%q) = %s, %v, want %s", text, got, err, own)
			}
			continue
		}
		switch {
		case want == nil:
			if err == nil {
				t.Errorf("ParseFormat(%q) = %v, NumPy refuses", text, d)
			}
		case err != nil || !d.Equal(want.Of.dtype(t)) || !slices.Equal(shape, want.Shape):
			t.Errorf("ParseFormat(%q) = %v, %v, %v, NumPy %v %v", text, d, shape, err, want.Of.dtype(t), want.Shape)
		}
	}
	for name, want := range golden.SimpleFormats {
		d := parse(t, name)
		if got, err := d.Format(); err != nil || got != want {
			t.Errorf("Format of %s: %s, %v, NumPy %s", name, got, err, want)
		}
		if back, shape, err := ParseFormat(want); err != nil || shape != nil || back != d {
			t.Errorf("ParseFormat(%s) = %v, %v", want, back, err)
		}
	}
}

func TestInfoAgainstNumPy(t *testing.T) {
	for name, kinds := range golden.IsDType {
		for _, kind := range []string{"bool", "signed integer", "unsigned integer", "integral", "real floating", "complex floating", "numeric"} {
			if is, known := IsDType(parse(t, name), kind); !known || is != slices.Contains(kinds, kind) {
				t.Errorf("IsDType(%s, %s) = %t, %t", name, kind, is, known)
			}
		}
	}
	for name, want := range golden.FInfo {
		i, ok := FInfo(parse(t, name))
		if got := []float64{float64(i.Bits), i.Eps, i.Max, i.Min, i.SmallestNormal, i.SmallestSubnormal}; !ok || !slices.Equal(got, want) {
			t.Errorf("FInfo(%s) = %v, NumPy %v", name, got, want)
		}
	}
	for name, want := range golden.IInfo {
		i, ok := IInfo(parse(t, name))
		if got := []string{strconv.FormatInt(i.Min, 10), strconv.FormatUint(i.Max, 10)}; !ok || !slices.Equal(got, want) {
			t.Errorf("IInfo(%s) = %v, NumPy %v", name, got, want)
		}
	}
	for _, d := range []DType{{}, Bool, Float32, Bytes(3)} {
		if _, ok := IInfo(d); ok {
			t.Errorf("IInfo(%v)", d)
		}
	}
	for _, d := range []DType{{}, Bool, Int8, Void(4)} {
		if _, ok := FInfo(d); ok {
			t.Errorf("FInfo(%v)", d)
		}
	}
	if _, known := IsDType(Int8, "integer"); known {
		t.Error("an unknown kind is known")
	}
}
