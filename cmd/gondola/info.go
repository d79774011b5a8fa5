package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/memory"
	"gondola/cmd/gondola/internal/terminal"
	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

var infoCommand = command{
	name:    "info",
	summary: "tell what arrays files hold: shape, dtype, range, histogram",
	help: `
    gondola info FILE...

    gondola info a.npy
    gondola info data.npz              every array of an archive
    gondola info data.npz:load         one of them
    gondola info --header *.npy        shape and dtype only, without reading the elements

Files are read block by block, so their size does not matter. The statistics leave NaN out; the mean and the
histogram leave infinities out too.

    --header    do not read the elements
`,
	run: runInfo,
}

func runInfo(s *session) error {
	var headerOnly bool
	o := newOptions()
	o.BoolVar(&headerOnly, "header", false, "")
	args, err := o.parse(s.args)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return badUsage("a file is missing")
	}
	first := true
	for _, arg := range args {
		sources, err := arrayfile.List(arg)
		if err != nil {
			return err
		}
		for _, source := range sources {
			if !first {
				fmt.Fprintln(s.stdout)
			}
			first = false
			if err := describe(s, source, headerOnly); err != nil {
				return err
			}
		}
	}
	return nil
}

// describe prints what an array is, and its statistics.
func describe(s *session, source *arrayfile.Source, headerOnly bool) error {
	h, paint := source.Header, terminal.NewPainter(s.stdout)
	order := "C"
	if h.Fortran {
		order = "F"
	}
	fmt.Fprintln(s.stdout, paint.Paint(terminal.Bold, source.String()))
	line := func(name, format string, args ...any) {
		fmt.Fprintf(s.stdout, "    %-7s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("shape", "%s", layout.FormatShape(h.Shape))
	line("dtype", "%s", h.DType)
	line("order", "%s", order)
	line("bytes", "%s", bytesText(h.Bytes()))
	if headerOnly || !h.DType.Computes() || h.Size() == 0 {
		return nil
	}
	st := &statistics{session: s, source: source}
	if err := st.gather(); err != nil {
		return err
	}
	if st.low != nil {
		line("min", "%v", st.low)
		line("max", "%v", st.high)
	}
	if st.finite > 0 {
		line("mean", "%v", nd.Divide(st.sum, st.finite))
	}
	line("NaN", "%d of %d", st.nans, h.Size())
	if st.infinities > 0 {
		line("inf", "%d of %d", st.infinities, h.Size())
	}
	if st.bars != nil {
		line("", "%s", paint.Paint(terminal.Cyan, sparkline(st.bars)))
	}
	return nil
}

// bytesText is a number of bytes, exactly and, where it is large, for people.
func bytesText(n int) string {
	if n < 1<<10 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d (%s)", n, memory.Format(n))
}

const (
	columns    = 60      // of the histogram
	infoBlock  = 1 << 18 // elements read at a time
	barOfBytes = 1 << 28 // from this size a terminal shows the progress
)

// statistics are what two passes over an array find: the first the range and the mean, the second the
// histogram over that range. Of complex numbers there is only the mean.
type statistics struct {
	*session
	source *arrayfile.Source

	low, high        *nd.Array // the range, without NaN; nil where there is nothing else
	sum              *nd.Array // of finite elements
	finite           int
	nans, infinities int
	bars             []int
	from, to         float64 // the range of the histogram
}

func (st *statistics) gather() error {
	if err := st.pass(st.measure); err != nil {
		return err
	}
	if st.finite == 0 || st.low == nil {
		return nil
	}
	st.bars = make([]int, columns)
	return st.pass(st.count)
}

// pass calls use for every block of elements.
func (st *statistics) pass(use func(block *nd.Array)) error {
	r, err := st.source.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	var bar *terminal.Bar
	if bytes := st.source.Header.Bytes(); bytes >= barOfBytes && terminal.Is(st.stderr) {
		bar = terminal.NewBar(st.stderr, bytes)
	}
	defer bar.Clear()
	for {
		if err := st.ctx.Err(); err != nil {
			return err
		}
		block, err := r.Elements(infoBlock)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		use(block)
		bar.Add(block.Size() * block.DType().Size())
		block.Buffer().Release()
	}
}

// measure adds a block to the range, the sum and the counts.
func (st *statistics) measure(block *nd.Array) {
	var nans, infinities int
	kind := block.DType().Kind()
	if kind == dtype.KindFloat || kind == dtype.KindComplex {
		nans, infinities = number(nd.IsNaN(block)), number(nd.IsInf(block))
		if nans > 0 {
			block = block.Index(nd.LogicalNot(nd.IsNaN(block)))
		}
	}
	st.nans += nans
	st.infinities += infinities
	if block.Size() == 0 {
		return
	}
	if kind != dtype.KindComplex {
		low, high := nd.Min(block), nd.Max(block)
		if st.low == nil {
			st.low, st.high = low, high
		}
		st.low, st.high = nd.Minimum(st.low, low), nd.Maximum(st.high, high)
	}
	if infinities > 0 {
		block = block.Index(nd.IsFinite(block))
	}
	wide := dtype.Float64
	if kind == dtype.KindComplex {
		wide = dtype.Complex128
	}
	sum := nd.Sum(block, nd.As(wide))
	if st.sum == nil {
		st.sum = nd.Zeros(nil, nd.As(wide))
	}
	st.sum = nd.Add(st.sum, sum)
	st.finite += block.Size()
	if kind != dtype.KindComplex && block.Size() > 0 {
		low, high := float(nd.Min(block)), float(nd.Max(block))
		if st.finite == block.Size() {
			st.from, st.to = low, high
		}
		st.from, st.to = min(st.from, low), max(st.to, high)
	}
}

// number is the count of true elements.
func number(mask *nd.Array) int { return int(nd.CountNonzero(mask).Item().(int64)) }

// float is an array of no axes as a float64.
func float(a *nd.Array) float64 { return nd.Astype(a, dtype.Float64).Item().(float64) }

// count adds a block to the histogram.
func (st *statistics) count(block *nd.Array) {
	values, _ := nd.Of[float64](nd.Copy(nd.Astype(block, dtype.Float64))).Contiguous()
	// Halves, since the range of two finite numbers may not be finite.
	scale := columns / (st.to/2 - st.from/2)
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		column := 0
		if st.to > st.from {
			column = int((v/2 - st.from/2) * scale)
		}
		st.bars[min(max(column, 0), columns-1)]++
	}
}

// sparkline is a histogram as one line of bars, the highest full. What is not empty is seen.
func sparkline(bars []int) string {
	levels := []rune("▁▂▃▄▅▆▇█")
	highest := 0
	for _, n := range bars {
		highest = max(highest, n)
	}
	var b strings.Builder
	for _, n := range bars {
		if n == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(levels[(n*len(levels)-1)/highest])
	}
	return b.String()
}
