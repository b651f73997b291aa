"""What stands beside the decisions: actions, happenings, sources named, office-holders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from decisions.choices import HappeningKind
from decisions.rules.told.deciding import condition
from decisions.rules.told.part import Part
from decisions.rules.told.where import Where, evidence, matter_of
from papers.choices import OptionStatus, Precision, Source


def actions(above: Part, where: Where) -> None:
    """Who was to do what by when, as far as the record says."""
    for part in above.parts("actions"):
        text = part.text("text", needed=True)
        closed = part.day("closed_on")
        values = {
            "reference": part.text("reference", most=20),
            "meeting_id": where.meeting,
            "agenda_item_id": where.item,
            "matter_id": matter_of(part, where),
            "text": text,
            "owner_id": where.book.point("person", part, "owner"),
            "owner_post": part.text("owner_post", most=160),
            "due_on": part.day("due_on"),
            "due_meeting_id": where.book.point("meeting", part, "due_meeting"),
            "settles_id": where.book.point("outcome", part, "settles"),
            "set_on": where.on,
            "closed_on": closed,
            "evidence": part.text("evidence"),
        } | evidence(part)
        pk = where.book.named("action", part, f"{where.item or where.meeting}:{text}")
        where.book.add("action", pk, part, where.on, values)


def named_sources(above: Part, where: Where) -> None:
    """Funding sources as somebody named them, outside the options of a recommendation."""
    for part in above.parts("named_sources"):
        words = part.text("words", most=200, needed=True)
        source = part.choice("source", Source)
        values = {
            "matter_id": matter_of(part, where, title=""),
            "recommendation_id": where.recommendation,
            "meeting_id": where.meeting,
            "paper_id": where.paper,
            "words": words,
            "where": part.text("where", most=120),
            "source": source,
            "named_on": where.on,
            "status": part.choice("status", OptionStatus, OptionStatus.OFFERED),
            "status_note": part.text("status_note", most=300),
            "proposer": part.text("proposer", most=160),
        } | evidence(part)
        _of_a_matter(part, values)
        near = where.recommendation or where.paper or where.item or where.meeting
        pk = where.book.named("named_source", part, f"{near}:{words}")
        where.book.add("named_source", pk, part, where.on, values)


def happenings(above: Part, where: Where) -> None:
    """What bears on a matter and was no decision."""
    for part in above.parts("happenings"):
        on = part.day("on")
        outcome = where.book.point("outcome", part, "decision")
        values = {
            "kind": part.choice("kind", HappeningKind, HappeningKind.EVENT),
            "matter_id": matter_of(part, where),
            "outcome_id": outcome,
            "meeting_id": where.meeting or where.book.point("meeting", part, "meeting"),
            "happened_on": on or (where.on if where.meeting else None),
            "day_words": part.text("day_words", most=120),
            "from_on": part.day("from"),
            "until_on": part.day("until"),
            "amount": part.money("amount"),
            "text": part.text("text", needed=True),
            "who": part.text("who", most=160),
            "source_words": part.text("source_words", most=200),
            "as_printed": part.text("as_printed", most=300),
            "reads_as": part.text("reads_as", most=300),
        } | evidence(part)
        _of_a_matter(part, values)
        if values["kind"] == HappeningKind.SLIP:
            for key in ("as_printed", "reads_as"):
                if not values[key]:
                    part.wrong(key, "A slip says how it is printed and what it should read.")
        near = where.paper or where.item or where.meeting or "by itself"
        pk = where.book.named("happening", part, f"{near}:{values['text']}")
        where.book.add("happening", pk, part, on or where.on, values)


def executive_decisions(above: Part, where: Where) -> None:
    """Decisions by one office-holder or body, without a meeting of the forum."""
    for part in above.parts("executive_decisions"):
        reference = part.text("reference", most=40, needed=True)
        title = part.text("title", most=300, needed=True)
        on = part.day("decided_on")
        values = {
            "matter_id": matter_of(part, where, title=title),
            "reference": reference,
            "title": title,
            "decided_by_name": part.text("by_name", most=160),
            "decided_by_post": part.text("by_post", most=160, needed=True),
            "decided_on": on,
            "text": part.text("text", needed=True),
            "reasons": part.text("reasons"),
            "alternatives": part.text("alternatives"),
            "delegation": part.text("delegation"),
            "delegate_post": part.text("delegate_post", most=200),
            "amount": part.money("amount"),
            "precision": part.choice("precision", Precision, Precision.EXACT),
            "source": part.choice("source", Source),
            "budget_line_id": where.book.point("line", part, "line"),
            "financial_year": part.year("year"),
            "reported_to_id": where.book.point("meeting", part, "reported_to"),
        } | evidence(part)
        conditions = list(part.parts("conditions"))
        pk = where.book.named("executive", part, reference)
        day = on or where.on
        where.book.add("executive", pk, part, day, values)
        for number, each in enumerate(conditions):
            at = replace(where, on=day)
            condition(each, number, pk, at, of="executive_decision_id")


def _of_a_matter(part: Part, values: Mapping[str, object]) -> None:
    if values["matter_id"] is None:
        part.wrong("matter", "Say which matter it bears on.")
