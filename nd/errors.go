package nd

import (
	"errors"
	"fmt"
	"strings"

	"gondola/layout"
)

// Kind is the class of an error; errors.Is(err, nd.ErrShape) asks for it. The Python package maps each
// kind to an exception class, named behind it.
type Kind struct{ name string }

func (k *Kind) Error() string { return k.name }

// The kinds of error.
var (
	ErrShape      = &Kind{"shape mismatch"}     // ValueError
	ErrValue      = &Kind{"invalid value"}      // ValueError
	ErrDType      = &Kind{"wrong dtype"}        // TypeError
	ErrType       = &Kind{"wrong type"}         // TypeError
	ErrIndex      = &Kind{"index out of range"} // IndexError
	ErrReadOnly   = &Kind{"read-only"}          // ValueError
	ErrCopy       = &Kind{"a copy is needed"}   // ValueError
	ErrExport     = &Kind{"export refused"}     // BufferError
	ErrMemory     = &Kind{"out of memory"}      // MemoryError
	ErrOverflow   = &Kind{"out of range"}       // OverflowError
	ErrNotHandled = &Kind{"not handled"}        // TypeError
	ErrCanceled   = &Kind{"canceled"}           // KeyboardInterrupt
)

// Error is what a malformed expression panics with and what the functions that depend on the world
// return: one line that names the function, shapes and dtypes, and a kind.
type Error struct {
	Op   string // the function, as the user wrote it: "Add"
	Kind *Kind
	Text string // what is wrong, in one line
	Err  error  // cause, or nil
}

func (e *Error) Error() string {
	if e.Op == "" {
		return e.Text
	}
	return e.Op + ": " + e.Text
}

// Is makes errors.Is(err, ErrShape) work.
func (e *Error) Is(target error) bool { return target == error(e.Kind) }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// fail is an Error of the function op.
func fail(op string, kind *Kind, format string, args ...any) *Error {
	return &Error{Op: op, Kind: kind, Text: fmt.Sprintf(format, args...)}
}

// Try calls f and returns the *Error it panicked with, if any. Other panics pass through.
//
//	y, err := nd.Try(func() *nd.Array { return nd.Add(a, b) })
func Try[T any](f func() T) (result T, err error) {
	defer func() {
		if r := recover(); r != nil {
			var e *Error
			if cause, ok := r.(error); ok && errors.As(cause, &e) {
				err = cause
				return
			}
			panic(r)
		}
	}()
	return f(), nil
}

// describe lists operands for a message: shapes and dtypes.
func describe(arrays ...*Array) string {
	var b strings.Builder
	for i, a := range arrays {
		switch {
		case i > 0 && i == len(arrays)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %v", layout.FormatShape(a.shape), a.dtype)
	}
	return b.String()
}
