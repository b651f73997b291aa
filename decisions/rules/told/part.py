"""One object of a told record: reads its values, and says of each what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from forum.money import parse_pounds
from forum.rules.financial_year import is_financial_year

LONG = 100_000
"""So many characters stand in a text that has no shorter limit."""
MOST_COUNTED = 32_767
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Problem:
    """Something in the file that cannot be taken as it is, and what to do."""

    place: str
    """Where in the file: "meetings[2].items[0].number"."""
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True)
class Part:
    """One object of the file, its place there, and the list that its problems go on."""

    values: Mapping[str, object]
    place: str
    problems: list[Problem]
    read: set[str] = field(default_factory=set)
    """The keys that were asked for; any other is not part of the format."""

    def at(self, key: str) -> str:
        """The place of one value."""
        return f"{self.place}.{key}" if self.place else key

    def wrong(self, key: str, sentence: str) -> None:
        """Note what is wrong with a value."""
        self.problems.append(Problem(self.at(key), sentence))

    def get(self, key: str) -> object:
        """The value as it stands in the file; None where there is none."""
        self.read.add(key)
        return self.values.get(key)

    def has(self, key: str) -> bool:
        return self.get(key) not in (None, "", [], {})

    def text(self, key: str, *, most: int = LONG, needed: bool = False) -> str:
        """Words; a number is taken as it is written."""
        value = self.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            self.wrong(key, "Write words here, in quotation marks.")
            return ""
        words = (value or "").strip()
        if needed and not words:
            self.wrong(key, "This is missing: it cannot be left out.")
        if len(words) > most:
            self.wrong(key, f"Shorten it to {most} characters: it has {len(words)}.")
        return words

    def choice(self, key: str, choices: Iterable[str], default: str = "") -> str:
        """A word of a short list."""
        word, known = self.text(key), [str(each) for each in choices]
        if word and word not in known:
            self.wrong(key, f"“{word}” is not known: write one of {', '.join(known)}.")
        return word if word in known else str(default)

    def money(self, key: str) -> Decimal | None:
        """An amount in pounds; None where the record does not state it."""
        value = self.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, bool):
                raise ValueError("Enter an amount in pounds")
            return parse_pounds(str(value))
        except ValueError as error:
            self.wrong(key, f"{error}.")
            return None

    def day(self, key: str) -> date | None:
        """A day as YYYY-MM-DD; None where the record does not state it."""
        words = self.text(key)
        if not words:
            return None
        found = as_day(words)
        if found is None:
            self.wrong(key, f"“{words}” is not a day: write it as 2019-03-27.")
        return found

    def year(self, key: str) -> str:
        """A financial year."""
        words = self.text(key)
        if words and not is_financial_year(words):
            self.wrong(key, f"“{words}” is not a financial year: write it as 2019-20.")
            return ""
        return words

    def count(self, key: str) -> int | None:
        """A number of votes; None where the record does not state it."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, "Write a whole number, or leave it out where it is not stated.")
            return None
        if not 0 <= value <= MOST_COUNTED:
            self.wrong(key, f"Write a number from 0 to {MOST_COUNTED:,}.")
            return None
        return value

    def yes(self, key: str, *, default: bool) -> bool:
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(key, "Write true or false, without quotation marks.")
            return default
        return value

    def part(self, key: str) -> Part:
        """One object inside this one; an empty one where there is none."""
        value = self.get(key)
        if value is not None and not isinstance(value, Mapping):
            self.wrong(key, "Write an object here, in curly brackets.")
        values = value if isinstance(value, Mapping) else {}
        return Part(values, self.at(key), self.problems)

    def parts(self, key: str) -> Iterator[Part]:
        """The objects of a list."""
        for place, value in self._list(key):
            if isinstance(value, Mapping):
                yield Part(value, place, self.problems)
            else:
                self.problems.append(Problem(place, "Write an object here, in curly brackets."))

    def texts(self, key: str) -> Iterator[tuple[str, str]]:
        """The words of a list, each with its place."""
        for place, value in self._list(key):
            if isinstance(value, str) and value.strip():
                yield place, value.strip()
            else:
                self.problems.append(Problem(place, "Write words here, in quotation marks."))

    def _list(self, key: str) -> Iterator[tuple[str, object]]:
        value = self.get(key)
        if value is not None and not isinstance(value, list):
            self.wrong(key, "Write a list here, in square brackets.")
        if isinstance(value, list):
            for place, each in enumerate(value):
                yield f"{self.at(key)}[{place}]", each

    def end(self) -> None:
        """Say which keys are not part of the format: a slip of the pen would be lost unread."""
        known = ", ".join(sorted(self.read))
        for key in self.values:
            if key not in self.read:
                self.wrong(str(key), f"This is not part of the format: here it knows {known}.")


def as_day(words: str) -> date | None:
    """The day that is written as YYYY-MM-DD."""
    if not _DAY.fullmatch(words):
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
