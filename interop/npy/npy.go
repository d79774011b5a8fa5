// Package npy reads and writes NumPy's .npy files and .npz archives.
//
// A .npy file is a header and the elements of one array, packed:
//
//	\x93NUMPY  the magic
//	1 0        the version of the format: 1.0, 2.0 or 3.0
//	n          the length of the text that follows: 2 bytes in version 1, else 4, least significant first
//	text       a Python dict: {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }, in Latin-1, in
//	           version 3 UTF-8, padded with spaces so that the elements begin at a multiple of 64
//	elements   shape's product times the itemsize, in C order or, if fortran_order says so, F order
//
// A .npz file is a zip archive of such files, an array a member.
//
// There are four ways in. Load and Read bring the array into memory. Open maps the file, so that only
// what is touched is read. NewReader and OpenReader hand it out in pieces, for arrays larger than
// memory. OpenArchive finds the members of an archive, each of which goes any of these ways. And there
// are three ways out: Save and Write for an array in memory, Create for one that grows, WriteArchive
// for many. What is written is what NumPy writes, byte for byte.
//
// # Files from strangers
//
// A file may claim anything. The text is read by a small parser of Python literals, nothing is ever
// evaluated, and arrays of Python objects, which only unpickling could read, are refused. No more
// memory is taken than the file has bytes for: where the length is known it is compared with the
// header's claim, and where it is not, memory grows with what arrives. Errors say at which byte of
// which file reading stopped, and why.
//
// # Files that are replaced
//
// Save, Create and WriteArchive write a new file beside the old one and rename it when all of it is on
// the disk. Whoever fails or is interrupted before that leaves the old file as it was.
package npy

import (
	"errors"
	"fmt"
	"io"
	"os"

	"gondola/nd"
)

// Error says why a file or stream could not be read or written.
type Error struct {
	Op     string // the function: "Load"
	Path   string // the file, with the member of an archive behind a colon; empty for a stream
	Offset int64  // the byte at which reading stopped; -1 where no one byte is to blame
	Reason string
	Err    error // cause, or nil
}

// Error is one line: npy.Load: a.npy: at byte 128: the elements of the array take 80 bytes, the file has 40.
func (e *Error) Error() string {
	text := "npy." + e.Op
	if e.Path != "" {
		text += ": " + e.Path
	}
	if e.Offset >= 0 {
		text += fmt.Sprintf(": at byte %d", e.Offset)
	}
	return text + ": " + e.Reason
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// malformed is an Error at a byte of the input. The exported functions add who was called and the path.
func malformed(offset int64, format string, args ...any) *Error {
	return &Error{Offset: offset, Reason: fmt.Sprintf(format, args...)}
}

// located completes an error with the function and the path.
func located(op, path string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	e, ok := err.(*Error)
	if !ok {
		e = &Error{Offset: -1, Reason: reason(err), Err: err}
	}
	e.Op, e.Path = op, path
	return e
}

// reason is the text of an error without the path that the operating system's errors repeat.
func reason(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// guarded calls f and returns the *nd.Error it panicked with, if any.
func guarded(f func() error) error {
	err, panicked := nd.Try(f)
	if panicked != nil {
		return panicked
	}
	return err
}

// Read is the array that a stream holds next. The stream is left behind the array's last byte, so that
// several arrays written one after another are read by as many calls; at the end of the stream the
// error is io.EOF to errors.Is.
func Read(r io.Reader) (*nd.Array, error) {
	a, err := readArray(newSource(r))
	return a, located("Read", "", err)
}

// Load is the array in the file. Its memory is its own; see Open for one that shares the file's.
func Load(path string) (*nd.Array, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, located("Load", path, err)
	}
	defer file.Close()
	a, err := readArray(newSource(file))
	return a, located("Load", path, err)
}

// Write writes an array as NumPy's save does: in F order where it is packed so and not in C order,
// otherwise in C order, and in the array's own byte order. Views that are not packed are written block
// by block, without a copy of the whole.
func Write(w io.Writer, a *nd.Array) error {
	return located("Write", "", guarded(func() error { return writeArray(w, a) }))
}

// Save writes an array to a file, whose former content stays until the new one is complete.
func Save(path string, a *nd.Array) error {
	file, err := replace(path)
	if err != nil {
		return located("Save", path, err)
	}
	defer file.abort()
	if err := guarded(func() error { return writeArray(file, a) }); err != nil {
		return located("Save", path, err)
	}
	return located("Save", path, file.commit())
}
