# `make demo` and `make test` need nothing but Python >= 3.11 with venv and pip.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint docs bench clean

# pip and not an installer of its own: every machine with Python has it.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

demo: $(VENV)/installed  ## clean the sample documents, show one with its receipts, and the account of all
	$(BIN)/docclean explain seeds/01-*.txt
	@mkdir -p build
	$(BIN)/docclean clean seeds/ -o build/demo.jsonl --removed build/removed.jsonl --report build/report.json
	@echo "clean documents: build/demo.jsonl   receipts: build/removed.jsonl   tallies: build/report.json"

test: $(VENV)/installed  ## all tests, doctests included
	$(BIN)/python -m pytest

lint: $(VENV)/installed  ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/installed  ## write the generated pages of docs/reference/
	$(BIN)/python docs/generate.py

bench: $(VENV)/installed  ## speed of the text pipeline beside its peers
	$(BIN)/python tests/bench/text_pipeline.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
