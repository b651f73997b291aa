"""How the web server runs: the same for `make run`, the journeys and production."""

import os
from pathlib import Path

# To this machine only, where a proxy stands before it; a container says BIND=0.0.0.0:8000.
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 2
# Members who follow a meeting ask again every two seconds: on the same connection.
keepalive = 5
loglevel = "warning"
# Workers are replaced now and then, not all at once, so that memory stays where it was.
max_requests = 2000
max_requests_jitter = 400
# Signs of life are kept in memory: a full or slow disk does not make a worker look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# gunicorn would otherwise open a control socket in the home folder of whoever starts it.
control_socket_disable = True
# HTTPS ends at a proxy on this machine: only from there is X-Forwarded-Proto believed.
forwarded_allow_ips = "127.0.0.1,::1"
