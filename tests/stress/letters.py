"""Letters while workers are killed and the mail server fails in every way it can.

python -m tests.stress.letters letters [--control] [--short]: real SMTP on loopback. In the control
nobody leases a letter before sending it, so that letters go out twice. Short is for the suite.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.mailserver import (
    BUSY,
    FAIL,
    HANG_UP,
    LATER,
    LOSE_AND_HANG_UP,
    REFUSE,
    SILENT,
    SLOWLY,
    TAKE_AND_HANG_UP,
    MailServer,
)
from tests.stress.staging import set_stage

PEOPLE, KILLS, WORKERS = 300, 24, 3
SHORT_PEOPLE, SHORT_KILLS = 40, 4
ACTS = (BUSY, FAIL, HANG_UP, LATER, LOSE_AND_HANG_UP, SILENT, SLOWLY, TAKE_AND_HANG_UP)
TICK, MINUTES = 0.1, 0.5
"""So many minutes of the workers' clock pass with each tick of ours: a lease is two seconds."""
OUTAGES = 3
PATIENCE = 150
SEED = 20261122


def main(control: bool, people: int, kills: int) -> None:
    """Write to everybody, let workers send and die, and compare what arrived with what is said."""
    set_stage()
    rng = random.Random(SEED)
    with MailServer() as server, tempfile.TemporaryDirectory() as folder:
        crew = Crew(server.port, Path(folder) / "clock", control=control)
        addresses = write_to(people)
        plan(server, addresses, rng)
        crew.run(server, kills, rng)
        print(json.dumps(compare(server, crew.killed)))


def write_to(people: int) -> list[str]:
    """One notice to so many people."""
    from forum.choices import NoticeKind  # noqa: PLC0415 (Django is set up by now)
    from forum.workflow.letters import Letter, write_letters  # noqa: PLC0415
    from tests.factories import a_forum, a_person  # noqa: PLC0415

    forum = a_forum()
    everybody = [a_person(f"Person {number}") for number in range(people)]
    letter = Letter(NoticeKind.AGENDA, "agenda", "Agenda published", "Read it.", "/borsetshire/")
    write_letters(forum, everybody, letter)
    return [person.email for person in everybody]


def plan(server: MailServer, addresses: list[str], rng: random.Random) -> None:
    """What goes wrong with each: nothing, one or two things first; and one in 25 is refused."""
    server.silence, server.pause = 0.6, 0.05
    for place, address in enumerate(addresses):
        if place % 25 == 7:
            server.always[address] = REFUSE
        else:
            server.acts[address] = rng.choices(ACTS, k=rng.choice((0, 0, 1, 2)))


class Crew:
    """Workers in processes of their own, which share a clock that runs fast."""

    def __init__(self, port: int, clock: Path, *, control: bool) -> None:
        self.clock, self.killed = clock, 0
        self.minutes = 0.0
        self.command = [sys.executable, "-m", "tests.stress.letters", "--worker", str(clock)]
        self.command += ["--control"] if control else []
        self.environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}

    def run(self, server: MailServer, kills: int, rng: random.Random) -> None:
        """Kill now and then, until nothing waits but what is refused; then let that time pass."""
        self._pass()
        workers = [self._start() for _ in range(WORKERS)]
        end, outages = time.monotonic() + PATIENCE, rng.sample(range(20, 120), OUTAGES)
        for tick in range(10**6):
            time.sleep(TICK)
            self._pass(MINUTES)
            server.greeting = "421 Back soon" if tick in outages else "220 mail.example.org"
            if self.killed < kills and tick % 4 == 3:
                place = rng.randrange(WORKERS)
                self._kill(workers[place])
                workers[place] = self._start()
            if (self.killed >= kills and only_refused(server)) or time.monotonic() > end:
                break
        for worker in workers:
            worker.terminate()
            worker.wait()
        self._pass(minutes=26 * 60)
        subprocess.run([*self.command, "--once"], env=self.environment, check=True)

    def _pass(self, minutes: float = 0.0) -> None:
        """Move the clock on; written whole, so that nobody reads half of it."""
        self.minutes += minutes
        moment = datetime.now(UTC) + timedelta(minutes=self.minutes)
        draft = self.clock.with_suffix(".new")
        draft.write_text(moment.isoformat())
        draft.replace(self.clock)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, env=self.environment)

    def _kill(self, worker: subprocess.Popen[bytes]) -> None:
        worker.kill()
        worker.wait()
        self.killed += 1


def only_refused(server: MailServer) -> bool:
    """Whether every letter is at its end, but for those whose address is refused."""
    from forum.models import OutboxMessage  # noqa: PLC0415

    return not OutboxMessage.objects.waiting().exclude(address__in=server.always).exists()


def compare(server: MailServer, killed: int) -> dict:
    """What arrived, by the mail server; and what the outbox says of it."""
    from forum.models import OutboxMessage  # noqa: PLC0415

    copies = Counter(address for each in server.taken for address in each.recipients)
    names = {(each.recipients, each.message_id) for each in server.taken}
    letters = list(OutboxMessage.objects.all())
    lost = sum(
        each.is_waiting or (each.sent is not None and not copies[each.address]) for each in letters
    )
    # A copy more is only for a time when nothing was heard, and the letter says how often.
    double = sum(copies[each.address] > 1 + each.doubts for each in letters)
    again = sum(number > 1 for number in copies.values())
    left = sum(each.given_up for each in letters)
    told_of = len(names) == len(copies)
    return {
        "races": len(letters),
        "broken": lost + double + (not told_of),
        "double": double,
        "lost": lost,
        "killed": killed,
        "left": left,
        "seen": f"{again} offered again under the same Message-ID after no answer was heard",
        "shown": f"{double} sent twice",
    }


def work(clock: Path, *, once: bool, control: bool) -> None:
    """A worker that reads the time from a file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from forum.workflow.letters import send_letters, sending  # noqa: PLC0415

    settings.EMAIL_TIMEOUT = 0.3
    settings.EMAIL_BACKEND = "forum.workflow.letters.smtp.EmailBackend"
    if control:
        sending._take = take_without_lease
    while True:
        send_letters(at=datetime.fromisoformat(clock.read_text()), most=20)
        if once:
            return
        time.sleep(0.02)


def take_without_lease(pk: object, at: datetime) -> object:
    """For the control: what is not sent yet is sent, whoever else may be at it."""
    from forum.models import OutboxMessage  # noqa: PLC0415

    found = OutboxMessage.objects.filter(pk=pk).first()
    return found if found and found.is_waiting else None


if __name__ == "__main__":
    if "--worker" in sys.argv:
        where = Path(sys.argv[sys.argv.index("--worker") + 1])
        work(where, once="--once" in sys.argv, control="--control" in sys.argv)
    else:
        short = "--short" in sys.argv
        main(
            "--control" in sys.argv,
            SHORT_PEOPLE if short else PEOPLE,
            SHORT_KILLS if short else KILLS,
        )
