package nd

import "gondola/internal/walk"

// Interrupt installs the function that long computations ask every few milliseconds whether to stop; they
// then panic with an *Error of kind ErrCanceled. It is called on the goroutine that computes. A program
// sets it once, at start.
func Interrupt(f func() bool) { walk.Interrupt(f) }
