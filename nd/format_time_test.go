package nd

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// From one day to the next the month stays unless the next is a first.
func TestDateText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Int64Range(math.MinInt64+1, math.MaxInt64-400).Draw(t, "day")
		last := dateText(day)
		for i := range int64(400) {
			next := dateText(day + i + 1)
			sameMonth := next[:len(next)-2] == last[:len(last)-2]
			if sameMonth == strings.HasSuffix(next, "-01") {
				t.Fatalf("%s after %s", next, last)
			}
			last = next
		}
	})
	for day, want := range map[int64]string{
		0: "1970-01-01", -1: "1969-12-31", 19782: "2024-02-29", -719528: "0000-01-01", -719529: "-001-12-31",
		math.MaxInt64: "25252734927768524-07-27", math.MinInt64 + 1: "-25252734927764585-06-08",
	} {
		if have := dateText(day); have != want {
			t.Errorf("day %d is %s, not %s", day, have, want)
		}
	}
}
