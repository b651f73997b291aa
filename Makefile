# Every command a person types. "make help" lists them.

PY := .venv/bin/python

# Some programs insist on a home folder they can write to; where there is none, lend them one.
export HOME := $(shell if [ -n "$$HOME" ] && [ -w "$$HOME" ]; then echo "$$HOME"; \
	else mkdir -p var/home && echo "$(CURDIR)/var/home"; fi)
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test check fix docs stress bench lock clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "  make %-8s %s\n", $$1, $$2 }'

run: ## start the demo forum on http://127.0.0.1:8000 (PORT=8001 for another port)
	@tools/run.sh

test: ## run the whole suite: on SQLite, on PostgreSQL, and the journeys in Chromium
	@tools/test.sh

check: ## say what is wrong: format, lint, imports, types, migrations, generated documents
	@tools/check.sh

fix: ## mend what can be mended by itself: format and simple lint
	@tools/prepare.sh dev
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format --quiet .
	@tools/templates.sh fix

docs: ## write the generated documents anew
	@tools/prepare.sh dev
	@DEBUG=1 $(PY) manage.py rulebook

stress: ## the long proofs: races, kills, tampering, hostile files, each with its control
	@tools/prepare.sh dev pdf
	@$(PY) tests/stress/run.py

bench: ## speed, as ratios measured in one run
	@tools/prepare.sh dev pdf
	@$(PY) bench/run.py

lock: ## pin requirements*.in to requirements*.txt, with hashes (needs uv)
	@tools/lock.sh

clean: ## remove what make made: the virtual environment, the demo database, caches
	@rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@rm -rf .coverage htmlcov test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
