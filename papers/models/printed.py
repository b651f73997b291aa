"""A paper as it is printed: its text with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from papers.choices import PaperKind
from papers.models.paper import Paper
from papers.models.particulars import particulars_of
from papers.rules.recommended import Asked
from papers.rules.surroundings import Surroundings, surrounded
from papers.rules.text.blocks import Block


def printed_blocks(paper: Paper) -> tuple[Block, ...]:
    """The text as every form of the paper prints it: page, PDF and Word."""
    return surrounded(paper.blocks, surroundings(paper))


def surroundings(paper: Paper) -> Surroundings:
    """What the paper prints besides its own words."""
    return Surroundings(
        head=tuple(_head(paper)) if paper.kind == PaperKind.EXECUTIVE else (),
        asked=tuple(
            Asked(each.label, each.text, each.stem) for each in paper.recommendations.all()
        ),
        documents=tuple((each.title, each.address) for each in paper.background_documents.all()),
        contacts=tuple(
            (each.role, each.name, each.post, each.telephone, each.email)
            for each in paper.contacts.all()
        ),
    )


def _head(paper: Paper) -> Iterable[tuple[str, str]]:
    """The head of a report to one office-holder, in the field's order."""
    head = particulars_of(paper)
    if head is None:
        return
    yield "From", _who(head.from_name, head.from_post)
    yield "To", _who(head.to_name, head.to_post)
    if head.directorate:
        yield "Directorate", head.directorate
    yield "Reference", head.reference
    yield "Subject", head.subject
    yield "Key decision", "; ".join(head.key_reasons)
    yield "Classification", head.classification
    yield "Past pathway of report", _pathway(head.past_pathway)
    yield "Future pathway of report", _pathway(head.future_pathway)
    yield "Electoral divisions", head.divisions
    if head.subject_to:
        yield "Subject to", head.subject_to
    if head.asks_to_delegate:
        consulted = f", in consultation with {head.consulted_post}" if head.consulted_post else ""
        yield "Authority is delegated to", f"{head.delegate_post}{consulted}"


def _who(name: str, post: str) -> str:
    return ", ".join(filter(None, (name, post)))


def _pathway(stops: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(stop["words"] for stop in stops)
