"""Bringing in a Word file or pasted text: read, taken as the text, its proposals declined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import FileKind, Role
from forum.files import Checked, Unfit, checked
from forum.locks import lock_row
from forum.models import Person
from forum.pdf import unprintable
from forum.permissions import require
from forum.rules.ruling import Reason
from forum.workflow.files import store_file
from papers.choices import IntakeKind, PaperEvent
from papers.models import Intake, Paper, Proposal
from papers.models.figures import PICTURES
from papers.rules.drafting import may_change
from papers.rules.intake import ProposalFacts, may_decline, may_take
from papers.rules.proposing import Proposed, proposals
from papers.rules.reporting import Around, report
from papers.rules.text.blocks import FIGURE, Block, as_stored
from papers.rules.text.front_matter import front_of
from papers.rules.text.redacting import public_words
from papers.word import noticing
from papers.word.reading import Picture, Reading
from papers.workflow.drafting import Edited, save_paper, start_paper


@dataclass(frozen=True)
class Incoming:
    """What came in: the words as they were read, and the file or the paste they are from."""

    kind: IntakeKind
    name: str
    reading: Reading
    file: Checked | None = None
    typed: str = ""

    @property
    def title(self) -> str:
        """The title that the words give; empty where they give none."""
        return public_words(front_of(self.reading.blocks, self.reading.title).title)


@transaction.atomic
def bring_in(paper: Paper, incoming: Incoming, *, by: Person, on: date) -> Intake:
    """Keep what came in beside the paper: what was read, what needs a human, what is proposed."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    may_change(is_tabled=paper.is_tabled).insist()
    blocks, lost = with_pictures(paper, incoming.reading, by=by, on=on)
    return _keep(paper, incoming, blocks, lost, by=by, on=on)


