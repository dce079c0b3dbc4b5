# Everything a person does every day. `make help` lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-all bench check lint contracts templates dependencies dead types browser lock dist clean

HOME_DEMO ?= home-demo
ADDRESS ?= 127.0.0.1:8000
BIN := .venv/bin
# What Python compiled is kept whatever the shell says: a run of the tests starts many processes.
unexport PYTHONDONTWRITEBYTECODE
# One worker more than there are processors: those of a browser wait for it much of the time. Each
# begins with a stretch of modules, so that what a module's tests share is mostly made once.
PYTEST := $(BIN)/python -m pytest --quiet --dist=worksteal --numprocesses=$(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --maxprocesses=6
INSTALLED := .venv/.installed
ASSETS := node_modules/.installed

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) $(ASSETS) ## install everything into .venv (nothing to do: under a second)

$(INSTALLED): requirements-dev.txt pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh
	@touch $@

$(ASSETS): package.json package-lock.json requirements-node.txt scripts/npm.sh scripts/assets.py | $(INSTALLED)
	@sh scripts/npm.sh ci --silent
	@$(BIN)/python scripts/assets.py
	@touch $@

run: setup ## build the synthetic demonstration and serve it
	@RESILIENCE_HOME=$(HOME_DEMO) $(BIN)/resilience demo
	@echo "The demonstration is at http://$(ADDRESS)/ (stop it with Ctrl+C)"
	@RESILIENCE_HOME=$(HOME_DEMO) $(BIN)/resilience runserver --noreload $(ADDRESS)

# What only reads (pages, profiles, programmes, the site) asks both databases for the same: make test-all
# runs it on both.
READING := --ignore=tests/site --ignore=tests/profiles --ignore=tests/programmes --ignore-glob='*_pages*.py'
# Nothing to do there, and every worker would spend seconds on finding that out: a library without a
# database, and a module of slow tests only.
NO_DATABASE := --ignore=tests/evidence
ONLY_SLOW := --ignore=tests/site/test_api_asked_anything.py
test: setup browser check ## the checks, then every test that is not slow, on SQLite and (but for what only reads) on PostgreSQL
	$(PYTEST) -m "not slow" $(ONLY_SLOW)
	RESILIENCE_TEST_DATABASE=postgresql $(PYTEST) -m "database and not slow and not browser" $(READING) $(NO_DATABASE)

test-all: export RESILIENCE_TEST_THOROUGH := yes
test-all: setup browser check ## the same with the slow tests, and many more examples of each rule
	$(PYTEST)
	RESILIENCE_TEST_DATABASE=postgresql $(PYTEST) -m database $(NO_DATABASE)

bench: setup ## speed, as ratios measured side by side
	$(BIN)/python -m tests.bench

check: lint contracts templates dependencies dead types ## lint, format, types, import contract, dependencies, dead code
lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
contracts: setup
	@$(BIN)/lint-imports --no-logo
templates: setup
	@$(BIN)/djlint --lint --quiet resilience
dependencies: setup
	@$(BIN)/deptry --no-ansi .
dead: setup
	@! $(BIN)/vulture | grep -E 'unused (class|function|import)|unreachable|syntax'
types: setup
	@$(BIN)/mypy

browser:
	@sh scripts/browser.sh

lock: $(INSTALLED) ## lock the newest versions that pyproject.toml and package.json allow
	@sh scripts/lock.sh

dist: setup ## a wheel in dist/ that runs after pip install, without make, npm or a compiler
	@rm -rf dist
	@$(BIN)/hatchling build -t wheel -d dist

clean: ## remove what setup and the tools made (homes stay)
	rm -rf .venv node_modules resilience/look/static/vendor .mypy_cache .ruff_cache .pytest_cache \
	  .hypothesis .import_linter_cache dist
	find resilience tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
