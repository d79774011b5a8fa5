package walk

import (
	"unsafe"

	"gondola/dtype"
)

// Where one operand runs through memory along rows and another along columns, as in A + Aᵀ, every order of
// walking is bad for one of them: each element of a column lies in a cache line of its own, which is gone
// before the next column needs it. In tiles those lines are used up while they are in the nearest cache. Tiles
// are about a cache line high and much wider, since short pieces of rows would be slow to come from memory.
const (
	tileRows    = 8
	tileColumns = 128
	tileSize    = tileRows * tileColumns // no more than a block of scratch memory holds
)

// disagree finds an operand that moves less along another axis than along the innermost, and makes that
// axis the innermost but one.
func disagree(shape []int, strides [][]int) bool {
	last := len(shape) - 1
	if last < 1 || shape[last] < tileRows {
		return false
	}
	for _, s := range strides {
		best := last
		for axis := range last {
			if s[axis] != 0 && shape[axis] >= tileRows && magnitude(s[axis]) < magnitude(s[best]) {
				best = axis
			}
		}
		if best == last {
			continue
		}
		shape[best], shape[last-1] = shape[last-1], shape[best]
		for _, t := range strides {
			t[best], t[last-1] = t[last-1], t[best]
		}
		return true
	}
	return false
}

// tiling cuts the last two axes of a shape into tiles, which are numbered in index order.
type tiling struct{ rows, columns, across, count int }

func newTiling(shape []int) tiling {
	last := len(shape) - 1
	t := tiling{rows: shape[last-1], columns: shape[last]}
	t.across = (t.columns + tileColumns - 1) / tileColumns
	t.count = (t.rows + tileRows - 1) / tileRows * t.across
	for _, dim := range shape[:last-1] {
		t.count *= dim
	}
	return t
}

// tile is one tile: its place in the axes before the last two, its first row and column, its size.
type tile struct{ outer, row, column, rows, columns int }

func (t tiling) tile(i int) tile {
	down := (t.rows + tileRows - 1) / tileRows
	row, column := i/t.across%down*tileRows, i%t.across*tileColumns
	return tile{i / t.across / down, row, column, min(tileRows, t.rows-row), min(tileColumns, t.columns-column)}
}

// runTiles walks tile by tile. The last two axes are those that operands disagree about.
func (w *walker) runTiles() {
	t := newTiling(w.shape)
	w.parallel(t.count*tileSize, tileSize, func(lo, hi int) {
		s := scratches.Get().(*scratch)
		defer scratches.Put(s)
		for i := lo / tileSize; i < hi/tileSize; i++ {
			w.runTile(s, t.tile(i))
		}
	})
}

// runTile computes one tile, row by row. Operands that are not packed and native along rows, the output
// too, lie in scratch memory meanwhile.
func (w *walker) runTile(s *scratch, t tile) {
	var ptr [maxOperands]unsafe.Pointer
	var step [maxOperands]int // from row to row
	for k := range w.n {
		p, down, along := w.corner(k, t)
		size := w.ops[k].Type.Size()
		switch {
		case w.native(k) && along == size:
			ptr[k], step[k] = p, down
			continue
		case k == 0:
			ptr[k] = unsafe.Pointer(&s.cast[0])
		default:
			raw := unsafe.Pointer(&s.raw[k])
			for row := range t.rows {
				line(t.columns, size, unsafe.Add(raw, row*t.columns*size), size, unsafe.Add(p, row*down), along)
			}
			ptr[k] = convert(&s.raw[k], &s.cast[k], raw, t.rows*t.columns, w.ops[k].Type, w.program.in(k))
		}
		step[k] = t.columns * dtype.Of(w.program.in(k)).Size()
	}
	for row := range t.rows {
		at := ptr
		for k := range w.n {
			at[k] = unsafe.Add(ptr[k], row*step[k])
		}
		w.compute(t.columns, at[0], at)
	}
	if ptr[0] == unsafe.Pointer(&s.cast[0]) {
		w.storeTile(s, t)
	}
}

// storeTile moves a tile's results from scratch memory to the output.
func (w *walker) storeTile(s *scratch, t tile) {
	size := w.ops[0].Type.Size()
	results := w.restore(s, t.rows*t.columns)
	p, down, along := w.corner(0, t)
	for row := range t.rows {
		line(t.columns, size, unsafe.Add(p, row*down), along, unsafe.Add(results, row*t.columns*size), size)
	}
}

// corner is operand k's address at the first element of a tile, and its strides along rows and columns.
func (w *walker) corner(k int, t tile) (p unsafe.Pointer, down, along int) {
	last := len(w.shape) - 1
	down, along = w.strides[k][last-1], w.strides[k][last]
	return unsafe.Add(w.at(k, t.outer, 2), t.row*down+t.column*along), down, along
}

// moveTiles is Move, tile by tile.
func moveTiles(a axes, itemsize int, dst, src unsafe.Pointer) {
	t := newTiling(a.shape)
	above := a.outer()
	outer := above.outer()
	_, to := a.inner(0)
	_, from := a.inner(1)
	_, down := above.inner(0)
	_, over := above.inner(1)
	Parallel(t.count*tileSize, func(lo, hi int) {
		for i := lo / tileSize; i < hi/tileSize; i++ {
			c := t.tile(i)
			d := unsafe.Add(dst, outer.offset(0, c.outer)+c.row*down+c.column*to)
			s := unsafe.Add(src, outer.offset(1, c.outer)+c.row*over+c.column*from)
			for row := range c.rows {
				line(c.columns, itemsize, unsafe.Add(d, row*down), to, unsafe.Add(s, row*over), from)
			}
		}
	}, Unit(tileSize))
}
