package main

import (
	"errors"
	"fmt"
	"strings"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/expr"
	"gondola/cmd/gondola/internal/memory"
	"gondola/cmd/gondola/internal/stream"
	"gondola/cmd/gondola/internal/terminal"
	"gondola/interop/npy"
	"gondola/nd"
)

var evalCommand = command{
	name:    "eval",
	summary: "evaluate an array expression over files",
	help: `
    gondola eval EXPRESSION [NAME=FILE | NAME=NUMBER]... [-o OUTPUT]

The expression is Python's notation over arrays: numbers, operators, indices and every function of
the Array API standard, by its name there or in NumPy. Results print as NumPy prints them.

    gondola eval '2**0.5'
    gondola eval 'linspace(0, 1, 5)'
    gondola eval 'mean(exp(x), axis=0)' x=a.npy -o b.npy
    gondola eval '(x - mean(x)) / std(x)' x=a.npy -o normal.npy
    gondola eval 'sum(where(x > t, x, 0))' x=data.npz:load t=2.5
    gondola eval 'x[::-1, 1:] @ y' x=a.npy y=b.npy
    gondola eval 'astype(x, float32)' x=a.npy -o small.npz
    gondola eval '(min(x), max(x))' x=a.npy

An input is a .npy file, a member of a .npz archive (data.npz:load), or a number.
The output is a .npy file, or a .npz archive, which holds several results as arr_0, arr_1, ….
It is replaced when all of it is written; after an error or Ctrl-C the old file is still there.

Inputs larger than the memory budget are read block by block. That works for elementwise functions,
for reductions (sum, prod, mean, var, std, min, max, any, all, count_nonzero), and for what is made of these;
a result as large as its inputs needs -o. A bar on a terminal shows the progress.

    -o, --output FILE   write the result instead of printing it
    --memory SIZE       the memory budget, as 500MB or 2GiB; a quarter of what is available by default
    --progress          show the bar even where standard error is no terminal

There is no 'and', 'or', 'not': write (a) & (b), (a) | (b), ~(a), with the parentheses. Constants are pi, e, inf,
nan, newaxis, True, False, None; dtypes go by name. gondola help functions lists the functions.
`,
	run: runEval,
}

// evaluation is what the arguments of gondola eval ask for.
type evaluation struct {
	*session
	expr     *expr.Expr
	numbers  map[string]any
	sources  map[string]*arrayfile.Source
	output   string
	budget   int
	progress bool
}

func runEval(s *session) error {
	e, err := parseEval(s)
	if err != nil {
		return err
	}
	value, err := e.value()
	if err != nil {
		return err
	}
	switch {
	case value == nil && e.output != "": // it was streamed there
		return nil
	case e.output == "":
		return printResult(s, value)
	}
	members, err := asArrays(value)
	if err != nil {
		return err
	}
	return arrayfile.Save(s.ctx, e.output, npy.Stored, members...)
}

// parseEval reads the arguments, the expression and the headers of the files.
func parseEval(s *session) (*evaluation, error) {
	e := &evaluation{session: s, numbers: map[string]any{}, sources: map[string]*arrayfile.Source{}}
	var size string
	o := newOptions()
	o.StringVar(&e.output, "o", "", "")
	o.StringVar(&e.output, "output", "", "")
	o.StringVar(&size, "memory", "", "")
	o.BoolVar(&e.progress, "progress", false, "")
	args, err := o.parse(s.args)
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return nil, badUsage("an expression is missing")
	}
	if e.output != "" {
		if err := arrayfile.CheckOutput(e.output); err != nil {
			return nil, badUsage("%v", err)
		}
	}
	if e.budget, err = budget(size); err != nil {
		return nil, err
	}
	values, names, err := namedInputs(args[1:])
	if err != nil {
		return nil, err
	}
	if e.expr, err = expr.Parse(args[0], names); err != nil {
		return nil, err
	}
	return e, e.open(values)
}

