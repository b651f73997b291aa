"""What was asked in a matter, and what papers and speakers said of its money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from decisions.models.threads.event import Event, EventKind, Grade, day_words, meeting_words, shown
from decisions.models.threads.matter_record import MatterRecord, OptionRow
from decisions.rules.findings import MatterFacts
from decisions.rules.source_status import SourceState, SourceStatus
from forum.money import pounds
from papers.choices import Precision
from papers.models import NamedSource, Paper, Placement, Recommendation


def what_was_asked(record: MatterRecord, facts: MatterFacts) -> Iterator[Event]:
    """What was put before the forum, the sources named beside it, and what papers claimed."""
    options: dict[UUID, list[OptionRow]] = defaultdict(list)
    for row in record.options:
        options[row.recommendation.pk].append(row)
    for placement in record.placements:
        yield _asked(placement, options[placement.recommendation_id])
    with_recommendations = {each.recommendation.paper_id for each in record.placements}
    yield from (_reported(each) for each in record.papers if each.pk not in with_recommendations)
    yield from (_named(each) for each in record.named_sources)
    yield from _claimed(record, facts)


def _asked(placement: Placement, offered: list[OptionRow]) -> Event:
    recommendation, meeting = placement.recommendation, placement.meeting
    paper = recommendation.paper
    labels = "; ".join(f"{row.option.letter} {row.label}" for row in offered)
    return Event(
        meeting.held_on,
        EventKind.ASKED,
        f"{recommendation} of {_titled(recommendation)}{_asks(recommendation)}",
        Grade.PAPER,
        f"Item {placement.agenda_item.number}, agenda of {meeting.day_printed}",
        who=(paper.author_post if paper else "") or "author not stated",
        detail=recommendation.text,
        url=paper.get_absolute_url() if paper else meeting.get_absolute_url(),
        status=_offered_status(recommendation, labels),
        day_words=meeting_words(meeting),
    )


def _offered_status(recommendation: Recommendation, labels: str) -> SourceStatus | None:
    """What was offered for money; what asks for none leaves the source where it stands."""
    if labels:
        return SourceStatus(SourceState.OFFERED, labels)
    return SourceStatus(SourceState.NONE) if recommendation.seeks_resources else None


def _titled(recommendation: Recommendation) -> str:
    if recommendation.paper:
        return f"“{recommendation.paper.title}”"
    return f"the meeting ({recommendation.get_origin_display().lower()})"


def _asks(recommendation: Recommendation) -> str:
    if not recommendation.seeks_resources:
        return ""
    firmness = Precision(recommendation.precision)
    words = "" if firmness == Precision.EXACT else f"{firmness.label.lower()} "
    return f" asks for {words}{pounds(recommendation.amount)}"


def _reported(paper: Paper) -> Event:
    """A paper that recommends nothing."""
    item = paper.agenda_item
    return Event(
        item.meeting.held_on if item else None,
        EventKind.ASKED,
        f"“{paper.title}”, {paper.get_purpose_display().lower()}",
        Grade.PAPER,
        f"Item {item.number}, agenda of {item.meeting.day_printed}" if item else "",
        who=paper.author_post or "author not stated",
        url=paper.get_absolute_url(),
        day_words=meeting_words(item.meeting if item else None),
    )


def _named(named: NamedSource) -> Event:
    """A funding source as somebody named it outside the options."""
    meeting = named.meeting
    grade, evidence = shown(named, meeting, "")
    if not named.evidence_grade and named.paper:
        grade, evidence = Grade.PAPER, f"“{named.paper.title}”"
    where = "" if named.where in evidence else named.where
    meant = named.get_source_display() if named.source else "none of the four sources"
    note = f"{named.get_status_display()}. {named.status_note}".rstrip(". ")
    return Event(
        named.named_on or (meeting.held_on if meeting else None),
        EventKind.NAMED,
        f"“{named.words}”: {meant}",
        grade,
        ", ".join(filter(None, (evidence, where))),
        who=named.proposer,
        detail=f"{note}.",
        status=SourceStatus(SourceState.OFFERED, f"as “{named.words}”"),
        day_words="" if named.named_on else meeting_words(meeting),
    )


def _claimed(record: MatterRecord, facts: MatterFacts) -> Iterator[Event]:
    """What papers say of earlier approvals; statements that were entered are told apart."""
    papers = {paper.title for paper in record.papers}
    for claim in facts.claims:
        if claim.paper in papers:
            yield Event(
                claim.on,
                EventKind.CLAIMED,
                f"The paper says: “{claim.words}”",
                Grade.CLAIM,
                f"“{claim.paper}”, {day_words(claim.on)}",
            )
