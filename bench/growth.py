"""Growth: one forum with 10,000 decisions, alone and beside 152 forums of ten years each.

    python bench/growth.py [FORUMS [DECISIONS]]

On PostgreSQL, in process at the WSGI door, as a clerk and as the public. Each page is read nine
times warm, alone and after growth, and is held against its budget: processor time of ours and of
the database together, because that is steady on a busy machine; what passed is in brackets.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.postgres import postgres  # noqa: E402 (the path is set above)


def main(forums: str = "152", decisions: str = "10000") -> int:
    """Start a PostgreSQL of its own and measure in it."""
    with postgres() as url, tempfile.TemporaryDirectory(prefix="tabled-growth-") as folder:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "NO_LIMITS": "1",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "TABLED_VAR": folder,
        }
        command = [sys.executable, "-m", "bench.grown", forums, decisions]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
