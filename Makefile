# Each target makes what it needs; `make run` and `make test` are the two a newcomer wants.
PYTHON ?= python3
PORT ?= 5000
VENV ?= .venv
BIN = $(VENV)/bin
INDEX ?= var/index
ROUNDS ?= 200

.PHONY: run test coverage check format test-reloaded test-wheel bench quality torture opensearch lock audit screenshots clean

# What is installed is what the lock files name, with their hashes; `make lock` makes them from pyproject.toml.
INSTALL = -m pip install --quiet --disable-pip-version-check
# As constraints too: pip before 23.3 takes the newest of what is asked with an extra (coverage[toml]), pinned or not.
LOCKED = $(INSTALL) --require-hashes $(foreach lock,$(1),-r $(lock) -c $(lock))
THIS = $(INSTALL) --no-deps --no-build-isolation --editable .

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml requirements.lock requirements-build.lock
	$(BIN)/python $(call LOCKED,requirements-build.lock requirements.lock)
	$(BIN)/python $(THIS)
	@touch $@

$(VENV)/developing: $(VENV)/installed requirements-dev.lock
	$(BIN)/python $(call LOCKED,requirements-dev.lock)
	@touch $@

run: $(VENV)/installed  ## ingest the sample corpus once, then serve it
	@test -f $(INDEX)/manifest.json || $(BIN)/index add --index $(INDEX) corpus/sample
	$(BIN)/index serve --index $(INDEX) --port $(PORT)

# Two halves side by side, for two cores; what a new folder brings falls into the second.
HALF = tests/browser $(filter-out tests/search/whoosh_engine/,$(wildcard tests/search/*/)) $(wildcard tests/search/test_*.py)

test: $(VENV)/developing  ## all tests
	@$(BIN)/python -m pytest --durations=20 $(HALF) > $(VENV)/half.log 2>&1 & half=$$!; trap 'kill $$half' INT TERM; \
	$(BIN)/python -m pytest --durations=20 $(addprefix --ignore=,$(HALF)); rest=$$?; \
	wait $$half; first=$$?; cat $(VENV)/half.log; exit $$((rest + first))

# Tracing changes times, so what is measured in time is left out.
COVERED = --cov --cov-report=term:skip-covered --ignore tests/corpus/test_linear_time.py --ignore tools

coverage: $(VENV)/developing  ## which branches the tests run; browsers and clusters are left out
	$(BIN)/python -m pytest -m "not browser and not opensearch" $(COVERED)

check: $(VENV)/developing  ## style, types, borders between the packages, risky code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive corpus search indexer webui

format: $(VENV)/developing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-reloaded: ## the engine's tests on whoosh-reloaded 2.7.5 in place of whoosh3
	test -x .venv-reloaded/bin/python || $(PYTHON) -m venv .venv-reloaded
	.venv-reloaded/bin/python $(call LOCKED,requirements-dev.lock)
	.venv-reloaded/bin/python $(THIS)
	.venv-reloaded/bin/python -m pip uninstall --quiet --yes whoosh3
	.venv-reloaded/bin/python $(INSTALL) --force-reinstall whoosh-reloaded==2.7.5
	.venv-reloaded/bin/python -m pytest -m "not browser and not opensearch" $(RELOADED)

test-wheel:  ## the wheel in an empty environment, without the lock, by the oldest pip that is met
	PYTHON=$(PYTHON) tools/test_wheel

bench: $(VENV)/developing  ## side by side with stock Whoosh, tantivy, SQLite FTS5; CORPUS=articles.jsonl.xz
	$(BIN)/python -m tools.benchmarks
	$(BIN)/python -m tools.benchmarks served

quality: $(VENV)/developing  ## facets, documents and known-item search on the marked sets of TIMTIN_TEST_DATA
	$(BIN)/python -m tools.quality

torture: $(VENV)/developing  ## the long forms of the reliability tests, with a table of figures; ROUNDS=100 is half as long
	$(BIN)/python -m tools.torture $(ROUNDS)

opensearch: $(VENV)/developing  ## three OpenSearch nodes on ports 9201-9203 until Ctrl-C; needs JDK 17 and Maven
	$(BIN)/python -m tests.opensearch

$(VENV)-tools/installed:
	$(PYTHON) -m venv $(VENV)-tools
	$(VENV)-tools/bin/python $(INSTALL) uv pip-audit
	@touch $@

LOCK = $(VENV)-tools/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: $(VENV)-tools/installed  ## pin all dependencies anew, with hashes, for every platform and Python from 3.11 on
	$(LOCK) pyproject.toml --all-extras --output-file requirements.lock
	$(LOCK) --group build --output-file requirements-build.lock --constraints requirements.lock
	$(LOCK) pyproject.toml --all-extras --group dev --group bench --group build --output-file requirements-dev.lock \
		--constraints requirements.lock --constraints requirements-build.lock

audit: $(VENV)-tools/installed  ## known weaknesses of what is installed
	$(VENV)-tools/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

screenshots: $(VENV)/developing
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf var .venv-reloaded .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
