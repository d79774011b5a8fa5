//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package npy

import (
	"os"
	"syscall"
	"unsafe"

	"gondola/buffer"
)

// mapped is n bytes of a file from an offset, mapped read-only. ok is false when they cannot be mapped,
// as of a pipe or where the address space is too small.
func mapped(file *os.File, offset int64, n int) (b *buffer.Buffer, ok bool) {
	// Mappings begin at pages.
	skip := offset % int64(os.Getpagesize())
	mapping, err := syscall.Mmap(int(file.Fd()), offset-skip, n+int(skip), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, false
	}
	release := func() { _ = syscall.Munmap(mapping) }
	return buffer.Adopt(unsafe.Pointer(&mapping[skip]), n, release), true
}
