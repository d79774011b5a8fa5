package buffer

import "syscall"

// adviseHuge asks for huge pages. A kernel without them refuses, which costs speed only.
func adviseHuge(mapping []byte) { _ = syscall.Madvise(mapping, syscall.MADV_HUGEPAGE) }
