"""Sixty members follow a meeting on their phones, each asking every two seconds, while they vote.

Real HTTP with sessions, through the web server of production, on PostgreSQL. The control is the
same crowd, forty times as impatient and wanting the whole each time: that must be too slow.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.stress.staging import set_stage

MEMBERS, EVERY, SECONDS, VOTING = 60, 2.0, 30, 15
"""They follow for so many seconds, and vote within the first of them."""
CROWD = 0.05
"""Of the control: seconds between two looks of an impatient phone."""
LIMIT = 200
"""Milliseconds that nineteen of twenty answers may take, on two cores."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
TAG = re.compile(rb'data-tag="&quot;([^&]+)&quot;"')
PATIENCE = 30
SEED = 20260115


@dataclass
class Phone:
    """One member's browser, with its connection that stays open."""

    port: int
    live: str
    ballot: str
    session: str
    rng: random.Random
    every: float
    polls: list[tuple[float, int]] = field(default_factory=list)
    """How long each took, and its status."""
    votes: list[float] = field(default_factory=list)
    last: str = ""
    tag: str = ""
    faults: list[str] = field(default_factory=list)

    def open(self) -> None:
        """The page is open before the two seconds begin to count."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        status, body, *_ = self._ask("GET", self.live.removesuffix("state/"))
        tag = TAG.search(body)
        if status != 200 or not tag:
            self.faults.append(f"page: {status}")
        self.tag = f'"{tag[1].decode()}"' if tag else ""

    def follow(self) -> None:
        """Ask every two seconds until the end; vote once at some moment in between."""
        began = time.monotonic()
        vote_at = began + 2 + self.rng.uniform(0, VOTING)
        look_at = began + self.rng.uniform(0, self.every)
        tag = self.tag
        # The crowd of the control cannot keep to its hours: it goes home with the others.
        while look_at < began + SECONDS and time.monotonic() < began + SECONDS:
            if vote_at and vote_at < look_at:
                self._wait(vote_at)
                self._vote()
                vote_at = 0
                continue
            self._wait(look_at)
            tag = self._look(tag)
            look_at += self.every
        self.connection.close()

    def _look(self, tag: str) -> str:
        headers = {"If-None-Match": tag} if tag and self.every == EVERY else {}
        status, body, told, took = self._ask("GET", self.live, headers=headers)
        self.polls.append((took, status))
        if status not in {200, 304}:
            self.faults.append(f"poll: {status}")
        if status == 200:
            self.last = body.decode()
        return told.get("ETag", "")

    def _vote(self) -> None:
        status, body, told, took = self._ask("GET", self.ballot)
        self.votes.append(took)
        cookie = told.get("Set-Cookie", "").partition(";")[0]
        token = TOKEN.search(body)
        if status != 200 or not token:
            self.faults.append(f"ballot: {status}")
            return
        sent = {
            "csrfmiddlewaretoken": token[1].decode(),
            "choice": self.rng.choice(["for", "against", "abstain"]),
            "confirm": "yes",
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _, _, took = self._ask(
            "POST", self.ballot, urlencode(sent), headers=kind, cookie=cookie
        )
        self.votes.append(took)
        if status != 302:
            self.faults.append(f"vote: {status}")

    def _ask(self, method, path, body=None, *, headers=(), cookie=""):
        cookies = "; ".join(filter(None, [f"tabled-session={self.session}", cookie]))
        told, began = {**dict(headers), "Cookie": cookies}, time.perf_counter()
        try:
            self.connection.request(method, path, body, told)
            answer = self.connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            # The server closed what was idle; a browser asks again in the same way.
            self.connection.close()
            self.connection.request(method, path, body, told)
            answer = self.connection.getresponse()
        read = answer.read()
        return answer.status, read, answer.headers, time.perf_counter() - began

    def _wait(self, until: float) -> None:
        time.sleep(max(0, until - time.monotonic()))


def main() -> None:
    set_stage()
    control = "--control" in sys.argv
    print(json.dumps(crowd(CROWD if control else EVERY)))


def crowd(every: float) -> dict:
    """Stage the meeting, let everybody follow it and vote, close the ballot, and count."""
    from bench.serving import a_free_port, wait_for  # noqa: PLC0415
    from tests.stress import room  # noqa: PLC0415 (models need Django set up)

    ballot, sessions = room.stage(MEMBERS)
    port, slug = a_free_port(), ballot.forum.slug
    live, address = (
        f"/{slug}/meetings/{ballot.meeting.pk}/live/state/",
        f"/{slug}/ballots/{ballot.pk}/vote/",
    )
    rng = random.Random(SEED)
    phones = [
        Phone(port, live, address, session, random.Random(rng.random()), every)
        for session in sessions
    ]
    with room.served(port, wait_for):
        for phone in phones:
            phone.open()
        everybody = [threading.Thread(target=phone.follow) for phone in phones]
        for each in everybody:
            each.start()
        time.sleep(2 + VOTING + 3)
        counted = room.close(ballot)
        for each in everybody:
            each.join()
    return figures(phones, counted)


def figures(phones: list[Phone], counted: int) -> dict:
    polls = [took for phone in phones for took, _ in phone.polls]
    unchanged = sum(status == 304 for phone in phones for _, status in phone.polls)
    p95, vote_p95 = _p95(polls), _p95([took for phone in phones for took in phone.votes])
    faults = [fault for phone in phones for fault in phone.faults]
    behind = sum("Vote closed" not in phone.last for phone in phones)
    return {
        "members": len(phones),
        "races": len(phones),
        "p95": p95,
        "vote_p95": vote_p95,
        "limit": LIMIT,
        "shown": f"p95 {p95:,} ms",
        "unchanged": round(100 * unchanged / len(polls)),
        "broken": len(faults) + behind + (len(phones) - counted) + (max(p95, vote_p95) >= LIMIT),
        "seen": f"{len(polls):,} polls, {counted} votes counted, {behind} phones behind at the end"
        + (f", {len(faults)} faults such as {faults[0]}" if faults else ""),
    }


def _p95(seconds: list[float]) -> int:
    return round(1000 * sorted(seconds)[int(len(seconds) * 0.95)])


if __name__ == "__main__":
    main()
