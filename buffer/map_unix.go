//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package buffer

import "syscall"

// canMap says that mapMemory takes memory off the Go heap.
const canMap = true

// mapMemory maps a block of size bytes, zeroed, and with a large one a huge page more to align it in. What
// is never touched of the surplus costs address space only.
func mapMemory(size int) ([]byte, error) {
	if size < hugePage {
		return mapPages(size)
	}
	mapping, err := mapPages(size + hugePage)
	if err == nil {
		adviseHuge(mapping)
	}
	return mapping, err
}

func mapPages(size int) ([]byte, error) {
	return syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

// unmapMemory undoes mapMemory. It can fail only for memory that is not a mapping.
func unmapMemory(mapping []byte) {
	if err := syscall.Munmap(mapping); err != nil {
		panic("buffer: munmap: " + err.Error())
	}
}
