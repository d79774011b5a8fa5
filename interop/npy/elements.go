package npy

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"unsafe"

	"gondola/buffer"
	"gondola/layout"
	"gondola/nd"
)

const (
	// firstBlock is the memory that a stream of unknown length gets before a byte of it has arrived.
	firstBlock = 64 << 10

	// writeBlock is the memory through which elements that are not packed are written.
	writeBlock = 256 << 10
)

// source is a stream that knows where it is.
type source struct {
	r             io.Reader
	start, offset int64 // of the file, or of the stream as it was handed over
	end           int64 // where the bytes end; -1 where nobody knows
}

// newSource is a source over r, which may be in the middle of a file.
func newSource(r io.Reader) *source {
	s := &source{r: r, end: -1}
	switch r := r.(type) {
	case *os.File:
		info, err := r.Stat()
		if err != nil || !info.Mode().IsRegular() {
			break
		}
		if at, err := r.Seek(0, io.SeekCurrent); err == nil {
			s.start, s.offset, s.end = at, at, max(at, info.Size())
		}
	case *bytes.Reader:
		s.end = int64(r.Len())
	case *bytes.Buffer:
		s.end = int64(r.Len())
	case *strings.Reader:
		s.end = int64(r.Len())
	}
	return s
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.offset += int64(n)
	return n, err
}

// fill reads len(p) bytes. A stream that ends too early is io.ErrUnexpectedEOF, even before its first byte.
func (s *source) fill(p []byte) (int, error) {
	n, err := io.ReadFull(s, p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// truncated is an error of fill or CopyN, told as what is missing if the stream ended.
func (s *source) truncated(err error, where string) error {
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{Offset: s.offset, Reason: reason(err), Err: err}
	}
	return &Error{Offset: s.offset, Reason: "the file ends " + where, Err: io.ErrUnexpectedEOF}
}

// readArray reads a header and its elements.
func readArray(s *source) (*nd.Array, error) {
	h, err := s.header()
	if err != nil {
		return nil, err
	}
	return s.array(h)
}

// array reads the elements of an array.
func (s *source) array(h Header) (*nd.Array, error) {
	b, err := s.elements(h.Bytes(), "of the array")
	if err != nil {
		return nil, err
	}
	return h.over(b, false)
}

// over is the array whose elements are the bytes of b.
func (h Header) over(b *buffer.Buffer, readonly bool) (*nd.Array, error) {
	a, err := nd.View(h.DType, b, 0, h.Shape, h.strides(), readonly)
	if err != nil {
		return nil, &Error{Offset: int64(h.Length), Reason: err.Error(), Err: err}
	}
	return a, nil
}

// elements reads n bytes into memory of their own.
func (s *source) elements(n int, whose string) (*buffer.Buffer, error) {
	begin := s.offset
	short := func(has int64) error {
		e := malformed(begin, "the elements %s take %d bytes, the file has %d", whose, n, has)
		e.Err = io.ErrUnexpectedEOF
		return e
	}
	size := n
	if s.end < 0 {
		size = min(n, max(firstBlock, int(s.offset-s.start))) // at first no more than has arrived
	} else if s.end-s.offset < int64(n) {
		return nil, short(s.end - s.offset)
	}
	b, err := allocate(size)
	if err != nil {
		return nil, err
	}
	for filled := 0; ; {
		got, err := s.fill(b.Bytes()[filled:])
		filled += got
		switch {
		case err == io.ErrUnexpectedEOF:
			err = short(s.offset - begin)
		case err == nil && filled == n:
			return b, nil
		}
		larger := b
		if err == nil {
			larger, err = grown(b, min(n, 2*filled))
		}
		if err != nil {
			b.Release()
			return nil, err
		}
		b = larger
	}
}

// grown is memory of n bytes that begins with the content of b, which is released unless there is an error.
func grown(b *buffer.Buffer, n int) (*buffer.Buffer, error) {
	larger, err := allocate(n)
	if err == nil {
		copy(larger.Bytes(), b.Bytes())
		b.Release()
	}
	return larger, err
}

// allocate is buffer.Alloc with an error where there is no memory.
func allocate(n int) (b *buffer.Buffer, err error) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case buffer.OutOfMemory:
			err = cause
		default:
			panic(cause)
		}
	}()
	return buffer.Alloc(n), nil
}

// headerOf is the header with which an array is written, and the array whose C order is the order of
// the file.
func headerOf(a *nd.Array) (Header, *nd.Array) {
	h := Header{DType: a.DType(), Shape: a.Shape(), Fortran: a.IsF() && !a.IsC()}
	if h.Fortran {
		a = reversed(a)
	}
	return h, a
}

// reversed is a view with the axes in the opposite order.
func reversed(a *nd.Array) *nd.Array {
	axes := make([]int, a.Rank())
	for i := range axes {
		axes[i] = len(axes) - 1 - i
	}
	return nd.PermuteDims(a, axes...)
}

// writeArray writes a header and elements.
func writeArray(w io.Writer, a *nd.Array) error {
	if a == nil {
		return errors.New("the array is nil")
	}
	h, a := headerOf(a)
	header, err := h.encode()
	if err != nil {
		return err
	}
	if _, err := w.Write(header); err != nil {
		return err
	}
	return writeElements(w, a)
}

// writeElements writes elements in C order, through a block of memory where they do not lie so.
func writeElements(w io.Writer, a *nd.Array) error {
	if a.Size() == 0 {
		return nil
	}
	if a.IsC() {
		_, err := w.Write(bytesOf(a))
		runtime.KeepAlive(a)
		return err
	}
	rows := a.Shape()[0]
	rowBytes, _ := layout.Bytes(a.Shape()[1:], a.DType().Size())
	step := rows
	if rowBytes > 0 {
		step = writeBlock / rowBytes
	}
	for i := 0; i < rows; i += max(step, 1) {
		var block *nd.Array
		if step > 0 {
			block = nd.Copy(a.Index(nd.Slice(i, min(i+step, rows))))
		} else {
			block = a.Index(i)
		}
		if err := writeElements(w, block); err != nil {
			return err
		}
	}
	return nil
}

// bytesOf is the memory of a packed array. It stays valid while the array is reachable.
func bytesOf(a *nd.Array) []byte {
	return unsafe.Slice((*byte)(a.Pointer()), a.Size()*a.DType().Size())
}