// budget is the memory budget that --memory gives.
func budget(size string) (int, error) {
	if size == "" {
		return memory.Budget(), nil
	}
	n, err := memory.Parse(size)
	if err != nil {
		return 0, badUsage("--memory: %v", err)
	}
	return n, nil
}

// namedInputs splits arguments of the form NAME=VALUE.
func namedInputs(args []string) (values map[string]string, names []string, err error) {
	values = map[string]string{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		switch {
		case !ok || !expr.IsName(name):
			return nil, nil, badUsage("%q is not an input: write NAME=FILE or NAME=NUMBER", arg)
		case value == "":
			return nil, nil, badUsage("the input %s is empty: write %s=FILE or %s=NUMBER", name, name, name)
		}
		if _, twice := values[name]; twice {
			return nil, nil, badUsage("the input %s is given twice", name)
		}
		values[name] = value
		names = append(names, name)
	}
	return values, names, nil
}

// open reads the headers of the inputs that the expression uses.
func (e *evaluation) open(values map[string]string) error {
	for _, name := range e.expr.Inputs {
		if number, ok := expr.Number(values[name]); ok {
			e.numbers[name] = number
			continue
		}
		source, err := arrayfile.Find(values[name])
		if err != nil {
			return err
		}
		e.sources[name] = source
	}
	for name := range values {
		if e.numbers[name] == nil && e.sources[name] == nil {
			return badUsage("the expression does not use the input %s", name)
		}
	}
	return nil
}

// value evaluates the expression, at once or block by block. It is nil where it was written to the output.
func (e *evaluation) value() (any, error) {
	job := &stream.Job{Expr: e.expr, Numbers: e.numbers, Sources: e.sources, Budget: e.budget, Bar: e.bar}
	if strings.HasSuffix(strings.ToLower(e.output), ".npy") {
		job.Output = e.output
	}
	if job.Bytes() > e.budget {
		return stream.Run(e.ctx, job)
	}
	inputs := map[string]any{}
	for name, number := range e.numbers {
		inputs[name] = number
	}
	for name, source := range e.sources {
		a, err := source.Open()
		if err != nil {
			return nil, err
		}
		inputs[name] = a
	}
	return e.expr.Eval(inputs)
}

// bar is the progress bar of a pass over so many bytes, if anybody watches.
func (e *evaluation) bar(total int) *terminal.Bar {
	if !e.progress && !terminal.Is(e.stderr) {
		return nil
	}
	return terminal.NewBar(e.stderr, total)
}

// asArrays is a result as the arrays of a file.
func asArrays(value any) ([]npy.Member, error) {
	list, several := value.([]any)
	if !several {
		list = []any{value}
	}
	members := make([]npy.Member, len(list))
	for i, v := range list {
		a, err := nd.FromAny(v)
		if err != nil {
			a, err = scalarArray(v)
		}
		if err != nil {
			return nil, err
		}
		members[i].Array = a
	}
	if len(members) == 0 {
		return nil, errors.New("the result is empty: there is nothing to write")
	}
	return members, nil
}

// scalarArray is a number as an array of no axes.
func scalarArray(v any) (*nd.Array, error) {
	switch v := v.(type) {
	case bool:
		return nd.Scalar(v), nil
	case int:
		return nd.Scalar(int64(v)), nil
	case uint64:
		return nd.Scalar(v), nil
	case float64:
		return nd.Scalar(v), nil
	case complex128:
		return nd.Scalar(v), nil
	}
	return nil, fmt.Errorf("the result is %s, which no array file can hold", expr.Describe(v))
}

// printResult writes a result to standard output, several below each other.
func printResult(s *session, value any) error {
	if list, ok := value.([]any); ok {
		for _, v := range list {
			if err := printResult(s, v); err != nil {
				return err
			}
		}
		return nil
	}
	if number, err := scalarArray(value); err == nil {
		value = number
	}
	var text string
	switch v := value.(type) {
	case *nd.Array:
		text = v.String()
	case nil:
		text = "None"
	default:
		text = fmt.Sprint(v)
	}
	_, err := fmt.Fprintln(s.stdout, text)
	return err
}
