// Package tour runs the experiments of the interoperability notes in Go, without Python.
//
// An experiment is a function whose body is the code that is shown, less the lines that make claims.
// A claim is a text that was computed just now, and whether it holds. The source of the experiments is
// embedded, so that what is shown is what ran.
package tour

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"reflect"
	"runtime"
	"strings"

	"gondola/cmd/gondola/internal/terminal"
	"gondola/nd"
)

// experiment is one of the notes' ideas.
type experiment struct {
	title    string
	sentence string
	run      func(*claims)
}

// claim is what an experiment has found.
type claim struct {
	text  string
	holds bool
}

// claims gathers what an experiment finds.
type claims struct{ list []claim }

// that claims that something holds; the text shows it.
func (c *claims) that(holds bool, format string, args ...any) {
	c.list = append(c.list, claim{fmt.Sprintf(format, args...), holds})
}

// prints claims that x prints as text.
func (c *claims) prints(name string, x any, text string) {
	got := strings.Join(strings.Fields(fmt.Sprint(x)), " ")
	if got != text {
		c.that(false, "%s = %s, not %s", name, got, text)
		return
	}
	c.that(true, "%s = %s", name, got)
}

// shared claims that two arrays begin at the same address.
func (c *claims) shared(x, y *nd.Array) {
	if x.Pointer() != y.Pointer() {
		c.that(false, "NOT shared: %#x, %#x", uintptr(x.Pointer()), uintptr(y.Pointer()))
		return
	}
	c.that(true, "shared %#x = %#x", uintptr(x.Pointer()), uintptr(y.Pointer()))
}

// copied claims that there is a reason for a copy.
func (c *claims) copied(reason error) {
	c.that(reason != nil, "copied because %v", reason)
}

// succeeds claims that nothing went wrong; it shows only if something did.
func (c *claims) succeeds(err error) {
	if err != nil {
		c.that(false, "%v", err)
	}
}

// held says that there are claims, and that all of them hold.
func (c *claims) held() bool {
	for _, claim := range c.list {
		if !claim.holds {
			return false
		}
	}
	return len(c.list) > 0
}

// attempt runs an experiment; a panic is a claim that does not hold.
func attempt(e experiment) (c *claims) {
	c = &claims{}
	defer func() {
		if cause := recover(); cause != nil {
			c.that(false, "%v", cause)
		}
	}()
	e.run(c)
	return c
}

// Run runs all experiments and shows them on w. The error says that not every claim held.
func Run(w io.Writer) error { return run(w, experiments) }

func run(w io.Writer, list []experiment) error {
	paint := terminal.NewPainter(w)
	code, err := bodies()
	if err != nil {
		return err
	}
	failed := 0
	for i, e := range list {
		fmt.Fprintf(w, "%s\n%s\n\n", paint.Paint(terminal.Bold, fmt.Sprintf("%d. %s", i+1, e.title)), e.sentence)
		for _, line := range code[name(e)] {
			fmt.Fprintln(w, strings.TrimRight("    "+paint.Paint(terminal.Cyan, line), " "))
		}
		fmt.Fprintln(w)
		c := attempt(e)
		for _, claim := range c.list {
			mark := paint.Paint(terminal.Green, "✓")
			if !claim.holds {
				mark = paint.Paint(terminal.Red, "✗")
			}
			fmt.Fprintf(w, "  %s %s\n", mark, claim.text)
		}
		fmt.Fprintln(w)
		if !c.held() {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d experiments did not hold", failed, len(list))
	}
	fmt.Fprintln(w, paint.Paint(terminal.Bold, fmt.Sprintf("%d experiments, all held", len(list))))
	return nil
}

// name is the name of an experiment's function.
func name(e experiment) string {
	full := runtime.FuncForPC(reflect.ValueOf(e.run).Pointer()).Name()
	return full[strings.LastIndexByte(full, '.')+1:]
}

//go:embed experiments.go
var source string

// bodies are the lines of every experiment that are shown.
func bodies() (map[string][]string, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "experiments.go", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(source, "\n")
	bodies := map[string][]string{}
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		hidden := map[int]bool{}
		ast.Inspect(function, func(node ast.Node) bool {
			if statement, ok := node.(ast.Stmt); ok && onlyClaims(statement) {
				for n := files.Position(node.Pos()).Line; n <= files.Position(node.End()).Line; n++ {
					hidden[n] = true
				}
			}
			return true
		})
		first, last := files.Position(function.Body.Lbrace).Line+1, files.Position(function.Body.Rbrace).Line-1
		for n := first; n <= last; n++ {
			if !hidden[n] {
				line := strings.TrimPrefix(lines[n-1], "\t")
				bodies[function.Name.Name] = append(bodies[function.Name.Name], strings.ReplaceAll(line, "\t", "    "))
			}
		}
	}
	return bodies, nil
}

// onlyClaims says that a statement does nothing but claim: a call of a method of c, or a loop over such.
func onlyClaims(statement ast.Stmt) bool {
	switch s := statement.(type) {
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		receiver, ok := method.X.(*ast.Ident)
		return ok && receiver.Name == "c"
	case *ast.RangeStmt:
		for _, inner := range s.Body.List {
			if !onlyClaims(inner) {
				return false
			}
		}
		return true
	}
	return false
}
