package tour

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// Every experiment holds, shows its code without its claims, and the tour tells what is shared.
func TestTour(t *testing.T) {
	var b strings.Builder
	if err := Run(&b); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	text := b.String()
	for _, want := range []string{
		"    d.Shape = []int{2, 2}\n",
		"    f := func(x any) any { return xp.Mean(xp.Exp(x)) }\n",
		"  ✓ f(dense) = 21.1977562209304\n",
		"  ✓ f(series) = 21.1977562209304\n",
		"  ✓ copied because a 3 by 3 diagonal matrix",
		fmt.Sprintf("\n%d experiments, all held\n", len(experiments)),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the tour lacks %q", want)
		}
	}
	if shared := regexp.MustCompile(`✓ shared (0x[0-9a-f]+) = (0x[0-9a-f]+)\n`).FindAllStringSubmatch(text, -1); len(shared) < 4 {
		t.Errorf("only %d memories are shared", len(shared))
	} else {
		for _, s := range shared {
			if s[1] != s[2] {
				t.Errorf("not shared: %s", s[0])
			}
		}
	}
	if strings.Contains(text, "c.that") || strings.Contains(text, "✗") || strings.Contains(text, "\x1b") {
		t.Errorf("unexpected in\n%s", text)
	}
	for _, e := range experiments {
		if !strings.Contains(text, e.sentence) {
			t.Errorf("the tour lacks %q", e.sentence)
		}
	}
}

// A claim that does not hold, a panic and an experiment without claims are failures.
func TestFailures(t *testing.T) {
	var b strings.Builder
	err := run(&b, []experiment{
		{"fine", "", func(c *claims) { c.that(true, "yes") }},
		{"false", "", func(c *claims) { c.prints("x", 1, "2") }},
		{"panic", "", func(c *claims) { panic("broken") }},
		{"silent", "", func(c *claims) {}},
		{"copy", "", func(c *claims) { c.copied(nil) }},
	})
	if err == nil || err.Error() != "4 of 5 experiments did not hold" {
		t.Errorf("error %v", err)
	}
	for _, want := range []string{"✗ x = 1, not 2\n", "✗ broken\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the tour lacks %q:\n%s", want, b.String())
		}
	}
}
