# Each target makes what it needs; `make run` and `make test` are the two a newcomer wants.
PYTHON ?= python3
PORT ?= 5000
VENV ?= .venv
BIN = $(VENV)/bin
INDEX ?= var/index

.PHONY: run test check format test-reloaded bench quality torture screenshots clean

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(VENV)/benchmarking: $(VENV)/developing
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@

run: $(VENV)/installed  ## ingest the sample corpus once, then serve it
	@test -f $(INDEX)/manifest.json || $(BIN)/index add --index $(INDEX) corpus/sample
	$(BIN)/index serve --index $(INDEX) --port $(PORT)

test: $(VENV)/developing  ## all tests
	$(BIN)/python -m pytest

check: $(VENV)/developing  ## style, types, borders between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/developing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-reloaded: ## the engine's tests on whoosh-reloaded 2.7.5 in place of whoosh3
	test -x .venv-reloaded/bin/python || $(PYTHON) -m venv .venv-reloaded
	.venv-reloaded/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	.venv-reloaded/bin/python -m pip install --quiet --editable . --group test
	.venv-reloaded/bin/python -m pip uninstall --quiet --yes whoosh3
	.venv-reloaded/bin/python -m pip install --quiet --force-reinstall whoosh-reloaded==2.7.5
	.venv-reloaded/bin/python -m pytest -m "not browser"

bench: $(VENV)/benchmarking  ## side by side with stock Whoosh, tantivy, SQLite FTS5; CORPUS=articles.jsonl.xz
	$(BIN)/python -m tests.benchmarks

quality: $(VENV)/benchmarking  ## facets and known-item search on the marked sets of TIMTIN_TEST_DATA
	$(BIN)/python -m tests.quality

torture: $(VENV)/developing  ## the long forms of the reliability tests
	$(BIN)/python -m tests.torture

screenshots: $(VENV)/developing
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf var .venv-reloaded .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
