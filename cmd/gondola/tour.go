package main

var tourCommand = command{
	name:    "tour",
	summary: "run the interoperability notes' experiments, live",
	help:    "\n    gondola tour\n",
	run:     func(s *session) error { return nil },
}
