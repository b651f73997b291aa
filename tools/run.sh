#!/bin/sh
# Start the demo forum: the site, and the worker that does its background work. Ctrl-C stops both.
set -eu
cd "$(dirname "$0")/.."
tools/prepare.sh runtime pdf

PY=.venv/bin/python
PORT=${PORT:-8000}
export PORT DEMO=1

$PY - <<'P' || exit 1
import os, socket, sys

port = os.environ["PORT"]
if not port.isdigit() or not 0 < int(port) < 65536:
    sys.exit(f"PORT={port} is not a port. Choose a number, for example: make run PORT=8001")
with socket.socket() as door:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", int(port)))
    except PermissionError:
        sys.exit(f"Port {port} is reserved. Choose a larger one: make run PORT=8001")
    except OSError:
        sys.exit(
            f"Port {port} is in use. Stop what runs there, or choose another: "
            f"make run PORT={int(port) + 1 if int(port) < 65535 else 8001}"
        )
P

$PY manage.py load_demo

$PY manage.py worker &
worker=$!
$PY -m gunicorn --config config/gunicorn.py config.wsgi &
server=$!

stop() {
    trap - INT TERM HUP EXIT
    kill "$server" "$worker" 2>/dev/null || true
    wait
}
trap 'stop; echo; echo "Stopped."; exit 0' INT TERM HUP
trap stop EXIT

echo
echo "Tabled is at http://127.0.0.1:$PORT (Ctrl-C stops it)"
wait "$server"
