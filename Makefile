# `make` explains itself. Every target does its own set-up; nothing needs more than python3, make and Debian.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SCAN := build/scan/.installed
.DEFAULT_GOAL := help
# The tests start hundreds of processes; where Python keeps no bytecode, each reads all of binhyen/ again for a second.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup system demo test fast postgresql commands browser load scan check bench lock messages clean

help: ## Say what can be done here
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3 lacks venv. As root: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m binhyen.site.messages
	@touch $@

setup: $(STAMP) system ## Make .venv/ with everything pinned; as root also Debian's PostgreSQL and Chromium

system:
	@deploy/system-packages

demo: $(STAMP) ## Serve Mỹ Đức with synthetic data at http://localhost:8000/
	$(BIN)/binhyen demo --data data/demo

test: setup fast postgresql commands browser load scan ## Run every test: both databases, a real browser, many clients at once

fast: $(STAMP) ## The fast tests, on SQLite
	$(BIN)/pytest -n 2 --dist loadscope -m "not browser and not load and not processes and not scan"

postgresql: $(STAMP) ## The fast tests again, on PostgreSQL: of the rooms that have a database
	$(BIN)/python tests/with_postgresql.py --forgetful $(BIN)/pytest -n 2 --dist loadscope -m "not browser and not load and not processes and not scan" --ignore binhyen/sealing --ignore binhyen/procedure --ignore binhyen/documents
	$(BIN)/python tests/with_postgresql.py $(BIN)/pytest -m processes -k postgresql tests/test_backup.py

commands: $(STAMP) ## The `binhyen` command in processes of its own, on installations that it makes
	$(BIN)/pytest -n 2 --dist loadfile -m processes
	$(BIN)/python tests/with_postgresql.py $(BIN)/pytest -m processes tests/test_backup.py tests/test_erased_files.py tests/test_migrating.py tests/test_thieves.py -k "postgresql or dump"

browser: $(STAMP) ## The tests that drive Chromium; the search for canaries on PostgreSQL too
	$(BIN)/pytest -n 2 --dist loadfile -m browser
	$(BIN)/python tests/with_postgresql.py $(BIN)/pytest -m browser tests/test_canary.py

load: $(STAMP) ## 64 clients at once, on both databases
	$(BIN)/pytest -m load
	$(BIN)/python tests/with_postgresql.py $(BIN)/pytest -m load

$(SCAN): requirements/scan.txt
	$(PYTHON) -m venv --clear build/scan
	build/scan/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/scan.txt
	@touch $@

scan: $(STAMP) $(SCAN) ## Strangers' programs: a fuzzer and independent Open311 clients, in an environment of their own
	$(BIN)/pytest -m scan
	$(BIN)/python tests/with_postgresql.py $(BIN)/pytest -m scan tests/test_fuzzed_forms.py

check: $(STAMP) ## Format, lint, types, the import contract, the catalogues, the migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy binhyen
	$(BIN)/python -m binhyen.site.messages --check
	DJANGO_SETTINGS_MODULE=binhyen.site.settings $(BIN)/python -m django makemigrations --check --dry-run

bench: setup ## Measure against the budgets, as ratios in one run
	$(BIN)/python -m benchmarks

messages: $(STAMP) ## Merge the catalogues' parts
	$(BIN)/python -m binhyen.site.messages

lock: ## Pin requirements/*.in anew, with hashes and no index address
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv
	for name in base dev scan; do build/lock/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
		--universal --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; done

clean: ## Take away what was built (the demonstration's data too)
	rm -rf $(VENV) build data/demo staticfiles *.egg-info
