package walk

import (
	"unsafe"

	"gondola/internal/kernel"
	"gondola/layout"
)

// Folding is a reduction's loop, the loop that folds two partial results, and what a fold starts from.
type Folding struct {
	Loop *kernel.Loop // Reduce, of types In and Out
	Fold kernel.Func  // dst[i] = fold(a[i], b[i]), of type Out

	// Identity is the value to start from, of type Out. Without one (HasIdentity false) a fold starts from
	// its first element, which it meets again: the operation must be idempotent, as max is.
	Identity    [wide]byte
	HasIdentity bool

	// Center, where it is not nil, makes Reduce fold (x - c)² in place of x. It points to the values c, laid out as
	// dst and of the loop's type, which its In and Out are.
	Center             unsafe.Pointer
	Subtract, Multiply *kernel.Loop // of that type
}

// Reduce folds src along axes. shape is src's; dst has stride 0 along the folded axes, the loop's
// output type and native byte order. Without an identity there must be something to fold.
//
// Two ways, by the axis that moves least in memory. Where that is folded, each output element folds its
// lane, run by run. Where it is kept, whole rows are folded into the row of outputs, in columns that
// stay in the nearest cache. The order of additions depends on shape and strides, never on the number of
// threads.
func Reduce(f *Folding, shape []int, dst, src Operand) {
	r := reduction{f: f, dst: dst, src: src}
	r.split(shape)
	if r.kept.size() == 0 {
		return
	}
	if r.folded.size() == 0 {
		for i := range r.kept.size() {
			r.start(unsafe.Add(dst.Ptr, r.kept.offset(0, i)), nil)
		}
		return
	}
	if r.rows() {
		r.foldRows()
		return
	}
	r.foldLanes()
}

// axes is a set of axes and the strides of some operands along them.
type axes struct {
	shape   []int
	strides [2][]int
}

func (a *axes) size() int {
	n := 1
	for _, dim := range a.shape {
		n *= dim
	}
	return n
}

// offset is operand k's byte offset at a flat index.
func (a *axes) offset(k, flat int) int {
	offset := 0
	for i := len(a.shape) - 1; i >= 0; i-- {
		dim := a.shape[i]
		offset += flat % dim * a.strides[k][i]
		flat /= dim
	}
	return offset
}

// inner is the last axis: its length and its stride in operand k.
func (a *axes) inner(k int) (n, stride int) {
	if len(a.shape) == 0 {
		return 1, 0
	}
	last := len(a.shape) - 1
	return a.shape[last], a.strides[k][last]
}

// outer is the set without its last axis.
func (a *axes) outer() axes {
	if len(a.shape) == 0 {
		return axes{}
	}
	last := len(a.shape) - 1
	return axes{a.shape[:last], [2][]int{a.strides[0][:last], a.strides[1][:last]}}
}

// tidy reorders and merges the axes.
func (a *axes) tidy() {
	for _, dim := range a.shape {
		if dim == 0 {
			return
		}
	}
	all := [][]int{a.strides[1], a.strides[0]}
	layout.Reorder(a.shape, all)
	rank := layout.Collapse(a.shape, all)
	a.shape = a.shape[:rank]
	a.strides = [2][]int{a.strides[0][:rank], a.strides[1][:rank]}
}

// reduction is one walk. Operand 0 is dst, 1 is src.
type reduction struct {
	f            *Folding
	dst, src     Operand
	kept, folded axes
}

// split tells kept axes from folded ones.
func (r *reduction) split(shape []int) {
	for i, dim := range shape {
		to := &r.kept
		if r.dst.Strides[i] == 0 && dim != 1 {
			to = &r.folded
		}
		to.shape = append(to.shape, dim)
		to.strides[0] = append(to.strides[0], r.dst.Strides[i])
		to.strides[1] = append(to.strides[1], r.src.Strides[i])
	}
	r.kept.tidy()
	r.folded.tidy()
}

// rows says that the axis that moves least in src is kept, so that rows are folded.
func (r *reduction) rows() bool {
	n, kept := r.kept.inner(1)
	_, folded := r.folded.inner(1)
	if n == 1 {
		return false
	}
	return kept != 0 && magnitude(kept) < magnitude(folded) && r.keptPacked()
}

