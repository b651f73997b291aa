#!/bin/sh
# Say what is wrong, changing nothing. Every check runs, whatever the one before it said.
set -eu
cd "$(dirname "$0")/.."
tools/prepare.sh dev pdf

PY=.venv/bin/python
unset DATABASE_URL HTTPS
TABLED_VAR=$(mktemp -d)
DEBUG=1
export TABLED_VAR DEBUG
trap 'rm -rf "$TABLED_VAR"' EXIT
trap 'exit 130' INT TERM

failed=""
check() {
    name=$1
    shift
    printf '\n== %s ==\n' "$name"
    "$@" || failed="$failed, $name"
}

check "format" $PY -m ruff format --check .
check "lint" $PY -m ruff check .
check "templates" tools/templates.sh check
check "imports" $PY -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
check "types" $PY -m mypy
check "migrations" $PY manage.py makemigrations --check --dry-run
# The rulebook and the state diagrams are made from the rules: are they fresh?
if $PY manage.py help rulebook >/dev/null 2>&1; then
    check "documents" $PY manage.py rulebook --check
fi

if [ -n "$failed" ]; then
    printf '\nWrong: %s. "make fix" mends format and simple lint.\n' "${failed#, }"
    exit 1
fi
printf '\nAll is well.\n'
