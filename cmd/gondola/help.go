package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"gondola/cmd/gondola/internal/expr"
	"gondola/nd"
)

var helpCommand = command{
	name:    "help",
	summary: "show this, or the help of a command, or of a function",
	help: `
    gondola help              the commands
    gondola help eval         a command
    gondola help functions    what an expression can call
    gondola help mean         a function
`,
	run: runHelp,
}

var versionCommand = command{
	name:    "version",
	summary: "print the version and the kernels in use",
	help:    "\n    gondola version\n",
	run:     runVersion,
}

var benchCommand = command{
	name:    "bench",
	summary: "how to compare speeds with NumPy's and torch's",
	help:    "\n    gondola bench\n",
	run: func(s *session) error {
		_, err := fmt.Fprint(s.stdout, benchText)
		return err
	},
}

// benchText stands in for a benchmark: comparing needs Python and the peers, which this program can do without.
const benchText = `The benchmarks compare with NumPy and, where it is installed, torch, in one run on one machine. They are in
the repository:

    make bench-quick      a minute: the table that decides whether a change made anything slower
    make bench            all of it

Both print a table of ratios and write it as JSON. GONDOLA_NUM_THREADS=1 takes one thread.
`

// overview is gondola help.
func overview() string {
	var b strings.Builder
	b.WriteString("Gondola is n-dimensional arrays on the command line.\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "    gondola %-9s %s\n", c.name, c.summary)
	}
	b.WriteString(`
    gondola eval 'mean(exp(x), axis=0)' x=a.npy -o b.npy
    gondola info a.npy
    gondola convert a.npy b.npz --dtype float32

Run gondola help COMMAND for more examples.
`)
	return b.String()
}

// text is gondola help NAME.
func (c command) text() string {
	return "gondola " + c.name + ": " + c.summary + "\n" + c.help
}

func runHelp(s *session) error {
	args, err := newOptions().parse(s.args)
	if err != nil {
		return err
	}
	if len(args) > 1 {
		return badUsage("help takes one name, not %d", len(args))
	}
	text := overview()
	if len(args) == 1 {
		if text = helpOn(args[0]); text == "" {
			return badUsage("there is no command and no function %q", args[0])
		}
	}
	_, err = fmt.Fprint(s.stdout, text)
	return err
}

// helpOn is the help on a command, the list of functions, or a function; empty where there is none.
func helpOn(name string) string {
	if name == "functions" {
		return functionList()
	}
	if c := find(name); c != nil {
		return c.text()
	}
	if f := expr.Function(name); f != nil {
		return signature(f) + "\n\n    " + f.Doc + "\n"
	}
	return ""
}

// signature is a function as an expression calls it, without what only Python's operator has.
func signature(f *nd.Function) string {
	text := f.Name + f.Signature
	if f.Operator != "" && f.Operator != f.Name {
		text += "    operator " + f.Operator
	}
	return text
}

// functionList is the functions by name, with the functions that NumPy calls otherwise under both names.
func functionList() string {
	list := slices.Clone(expr.Functions())
	slices.SortFunc(list, func(a, b *nd.Function) int { return strings.Compare(a.Name, b.Name) })
	var b strings.Builder
	for _, f := range list {
		name := f.Name
		if f.NumPy != f.Name {
			name += ", " + f.NumPy
		}
		fmt.Fprintf(&b, "%-32s %s\n", name, f.Doc)
	}
	return b.String()
}

func runVersion(s *session) error {
	if args, err := newOptions().parse(s.args); err != nil || len(args) > 0 {
		if err == nil {
			err = badUsage("version takes no arguments")
		}
		return err
	}
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	variant, err := nd.Kernels()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "gondola %s %s %s/%s, %s kernels\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, variant)
	return err
}
