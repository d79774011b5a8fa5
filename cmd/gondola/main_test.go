package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"gondola/dtype"
	"gondola/interop/npy"
	"gondola/nd"
)

// binary is the command, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	directory, err := os.MkdirTemp("", "gondola")
	if err == nil {
		binary = filepath.Join(directory, "gondola.exe")
		build := exec.Command("go", "build", "-o", binary, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		build.Stderr = os.Stderr
		err = build.Run()
	}
	status := 1
	if err == nil {
		status = m.Run()
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	os.RemoveAll(directory)
	os.Exit(status)
}

// result is what a run of the command gave.
type result struct {
	status         int
	stdout, stderr string
}

// gondola runs the command in a directory.
func gondola(t *testing.T, directory string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.Command(binary, args...)
	command.Dir, command.Stdout, command.Stderr = directory, &stdout, &stderr
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{command.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// directory holds the files that the tests read.
func directory(t *testing.T) string {
	t.Helper()
	directory := t.TempDir()
	a := nd.Reshape(nd.Arange(0.0, 6.0, 1.0), 2, 3)
	members := []npy.Member{{Name: "load", Array: nd.From([]int64{3, 1, 2})}, {Name: "deep", Array: nd.From([]float32{0.5})}}
	for _, err := range []error{
		npy.Save(filepath.Join(directory, "a.npy"), a),
		npy.Save(filepath.Join(directory, "f.npy"), nd.Transpose(nd.Copy(nd.Transpose(a)))),
		npy.Save(filepath.Join(directory, "nan.npy"), nd.Divide(a, 0)),
		npy.Save(filepath.Join(directory, "empty.npy"), nd.Zeros([]int{0, 3})),
		npy.WriteArchive(filepath.Join(directory, "data.npz"), npy.Stored, members...),
		npy.WriteArchive(filepath.Join(directory, "one.npz"), npy.Deflated, members[0]),
		os.WriteFile(filepath.Join(directory, "text.npy"), []byte("no array"), 0o600),
		os.WriteFile(filepath.Join(directory, "short.npy"), []byte("\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1000,), }"+strings.Repeat(" ", 57)+"\n"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

// Every way to call the command has its exit status, its output and its error, which is one line; an
// error in an expression shows it below.
func TestCommands(t *testing.T) {
	d := directory(t)
	for _, c := range []struct {
		args   string // words between |
		status int
		stdout string // all of it if it ends in a newline, else a part
		stderr string // a part
	}{
		{"eval|1/3", 0, "0.3333333333333333\n", ""},
		{"eval|-2**2", 0, "-4\n", ""},
		{"eval|2 > 1", 0, "True\n", ""},
		{"eval|float32", 0, "float32\n", ""},
		{"eval|None", 0, "None\n", ""},
		{"eval|x|x=a.npy", 0, "[[0. 1. 2.]\n [3. 4. 5.]]\n", ""},
		{"eval|mean(exp(x), axis=0)|x=a.npy", 0, "[10.54276846 28.65821593 77.9011076 ]\n", ""},
		{"eval|x=a.npy|x", 2, "", `"x" is not an input: write NAME=FILE or NAME=NUMBER`},
		{"eval|x * t|x=a.npy|t=0.5", 0, "[[0.  0.5 1. ]\n [1.5 2.  2.5]]\n", ""},
		{"eval|-x[0]|x=a.npy", 0, "[-0. -1. -2.]\n", ""},
		{"eval|t|t=-1", 0, "-1\n", ""},
		{"eval|x|x=data.npz:load", 0, "[3 1 2]\n", ""},
		{"eval|x|x=one.npz", 0, "[3 1 2]\n", ""},
		{"eval|(min(x), max(x))|x=a.npy", 0, "0.0\n5.0\n", ""},
		{"eval|sum(x)|x=a.npy|--memory|40", 0, "15.0\n", ""},
		{"eval|sum(x)|x=a.npy|--memory=40|--progress", 0, "15.0\n", "100%"},
		{"eval|x[1]|x=a.npy|--memory|40", 1, "", "column 2: the inputs take 48 bytes, more than the memory budget of 40 bytes (--memory), and an index needs"},
		{"eval|sum(x)|x=empty.npy", 0, "0.0\n", ""},
		{"eval", 2, "", "an expression is missing (examples: gondola help eval)"},
		{"eval|x", 2, "", "column 1: there is no input x; an input is given as x=FILE\n    x\n    ^\n"},
		{"eval|1 +", 2, "", "column 4: the expression ends too early"},
		{"eval|1|x=a.npy", 2, "", "the expression does not use the input x"},
		{"eval|x|x=a.npy|x=f.npy", 2, "", "the input x is given twice"},
		{"eval|x|x=", 2, "", "the input x is empty"},
		{"eval|1|--memory|much", 2, "", `--memory: "much" is not a size`},
		{"eval|1|--memory", 2, "", "--memory needs a value"},
		{"eval|1|--output|x.txt", 2, "", "must end in .npy or .npz"},
		{"eval|1|--outptu|x.npy", 2, "", "there is no option --outptu"},
		{"eval|x|x=none.npy", 1, "", "none.npy: no such file or directory"},
		{"eval|x|x=text.npy", 1, "", "text.npy: at byte 0: "},
		{"eval|x|x=short.npy", 1, "", "short.npy: at byte 128: the elements of the array take 8000 bytes, the file has 0"},
		{"eval|x|x=data.npz", 1, "", "data.npz: the archive has 2 arrays, name one: data.npz:load"},
		{"eval|x|x=data.npz:lod", 1, "", `data.npz: the archive has no array "lod", it has load, deep`},
		{"eval|x + ones(2)|x=a.npy", 1, "", "column 3: Add: shapes (2, 3) and (2,) do not broadcast: axis -1 has 3 and 2"},
		{"eval|x[2]|x=a.npy", 1, "", "out of bounds"},
		{"eval|zeros((1000000, 1000000, 1000))", 1, "", "Zeros"},
		{"eval|float32|-o|x.npy", 1, "", "the result is the dtype float32, which no array file can hold"},
		{"eval|(1, 2)|-o|x.npy", 1, "", "a .npy file holds one array, not 2: write a .npz"},
		{"eval|1|-o|none/x.npy", 1, "", "none/x.npy: no such file or directory"},

		{"info|a.npy", 0, "a.npy\n    shape   (2, 3)\n    dtype   float64\n    order   C\n    bytes   48\n    min     0.0\n    max     5.0\n    mean    2.5\n    NaN     0 of 6\n", ""},
		{"info|f.npy", 0, "order   F", ""},
		{"info|nan.npy", 0, "min     inf\n    max     inf\n    NaN     1 of 6\n    inf     5 of 6\n", ""},
		{"info|data.npz", 0, "data.npz:load\n    shape   (3,)\n    dtype   int64", ""},
		{"info|data.npz:deep", 0, "data.npz:deep\n    shape   (1,)\n    dtype   float32", ""},
		{"info|empty.npy", 0, "empty.npy\n    shape   (0, 3)\n    dtype   float64\n    order   C\n    bytes   0\n", ""},
		{"info|--header|a.npy", 0, "a.npy\n    shape   (2, 3)\n    dtype   float64\n    order   C\n    bytes   48\n", ""},
		{"info", 2, "", "a file is missing"},
		{"info|text.npy", 1, "", "at byte 0"},
		{"info|short.npy", 1, "", "at byte 128"},

		{"convert|a.npy", 2, "", "convert takes an input and an output, not 1 names"},
		{"convert|a.npy|x.txt", 2, "", "must end in .npy or .npz"},
		{"convert|a.npy|x.npy|--order|K", 2, "", `--order is C or F, not "K"`},
		{"convert|a.npy|x.npy|--dtype|flaot", 2, "", `--dtype: dtype "flaot" is not understood`},
		{"convert|a.npy|x.npy|--compress", 2, "", "--compress is for .npz archives"},
		{"convert|data.npz|x.npy", 2, "", "data.npz has 2 arrays, a .npy file holds one: name it as data.npz:load"},
		{"convert|none.npy|x.npy", 1, "", "none.npy: no such file or directory"},
		{"convert|a.npy|x.npy|--dtype|M8[s]", 1, "", "a.npy: Astype"},

		{"", 2, "", "gondola eval "},
		{"evil", 2, "", `there is no command "evil"`},
		{"help", 0, "gondola convert", ""},
		{"--help", 0, "gondola convert", ""},
		{"help|eval", 0, "gondola eval '(x - mean(x)) / std(x)' x=a.npy -o normal.npy", ""},
		{"eval|--help", 0, "gondola eval EXPRESSION", ""},
		{"help|mean", 0, "mean(x, /, *, axis=None, keepdims=False)\n\n    the arithmetic mean", ""},
		{"help|functions", 0, "acos, arccos", ""},
		{"help|evil", 2, "", `there is no command and no function "evil"`},
		{"version", 0, " kernels", ""},
		{"version|1", 2, "", "takes no arguments"},
		{"bench", 0, "make bench-quick", ""},
		{"tour|now", 2, "", "takes no arguments"},
		{"tour", 0, "experiments, all held", ""},
	} {
		t.Run(c.args, func(t *testing.T) {
			args := strings.Split(c.args, "|")
			if c.args == "" {
				args = nil
			}
			r := gondola(t, d, args...)
			if r.status != c.status {
				t.Errorf("status %d, want %d", r.status, c.status)
			}
			whole := strings.HasSuffix(c.stdout, "\n") && args[0] == "eval"
			if !strings.Contains(r.stdout, c.stdout) || whole && r.stdout != c.stdout || c.stdout == "" && r.stdout != "" {
				t.Errorf("standard output %q, want %q", r.stdout, c.stdout)
			}
			if !strings.Contains(r.stderr, c.stderr) || c.stderr == "" && r.stderr != "" {
				t.Errorf("standard error %q, want %q", r.stderr, c.stderr)
			}
			if first, rest, _ := strings.Cut(r.stderr, "\n"); c.status != 0 && args != nil && rest != "" && !strings.Contains(first, "column") {
				t.Errorf("standard error has several lines: %q", r.stderr)
			}
		})
	}
	if left, _ := filepath.Glob(filepath.Join(d, "x.*")); len(left) > 0 {
		t.Errorf("a failed command wrote %v", left)
	}
}

// load is the array in a file.
func load(t *testing.T, path string) *nd.Array {
	t.Helper()
	a, err := npy.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// equal says that two arrays have the same dtype and elements.
func equal(a, b *nd.Array) bool {
	return a.DType() == b.DType() && fmt.Sprint(a.Shape()) == fmt.Sprint(b.Shape()) && nd.All(nd.Equal(a, b)).Item().(bool)
}

func TestEvalWrites(t *testing.T) {
	d := directory(t)
	for _, args := range [][]string{
		{"eval", "x * 2", "x=a.npy", "-o", "out.npy"},
		{"eval", "-o", "a.npy", "x * 2", "x=a.npy"}, // its own input
		{"eval", "x", "x=a.npy", "--output=streamed.npy", "--memory", "30"},
		{"eval", "(min(x), x, 1j)", "x=a.npy", "-o", "out.npz"},
	} {
		if r := gondola(t, d, args...); r.status != 0 || r.stdout != "" || r.stderr != "" {
			t.Fatalf("%v: %+v", args, r)
		}
	}
	doubled := nd.Reshape(nd.Arange(0.0, 12.0, 2.0), 2, 3)
	for _, name := range []string{"out.npy", "a.npy", "streamed.npy"} {
		if got := load(t, filepath.Join(d, name)); !equal(got, doubled) {
			t.Errorf("%s is %v", name, got)
		}
	}
	archive, err := npy.OpenArchive(filepath.Join(d, "out.npz"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	for name, want := range map[string]*nd.Array{"arr_0": nd.Scalar(0.0), "arr_1": doubled, "arr_2": nd.Scalar(1i)} {
		if got, err := archive.Load(name); err != nil || !equal(got, want) {
			t.Errorf("%s is %v, %v", name, got, err)
		}
	}
}

func TestConvert(t *testing.T) {
	d := directory(t)
	a := load(t, filepath.Join(d, "a.npy"))
	for _, c := range []struct {
		args, output string
		member       string
		want         *nd.Array
		fortran      bool
	}{
		{"a.npy b.npy", "b.npy", "", a, false},
		{"f.npy b.npy", "b.npy", "", a, true},
		{"a.npy b.npy --order F", "b.npy", "", a, true},
		{"f.npy b.npy --order c", "b.npy", "", a, false},
		{"a.npy b.npy --dtype f4 --order F", "b.npy", "", nd.Astype(a, dtype.Float32), true},
		{"a.npy b.npy --dtype >i2", "b.npy", "", nd.Astype(a, dtype.Int16.Swap()), false},
		{"a.npy a.npz", "a.npz", "arr_0", a, false},
		{"a.npy c.npz --order F --compress", "c.npz", "arr_0", a, true},
		{"data.npz small.npz --dtype f4", "small.npz", "load", nd.From([]float32{3, 1, 2}), true},
		{"data.npz:load load.npy", "load.npy", "", nd.From([]int64{3, 1, 2}), true},
		{"empty.npy e.npy --dtype int8 --order F", "e.npy", "", nd.Zeros([]int{0, 3}, nd.As(dtype.Int8)), true},
	} {
		if r := gondola(t, d, append([]string{"convert"}, strings.Fields(c.args)...)...); r.status != 0 || r.stdout != "" {
			t.Errorf("%s: %+v", c.args, r)
			continue
		}
		var got *nd.Array
		var err error
		if path := filepath.Join(d, c.output); c.member == "" {
			got, err = npy.Load(path)
		} else {
			var archive *npy.Archive
			if archive, err = npy.OpenArchive(path); err == nil {
				got, err = archive.Load(c.member)
				archive.Close()
			}
		}
		if err != nil || !equal(got, c.want) || got.IsF() != c.fortran {
			t.Errorf("%s: %v, F order %v, error %v", c.args, got, got != nil && got.IsF(), err)
		}
	}
}

// A file of several blocks is converted into the other order.
func TestConvertInBlocks(t *testing.T) {
	d := t.TempDir()
	x := nd.Reshape(nd.Arange(0.0, 3e6, 1.0), 1500, 2000)
	if err := npy.Save(filepath.Join(d, "x.npy"), x); err != nil {
		t.Fatal(err)
	}
	if r := gondola(t, d, "convert", "x.npy", "y.npy", "--order", "F", "--dtype", "f4"); r.status != 0 {
		t.Fatalf("%+v", r)
	}
	if y := load(t, filepath.Join(d, "y.npy")); !y.IsF() || !equal(y, nd.Astype(x, dtype.Float32)) {
		t.Error("the elements differ")
	}
}

// sparse writes a large file of zeros that takes no room on the disk.
func sparse(t *testing.T, path string, rows, columns int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	header := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }", rows, columns)
	header = "\x93NUMPY\x01\x00v\x00" + header + strings.Repeat(" ", 117-len(header)) + "\n"
	if _, err = file.WriteString(header); err == nil {
		err = file.Truncate(int64(len(header) + 8*rows*columns))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Ctrl-C while the output is being written leaves the old file, and nothing else.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGINT can be sent")
	}
	for name, args := range map[string][]string{
		"streamed": {"eval", "exp(x) + 1", "x=x.npy", "-o", "out.npy", "--memory", "1MB"},
		"convert":  {"convert", "x.npy", "out.npy", "--dtype", "i8"},
	} {
		t.Run(name, func(t *testing.T) {
			d := t.TempDir()
			sparse(t, filepath.Join(d, "x.npy"), 2_000_000, 100)
			old := nd.From([]int64{1, 2, 3})
			if err := npy.Save(filepath.Join(d, "out.npy"), old); err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			command := exec.Command(binary, args...)
			command.Dir, command.Stderr = d, &stderr
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			awaitWriting(d)
			if err := command.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			_ = command.Wait()
			if status := command.ProcessState.ExitCode(); status != statusInterrupted {
				t.Errorf("status %d", status)
			}
			if want := "gondola " + args[0] + ": interrupted\n"; stderr.String() != want {
				t.Errorf("standard error %q, want %q", stderr.String(), want)
			}
			if now := load(t, filepath.Join(d, "out.npy")); !equal(now, old) {
				t.Errorf("the output is now %v", now)
			}
			if names, _ := os.ReadDir(d); len(names) != 2 {
				t.Errorf("left behind: %v", names)
			}
		})
	}
}

// awaitWriting returns when the new output in a directory has begun to grow, or after a while.
func awaitWriting(directory string) {
	for range 2000 {
		files, _ := filepath.Glob(filepath.Join(directory, ".out.npy.*"))
		for _, name := range files {
			if info, err := os.Stat(name); err == nil && info.Size() > 100_000 {
				return
			}
		}
		time.Sleep(time.Millisecond)
	}
}

// With little address space the command starts, and a file that does not fit there is streamed.
func TestAddressSpace(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("ulimit -v is Linux's")
	}
	d := t.TempDir()
	sparse(t, filepath.Join(d, "x.npy"), 750_000, 100) // 600 MB; Go's runtime reserves more than half of the limit
	shell := exec.Command("sh", "-c", `ulimit -v 1000000; exec "$0" eval 'count_nonzero(x)' x=x.npy`, binary)
	shell.Dir = d
	if output, err := shell.CombinedOutput(); err != nil || string(output) != "0\n" {
		t.Errorf("%v: %s", err, output)
	}
}
