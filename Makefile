# Everything typed in this repository. `make help` lists the targets.
#
# Needed: Go, a C compiler and Python 3.11 or newer with its headers. All else is pinned and installed below this
# directory: Python packages in .venv from requirements.lock, linters in build/.
#
#     PYTHON=python3.12 make test    choose the interpreter; by default the newest usable one, see .ci/pythons

MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
RUFF := $(VENV)/bin/ruff
STATICCHECK := build/staticcheck
PACKAGE := python/ndola

# The interpreter for .venv comes from the caller or from a search, never from make's own defaults.
PYTHON ?=

# In-place builds and pytest find the package and its back end without anything being installed.
export PYTHONPATH := $(CURDIR)/python:$(CURDIR)/python/build_backend
export PYTHONDONTWRITEBYTECODE := 1

step = @printf '\n==> %s\n' '$(1)'

.PHONY: help
help:
	@echo 'make tour         the notes'\'' experiments, live, in Go and in Python'
	@echo 'make test         lint, then every test of both languages'
	@echo 'make build        the command and the Python package, in place'
	@echo 'make wheel        dist/ndola-*.whl, one for every CPython from 3.11 up'
	@echo 'make sanitize     the tests of the C shell under AddressSanitizer'
	@echo 'make fuzz         every fuzzer in turn, FUZZTIME each (60s); the shell under AddressSanitizer'
	@echo 'make soak         10^6 round trips through each protocol, memory flat'
	@echo 'make bench        ratios against NumPy and its peers; make bench-quick in a minute'
	@echo 'make generate     everything derived: from internal/spec, and the SIMD kernels'
	@echo 'make lint         the formatters and linters of Go, C and Python'
	@echo 'make clean        remove what was built (not .venv)'

.PHONY: tour
tour: build venv
	$(call step,the notes in Go)
	bin/gondola tour
	$(call step,the notes in Python)
	$(PY) -m ndola tour

# Installed once; .ci/venv decides whether there is anything to do.
.PHONY: venv
venv:
	@.ci/venv $(VENV) requirements.lock $(PYTHON)

# Build: two shared libraries beside the Python files, and the command. Each is made again when a source of it changed.

