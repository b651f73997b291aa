#!/bin/sh
# Pin every package, with the hash of every file, for all platforms. The result names no index.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null || { echo "This needs uv: pip install uv" >&2; exit 1; }
for set in requirements requirements-dev; do
    uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-build-options "$@" \
        "$set.in" -o "$set.txt"
done
