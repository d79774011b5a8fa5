package npy

import (
	"os"

	"gondola/nd"
)

// Open is the array in the file, read-only and mapped: nothing is read until it is touched, and memory
// that is needed elsewhere is taken from it again. Where a file cannot be mapped it is read.
//
// The mapping goes when nobody holds the array or a view of it, or at once with x.Buffer().Release().
// While it is there the file must not be made shorter: the operating system then kills a program that
// touches what is gone. Replacing the file, as Save does, is harmless; the array keeps the old content.
func Open(path string) (*nd.Array, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, located("Open", path, err)
	}
	defer file.Close()
	s := newSource(file)
	h, err := s.header()
	if err != nil {
		return nil, located("Open", path, err)
	}
	a, err := s.mappedArray(h, file, s.offset)
	return a, located("Open", path, err)
}

// mappedArray is the array of a header, over the file's bytes from an offset where they can be mapped,
// otherwise read.
func (s *source) mappedArray(h Header, file *os.File, offset int64) (*nd.Array, error) {
	n := h.Bytes()
	if n > 0 && s.end >= 0 && s.end-s.offset >= int64(n) {
		if b, ok := mapped(file, offset, n); ok {
			return h.over(b, true)
		}
	}
	b, err := s.elements(n, "of the array")
	if err != nil {
		return nil, err
	}
	return h.over(b, true)
}
