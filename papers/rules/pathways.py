"""What is typed a line at a time: where a report has been and goes, reasons, documents.

The words stay as printed; the body and the day are read from them, and stay empty where they
cannot be.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from papers.rules.mentions import MONTHS

_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(MONTHS)}) (?P<year>(?:19|20)\d\d)"
)
_TO = re.compile(r"^.*\breport(?:ed)?(?: back)? to (?:the )?", re.IGNORECASE)
_NOWHERE = re.compile(r"^(?:n/?a|none|not applicable)\.?$", re.IGNORECASE)
_ADDRESS = re.compile(r"[\s(<|-]*(?P<address>https?://\S+?)[)>]?$")
_LINKED = re.compile(r"^\[(?P<title>(?:[^\]\\]|\\.)+)\]\((?P<address>[^)]*)\)$")


@dataclass(frozen=True)
class Stop:
    """A body that a report goes before, with its day where one is stated, as printed."""

    words: str
    body: str = ""
    on: str = ""
    """As 2024-01-16; empty where no day is stated."""

    def as_json(self) -> dict[str, str]:
        """The stop as the particulars keep it."""
        return {"body": self.body, "on": self.on, "words": self.words}


def stop(words: str) -> Stop:
    """The stop that a printed line tells of; "N/A" is a line that tells of none."""
    line = " ".join(words.split())
    if _NOWHERE.match(line):
        return Stop(line)
    found = _DAY.search(line)
    day = _day(found) if found else None
    body = line[: found.start()] if found else line
    return Stop(line, _TO.sub("", body).strip(" ,;:–-"), day.isoformat() if day else "")


def stops(typed: str) -> list[Stop]:
    """One stop for each line."""
    return [stop(line) for line in lines(typed)]


def lines(typed: str) -> tuple[str, ...]:
    """What was typed, a line at a time, without the empty ones."""
    return tuple(" ".join(line.split()) for line in typed.splitlines() if line.strip())


def documents(typed: str) -> Iterator[tuple[str, str]]:
    """The title and the web address of each line; the address is empty where there is none."""
    for line in lines(typed):
        if linked := _LINKED.match(line):
            yield re.sub(r"\\(.)", r"\1", linked["title"]), linked["address"].lstrip("#")
            continue
        found = _ADDRESS.search(line)
        title = line[: found.start()].strip() if found else line
        address = found["address"] if found else ""
        yield title or address, address


def as_typed(pairs: Iterable[tuple[str, str]]) -> str:
    """Documents as they are typed, a line each."""
    return "\n".join(" ".join(filter(None, pair)) for pair in pairs)


def _day(found: re.Match[str]) -> date | None:
    month, year = MONTHS.index(found["month"]) + 1, int(found["year"])
    day = int(found["day"])
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
