"""How a letter goes out: one line of subject, one address, and how long it is tried.

A server that is away, or that says "not now", is tried again, first soon and then every hour,
for five days. An address that is refused for good is tried for a day, since a server may be wrong
about it for some hours. A letter that was handed over without an answer may have arrived; it is
offered again under the same identity, by which mail servers know it, but not for ever.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta

from forum.rules.ruling import Reason, Ruling

LONGEST_SUBJECT = 150
GIVE_UP_AFTER = timedelta(days=5)
REFUSED_AFTER = timedelta(days=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_DOUBTS = 3
_TURNS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Signs that are not seen, or that turn the direction of a line."""
_KEPT = {"\n", "\t"}
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}"
)
LONGEST_ADDRESS = 254


def one_line(text: str) -> str:
    """A subject: one line without signs that nobody sees, cut at a word where it is too long."""
    seen = "".join(" " if unicodedata.category(sign) in _TURNS else sign for sign in text)
    line = " ".join(seen.split())
    if len(line) <= LONGEST_SUBJECT:
        return line
    cut = line[: LONGEST_SUBJECT - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[-40:] else cut}…"


def plain_text(text: str) -> str:
    """The words of a letter: lines stay, signs that nobody sees go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in lines if sign in _KEPT or unicodedata.category(sign) not in _TURNS
    )


def is_one_address(text: str) -> bool:
    """Whether it is one e-mail address and nothing besides: no name, no second one."""
    return len(text) <= LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text)) and ".." not in text


def wait_after(attempts: int) -> timedelta:
    """How long a letter waits after so many attempts: twice as long each time, an hour at most."""
    return min(timedelta(minutes=2 ** min(attempts, 10)), LONGEST_WAIT)


def is_given_up(*, waited: timedelta, is_refused: bool, doubts: int) -> bool:
    """Whether a letter that could not be delivered is left, for the clerk to see."""
    longest = REFUSED_AFTER if is_refused else GIVE_UP_AFTER
    return waited > longest or doubts >= MOST_DOUBTS


def may_send_again(*, is_given_up: bool, is_erased: bool) -> Ruling:
    """A letter that was given up may be tried once more, as long as its address is known."""
    return Ruling.of(_obstacles(is_given_up=is_given_up, is_erased=is_erased))


def _obstacles(*, is_given_up: bool, is_erased: bool) -> Iterator[Reason]:
    if not is_given_up:
        yield Reason(
            "not-given-up",
            "This letter was sent, or is still being tried; sent again, it would come twice.",
            who="nobody: there is nothing to do",
        )
    if is_erased:
        yield Reason(
            "address-erased",
            "The address of this letter was erased at the wish of whom it belongs to.",
            who="nobody",
            source="UK GDPR, Article 17",
        )
