package main

import "gondola/cmd/gondola/internal/tour"

var tourCommand = command{
	name:    "tour",
	summary: "run the experiments of the interoperability notes, live",
	help: `
    gondola tour

Every experiment prints its sentence, its code and what came out, with the addresses that prove which
memory is shared. The exit status is 0 only if every claim held. Nothing but this program is needed;
python -m ndola tour runs the experiments with the real NumPy, pandas and PyTorch. NO_COLOR turns the colours off.
`,
	run: func(s *session) error {
		args, err := newOptions().parse(s.args)
		if err != nil {
			return err
		}
		if len(args) > 0 {
			return badUsage("tour takes no arguments")
		}
		return tour.Run(s.stdout)
	},
}
