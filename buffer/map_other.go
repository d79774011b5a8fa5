//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package buffer

// canMap says that mapMemory takes memory off the Go heap. Here it does not, and large Buffers are Go
// memory unless there is an Allocator.
const canMap = false

func mapMemory(size int) ([]byte, error) { return make([]byte, size+hugePage), nil }

func unmapMemory([]byte) {}
