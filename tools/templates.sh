#!/bin/sh
# The form of templates: Django's style (djade) and indentation (djhtml).
#
#     tools/templates.sh check     says what differs
#     tools/templates.sh fix       mends it
set -eu
cd "$(dirname "$0")/.."

files=$(find templates -name '*.html')
[ -n "$files" ] || exit 0

if [ "${1:-check}" = fix ]; then
    # Both answer "failed" when they mended something.
    .venv/bin/djade --target-version 5.2 $files || true
    .venv/bin/python -m djhtml --tabwidth 2 templates || true
    exit 0
fi
wrong=0
.venv/bin/djade --target-version 5.2 --check $files || wrong=1
.venv/bin/python -m djhtml --tabwidth 2 --check templates || wrong=1
exit $wrong
