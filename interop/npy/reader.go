package npy

import (
	"fmt"
	"io"
	"os"

	"gondola/layout"
	"gondola/nd"
)

// Reader hands out an array in pieces, in the order of the file, so that its size does not matter.
//
//	r, err := npy.OpenReader("large.npy")
//	defer r.Close()
//	for {
//		block, err := r.Next(1000)
//		if err == io.EOF {
//			break
//		}
//	}
//
// Every piece is an array of its own. A loop over large ones may give the memory of each back at once,
// with Buffer().Release(), instead of leaving that to the collector.
type Reader struct {
	header Header
	source *source
	closer io.Closer
	path   string
	read   int // elements handed out
	err    error
}

// NewReader reads the header of a stream.
func NewReader(r io.Reader) (*Reader, error) {
	reader, err := newReader(newSource(r), "", nil)
	return reader, located("NewReader", "", err)
}

// OpenReader opens a file and reads its header. Close it in the end.
func OpenReader(path string) (*Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, located("OpenReader", path, err)
	}
	r, err := newReader(newSource(file), path, file)
	if err != nil {
		file.Close()
	}
	return r, located("OpenReader", path, err)
}

// newReader reads the header and, where the length is known, checks that the elements are there.
func newReader(s *source, path string, closer io.Closer) (*Reader, error) {
	h, err := s.header()
	if err != nil {
		return nil, err
	}
	if left := s.end - s.offset; s.end >= 0 && left < int64(h.Bytes()) {
		e := malformed(s.offset, "the elements of the array take %d bytes, the file has %d", h.Bytes(), left)
		e.Err = io.ErrUnexpectedEOF
		return nil, e
	}
	return &Reader{header: h, source: s, closer: closer, path: path}, nil
}

// Header is what the file says of its array.
func (r *Reader) Header() Header { return r.header }

// Remaining is the number of elements that have not been handed out.
func (r *Reader) Remaining() int { return r.header.Size() - r.read }

// Close closes the file of OpenReader. Arrays that were handed out stay.
func (r *Reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return located("Close", r.path, r.closer.Close())
}

// Next is the next n entries along the first axis, or what is left of them: an array of shape
// (n, rest…) in C order. An array of no axes comes whole. At the end the error is io.EOF.
//
// In a file in F order the entries of the first axis do not lie together: if the array has more than
// one axis it is refused. Elements reads such a file too.
func (r *Reader) Next(n int) (*nd.Array, error) {
	shape := r.header.Shape
	switch {
	case n < 1:
		return nil, located("Next", r.path, fmt.Errorf("n must be at least 1, got %d", n))
	case len(shape) == 0:
		return r.next("Next", 1, nil)
	case r.header.Fortran && len(shape) > 1:
		return nil, located("Next", r.path, fmt.Errorf("rows of an array of shape %s in F order do not lie together: read Elements, or Open the file",
			layout.FormatShape(shape)))
	}
	row, _ := layout.Size(shape[1:])
	if row == 0 || r.Remaining() == 0 {
		return nil, io.EOF
	}
	if r.read%row != 0 {
		return nil, located("Next", r.path, fmt.Errorf("Elements has stopped inside a row of %d elements", row))
	}
	n = min(n, r.Remaining()/row)
	return r.next("Next", n*row, append([]int{n}, shape[1:]...))
}

// Elements is the next n elements, or what is left of them, as an array of one axis in the order of the
// file, which is C order, or F order where the header says so. At the end the error is io.EOF.
func (r *Reader) Elements(n int) (*nd.Array, error) {
	if n < 1 {
		return nil, located("Elements", r.path, fmt.Errorf("n must be at least 1, got %d", n))
	}
	n = min(n, r.Remaining())
	return r.next("Elements", n, []int{n})
}

// next is the next count elements as an array of the shape.
func (r *Reader) next(op string, count int, shape []int) (*nd.Array, error) {
	if r.err != nil {
		return nil, r.err
	}
	if r.Remaining() == 0 {
		return nil, io.EOF
	}
	itemsize := r.header.DType.Size()
	b, err := r.source.elements(count*itemsize, fmt.Sprintf("from %d to %d", r.read, r.read+count))
	if err != nil {
		r.err = located(op, r.path, err)
		return nil, r.err
	}
	r.read += count
	a, err := nd.View(r.header.DType, b, 0, shape, layout.CStrides(nil, shape, itemsize), false)
	return a, located(op, r.path, err)
}
