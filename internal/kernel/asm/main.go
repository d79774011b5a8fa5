// Command asm writes the SIMD kernels of package kernel: for each family of operations an assembly file, and a Go
// file with the stubs, their wrappers and the rows that name them.
//
//	go run . [-dir ..]
//
// A family is one Go file here. It describes a loop once and writes it for every instruction set and element type
// with the methods of kernel, which hide what differs: register width, masks of partial vectors, constants.
//
// coefficients.py computes polynomials and tables; measure.py sets the kernels against NumPy.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	dir := flag.String("dir", "..", "directory of package kernel")
	flag.Parse()
	families := []*family{
		arcs(), arithmetic(), casting(), comparing(), exponential(), hyperbolic(), logarithm(), logarithms(), narrow(), power(), reducing(), roots(),
		trigonometric(),
	}
	for _, f := range families {
		if err := f.write(*dir); err != nil {
			log.Fatalf("%s: %v", f.name, err)
		}
	}
	if err := writeEntries(*dir, families); err != nil {
		log.Fatalf("entries: %v", err)
	}
}

// family is a group of kernels that share two output files.
type family struct {
	name    string
	context *build.Context
	globals map[string]operand.Mem
	wraps   []wrapper
	rows    map[string][]row // by instruction set
}

func newFamily(name string) *family {
	f := &family{name: name, context: build.NewContext(), globals: map[string]operand.Mem{}, rows: map[string][]row{}}
	return f
}

// wrapper is a Go function that calls an assembly function.
type wrapper struct{ name, params, body string }

// row is an entry of the SIMD table; its fields name functions.
type row struct {
	op      string
	in, out elem
	fields  []field
}

type field struct{ name, function string }

// wrap adds the Go function name with the signature of kernel.Func (or kernel.Reduce) around a call.
func (f *family) wrap(name, params, body string) string {
	f.wraps = append(f.wraps, wrapper{name, params, body})
	return name
}

const (
	funcParams   = "n int, dst, a, b unsafe.Pointer"
	unaryParams  = "n int, dst, a, _ unsafe.Pointer"
	reduceParams = "n int, acc, a unsafe.Pointer"
)

// data is a read-only constant repeated count times.
func (f *family) data(bits uint64, size, count int) operand.Mem {
	name := fmt.Sprintf("x%0*x_%d", 2*size, bits, count)
	return f.global(name, func() {
		for range count {
			if size == 8 {
				f.context.AppendDatum(operand.U64(bits))
			} else {
				f.context.AppendDatum(operand.U32(uint32(bits)))
			}
		}
	})
}

// table is a read-only array of 64-bit patterns.
func (f *family) table(name string, values []uint64) operand.Mem {
	return f.global(name, func() {
		for _, v := range values {
			f.context.AppendDatum(operand.U64(v))
		}
	})
}

// dwords is table for 32-bit patterns.
func (f *family) dwords(name string, values []uint32) operand.Mem {
	return f.global(name, func() {
		for _, v := range values {
			f.context.AppendDatum(operand.U32(v))
		}
	})
}

// maskTable is 32 bytes of ones, then 32 of zeros.
func (f *family) maskTable() operand.Mem {
	return f.table("masks", []uint64{1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 0, 0, 0, 0})
}

func (f *family) global(name string, fill func()) operand.Mem {
	if m, ok := f.globals[name]; ok {
		return m
	}
	m := f.context.StaticGlobal(name)
	f.context.DataAttributes(attr.RODATA | attr.NOPTR)
	fill()
	f.globals[name] = m
	return m
}