@transaction.atomic
def start_from(paper: Paper, incoming: Incoming, *, by: Person, on: date) -> Intake:
    """Start a paper with the text that came in as its first version."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    blocks, lost = with_pictures(paper, incoming.reading, by=by, on=on)
    start_paper(paper, blocks=blocks, note=_taken_from(incoming.name), by=by, on=on)
    intake = _keep(paper, incoming, blocks, lost, by=by, on=on)
    return _mark_taken(intake, by=by, on=on)


@transaction.atomic
def take_text(intake: Intake, *, base: int, by: Person, on: date) -> Intake:
    """Make the text that was read the next version of the paper; Stale where it was changed."""
    paper = intake.paper
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    intake.refresh_from_db()
    may_take(
        is_tabled=paper.is_tabled, is_taken=intake.is_taken, has_blocks=bool(intake.blocks)
    ).insist()
    edited = Edited(
        base=base,
        title=paper.title,
        purpose=paper.purpose,
        blocks=intake.content_blocks,
        note=_taken_from(intake.name),
    )
    intake.paper = save_paper(paper, edited, by=by, on=on)
    return _mark_taken(intake, by=by, on=on)


@transaction.atomic
def decline_proposal(proposal: Proposal, *, why: str, by: Person, on: date) -> Proposal:
    """Leave a proposal, and say why."""
    intake = proposal.intake
    require(by, intake.forum, Role.CLERK, Role.OFFICER)
    lock_row(intake)
    proposal.refresh_from_db()
    may_decline(proposal_facts(proposal)).insist()
    proposal.declined_at, proposal.declined_by, proposal.declined_why = timezone.now(), by, why
    proposal.keep()
    record_about(PaperEvent.PROPOSAL_DECLINED, "declined", proposal, by=by, on=on, why=why)
    return proposal


def proposal_facts(proposal: Proposal, target: str | None = None) -> ProposalFacts:
    """A proposal as the rules read it, for the recommendation that was chosen."""
    chosen = {} if target is None else {"recommendation": target}
    return ProposalFacts(
        proposal.kind, str(proposal), {**proposal.value, **chosen}, proposal.is_open
    )


def record_about(
    event: str, verb: str, proposal: Proposal, *, by: Person, on: date, **facts: Any
) -> None:
    """One entry for a proposal that was answered; it names what it is, never a person."""
    paper = proposal.intake.paper
    named = f"{proposal.get_kind_display()} {proposal.label}".strip()
    audit.record(
        event,
        f"{paper.title}: proposed {named[:1].lower()}{named[1:]} {verb}",
        forum=proposal.forum,
        by=by,
        on=on,
        about=proposal,
        matter=paper.matter_id,
        kind=proposal.kind,
        **facts,
    )


def _keep(
    paper: Paper,
    incoming: Incoming,
    blocks: Sequence[Block],
    lost: Sequence[Reason],
    *,
    by: Person,
    on: date,
) -> Intake:
    file = incoming.file
    stored = store_file(paper.forum, file, wanted=(FileKind.DOCX,), by=by, on=on) if file else None
    notes = (*incoming.reading.notes, *lost, *report(blocks, _around(paper, blocks)))
    intake = Intake(
        forum=paper.forum,
        paper=paper,
        kind=incoming.kind,
        file=stored,
        name=incoming.name,
        typed=incoming.typed,
        blocks=as_stored(blocks),
        report=[asdict(each) for each in notes],
        base=paper.version,
        read_at=timezone.now(),
        read_by=by,
    ).keep()
    _propose(intake, proposals(blocks, incoming.reading.title))
    audit.record(
        PaperEvent.INTAKE_READ,
        f"{paper.title}: {intake.get_kind_display().lower()} read, {len(blocks)} blocks",
        forum=paper.forum,
        by=by,
        on=on,
        about=intake,
        matter=paper.matter_id,
        sha256=stored.sha256 if stored else None,
    )
    return intake


def _propose(intake: Intake, found: Iterable[Proposed]) -> None:
    Proposal.objects.bulk_create(
        Proposal(
            forum=intake.forum,
            intake=intake,
            position=position,
            kind=each.kind,
            label=each.label[:120],
            words=each.words,
            where=each.where[:120],
            value=each.value,
            is_sure=each.is_sure,
        )
        for position, each in enumerate(found, start=1)
    )


def _mark_taken(intake: Intake, *, by: Person, on: date) -> Intake:
    paper = intake.paper
    intake.version, intake.taken_at, intake.taken_by = paper.version, timezone.now(), by
    intake.keep()
    audit.record(
        PaperEvent.INTAKE_TAKEN,
        f"{paper.title}: version {paper.version} taken from {intake.get_kind_display().lower()}",
        forum=intake.forum,
        by=by,
        on=on,
        about=intake,
        matter=paper.matter_id,
        version=paper.version,
    )
    return intake


def with_pictures(
    paper: Paper, reading: Reading, *, by: Person, on: date
) -> tuple[tuple[Block, ...], list[Reason]]:
    """The blocks with their pictures stored; a picture that is not fit is left out, and said."""
    fit, lost = _fit(reading.pictures, reading.blocks)
    stored = {
        name: str(store_file(paper.forum, each, wanted=PICTURES, by=by, on=on).pk)
        for name, each in fit.items()
    }
    blocks = tuple(
        replace(each, asset=stored[each.asset]) if each.kind == FIGURE else each
        for each in reading.blocks
        if each.kind != FIGURE or each.asset in stored
    )
    return blocks, lost


def _fit(
    pictures: Mapping[str, Picture], blocks: Iterable[Block]
) -> tuple[dict[str, Checked], list[Reason]]:
    fit: dict[str, Checked] = {}
    lost = []
    shown = {each.asset: each.alt for each in blocks if each.kind == FIGURE}
    for name, alt in shown.items():
        picture = pictures[name]
        try:
            fit[name] = checked(picture.name, picture.content, [str(each) for each in PICTURES])
        except Unfit:
            lost.append(noticing.unreadable_picture(alt))
    return fit, lost


def _around(paper: Paper, blocks: Sequence[Block]) -> Around:
    words = " ".join(each.words for each in blocks)
    letters = paper.appendices.exclude(letter="").values_list("letter", flat=True)
    meeting = paper.agenda_item.meeting if paper.agenda_item else None
    return Around(
        meeting_on=meeting.held_on if meeting else None,
        appendices=tuple(letters) if not paper._state.adding else (),
        undrawn=tuple(unprintable(words)),
    )


def _taken_from(name: str) -> str:
    return f"Taken from {name}"[:200]
