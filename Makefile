# Every target does its own set-up and is quick when nothing changed.
VENV := .venv
PYTHON ?= $(or $(shell command -v python3.11),python3)
PY := $(VENV)/bin/python
CHUHAI := $(VENV)/bin/chuhai
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install run test test-engines check bench eval faults vectors weights lock clean

help:  ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --require-hashes -r requirements/run.txt
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	$(PY) -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/engines.done: requirements/engines.txt $(VENV)/dev.done
	$(PY) -m pip install --quiet --require-hashes -r requirements/engines.txt
	@touch $@

install: $(VENV)/run.done  ## Set up; leaves .venv/bin/chuhai

run: install  ## Load the demo shop if there are no data, start the server
	@$(CHUHAI) demo --if-empty
	@$(CHUHAI) serve

test: $(VENV)/dev.done  ## Run the whole test suite, a process for each core
	$(PY) -m pytest -q -n auto --dist loadfile

test-engines: $(VENV)/engines.done  ## The same questions on PostgreSQL and ClickHouse; installs what that needs
	$(PY) -m tests.engines.postgresql_server
	$(PY) -m pytest -q tests/engines

check: $(VENV)/dev.done  ## Lint, types, import rules, files of the library
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check --quiet . || { echo "run: $(VENV)/bin/ruff format ."; exit 1; }
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@$(CHUHAI) documents check

bench: $(VENV)/dev.done  ## Ratios against named baselines, into benchmarks/results/
	$(PY) -m benchmarks.run

eval: $(VENV)/dev.done  ## Rates of understanding and grounding; DATA="FOLDER..." adds XQuAD and metric questions
	$(PY) -m tests.evals.run $(DATA)

faults: $(VENV)/dev.done  ## Killed, simultaneous and hostile imports at full size
	$(PY) -m tests.faults.kill_imports 60
	$(PY) -m tests.faults.concurrent_imports
	$(PY) -m tests.faults.hostile_uploads

vectors: $(VENV)/dev.done  ## Embed what the knowledge library holds anew
	$(PY) -m knowledge.shipped

weights: $(VENV)/dev.done  ## Fit anew what tells buyers' intents
	$(PY) -m benchmarks.understanding.fit

lock: $(VENV)/dev.done  ## Resolve the requirements anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra build -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra build --extra dev -c requirements/run.txt -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra build --extra dev --extra engines -c requirements/dev.txt -o requirements/engines.txt

clean:  ## Remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
