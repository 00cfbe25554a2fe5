# The chores of Tollbook. `make help` lists them; CI calls only these.
# On a fresh machine: Python 3.11 or later (with venv) and make. Nothing else.

VENV  := .venv
BIN   := $(VENV)/bin
PIP   := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
FOUND  = $(shell for p in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
           $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install dev demo serve test test-all chromium check format lock quality docs clean

help: ## List the chores
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

install: $(VENV)/project.stamp ## Build .venv with the command tollbook in it
dev: $(VENV)/project.stamp $(VENV)/dev.stamp ## Add what tests and checks need

demo: install ## Read the bundled reports, show what they say, and open the workbench on them
	@$(BIN)/python tools/demo.py

serve: install ## Open the workbench on your ledger, in a browser on this machine
	@$(BIN)/tollbook serve

test: dev ## Run the tests; without Chromium those in a browser are left out, and that is said
	@$(BIN)/python -m pytest

test-all: dev chromium ## Install Chromium where it is missing, and run the tests with those in a browser
	@$(BIN)/python -m pytest

chromium:
	@command -v chromium > /dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get > /dev/null || { echo "The tests in a browser need Chromium, and none was found: install it (on Debian: apt-get install chromium), then run make again." >&2; exit 1; }; \
	  echo "Installing Chromium ..."; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq chromium; }

check: dev ## Formatter, linter, strict types, import contracts, locked dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/lock.py

format: dev ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: dev ## Compute the lock files anew (needs a network)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/lock.py --write

quality: dev ## Measure the figures of docs/quality.md (needs ../shared)
	@$(BIN)/python -m quality

docs: dev ## Generate docs/map.md and the tables of the docs anew
	@$(BIN)/python tools/docs.py

clean: ## Remove .venv and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

# The stamps are the memory of make: an installation is repeated only when its lock file has changed.
$(VENV)/made.stamp:
	@test -n "$(FOUND)" || { echo "Tollbook needs Python 3.11 or later, and none was found: install it, or name it with 'make PYTHON=/path/to/python3.11'." >&2; exit 1; }
	@$(FOUND) -c 'import venv, ensurepip' 2>/dev/null || { echo "The venv module of $(FOUND) is missing: install it (on Debian and Ubuntu: apt install python3-venv), then run make again." >&2; exit 1; }
	@echo "Building $(VENV) with $$($(FOUND) --version) ..."
	@$(FOUND) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/build.txt requirements/run.txt | $(VENV)/made.stamp
	@echo "Installing what Tollbook needs ..."
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/run.txt
	@touch $@

$(VENV)/project.stamp: pyproject.toml $(VENV)/run.stamp
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests and checks need ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
