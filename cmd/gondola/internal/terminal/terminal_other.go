//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package terminal

import "os"

// isTerminal says no: these systems are not asked.
func isTerminal(*os.File) bool { return false }
