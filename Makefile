# Everything a newcomer runs. Needs Python 3.11 or later with venv, and make; nothing else.
# uv is installed into the project's own environment when it is missing.

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
UV := $(BIN)/uv --quiet
DEMO ?= demo
# What only looks at the web application's code still names a data folder; nothing of use is kept there.
APART := mkdir -p build/check && BOLE_SECRET_KEY=check BOLE_DATA=build/check
WEB := $(APART) $(BIN)/python -m bole.web.manage

TEMPLATES := $(BIN)/djangofmt --line-length 120 --indent-width 2

.PHONY: help demo test test-fast coverage check bench lock clean

help:
	@echo "make demo    a synthetic bank, a year assessed, a summary; then the web application"
	@echo "make test    every test"
	@echo "make test-fast  policy cases, units, properties with few examples; no browser, servers, races, kills"
	@echo "make coverage  the tests of policy, facts, measure and grade; fails below every branch"
	@echo "make check   format, lint, types, import direction, policies, migrations, translations"
	@echo "make bench   speed and memory, and every page; writes docs/benchmarks.md"
	@echo "make lock    compile the hashed requirement files again"

demo: .venv/runtime
	@rm -rf "$(DEMO)"
	@$(BIN)/bole demo "$(DEMO)"
	@if [ -t 0 ]; then $(BIN)/bole serve --data "$(DEMO)/web" --demo "$(DEMO)/facts"; \
	else echo; echo '$(BIN)/bole serve --data "$(DEMO)/web" --demo "$(DEMO)/facts"'; fi

test-fast: .venv/dev
	BOLE_TESTS=fast $(BIN)/python -m pytest -n 2 --dist worksteal

test: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist worksteal

coverage: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/kernel tests/contract tests/policy tests/facts tests/measure tests/grade \
		tests/examples --cov=bole.contract --cov=bole.policy --cov=bole.facts --cov=bole.measure --cov=bole.grade --cov-fail-under=100

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(TEMPLATES) --check src/bole/web
	$(BIN)/djangofmt check src/bole/web
	$(APART) $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bole policy check commercial-2005
	$(BIN)/bole policy check working-rules
	$(WEB) makemigrations --check --dry-run
	$(WEB) check_translations

bench: .venv/dev
	$(BIN)/python -m benchmarks --write
	$(BIN)/python -m benchmarks.pages --write

.venv/uv: requirements/build.txt
	@echo "installing …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

.venv/runtime: .venv/uv requirements/runtime.txt pyproject.toml
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	@$(UV) pip install --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--custom-compile-command "make lock"

lock: .venv/uv
	$(LOCK) requirements/build.in -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/runtime.txt
	$(LOCK) pyproject.toml --extra postgres -c requirements/runtime.txt -o requirements/postgres.txt
	$(LOCK) pyproject.toml --extra dev -c requirements/runtime.txt -o requirements/dev.txt

clean:
	rm -rf .venv build demo bench
