// Gondola is n-dimensional arrays on the command line.
//
//	gondola eval 'mean(exp(x), axis=0)' x=a.npy -o b.npy
//	gondola info a.npy
//	gondola convert a.npy b.npz --dtype float32
//	gondola tour
//
// Run gondola help for the rest. Results go to standard output, errors in one line to standard error;
// the exit status is 0, or 1 for bad data, 2 for bad usage, 130 after Ctrl-C.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"

	"gondola/buffer"
	"gondola/cmd/gondola/internal/expr"
	"gondola/interop/npy"
	"gondola/nd"
)

// Exit statuses.
const (
	statusOK          = 0
	statusData        = 1
	statusUsage       = 2
	statusInterrupted = 130 // what a shell reports of a program that SIGINT ended
)

// command is a subcommand.
type command struct {
	name    string
	summary string // one line of gondola help
	help    string // the rest of gondola help NAME, which begins with the summary
	run     func(*session) error
}

// commands are the subcommands in the order of gondola help. It is filled in init since help reads it.
var commands []command

func init() {
	commands = []command{evalCommand, infoCommand, convertCommand, tourCommand, benchCommand, versionCommand, helpCommand}
}

// session is one run of a subcommand.
type session struct {
	ctx            context.Context // done after Ctrl-C
	command        command
	args           []string // behind the name of the subcommand
	stdout, stderr io.Writer
}

// usageError is an error in how the command was called.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// badUsage makes a usageError.
func badUsage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	nd.Interrupt(func() bool { return ctx.Err() != nil })
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program: it runs the subcommand that args name and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, overview())
		return statusUsage
	}
	name, rest := args[0], args[1:]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-v", "-version", "--version":
		name = "version"
	}
	c := find(name)
	if c == nil {
		fmt.Fprintf(stderr, "gondola: there is no command %q: run gondola help for the list\n", name)
		return statusUsage
	}
	s := &session{ctx: ctx, command: *c, args: rest, stdout: stdout, stderr: stderr}
	return report(s, s.guarded())
}

// find is the subcommand of that name, or nil.
func find(name string) *command {
	for i := range commands {
		if commands[i].name == name {
			return &commands[i]
		}
	}
	return nil
}

// guarded runs the subcommand and turns the panics of package nd into errors, and faults of memory on this
// goroutine too: a mapped file may be made shorter by another program.
func (s *session) guarded() (err error) {
	debug.SetPanicOnFault(true)
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case *nd.Error:
			err = cause
		case buffer.OutOfMemory:
			err = cause
		case interface {
			error
			Addr() uintptr
		}:
			err = fmt.Errorf("memory cannot be read: did another program change a file? (%w)", cause)
		default:
			panic(cause)
		}
	}()
	return s.command.run(s)
}

// report prints an error and returns the exit status.
func report(s *session, err error) int {
	var usage usageError
	var failed *expr.Error
	switch {
	case err == nil:
		return statusOK
	case errors.Is(err, errHelp):
		fmt.Fprint(s.stdout, s.command.text())
		return statusOK
	case s.ctx.Err() != nil:
		fmt.Fprintf(s.stderr, "gondola %s: interrupted\n", s.command.name)
		return statusInterrupted
	}
	text := oneLine(message(err))
	if errors.As(err, &usage) {
		text += " (examples: gondola help " + s.command.name + ")"
	}
	fmt.Fprintf(s.stderr, "gondola %s: %s\n", s.command.name, text)
	if errors.As(err, &failed) {
		fmt.Fprintf(s.stderr, "    %s\n", strings.ReplaceAll(failed.Picture(), "\n", "\n    "))
	}
	if usage.text != "" || failed != nil && failed.Usage {
		return statusUsage
	}
	return statusData
}

// message is an error without the Go function of package npy that found it.
func message(err error) string {
	if file, ok := err.(*npy.Error); ok {
		return strings.TrimPrefix(file.Error(), "npy."+file.Op+": ")
	}
	return err.Error()
}

// oneLine is a message without the newlines that a path or a string in it may have.
func oneLine(text string) string {
	return strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(text)
}
