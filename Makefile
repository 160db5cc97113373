# Every target works from a clean clone: what it needs is installed into .venv first.

HOST ?= 127.0.0.1
PORT ?= 7860
# The first interpreter on the PATH that is new enough; `make PYTHON=/path/to/python` overrides.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

BIN := .venv/bin
INSTALL = @echo "Installing into .venv; the first time takes some minutes" >&2; \
	$(BIN)/python -m pip install --disable-pip-version-check -qq -c constraints.txt
LOCKED := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help serve test lint format evals bench lock clean
.DELETE_ON_ERROR:

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/.installed  ## ingest data/disclosures and serve the chat on HOST:PORT (127.0.0.1:7860)
	$(BIN)/python -m ingest add data/disclosures >&2 || test $$? -eq 1  # 1: some refused, told above
	exec $(BIN)/python -m bot serve --host "$(HOST)" --port "$(PORT)"

test: .venv/.installed-dev  ## run every test
	.ci/system-packages >&2
	$(BIN)/pytest

lint: .venv/.installed-dev  ## check style, formatting, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/.installed-dev  ## format the code and mend what can be mended
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

evals: .venv/.installed-dev  ## run the evaluation
	$(BIN)/python -m evals run

bench: .venv/.installed-dev  ## measure speed
	$(BIN)/python -m evals bench

lock: | .venv/bin/python  ## resolve every dependency anew into constraints.txt
	$(BIN)/python .ci/lock.py '.[dev,ocr]' > constraints.new
	mv constraints.new constraints.txt

clean:  ## remove the environment and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(or $(PYTHON),false) -c '$(NEW_ENOUGH)' || { \
		echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv .venv >&2

.venv/.installed: $(LOCKED) | .venv/bin/python
	$(INSTALL) -e . >&2
	touch $@

.venv/.installed-dev: $(LOCKED) | .venv/bin/python
	$(INSTALL) -e '.[dev]' >&2
	touch .venv/.installed $@
