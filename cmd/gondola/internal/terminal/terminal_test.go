package terminal

import (
	"strings"
	"testing"
)

// What is no terminal gets no colours.
func TestPaintElsewhere(t *testing.T) {
	var b strings.Builder
	if got := NewPainter(&b).Paint(Red, "text"); got != "text" {
		t.Errorf("painted %q", got)
	}
	if got := (Painter{colors: true}).Paint(Red, "text"); got != "\x1b[31mtext\x1b[0m" {
		t.Errorf("painted %q", got)
	}
}

// The bar begins with the first bytes, is full at the last, and goes without a trace.
func TestBar(t *testing.T) {
	var b strings.Builder
	bar := NewBar(&b, 1000)
	bar.Clear()
	if b.Len() > 0 {
		t.Errorf("cleared before it was drawn: %q", b.String())
	}
	bar.Add(250)
	if got := b.String(); !strings.HasPrefix(got, "\r"+strings.Repeat("█", 7)+"░") || !strings.Contains(got, " 25%  250 bytes") {
		t.Errorf("a quarter is %q", got)
	}
	bar.Add(750)
	if got := b.String(); !strings.Contains(got, strings.Repeat("█", barWidth)+" 100%") {
		t.Errorf("all is %q", got)
	}
	bar.Clear()
	if !strings.HasSuffix(b.String(), "\r\x1b[K") {
		t.Errorf("left %q", b.String())
	}
	var none *Bar
	none.Add(1)
	none.Clear()
}