// write compiles the family and writes z<name>_amd64.s and z<name>_amd64.go.
func (f *family) write(dir string) error {
	file, err := f.context.Result()
	if err != nil {
		return err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return err
	}
	pruneSelfMoves(file)
	config := printer.Config{Argv: []string{"asm"}, Pkg: "kernel"}
	assembly, err := printer.NewGoAsm(config).Print(file)
	if err != nil {
		return err
	}
	stubs, err := printer.NewStubs(config).Print(file)
	if err != nil {
		return err
	}
	source, err := format.Source(f.goFile(stubs))
	if err != nil {
		return err
	}
	base := filepath.Join(dir, "z"+f.name+"_amd64")
	if err := os.WriteFile(base+".s", assembly, 0o644); err != nil {
		return err
	}
	return os.WriteFile(base+".go", source, 0o644)
}

// pruneSelfMoves removes moves of a vector register to itself, which the allocation of registers leaves where a copy's
// source is needed no more. Unlike moves between registers they take an execution port.
func pruneSelfMoves(file *ir.File) {
	for _, function := range file.Functions() {
		function.Nodes = slices.DeleteFunc(function.Nodes, func(n ir.Node) bool {
			i, is := n.(*ir.Instruction)
			return is && len(i.Operands) == 2 && slices.Contains(wholeMoves, i.Opcode) && i.Operands[0] == i.Operands[1]
		})
	}
}

// wholeMoves is the instructions that copy a register.
var wholeMoves = []string{"VMOVAPD", "VMOVAPS", "VMOVUPD", "VMOVUPS"}

// goFile is the stubs followed by wrappers and rows.
func (f *family) goFile(stubs []byte) []byte {
	var b bytes.Buffer
	head, rest, _ := strings.Cut(string(stubs), "package kernel\n")
	b.WriteString(head + "package kernel\n\nimport (\n\t\"unsafe\"\n\n\t\"gondola/dtype\"\n)\n")
	for _, i := range isas {
		fmt.Fprintf(&b, "\nvar %s%s = []simdRow{\n", f.name, i.name)
		for _, r := range f.rows[i.name] {
			fmt.Fprintf(&b, "\t{Op: %q, In: dtype.%s, Out: dtype.%s", r.op, r.in.id, r.out.id)
			for _, x := range r.fields {
				fmt.Fprintf(&b, ", %s: %s", x.name, x.function)
			}
			b.WriteString("},\n")
		}
		b.WriteString("}\n")
	}
	for _, w := range f.wraps {
		fmt.Fprintf(&b, "\n//go:noinline\nfunc %s(%s) { %s }\n", w.name, w.params, w.body)
	}
	b.WriteString(rest)
	return b.Bytes()
}

// mapper writes dst[i] = op(a[i]) for the elements of some blocks.
type mapper func(blocks []block, dst, a stream)

// each is a mapper that takes the blocks one after the other.
func each(one func(b block, dst, a stream)) mapper {
	return func(blocks []block, dst, a stream) {
		for _, b := range blocks {
			one(b, dst, a)
		}
	}
}

// unary writes a kernel dst[i] = op(a[i]) and its row; one of floats also with stores that bypass the caches.
func (f *family) unary(op, name, doc string, i isa, e elem, unroll int, prepare func(*kernel) mapper) {
	loop := func(name string, streaming bool) {
		k := f.kernel(name, doc, i, e, "dst", "a")
		k.streaming = streaming
		dst, a := k.stream("dst", e.size), k.stream("a", e.size)
		body := prepare(k)
		k.loopTogether(unroll, func(blocks []block) { body(blocks, dst, a) }, dst, a)
	}
	suffix := e.suffix + i.name
	packed := name + suffix
	loop(packed, false)
	f.wrap(packed, unaryParams, bodyName(packed)+"(n, dst, a)")
	fields := []field{{"Packed", packed}}
	if e.float() {
		streamed := name + "NonTemporal" + suffix
		loop(streamed, true)
		f.wrap(streamed, unaryParams, fmt.Sprintf("nonTemporalUnary(n, dst, a, %d, %s, %s)", e.size, bodyName(packed), bodyName(streamed)))
		fields = append(fields, field{"NonTemporal", streamed})
	}
	f.rows[i.name] = append(f.rows[i.name], row{op, e, e, fields})
}
