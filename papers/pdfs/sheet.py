"""The cover sheet at a glance: type, cost, source, effect for each pupil, refusal, clearance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS
from forum.models.schools import schools
from papers.choices import AmountUnit, ClearanceKind, Lateness
from papers.models import Paper
from papers.models.cleared import clearances_missing, given_so_far
from papers.models.cover import Asked
from papers.models.option_words import source_words
from papers.pdfs import cover
from papers.pdfs.schedule import ScheduleWords, schedule_words
from papers.rules.schedules.per_pupil import per_pupil, total_words

MOST_SOURCES = 4
"""More lines than these are counted and not named: the table below has them."""
NOT_STATED = "not stated"
Fact = dict[str, str]


def facts(
    paper: Paper, put: Sequence[Asked], *, has_earlier: bool, on: date | None
) -> Iterator[Fact]:
    """What a reader wants to know first, a label and its words each."""
    item = paper.agenda_item
    where = f"{item.meeting.held_on:%-d %B %Y}, item {item.number}" if item else NOT_STATED
    yield _fact("Type", _type(paper))
    yield _fact("For the meeting of", where)
    yield _fact("Report of", author(paper))
    if paper.author_id is None or paper.written_on:
        yield _fact(
            "Date of the paper",
            f"{paper.written_on:%-d %B %Y}" if paper.written_on else NOT_STATED,
        )
    yield _fact("Matter", paper.matter.title)
    yield from _money(paper, put, on=on)
    if not has_earlier:
        yield _fact("Earlier decisions", "None of this matter is on record")
    if paper.eligibility_as_printed:
        yield _fact("Eligible to vote, as printed", paper.eligibility_as_printed)
    if paper.tabled_on:
        yield _fact("Tabled", f"{paper.tabled_on:%-d %B %Y}, version {paper.version}")
    else:
        yield _fact("Tabled", f"not tabled; version {paper.version}")
    if paper.lateness != Lateness.IN_TIME:
        reason = paper.late_reason or "no reason is stated"
        yield _fact(paper.get_lateness_display(), reason)


def clearances(paper: Paper, *, on: date | None) -> list[dict[str, object]]:
    """Finance clearance always; the others where they were given or are asked for."""
    day = paper.tabled_on or on
    missing = clearances_missing(paper, paper.forum.constitution_on(day)) if day else ()
    given = {each.clearance.kind: each for each in given_so_far(paper)}
    return [
        {"kind": kind, "given": given.get(kind), "is_missing": kind in missing}
        for kind in ClearanceKind
        if kind in given or kind in missing or kind == ClearanceKind.FINANCE
    ]


def author(paper: Paper) -> str:
    """Who reports, as printed or else by name and post."""
    name = paper.author.name if paper.author else ""
    in_post = ", ".join(filter(None, (name, paper.author_post)))
    return paper.author_as_printed or in_post or NOT_STATED


def _type(paper: Paper) -> str:
    purpose = paper.get_purpose_display()
    says_no_more = paper.kind in ("", paper.purpose)
    return purpose if says_no_more else f"{paper.kind_of_paper.label}. {purpose}"


def _money(paper: Paper, put: Sequence[Asked], *, on: date | None) -> Iterator[Fact]:
    asking = [each for each in put if each.recommendation.seeks_resources]
    yield _fact("Cost", _cost(asking))
    if asking or any(each.offers for each in put):
        yield _fact("Source", _sources(put))
    scheduled = schedule_words(paper) if asking else None
    if asking:
        yield _fact("For each pupil", "\n".join(_each_pupil(paper, asking, scheduled, on=on)))
        yield _fact("If it is refused", "\n".join(_refusals(asking, scheduled)) or NOT_STATED)


def _cost(asking: Sequence[Asked]) -> str:
    if len(asking) == 1:
        return cover.asks_for(asking[0])
    return total_words([(each.recommendation.amount, each.years_words) for each in asking])


def _sources(put: Iterable[Asked]) -> str:
    standing = [
        offer.option
        for each in put
        for offer in each.offers
        if offer.option.status not in cover.GONE
    ]
    named = dict.fromkeys(source_words(option) for option in standing)
    if len(named) <= MOST_SOURCES:
        return "\n".join(named) or NOT_STATED
    labels = [option.get_source_display() for option in standing]
    return "\n".join(f"{each}: {labels.count(each)} lines" for each in dict.fromkeys(labels))


def _each_pupil(
    paper: Paper, asking: Sequence[Asked], scheduled: ScheduleWords | None, *, on: date | None
) -> Iterator[str]:
    """From the schedule where there is one; else from the pupils of the schools concerned."""
    if scheduled and scheduled.per_pupil:
        yield from (f"{words} ({scheduled.kind.lower()})" for words in scheduled.per_pupil)
        return
    stated = list(_as_stated(asking))
    if stated:
        yield from stated
        return
    day = paper.agenda_item.meeting.held_on if paper.agenda_item else on
    found = per_pupil(cover.per_group(asking), _total(asking), _pupils(paper, day), "all schools")
    yield from (each.words for each in found)
    if not found:
        yield NOT_STATED


def _as_stated(asking: Iterable[Asked]) -> Iterator[str]:
    for each in asking:
        for offer in each.offers:
            option = offer.option
            if option.amount_unit == AmountUnit.PER_PUPIL and option.amount is not None:
                yield f"{each.recommendation.label}: £{option.amount:,}"


def _total(asking: Iterable[Asked]) -> Decimal:
    return sum((each.recommendation.amount or Decimal(0) for each in asking), Decimal(0))


def _pupils(paper: Paper, day: date | None) -> dict[str, int]:
    """The pupils of each group of schools, in the newest year counted up to the day."""
    if day is None:
        return {}
    listed = schools(paper.forum, on=day).groups
    known = (*SCHOOLS_GROUPS, *ACADEMIES_GROUPS)
    return {each.group.label: each.pupils for each in listed if each.group in known}


def _refusals(asking: Sequence[Asked], scheduled: ScheduleWords | None) -> Iterator[str]:
    own = [each.recommendation for each in asking if each.recommendation.do_nothing]
    for each in own:
        several = f"{each.label}: " if len(asking) > 1 else ""
        yield f"{several}{each.do_nothing}"
    if scheduled and not own:
        yield from (f"{name}: {words}" for name, words in scheduled.refusals)


def _fact(label: str, value: str) -> Fact:
    return {"label": label, "value": value}
