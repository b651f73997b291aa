"""The schedule of a paper as a document, and as the pages and the cover sheet show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from forum import pdf
from forum.choices import Group
from forum.sheets import csv_text
from papers.models import Paper, Schedule, ScheduleLine
from papers.models.schedule_facts import read_schedule, schedule_facts
from papers.pdfs.document import DRAFT, document
from papers.rules.schedules.schedule import LineSum, PhaseSum, Replaced, Summary, replaced, summary
from papers.rules.schedules.schedule_cautions import schedule_cautions
from papers.rules.schedules.schedule_facts import ScheduleFacts, ScheduleLineFacts
from papers.rules.schedules.school_effect import PhaseEffect, effects

PRECISION = {1: "", 100: "to £100", 1000: "to £1,000"}
NOTES = ("units-not-stated", "units-implied-together")
"""What a reader should know and nobody need mend."""
Row = dict[str, object]


@dataclass(frozen=True)
class PhaseTable:
    """One phase as it is shown: its sums, and the saved lines beside them."""

    sums: PhaseSum
    rows: tuple[tuple[ScheduleLine, LineSum], ...]
    effect: PhaseEffect

    @property
    def group(self) -> str:
        return Group(self.sums.group).label

    @property
    def unit(self) -> str:
        return self.sums.unit


@dataclass(frozen=True)
class ScheduleWords:
    """What the cover sheet says of a schedule, for each of its services."""

    per_pupil: tuple[str, ...]
    refusals: tuple[tuple[str, str], ...]
    """Label and service, and what happens if it is refused."""
    kind: str
    """Estimate or final."""


def schedule_context(
    schedule: Schedule, *, trail_line: str = "", on: date | None = None
) -> dict[str, Any]:
    """What the schedule says: tables by phase, totals, effects, and what to look at again."""
    read, paper = read_schedule(schedule), schedule.paper
    facts, lines, found = read.facts, read.lines, summary(read.facts)
    reasons = schedule_cautions(facts, with_schools=read.with_schools)
    return {
        "document": document(
            schedule.forum,
            f"De-delegation schedule {schedule.financial_year}",
            warning=("", "") if paper.is_tabled else (DRAFT, "Draft: not tabled"),
            trail_line=trail_line,
            on=on,
        ),
        "schedule": schedule,
        "facts": facts,
        "paper": paper,
        "phases": _phases(facts, found, lines),
        "total": found.total,
        "cautions": [each for each in reasons if each.code not in NOTES],
        "notes": [each for each in reasons if each.code in NOTES],
        "services": list(_services(lines)),
        "buy_backs": [line for line in _first_of_each(lines) if line.buy_back],
        "replaced": _changed(replaced(facts)),
    }


def schedule_pdf(schedule: Schedule, *, trail_line: str = "", on: date | None = None) -> bytes:
    """The schedule with its effect on every school, as a document."""
    context = schedule_context(schedule, trail_line=trail_line, on=on)
    context["document"]["is_landscape"] = True
    return pdf.render("pdf/schedule.html", context)


def effect_csv(schedule: Schedule) -> str:
    """The effect on every school, a row each; no cell can run as a formula."""
    found = effects(schedule_facts(schedule))
    services = list(dict.fromkeys(_named(line) for effect in found for line in effect.lines))
    heads = [f"{each} (£)" for each in services]
    rows: list[list[object]] = [["School", "Group", *heads, "Total (£)", "Total per pupil (£)"]]
    for effect in found:
        names = [_named(line) for line in effect.lines]
        for share in effect.schools:
            own = dict(zip(names, share.amounts, strict=True))
            amounts = [_amount(own.get(each)) for each in services]
            named = [share.school.name, Group(effect.group).label]
            total = share.total if share.is_known else None
            rows.append([*named, *amounts, _amount(total), _amount(share.per_pupil)])
    return csv_text(rows)


def schedule_part(paper: Paper) -> dict[str, Any] | None:
    """For the paper itself: totals, ranges, and what academies may buy; None without schedule."""
    schedule = _schedule_of(paper)
    if schedule is None:
        return None
    read = read_schedule(schedule)
    found = summary(read.facts)
    return {
        "schedule": schedule,
        "phases": _phases(read.facts, found, read.lines),
        "total": found.total,
        "buy_backs": [line for line in _first_of_each(read.lines) if line.is_bought],
    }


def schedule_words(paper: Paper) -> ScheduleWords | None:
    """For the cover sheet: effect per pupil, and what a refusal means; None without a schedule."""
    schedule = _schedule_of(paper)
    if schedule is None:
        return None
    read = read_schedule(schedule)
    return ScheduleWords(
        per_pupil=tuple(_per_pupil(phase) for phase in summary(read.facts).phases),
        refusals=tuple(
            (f"{line.label} {line.name}", line.if_refused)
            for line in _first_of_each(read.lines)
            if line.if_refused
        ),
        kind="Final, on the units of the October census" if schedule.is_final else "Estimate",
    )


def _schedule_of(paper: Paper) -> Schedule | None:
    schedule = Schedule.objects.filter(paper=paper).first()
    if schedule is not None:
        schedule.paper, schedule.forum = paper, paper.forum
    return schedule


def _per_pupil(phase: PhaseSum) -> str:
    each = f", £{phase.per_pupil:,} a {phase.unit} in all" if phase.per_pupil else ""
    return f"{Group(phase.group).label}: £{phase.flat_rate:,} for every {phase.unit}{each}"


def _phases(
    facts: ScheduleFacts, found: Summary, lines: Sequence[ScheduleLine]
) -> tuple[PhaseTable, ...]:
    tables = []
    for phase, effect in zip(found.phases, effects(facts), strict=True):
        own = [line for line in lines if line.group == phase.group]
        tables.append(PhaseTable(phase, tuple(zip(own, phase.lines, strict=True)), effect))
    return tuple(tables)


def _services(lines: Sequence[ScheduleLine]) -> Iterator[Row]:
    """What is said of each service in words, once for all its lines."""
    for line in _first_of_each(lines):
        own = [each for each in lines if each.service_id == line.service_id]
        said = {
            name: next(filter(None, (getattr(each, name) for each in own)), "")
            for name in ("if_refused", "consultation", "buy_back_price")
        }
        yield {"line": line, "groups": [each.get_group_display() for each in own], **said}


def _first_of_each(lines: Sequence[ScheduleLine]) -> list[ScheduleLine]:
    first: dict[object, ScheduleLine] = {}
    for line in lines:
        first.setdefault(line.service_id, line)
    return list(first.values())


def _changed(rows: tuple[Replaced, ...]) -> list[Replaced]:
    return list(rows) if any(row.difference for row in rows) else []


def _named(line: ScheduleLineFacts) -> str:
    return f"{line.label} {line.name}"


def _amount(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else Decimal(f"{amount:.2f}")
