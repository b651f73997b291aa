"""Which browser the journeys drive: the Chromium of this machine; nothing is downloaded.

python tests/chromium.py     prints its path, or fails
"""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Find the browser: the one that CHROMIUM names, or the first known one."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else [*NAMES, MAC]))
    return next((path for path in found if path), None)


if __name__ == "__main__":
    print(chromium() or sys.exit(1))
