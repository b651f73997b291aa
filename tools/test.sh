#!/bin/sh
# The whole suite, from a bare checkout: on SQLite, on a real PostgreSQL, and the journeys in
# Chromium. Every part runs, whatever the one before it said; the end names each with its time.
set -eu
cd "$(dirname "$0")/.."
tools/prepare.sh dev pdf browser

PY=.venv/bin/python
SUITE="-m pytest -q -n logical --dist worksteal"

# Nothing from the environment of whoever starts this changes what is tested, but DATABASE_URL:
# it names the PostgreSQL server for the second part.
unset DEMO DEBUG HTTPS SECRET_KEY ALLOWED_HOSTS EMAIL_URL EMAIL_FROM TABLED_SQLITE PYTEST_ADDOPTS
TABLED_VAR=$(mktemp -d)
export TABLED_VAR
trap 'rm -rf "$TABLED_VAR"' EXIT
trap 'exit 130' INT TERM

failed=0
summary=""
part() {
    name=$1
    shift
    printf '\n== %s ==\n' "$name"
    began=$(date +%s)
    if "$@"; then verdict=passed; else
        verdict=FAILED
        failed=1
    fi
    summary="$summary$(printf '%-12s %-7s %4d s' "$name" $verdict $(($(date +%s) - began)))
"
}

part SQLite env -u DATABASE_URL $PY $SUITE -m "not journey and not stress"
part PostgreSQL $PY tests/postgres.py -- $PY $SUITE -m "not journey and not stress"
part Journeys env -u DATABASE_URL $PY -m pytest -q -m journey tests/journeys

printf '\n%s' "$summary"
exit $failed
