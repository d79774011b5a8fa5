package nd

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// manipulationCall is a line of testdata/manipulation.jsonl.gz, which gen_manipulation.py describes.
type manipulationCall struct {
	F    string
	Args []any
	Kw   map[string]any
	Want any
}

// argument is a JSON value as an argument of a call.
func argument(v any) any {
	switch v := v.(type) {
	case float64:
		return v
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return int(n)
		}
		f, _ := v.Float64()
		return f
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = argument(item)
		}
		return list
	case map[string]any:
		var shape []int
		for _, dim := range v["shape"].([]any) {
			shape = append(shape, argument(dim).(int))
		}
		d, _ := dtype.Parse(v["dtype"].(string))
		return Astype(Reshape(Arange(0, product(shape), 1), shape...), d)
	}
	return v
}

// description is a result as the script describes it.
func description(v any) string {
	switch v := v.(type) {
	case []*Array:
		list := make([]any, len(v))
		for i, a := range v {
			list[i] = a
		}
		return description(list)
	case []any:
		text := "["
		for _, item := range v {
			text += description(item)
		}
		return text + "]"
	case *Array:
		packed := Copy(v)
		bytes := unsafe.Slice((*byte)(packed.ptr), packed.Size()*packed.dtype.Size())
		return fmt.Sprintf("%v %s %d ", v.shape, v.dtype, crc32.ChecksumIEEE(bytes))
	case map[string]any:
		shape := []int{}
		for _, dim := range v["shape"].([]any) {
			shape = append(shape, argument(dim).(int))
		}
		return fmt.Sprintf("%v %s %s ", shape, v["dtype"], v["crc"])
	}
	return fmt.Sprint(v)
}

func TestManipulationGolden(t *testing.T) {
	file, err := os.Open("testdata/manipulation.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for lines := json.NewDecoder(bufio.NewReader(packed)); lines.More(); count++ {
		var c manipulationCall
		lines.UseNumber()
		if err := lines.Decode(&c); err != nil {
			t.Fatal(err)
		}
		args, keywords := argument(c.Args).([]any), map[string]any{}
		for name, v := range c.Kw {
			keywords[name] = argument(v)
		}
		got, err := Lookup(c.F).Call(args, keywords)
		have, want := description(got), description(c.Want)
		if err != nil {
			have = "error"
		}
		if have != want {
			t.Errorf("%s%v %v: got %s (%v), want %s", c.F, c.Args, c.Kw, have, err, want)
		}
	}
	if count < 3000 {
		t.Errorf("only %d calls", count)
	}
}
