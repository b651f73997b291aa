"""The schedule of a paper: started, its services named, its lines written, marked final."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Forum, Person
from forum.money import pounds
from forum.permissions import require
from papers.choices import OptionStatus, PaperEvent, Source
from papers.models import (
    FundingOption,
    LineRate,
    LocalService,
    Paper,
    Recommendation,
    Schedule,
    ScheduleLine,
)
from papers.models.schedule_facts import line_facts, schedule_facts
from papers.rules.drafting import may_change
from papers.rules.schedules.schedule_gate import may_keep_line, may_mark_final, may_start_schedule
from papers.rules.schedules.services import factor_named, service_named
from papers.workflow.funding import remove_option
from papers.workflow.recommending import remove_recommendation


@transaction.atomic
def name_service(service: LocalService, *, by: Person, on: date) -> LocalService:
    """Name a service of the catalogue as the authority calls it, or change that name."""
    require(by, service.forum, Role.CLERK, Role.OFFICER)
    service.keep()
    audit.record(
        PaperEvent.SERVICE_NAMED,
        f"De-delegated service: {service.name}",
        forum=service.forum,
        by=by,
        on=on,
        about=service,
        code=service.code,
        s251_line=service.s251_line,
    )
    return service


@transaction.atomic
def start_schedule(
    paper: Paper, *, financial_year: str, note: str = "", by: Person, on: date
) -> Schedule:
    """Start the schedule of a draft, with no lines yet."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()
    has_one = Schedule.objects.filter(paper=paper).exists()
    may_start_schedule(year=financial_year, has_one=has_one).insist()
    schedule = Schedule(
        forum=paper.forum, paper=paper, financial_year=financial_year, note=note
    ).keep()
    _record(PaperEvent.SCHEDULE_STARTED, "started", schedule, by=by, on=on)
    return schedule


@transaction.atomic
def change_schedule(schedule: Schedule, *, by: Person, on: date) -> Schedule:
    """Save the changed year or note of a schedule."""
    require(by, schedule.forum, Role.CLERK, Role.OFFICER)
    _still_a_draft(schedule)
    may_start_schedule(year=schedule.financial_year, has_one=False).insist()
    schedule.keep()
    _record(PaperEvent.SCHEDULE_CHANGED, "changed", schedule, by=by, on=on)
    return schedule


@transaction.atomic
def write_line(
    line: ScheduleLine, rates: Sequence[LineRate] = (), *, by: Person, on: date
) -> ScheduleLine:
    """Add a service for the schools of one group, or save it changed, with its rates."""
    require(by, line.forum, Role.CLERK, Role.OFFICER)
    _still_a_draft(line.schedule)
    verb = "added" if line._state.adding else "changed"
    if line.service._state.adding:
        name_service(line.service, by=by, on=on)
    others = line.schedule.lines.exclude(pk=line.pk).select_related("service")
    may_keep_line(line_facts(line), [line_facts(other) for other in others]).insist()
    line.keep()
    line.rates.all().delete()
    for position, rate in enumerate(rates, start=1):
        rate.forum, rate.line, rate.position = line.forum, line, position
        rate.counts = factor_named(rate.counts or rate.factor)
        rate.keep()
    words = _line_words(verb, line, rates)
    _record(PaperEvent.SCHEDULE_CHANGED, schedule=line.schedule, by=by, on=on, **words)
    return line


@transaction.atomic
def line_from(
    schedule: Schedule,
    line: ScheduleLine,
    rates: Sequence[LineRate],
    *,
    by: Person,
    on: date,
) -> ScheduleLine:
    """Write a line that was read from a table of rates; it replaces the one it would double.

    `line` needs a name, a group and a label; its service is found by the name, or named so.
    """
    require(by, schedule.forum, Role.CLERK, Role.OFFICER)
    service = _service_called(schedule.forum, line.name, by=by, on=on)
    there = schedule.lines.filter(service=service, group=line.group).first()
    line.schedule, line.service, line.forum = schedule, service, schedule.forum
    if there is not None:
        line.pk, line.recorded_at = there.pk, there.recorded_at
        line.recommendation, line._state.adding = there.recommendation, False
    line.position = there.position if there else schedule.lines.count() + 1
    return write_line(line, rates, by=by, on=on)


@transaction.atomic
def remove_line(line: ScheduleLine, *, by: Person, on: date) -> None:
    """Take a line out of a draft, and what was generated from it with it."""
    require(by, line.forum, Role.CLERK, Role.OFFICER)
    _still_a_draft(line.schedule)
    recommendation = line.recommendation
    words = _line_words("taken out", line)
    _record(PaperEvent.SCHEDULE_CHANGED, schedule=line.schedule, by=by, on=on, **words)
    line.rates.all().delete()
    line.delete()
    if recommendation is None:
        return
    if recommendation.schedule_lines.exists():
        for option in _options_of(recommendation, line.group):
            remove_option(option, by=by, on=on)
    else:
        remove_recommendation(recommendation, by=by, on=on)


@transaction.atomic
def mark_final(schedule: Schedule, *, by: Person, on: date) -> Schedule:
    """Let the units of the October census replace the estimate."""
    require(by, schedule.forum, Role.CLERK, Role.OFFICER)
    _still_a_draft(schedule)
    may_mark_final(schedule_facts(schedule)).insist()
    schedule.is_final = True
    schedule.save(update_fields=["is_final"])
    _record(PaperEvent.SCHEDULE_FINAL, "marked final", schedule, by=by, on=on)
    return schedule


def _still_a_draft(schedule: Schedule) -> None:
    lock_row(schedule.paper)
    may_change(is_tabled=schedule.paper.is_tabled).insist()


def _service_called(forum: Forum, name: str, *, by: Person, on: date) -> LocalService:
    known = LocalService.objects.filter(forum=forum, name__iexact=name).first()
    if known is not None:
        return known
    found = service_named(name)
    code = found.code if found else ""
    return name_service(LocalService(forum=forum, code=code, name=name), by=by, on=on)


def _options_of(recommendation: Recommendation, group: str) -> list[FundingOption]:
    return list(
        recommendation.options.filter(
            source=Source.DE_DELEGATED, group=group, status=OptionStatus.OFFERED
        )
    )


def _line_words(verb: str, line: ScheduleLine, rates: Sequence[LineRate] = ()) -> dict[str, Any]:
    """The sentence of a line, with what is kept of it on the trail."""
    total = f", {pounds(line.printed_total)}" if line.printed_total is not None else ""
    return {
        "verb": f"{line}{total}, {verb}",
        "line": line.pk,
        "name": line.name,
        "group": line.group,
        "label": line.label,
        "printed_total": line.printed_total,
        "last_year_total": line.last_year_total,
        "rates": [f"{each.factor}: £{each.unit_rate} x {each.units or '?'}" for each in rates],
    }


def _record(
    event: str, verb: str, schedule: Schedule, *, by: Person, on: date, **facts: Any
) -> None:
    audit.record(
        event,
        f"{schedule} of {schedule.paper.title}: {verb}",
        forum=schedule.forum,
        by=by,
        on=on,
        about=schedule.paper,
        matter=schedule.paper.matter_id,
        financial_year=schedule.financial_year,
        is_final=schedule.is_final,
        **facts,
    )
