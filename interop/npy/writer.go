package npy

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

// Writer writes the array of a file in pieces.
//
//	w, err := npy.Create("large.npy", dtype.Float64, []int{3})
//	defer w.Abort()
//	for … {
//		err := w.Append(rows) // of shape (n, 3) or (3,)
//	}
//	err = w.Close()
//
// The file appears, or is replaced, in Close; until then what is written lies beside it under a name of
// its own. Abort removes that. A Writer is used by one goroutine at a time.
type Writer struct {
	file    *replacement
	path    string
	header  Header
	grows   bool // the first axis grows by Append
	written int  // elements
	closed  bool
	err     error // of an earlier write
}

// Create begins a file with an array of shape (n, rowShape…) whose n is what Append adds up to: the
// header has room for any.
func Create(path string, d dtype.DType, rowShape []int) (*Writer, error) {
	w, err := create(path, Header{DType: d, Shape: append([]int{0}, rowShape...)}, true)
	return w, located("Create", path, err)
}

// CreateShaped begins a file with an array of a known shape, for elements that do not come in rows: Append takes
// arrays of any shape, whose elements in C order continue those before. With h.Fortran the file's order,
// in which they come, is F order. Version and Length of the header are ignored.
func CreateShaped(path string, h Header) (*Writer, error) {
	w, err := create(path, h, false)
	return w, located("CreateShaped", path, err)
}

func create(path string, h Header, grows bool) (*Writer, error) {
	if !h.DType.Valid() {
		return nil, errors.New("the zero DType is no element type")
	}
	h.Shape = slices.Clone(h.Shape)
	if _, ok := layout.Bytes(h.Shape, max(1, h.DType.Size())); !ok || len(h.Shape) > nd.MaxRank {
		return nil, fmt.Errorf("no array has the shape %s and dtype %s", layout.FormatShape(h.Shape), h.DType)
	}
	header, err := h.encode()
	if err != nil {
		return nil, err
	}
	file, err := replace(path)
	if err != nil {
		return nil, err
	}
	w := &Writer{file: file, path: path, header: h, grows: grows}
	if _, err := file.Write(header); err != nil {
		w.Abort()
		return nil, err
	}
	return w, nil
}

// Append writes the elements of an array behind those before. Its dtype is the file's, but for byte
// order; its shape is that of a row or of several rows.
func (w *Writer) Append(a *nd.Array) error {
	return located("Append", w.path, guarded(func() error { return w.append(a) }))
}

func (w *Writer) append(a *nd.Array) error {
	if err := w.check(a); err != nil {
		return err
	}
	if !a.DType().Equal(w.header.DType) {
		a = nd.Astype(a, w.header.DType)
	}
	if w.err = writeElements(w.file, a); w.err != nil {
		return w.err
	}
	w.written += a.Size()
	return nil
}

// check refuses what does not belong into the file.
func (w *Writer) check(a *nd.Array) error {
	switch d := w.header.DType; {
	case w.closed:
		return errors.New("the file is closed")
	case w.err != nil:
		return fmt.Errorf("an earlier write failed: %w", w.err)
	case a == nil:
		return errors.New("the array is nil")
	case !a.DType().Native().Equal(d.Native()):
		return fmt.Errorf("the array has dtype %s, the file %s", a.DType(), d)
	case !w.grows:
		if left := w.header.Size() - w.written; a.Size() > left {
			return fmt.Errorf("%d elements are too many: %d of %d are left", a.Size(), left, w.header.Size())
		}
		return nil
	}
	row, shape := w.header.Shape[1:], a.Shape()
	if len(shape) == len(row)+1 {
		shape = shape[1:]
	}
	if !slices.Equal(shape, row) {
		return fmt.Errorf("the array has shape %s, rows of the file have shape %s", layout.FormatShape(a.Shape()), layout.FormatShape(row))
	}
	if len(a.Shape()) > len(row) {
		w.header.Shape[0] += a.Shape()[0]
	} else {
		w.header.Shape[0]++
	}
	return nil
}

// Close completes the header and puts the file in place. If that fails, or a write failed before, or the elements
// of a known shape are not all there, the old file stays.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	defer w.Abort()
	if w.err != nil {
		return located("Close", w.path, fmt.Errorf("a write failed: %w", w.err))
	}
	if missing := w.header.Size() - w.written; missing != 0 {
		return located("Close", w.path, fmt.Errorf("%d of %d elements are missing", missing, w.header.Size()))
	}
	if err := w.rewriteHeader(); err != nil {
		return located("Close", w.path, err)
	}
	w.closed = true
	return located("Close", w.path, w.file.commit())
}

// rewriteHeader writes the header with the final shape over the first one, which left room for it.
func (w *Writer) rewriteHeader() error {
	header, err := w.header.encode()
	if err != nil {
		return err
	}
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = w.file.Write(header)
	return err
}

// Abort drops what was written. After Close it does nothing.
func (w *Writer) Abort() {
	w.closed = true
	w.file.abort()
}