GO_FILES := $(shell find . -path './.*' -prune -o -path ./build -prune -o \( -name '*.go' -o -name '*.s' \) -print)
GO_SOURCES := $(filter-out %_test.go,$(GO_FILES)) go.mod
C_SOURCES := $(wildcard python/src/*.c python/src/*.h)
BACK_END := $(wildcard python/build_backend/ndola_build/*.py)

.PHONY: build
build: bin/gondola $(PACKAGE)/_ndola.abi3.so $(PACKAGE)/libndola_core.so

bin/gondola: $(GO_SOURCES)
	$(call step,building the command)
	CGO_ENABLED=0 go build -o $@ ./cmd/gondola

$(PACKAGE)/_ndola.abi3.so: $(C_SOURCES) $(BACK_END) | venv
	$(call step,building the C shell)
	$(PY) -m ndola_build shell

$(PACKAGE)/libndola_core.so: $(GO_SOURCES) $(filter %.h,$(C_SOURCES)) $(BACK_END) | venv
	$(call step,building the Go core)
	$(PY) -m ndola_build core

.PHONY: wheel
wheel: venv
	$(call step,building the wheel)
	mkdir -p dist
	$(PY) -c 'import ndola_build; print("dist/" + ndola_build.build_wheel("dist"))'

.PHONY: sdist
sdist: venv
	$(call step,building the sdist)
	mkdir -p dist
	$(PY) -c 'import ndola_build; print("dist/" + ndola_build.build_sdist("dist"))'

# Test: lint first, since it is quick; then each language.

.PHONY: test
test: lint test-go test-python test-shell
	$(call step,all tests passed)

# Run again with the SIMD kernels off: the packages whose numbers come from kernels. Go's test cache does not see the
# variable, hence -count=1.
KERNEL_PACKAGES = ./internal/kernel/... ./internal/walk/... ./nd/... ./xp/... ./container/...
# Run again under the race detector: the packages that start goroutines or share memory between them.
RACE_PACKAGES = ./buffer/... ./internal/walk/...

.PHONY: test-go
test-go:
	$(call step,Go tests)
	CGO_ENABLED=0 go build ./...
	go test ./...
	$(call step,Go tests with portable kernels)
	GONDOLA_KERNELS=portable go test -count=1 $(KERNEL_PACKAGES)
	$(call step,Go tests under the race detector)
	go test -race -short $(RACE_PACKAGES)

.PHONY: test-python
test-python: build venv
	$(call step,Python tests against the real libraries)
	$(PY) -m pytest -q python/tests

# The shell promises one binary for every CPython from 3.11 up, so its tests run on each that is here, with the very
# files that .venv's interpreter built.
.PHONY: test-shell
test-shell: $(PACKAGE)/_ndola.abi3.so $(PACKAGE)/libndola_core.so
	@.ci/pythons | while read -r minor python; do \
		printf '\n==> shell tests on Python %s\n' "$$minor"; \
		.ci/venv build/venv/$$minor requirements-shell.lock "$$python" </dev/null; \
		build/venv/$$minor/bin/python -m pytest -q python/tests/shell </dev/null; \
	done

.PHONY: lint
lint: lint-go lint-c lint-python

.PHONY: lint-go
lint-go: $(STATICCHECK)
	$(call step,gofmt and go vet and staticcheck)
	@unformatted=$$(gofmt -l $(filter %.go,$(GO_FILES))); \
		if [ -n "$$unformatted" ]; then echo "gofmt would change:" $$unformatted; exit 1; fi
	go vet ./...
	CGO_ENABLED=0 GOARCH=arm64 go vet ./...
	$(STATICCHECK) ./...

$(STATICCHECK): .ci/lint/go.mod .ci/lint/go.sum
	$(call step,building staticcheck)
	go build -C .ci/lint -o $(CURDIR)/$@ honnef.co/go/tools/cmd/staticcheck

# The shell compiles with -Wall -Wextra -Werror wherever it is built.
.PHONY: lint-c
lint-c: $(PACKAGE)/_ndola.abi3.so

.PHONY: lint-python
lint-python: venv
	$(call step,ruff)
	$(RUFF) check .
	$(RUFF) format --check .
	$(call step,mypy)
	$(PY) -m mypy --config-file python/pyproject.toml python/ndola

# Safety: not part of `make test`, since they take minutes.

.PHONY: sanitized
sanitized: build venv
	$(call step,building the shell under AddressSanitizer)
	$(PY) -m ndola_build sanitized

# Reports go to the terminal past pytest, and faulthandler would take the signals they come from. Of the tests one
# measures the process, which under AddressSanitizer keeps what was freed for a while.
SANITIZED_PYTEST = .ci/sanitized $(PY) -m pytest -q --capture=sys -p no:faulthandler \
	--deselect tests/shell/test_process.py::test_round_trips_leave_memory_flat

.PHONY: sanitize
sanitize: sanitized
	$(call step,shell and protocol tests under AddressSanitizer)
	$(SANITIZED_PYTEST) python/tests/shell python/tests/protocols

# Examples a property; FUZZTIME is for the Go targets, which end by the clock.
FUZZTIME ?= 60s
EXAMPLES ?= 1000

.PHONY: fuzz
fuzz: sanitized
	@grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n 1 dirname | sort -u | while read -r room; do \
		go test -list '^Fuzz' $$room | grep '^Fuzz' | while read -r target; do \
			printf '\n==> %s of %s\n' $$target $$room; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$room </dev/null; \
		done; \
	done
	$(call step,hostile objects before the shell under AddressSanitizer)
	EXAMPLES=$(EXAMPLES) $(SANITIZED_PYTEST) --hypothesis-show-statistics python/tests/protocols/test_fuzz.py

.PHONY: soak
soak: build venv
	$(call step,round trips)
	$(PY) python/tests/protocols/soak.py

# Everything else.

.PHONY: generate
generate: venv
	$(call step,generating from the list of operations)
	go run ./internal/spec/generate
	$(call step,generating the SIMD kernels)
	go run -C internal/kernel/asm .
	$(call step,generating the table of protocol rows)
	$(PY) python/tests/protocols/table.py

# Our figures beside the peers', with one thread each and with two; JSON beside the tables in build/.
.PHONY: bench bench-quick
bench bench-quick: build venv
	@mkdir -p build
	@for threads in 1 2; do \
		$(PY) bench/bench.py $(if $(filter bench-quick,$@),--quick) --threads $$threads --json build/$@-$$threads.json; \
	done

# The pins: needs uv (https://docs.astral.sh/uv/), nothing else here does.
.PHONY: lock
lock:
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' requirements.in -o requirements.lock
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' -c requirements.lock requirements-shell.in -o requirements-shell.lock

.PHONY: clean
clean:
	rm -rf bin build dist $(PACKAGE)/*.so
