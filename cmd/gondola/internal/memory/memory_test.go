package memory

import (
	"runtime"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]int{
		"0": 0, "4096": 4096, "10B": 10, "500MB": 500e6, "500mb": 500e6, "1.5GiB": 3 << 29, "2G": 2 << 30, "64 K": 64 << 10, "1TB": 1e12, " 1KiB ": 1 << 10,
		"": -1, "much": -1, "-1": -1, "MB": -1, "1XB": -1, "1e30": -1, "NaN": -1, "inf": -1, "1 2": -1,
	} {
		if got, err := Parse(text); (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("Parse(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
}

func TestFormat(t *testing.T) {
	for n, want := range map[int]string{
		0: "0 bytes", 1023: "1023 bytes", 1024: "1.00 KiB", 8e6: "7.63 MiB", 300 << 20: "300 MiB", 3_200_000_000: "2.98 GiB", 1 << 60: "1048576 TiB",
	} {
		if got := Format(n); got != want {
			t.Errorf("Format(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestAvailable(t *testing.T) {
	if n := Available(); n <= 0 {
		t.Errorf("%d bytes are available", n)
	}
	if runtime.GOOS != "linux" {
		return
	}
	if n, ok := machine(); !ok || n < 1<<20 {
		t.Errorf("the machine has %d bytes, %v", n, ok)
	}
}
