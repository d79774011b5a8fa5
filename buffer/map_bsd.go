//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package buffer

// adviseHuge does nothing: these systems choose page sizes themselves.
func adviseHuge([]byte) {}
