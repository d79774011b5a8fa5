// Package terminal is what differs when a person is watching: colours and a progress bar.
package terminal

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"gondola/cmd/gondola/internal/memory"
)

// Is says that w is a terminal.
func Is(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isTerminal(file)
}

// Color is how text is painted, as the number of an escape sequence.
type Color string

// The colours.
const (
	Bold   Color = "1"
	Red    Color = "31"
	Green  Color = "32"
	Yellow Color = "33"
	Cyan   Color = "36"
	Dim    Color = "2"
)

// Painter paints text, or leaves it as it is where nobody would see colours.
type Painter struct{ colors bool }

// NewPainter is a Painter for what is written to w: colours on a terminal only, and not if the
// environment variable NO_COLOR is set.
func NewPainter(w io.Writer) Painter {
	return Painter{Is(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// Paint is text in a colour.
func (p Painter) Paint(c Color, text string) string {
	if !p.colors {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}

const (
	barWidth  = 30
	drawEvery = 100 * time.Millisecond
)

// Bar is a progress bar over a known number of bytes. The nil *Bar draws nothing.
type Bar struct {
	w     io.Writer
	total int

	mu    sync.Mutex
	done  int
	began time.Time
	drawn time.Time
}

// NewBar is a bar on w that is full at total bytes.
func NewBar(w io.Writer, total int) *Bar {
	return &Bar{w: w, total: total, began: time.Now()}
}

// Add moves the bar on by n bytes.
func (b *Bar) Add(n int) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done += n
	if now := time.Now(); now.Sub(b.drawn) >= drawEvery || b.done >= b.total {
		b.drawn = now
		b.draw(now)
	}
}

// draw writes the bar over itself.
func (b *Bar) draw(now time.Time) {
	fraction := 1.0
	if b.total > 0 {
		fraction = min(1, float64(b.done)/float64(b.total))
	}
	full := int(fraction * barWidth)
	line := fmt.Sprintf("%s%s %3.0f%%  %s", strings.Repeat("█", full), strings.Repeat("░", barWidth-full), 100*fraction, memory.Format(b.done))
	if spent := now.Sub(b.began); spent > drawEvery {
		rate := float64(b.done) / spent.Seconds()
		left := time.Duration(float64(b.total-b.done) / rate * float64(time.Second))
		line += fmt.Sprintf("  %s/s  %s left", memory.Format(int(rate)), left.Round(time.Second))
	}
	fmt.Fprint(b.w, "\r", line, "\x1b[K")
}

// Clear removes the bar.
func (b *Bar) Clear() {
	if b != nil && !b.drawn.IsZero() {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}