// keptPacked says that the outputs of a row lie packed.
func (r *reduction) keptPacked() bool {
	_, stride := r.kept.inner(0)
	return stride == r.dst.Type.Size()
}

func magnitude(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// start sets an accumulator to the identity, or to the element at p.
func (r *reduction) start(acc, p unsafe.Pointer) {
	size := r.dst.Type.Size()
	out := unsafe.Slice((*byte)(acc), size)
	if r.f.HasIdentity {
		copy(out, r.f.Identity[:size])
		return
	}
	s := scratches.Get().(*scratch)
	copy(out, unsafe.Slice((*byte)(convert(&s.raw[0], &s.cast[0], p, 1, r.src.Type, r.f.Loop.In)), size))
	scratches.Put(s)
}

// native says that src's elements are what the loop reads.
func (r *reduction) native() bool {
	return r.src.Type.ID() == r.f.Loop.In && !r.src.Type.Swapped()
}

// foldLanes folds the lane of every output element.
func (r *reduction) foldLanes() {
	lanes := r.kept.size()
	lane := r.folded.size()
	if lanes == 1 && len(r.folded.shape) <= 1 && lane > chunk {
		r.foldLong(lane)
		return
	}
	Parallel(lanes*lane, func(lo, hi int) {
		for i := lo / lane; i < hi/lane; i++ {
			acc := unsafe.Add(r.dst.Ptr, r.kept.offset(0, i))
			p := unsafe.Add(r.src.Ptr, r.kept.offset(1, i))
			r.start(acc, p)
			r.foldLane(acc, r.center(acc), p)
		}
	}, Unit(lane*max(1, chunk/lane)))
}

// center is the value that belongs to the output at acc, nil where there is none.
func (r *reduction) center(acc unsafe.Pointer) unsafe.Pointer {
	if r.f.Center == nil {
		return nil
	}
	return unsafe.Add(r.f.Center, uintptr(acc)-uintptr(r.dst.Ptr))
}

// distances is (x - c)² of m packed elements at p; step is 0 where one c is for all, else c lies packed as well.
func (r *reduction) distances(s *scratch, p, c unsafe.Pointer, m, step int) unsafe.Pointer {
	subtract := r.f.Subtract.Packed
	if step == 0 {
		subtract = r.f.Subtract.ScalarB
		if subtract == nil {
			kernel.Gather(r.dst.Type.Size())(m, unsafe.Pointer(&s.raw[2]), c, 0)
			subtract, c = r.f.Subtract.Packed, unsafe.Pointer(&s.raw[2])
		}
	}
	d := unsafe.Pointer(&s.cast[2])
	subtract(m, d, p, c)
	r.f.Multiply.Packed(m, d, d, d)
	return d
}

// foldLane folds the lane at p into acc; c is its center.
func (r *reduction) foldLane(acc, c, p unsafe.Pointer) {
	n, stride := r.folded.inner(1)
	outer := r.folded.outer()
	if n < worthALoop && outer.size() > 1 {
		r.foldShort(acc, c, p, n, stride, outer)
		return
	}
	for i := range outer.size() {
		r.foldRun(acc, c, unsafe.Add(p, outer.offset(1, i)), n, stride)
	}
}

// worthALoop is the length from which a run is worth entering a loop for.
const worthALoop = block / 8

// foldShort folds a lane of short runs into acc, gathered so that a loop meets a block of them at a time. A sum
// loses less that way, too: the loop adds a block in pairs, while partial sums are added in turn.
func (r *reduction) foldShort(acc, c, p unsafe.Pointer, n, stride int, outer axes) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	size := r.src.Type.Size()
	gather := kernel.Gather(size)
	packed := unsafe.Pointer(&s.raw[1])
	held := 0
	flush := func() {
		x := convert(&s.raw[1], &s.cast[1], packed, held, r.src.Type, r.f.Loop.In)
		if c != nil {
			x = r.distances(s, x, c, held, 0)
		}
		r.f.Loop.Reduce(held, acc, x)
		held = 0
	}
	for i := range outer.size() {
		if held+n > block {
			flush()
		}
		gather(n, unsafe.Add(packed, held*size), unsafe.Add(p, outer.offset(1, i)), stride)
		held += n
	}
	flush()
}

