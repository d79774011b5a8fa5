package memory

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// machine is the memory that the kernel could give without swapping.
func machine() (uint64, bool) {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, false
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) > 1 && fields[0] == "MemAvailable:" {
			kib, err := strconv.ParseUint(fields[1], 10, 64)
			return kib << 10, err == nil
		}
	}
	return 0, false
}

// controlGroup is what the groups around this process, containers among them, leave it (version 2 of
// the interface).
func controlGroup() (uint64, bool) {
	text, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return 0, false
	}
	_, path, ok := strings.Cut(strings.TrimSpace(string(text)), "0::")
	if !ok {
		return 0, false
	}
	least, known := uint64(0), false
	for directory := filepath.Join("/sys/fs/cgroup", path); strings.HasPrefix(directory, "/sys/fs/cgroup"); directory = filepath.Dir(directory) {
		limit, limited := number(filepath.Join(directory, "memory.max"))
		used, ok := number(filepath.Join(directory, "memory.current"))
		if !limited || !ok {
			continue
		}
		left := limit - min(used, limit)
		if !known || left < least {
			least, known = left, true
		}
	}
	return least, known
}

// number is the number in a file; ok is false where there is none, as where it says max.
func number(path string) (n uint64, ok bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	n, err = strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	return n, err == nil
}

// addressSpace is what the limit of ulimit -v leaves.
func addressSpace() (uint64, bool) {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &limit) != nil || limit.Cur == unix.RLIM_INFINITY {
		return 0, false
	}
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return limit.Cur, true
	}
	pages, _, _ := strings.Cut(string(text), " ")
	used, err := strconv.ParseUint(pages, 10, 64)
	if err != nil {
		return limit.Cur, true
	}
	used *= uint64(os.Getpagesize())
	return limit.Cur - min(used, limit.Cur), true
}
