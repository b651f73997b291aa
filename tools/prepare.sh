#!/bin/sh
# Put in place what the other commands need; do nothing, quickly, where it is in place already.
#
#     tools/prepare.sh PART ...
#
#     runtime   .venv with what the application runs on
#     dev       .venv with what building and proving it needs besides
#     pdf       the system libraries that WeasyPrint draws with
#     browser   Chromium for the journeys, and poppler to read PDFs with
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf '\n%s\n\n' "$*" >&2
    exit 1
}

# Install Debian packages when we may; else say the line to type, and stop.
install() {
    what=$1
    shift
    line="apt-get install -y --no-install-recommends $*"
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        fail "$what is missing. On Debian or Ubuntu, run this once, then try again:

    sudo $line"
    fi
    echo "$what is missing: installing $*" >&2
    mkdir -p var
    { apt-get update && DEBIAN_FRONTEND=noninteractive $line; } >var/apt.log 2>&1 ||
        fail "That did not work; var/apt.log says why. The line to run is: $line"
}

# Print the first Python that is new enough.
python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "Tabled needs Python 3.11 or newer, and no python3 on the PATH is. Install one
(on Debian: apt-get install python3 python3-venv), or name it: make run PYTHON=/path/to/python3"
}

# .venv holds a copy of each requirements file it was made from: when they are equal, nothing is
# to do. No network is touched then.
venv() {
    wanted=$1
    if [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; then
        cmp -s "$wanted" ".venv/$wanted" && return
    else
        found=$(python)
        "$found" -c 'import ensurepip' 2>/dev/null || install "Python's venv module" python3-venv
        rm -rf .venv
        "$found" -m venv .venv
    fi
    echo "Installing $wanted into .venv (about half a minute, once)" >&2
    .venv/bin/python -m pip install --quiet --no-input --require-hashes -r "$wanted" ||
        fail "The packages in $wanted could not be installed; pip says why above."
    cp "$wanted" .venv/
    # The development set holds the runtime set, at the same versions.
    [ "$wanted" = requirements.txt ] || cp requirements.txt .venv/
}

draws() {
    .venv/bin/python -W 'error:HarfBuzz-Subset:DeprecationWarning' -c 'import weasyprint' 2>/dev/null
}

# Drawing takes a second to try, so what was seen to draw with this .venv is not tried again.
pdf() {
    [ .venv/draws -nt .venv/requirements.txt ] && return
    draws && touch .venv/draws && return
    install "A system library that WeasyPrint draws PDFs with" \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    draws || fail "WeasyPrint still cannot load its libraries. It says:
$(.venv/bin/python -c 'import weasyprint' 2>&1 | tail -n 3)"
    touch .venv/draws
}

browser() {
    .venv/bin/python tests/chromium.py >/dev/null || install "Chromium" chromium
    .venv/bin/python tests/chromium.py >/dev/null ||
        fail "The journeys need Chromium. Install it, or name one: make test CHROMIUM=/path/to/it"
    command -v pdfinfo >/dev/null || install "poppler (pdfinfo)" poppler-utils
}

for part in "$@"; do
    case $part in
    runtime) venv requirements.txt ;;
    dev) venv requirements-dev.txt ;;
    pdf) pdf ;;
    browser) browser ;;
    *) fail "tools/prepare.sh does not know the part “$part”." ;;
    esac
done
