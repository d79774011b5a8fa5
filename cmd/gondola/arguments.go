package main

import (
	"errors"
	"flag"
	"io"
	"strings"
)

// errHelp says that help was asked for among the arguments.
var errHelp = errors.New("help")

// options is a set of flags that may stand between and behind the arguments.
type options struct{ *flag.FlagSet }

func newOptions() options {
	set := flag.NewFlagSet("", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	return options{set}
}

// parse reads the flags and returns what remains. A word that begins with one hyphen and is no flag is an
// argument, since expressions and numbers begin so: -x + 1.
func (o options) parse(args []string) (rest []string, err error) {
	for len(args) > 0 {
		word := args[0]
		name, value, hasValue := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(word, "-"), "-"), "=")
		known := o.Lookup(name)
		switch {
		case word == "--":
			return append(rest, args[1:]...), nil
		case word == "-h" || word == "-help" || word == "--help":
			return nil, errHelp
		case strings.HasPrefix(word, "-") && known != nil:
			args = args[1:]
			if isBool(known) && !hasValue {
				value = "true"
			} else if !hasValue {
				if len(args) == 0 {
					return nil, badUsage("%s needs a value", word)
				}
				value, args = args[0], args[1:]
			}
			if err := o.Set(name, value); err != nil {
				return nil, badUsage("%s %s: %v", strings.TrimSuffix(word, "="+value), value, err)
			}
			continue
		case strings.HasPrefix(word, "--") && !strings.ContainsAny(word, " ()"):
			return nil, badUsage("there is no option %s", word)
		}
		rest = append(rest, word)
		args = args[1:]
	}
	return rest, nil
}

// isBool says that a flag needs no value.
func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}