// foldLong folds one long run on all cores: a partial result each chunk, folded in turn.
func (r *reduction) foldLong(n int) {
	_, stride := r.folded.inner(1)
	size := r.dst.Type.Size()
	partials := make([][wide]byte, (n+chunk-1)/chunk)
	c := r.center(r.dst.Ptr)
	Parallel(n, func(lo, hi int) {
		for ; lo < hi; lo += chunk {
			acc := unsafe.Pointer(&partials[lo/chunk])
			p := unsafe.Add(r.src.Ptr, lo*stride)
			r.start(acc, p)
			r.foldRun(acc, c, p, min(chunk, hi-lo), stride)
		}
	}, Unit(chunk))
	packed := unsafe.Pointer(&partials[0])
	for i := range partials {
		copy(unsafe.Slice((*byte)(unsafe.Add(packed, i*size)), size), partials[i][:size])
	}
	r.start(r.dst.Ptr, r.src.Ptr)
	r.f.Loop.Reduce(len(partials), r.dst.Ptr, packed)
}

// foldRun folds n elements a stride apart into acc; c is their center.
func (r *reduction) foldRun(acc, c, p unsafe.Pointer, n, stride int) {
	size := r.src.Type.Size()
	if c == nil && r.native() && (stride == size || n == 1) {
		for ; n > chunk; n -= chunk {
			r.f.Loop.Reduce(chunk, acc, p)
			p = unsafe.Add(p, chunk*size)
		}
		r.f.Loop.Reduce(n, acc, p)
		return
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	// No pointer is advanced past the run: it might point to no object at all, which the collector refuses.
	for i := 0; i < n; i += block {
		m := min(block, n-i)
		x := r.gather(s, unsafe.Add(p, i*stride), m, stride)
		if c != nil {
			x = r.distances(s, x, c, m, 0)
		}
		r.f.Loop.Reduce(m, acc, x)
	}
}

// gather is the m elements at p, a stride apart, packed and of the loop's type.
func (r *reduction) gather(s *scratch, p unsafe.Pointer, m, stride int) unsafe.Pointer {
	size := r.src.Type.Size()
	if stride != size {
		kernel.Gather(size)(m, unsafe.Pointer(&s.raw[1]), p, stride)
		p = unsafe.Pointer(&s.raw[1])
	}
	return convert(&s.raw[1], &s.cast[1], p, m, r.src.Type, r.f.Loop.In)
}

// column is the number of outputs folded at a time in foldRows: they and a row's part stay in the
// nearest cache.
const column = block

// foldRows folds rows into rows of outputs, a column of the row at a time.
func (r *reduction) foldRows() {
	n, step := r.kept.inner(1)
	_, out := r.kept.inner(0)
	outer := r.kept.outer()
	count := r.folded.size()
	columns := (n + column - 1) / column
	Parallel(outer.size()*columns*count*column, func(lo, hi int) {
		for i := lo / (count * column); i < hi/(count*column); i++ {
			row, c := i/columns, i%columns*column
			r.foldColumn(unsafe.Add(r.dst.Ptr, outer.offset(0, row)+c*out),
				unsafe.Add(r.src.Ptr, outer.offset(1, row)+c*step), min(column, n-c), step)
		}
	}, Unit(count*column))
}

// foldColumn folds the parts of all rows that lie above the m outputs at dst, in turn. Partial sums of
// strips of rows would round less, but NumPy adds rows in turn, and results that agree with its to the last bit
// are worth more to those who compare.
func (r *reduction) foldColumn(dst, p unsafe.Pointer, m, step int) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	size := r.src.Type.Size()
	native := r.native() && step == size
	inner, stride := r.folded.inner(1)
	outer := r.folded.outer()
	bytes := m * r.dst.Type.Size()
	c := r.center(dst)
	for i := range outer.size() {
		line := unsafe.Add(p, outer.offset(1, i))
		for j := range inner {
			row := unsafe.Add(line, j*stride)
			if !native {
				row = r.gather(s, row, m, step)
			}
			if c != nil {
				row = r.distances(s, row, c, m, 1)
			}
			if i == 0 && j == 0 {
				copy(unsafe.Slice((*byte)(dst), bytes), unsafe.Slice((*byte)(row), bytes))
				continue
			}
			r.f.Fold(m, dst, dst, row)
		}
	}
}
