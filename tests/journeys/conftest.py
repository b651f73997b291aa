"""A site of its own for the journeys: a new database, the real web server, the demo on."""

import http.client
import os
import socket
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Every test in this folder is a journey."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("journey")


@dataclass(frozen=True)
class Site:
    """A running site: where it is, and how to reach behind it."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a manage.py command in the site's environment; answer with what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def python(self, code: str) -> str:
        """Run Python in the site's environment, to stage what a journey begins with."""
        return self.manage("shell", "--verbosity", "0", "--command", textwrap.dedent(code))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A migrated, empty site with DEMO=1; load what the journey needs with `site.manage`."""
    var = tmp_path_factory.mktemp("site")
    # The socket is opened here and handed over, so that nobody else takes the port in between.
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        here = Site(f"http://127.0.0.1:{port}", _environment(var))
        here.manage("migrate", "--verbosity", "0")
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
        command += ["--bind", f"fd://{door.fileno()}", "config.wsgi"]
        log = var / "server.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                command,
                cwd=ROOT,
                env=here.environment,
                stdout=output,
                stderr=output,
                pass_fds=[door.fileno()],
            )
        try:
            _wait_until_well(port, server, log)
            yield here
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def base_url(site):
    """Let `page.goto("/")` mean the site."""
    return site.url


def _environment(var: Path) -> dict[str, str]:
    ours = {"DEMO": "1", "TABLED_VAR": str(var), "TABLED_SQLITE": str(var / "site.sqlite3")}
    unwanted = {"DATABASE_URL", "HTTPS", "ALLOWED_HOSTS", "EMAIL_URL", "SECRET_KEY"}
    return {key: value for key, value in os.environ.items() if key not in unwanted} | ours


def _wait_until_well(port: int, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 30
    answer = "no answer"
    while time.monotonic() < deadline and server.poll() is None:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asking.request("GET", "/healthz")
            response = asking.getresponse()
            answer = f"{response.status} {response.read(500)!r}"
            if response.status == 200:
                return
        except OSError:
            pass
        finally:
            asking.close()
        time.sleep(0.1)
    pytest.fail(f"The site did not start (/healthz: {answer}):\n{log.read_text()}")
