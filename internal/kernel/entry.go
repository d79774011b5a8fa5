package kernel

// Entry is an elementwise loop as machine code, for a caller in C.
//
// The code follows Go's older calling convention: n, dst, a and, of two operands, b lie in that order on the stack
// above the return address, and every register but the stack pointer may be changed. It is a leaf without a frame:
// it looks at no goroutine and calls nothing, so it runs on any thread and any stack.
type Entry struct {
	Code    uintptr // zero where the loop is Go
	Swapped bool    // the code takes b before a
}

// entry is a loop whose whole work is one assembly function.
type entry struct {
	loop    Func
	swapped bool
}
