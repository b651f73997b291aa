"""De-delegation as its tables print it: factors, unit rates, totals, and last year's rates.

"For each service de-delegated, local authorities will need to make a clear statement of how the
funding is being taken out of the formula": a table with a row of factors, one of amounts and one
of totals, phases side by side; under it a strip with last year's rates. All is kept as printed,
a mislabelled year too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from forum.choices import Group
from papers.rules.amounts import figure, printed_year, rounded_to
from papers.rules.text.blocks import HEADING, PARAGRAPH, TABLE, Block

_FACTOR = re.compile(r"^(?:formula )?factors?$", re.IGNORECASE)
_RATE = re.compile(
    r"^(?:amount|(?:unit )?(?:rate|value)|unit rate|rate|per unit|amount \(£\))$", re.I
)
_TOTAL = re.compile(r"^(?:estimated )?total(?: .*)?$", re.IGNORECASE)
_UNITS = re.compile(r"^(?:number of )?(?:units?|pupils?|numbers?)$", re.IGNORECASE)
_STRIP = re.compile(r"^(?:20\d\d\s?[-/–]\s?\d{2,4})(?: (?:unit )?rates?)?$", re.IGNORECASE)
_PHASES = (
    (re.compile(r"\bprimary\b", re.IGNORECASE), Group.MAINTAINED_PRIMARY),
    (re.compile(r"\bsecondary\b", re.IGNORECASE), Group.MAINTAINED_SECONDARY),
    (re.compile(r"\bspecial\b", re.IGNORECASE), Group.MAINTAINED_SPECIAL),
    (re.compile(r"\bnursery\b", re.IGNORECASE), Group.MAINTAINED_NURSERY),
    (re.compile(r"\bPRUs?\b|pupil referral", re.IGNORECASE), Group.MAINTAINED_PRU),
)


@dataclass(frozen=True)
class PrintedRate:
    """One factor: its unit rate, its total, and last year's rate as it is labelled."""

    factor: str
    rate: Decimal
    total: Decimal
    units: Decimal | None = None
    prior_rate: Decimal | None = None
    prior_year_label: str = ""


@dataclass(frozen=True)
class PrintedShare:
    """What one phase gives."""

    group: Group
    total: Decimal
    rates: tuple[PrintedRate, ...]


@dataclass(frozen=True)
class RateTable:
    """A table of rates with the service that it stands under."""

    service: str
    year_label: str
    shares: tuple[PrintedShare, ...]
    precision: int
    number: int
    """Which table of the paper it is."""

    @property
    def total(self) -> Decimal:
        return sum((share.total for share in self.shares), Decimal(0))


def rate_tables(blocks: Sequence[Block]) -> tuple[RateTable, ...]:
    """Every table of rates, in the order of the paper."""
    return tuple(_rate_tables(blocks))


def _rate_tables(blocks: Sequence[Block]) -> Iterator[RateTable]:
    service, words, number = "", "", 0
    for at, block in enumerate(blocks):
        if block.kind == HEADING and not block.text.endswith(":"):
            service = block.text
        elif block.kind == PARAGRAPH:
            words = block.text
        elif block.kind == TABLE:
            number += 1
            strip = _strip_after(blocks, at)
            made = _read(block.rows, strip, words)
            if made:
                year, shares = made
                precision = min(_precision(share.total) for share in shares)
                yield RateTable(service, year, tuple(shares), precision, number)


def _precision(total: Decimal) -> int:
    return rounded_to(total)


def _strip_after(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    """The one-row table that follows with last year's rates; empty where there is none."""
    for block in blocks[at + 1 : at + 3]:
        if block.kind == HEADING:
            break
        if block.kind == TABLE:
            rows = block.rows
            is_strip = len(rows) == 1 and bool(_STRIP.match(rows[0][0].strip()))
            return rows[0] if is_strip else ()
    return ()


def _read(
    rows: Sequence[tuple[str, ...]], strip: tuple[str, ...], words: str
) -> tuple[str, list[PrintedShare]] | None:
    """The year and the shares of a table of rates; None where it is another kind of table."""
    factors, rates, totals, units = (_row(rows, name) for name in (_FACTOR, _RATE, _TOTAL, _UNITS))
    if not factors or not rates or not totals:
        return None
    rows_left = [row for row in rows if row not in (factors, rates, totals, units)]
    head = next((row for row in rows_left if row[0] == "" or printed_year(row[0])), ())
    prior = strip or next((row for row in rows_left if row != head and _STRIP.match(row[0])), ())
    shares = list(_shares(factors, rates, totals, units, (head, prior, words)))
    return (printed_year(head[0]) if head else "", shares) if shares else None


def _shares(
    factors: Sequence[str],
    rates: Sequence[str],
    totals: Sequence[str],
    units: Sequence[str],
    around: tuple[Sequence[str], Sequence[str], str],
) -> Iterator[PrintedShare]:
    """The columns of each phase; a last column without a factor holds the sum of the line."""
    head, prior, words = around
    by_group: dict[Group, list[PrintedRate]] = {}
    sums: dict[Group, Decimal] = {}
    group = _group(words) or Group.MAINTAINED_PRIMARY
    for column in range(1, len(factors)):
        group = _group(_at(head, column)) or group
        rate, total = figure(_at(rates, column)), figure(_at(totals, column))
        if rate is None and total is not None:
            sums[group] = total
        if rate is None or total is None or not factors[column]:
            continue
        by_group.setdefault(group, []).append(
            PrintedRate(
                factors[column],
                rate,
                total,
                figure(_at(units, column)),
                figure(_at(prior, column)),
                printed_year(_at(prior, 0)) if figure(_at(prior, column)) is not None else "",
            )
        )
    for each, found in by_group.items():
        added = sum((rate.total for rate in found), Decimal(0))
        yield PrintedShare(each, sums.get(each, added), tuple(found))


def _row(rows: Sequence[tuple[str, ...]], name: re.Pattern[str]) -> tuple[str, ...]:
    return next((row for row in rows if row and name.match(row[0].strip(" :*"))), ())


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _group(words: str) -> Group | None:
    """The phase that a few words name; None where they name none, or several."""
    found = [group for pattern, group in _PHASES if pattern.search(words)]
    return found[0] if len(found) == 1 else None
