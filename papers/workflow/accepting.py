"""Accepting what was proposed: each becomes a fact through the step that anybody would use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require
from papers.choices import PaperEvent, ProposalKind
from papers.models import (
    BackgroundDocument,
    Contact,
    FundingOption,
    Intake,
    LineRate,
    Paper,
    Particulars,
    Proposal,
    Recommendation,
    Schedule,
    ScheduleLine,
)
from papers.rules.intake import may_accept
from papers.workflow.drafting import Edited, save_paper
from papers.workflow.funding import offer_option
from papers.workflow.generating import generate_recommendations
from papers.workflow.intake import proposal_facts, record_about
from papers.workflow.particulars import save_background, save_contacts, save_particulars
from papers.workflow.recommending import add_recommendation, change_recommendation
from papers.workflow.schedule import line_from, start_schedule

Value = Mapping[str, Any]
OF_THE_PAPER = {
    ProposalKind.TITLE: "title",
    ProposalKind.PURPOSE: "purpose",
    ProposalKind.PAPER_KIND: "kind",
    ProposalKind.ELIGIBILITY: "eligibility",
}
"""Saved together, as one version."""


@transaction.atomic
def accept_proposals(
    intake: Intake,
    chosen: Sequence[Proposal],
    *,
    targets: Mapping[UUID, str] | None = None,
    by: Person,
    on: date,
) -> None:
    """Make what was proposed facts of the paper, each with an entry of its own."""
    paper, aims = intake.paper, targets or {}
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    lock_row(intake)
    open_now = [_fresh(each) for each in chosen]
    facts = [proposal_facts(each, aims.get(each.pk)) for each in open_now]
    labels = set(paper.recommendations.values_list("label", flat=True))
    may_accept(facts, is_tabled=paper.is_tabled, labels=labels).insist()
    _save_words(paper, intake, open_now, by=by, on=on)
    entering = _Entering(paper, by, on)
    for proposal, fact in zip(open_now, facts, strict=True):
        proposal.about = entering.enter(proposal.kind, fact.value)
        proposal.accepted_at, proposal.accepted_by = timezone.now(), by
        proposal.keep()
        record_about(PaperEvent.PROPOSAL_ACCEPTED, "accepted", proposal, by=by, on=on)
    entering.finish()


def _fresh(proposal: Proposal) -> Proposal:
    proposal.refresh_from_db()
    return proposal


def _save_words(
    paper: Paper, intake: Intake, chosen: Sequence[Proposal], *, by: Person, on: date
) -> None:
    """Title, purpose, kind and eligibility, as the next version of the paper."""
    said = {
        OF_THE_PAPER[ProposalKind(each.kind)]: each.value[OF_THE_PAPER[ProposalKind(each.kind)]]
        for each in chosen
        if each.kind in OF_THE_PAPER
    }
    if not said:
        return
    edited = Edited(
        base=paper.version,
        title=paper.title,
        purpose=paper.purpose,
        blocks=paper.blocks,
        note=f"{', '.join(said)} from {intake.name}"[:200],
    )
    save_paper(paper, replace(edited, **said), by=by, on=on)


class _Entering:
    """One batch of proposals entered; what must be brought up to date at the end, once."""

    def __init__(self, paper: Paper, by: Person, on: date) -> None:
        self._paper, self._by, self._on = paper, by, on
        self._schedule: Schedule | None = None

    def enter(self, kind: str, value: Value) -> UUID:
        """Enter one, and say which record it made or changed."""
        steps: dict[str, Callable[[Value], UUID]] = {
            ProposalKind.AUTHOR: self._stated,
            ProposalKind.WRITTEN_ON: self._stated,
            ProposalKind.PARTICULARS: self._particulars,
            ProposalKind.RECOMMENDATION: self._recommendation,
            ProposalKind.AMOUNT: self._amount,
            ProposalKind.SOURCE: self._source,
            ProposalKind.RATES: self._rates,
            ProposalKind.BACKGROUND: self._background,
            ProposalKind.CONTACT: self._contact,
        }
        step = steps.get(kind)
        return step(value) if step else self._paper.pk

    def finish(self) -> None:
        """Make the recommendations and options of the schedule, if rates were accepted."""
        if self._schedule is not None:
            generate_recommendations(self._schedule, by=self._by, on=self._on)

    def _stated(self, value: Value) -> UUID:
        """Who wrote the paper, and when, as it prints them."""
        paper = self._paper
        if "written_on" in value:
            paper.written_on = date.fromisoformat(value["written_on"])
        else:
            paper.author_as_printed = value["author_as_printed"]
            paper.author_post = value.get("post") or paper.author_post
        paper.save(update_fields=["written_on", "author_as_printed", "author_post"])
        what = "date" if "written_on" in value else "author"
        audit.record(
            PaperEvent.PAPER_SAVED,
            f"{paper.title}: {what} entered as printed",
            forum=paper.forum,
            by=self._by,
            on=self._on,
            about=paper,
            matter=paper.matter_id,
        )
        return paper.pk

    def _particulars(self, value: Value) -> UUID:
        known = Particulars.objects.filter(paper=self._paper).first()
        made = known or Particulars(forum=self._paper.forum, paper=self._paper)
        for name, said in _fitting(Particulars, value).items():
            setattr(made, name, said)
        return save_particulars(made, by=self._by, on=self._on).pk

    def _recommendation(self, value: Value) -> UUID:
        """A new one, or new words for the one with this label."""
        there = self._labelled(value["label"])
        made = there or Recommendation(
            forum=self._paper.forum,
            matter=self._paper.matter,
            paper=self._paper,
            position=self._paper.recommendations.count() + 1,
        )
        for name, said in _fitting(Recommendation, value).items():
            setattr(made, name, said)
        made.amount = None if value["amount"] is None else Decimal(value["amount"])
        step = change_recommendation if there else add_recommendation
        return step(made, by=self._by, on=self._on).pk

    def _amount(self, value: Value) -> UUID:
        recommendation = self._of(value)
        recommendation.seeks_resources = True
        recommendation.amount = Decimal(value["amount"])
        recommendation.precision = value["precision"]
        recommendation.financial_year = recommendation.financial_year or value.get(
            "financial_year", ""
        )
        return change_recommendation(recommendation, by=self._by, on=self._on).pk

    def _source(self, value: Value) -> UUID:
        """One more alternative, to be completed on its own page."""
        recommendation = self._of(value)
        letters = set(recommendation.options.values_list("letter", flat=True))
        free = next(letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in letters)
        option = FundingOption(
            forum=recommendation.forum,
            recommendation=recommendation,
            letter=free,
            source=value["source"],
            amount=recommendation.amount,
            financial_year=recommendation.financial_year,
        )
        return offer_option(option, by=self._by, on=self._on).pk

    def _rates(self, value: Value) -> UUID:
        """A line of the schedule for each phase, with its factors as printed."""
        if self._schedule is None:
            self._schedule = self._its_schedule(value["financial_year"])
        for share in value["shares"]:
            line = ScheduleLine(
                label=value["recommendation"],
                stem=value.get("stem", ""),
                text=value.get("text", ""),
                name=value["service"][:120],
                group=share["group"],
                printed_precision=value["precision"],
                printed_total=Decimal(share["total"]),
            )
            rates = [_line_rate(each, value["year_label"]) for each in share["rates"]]
            line_from(self._schedule, line, rates, by=self._by, on=self._on)
        return self._schedule.pk

    def _its_schedule(self, year: str) -> Schedule:
        known = Schedule.objects.filter(paper=self._paper).first()
        return known or start_schedule(self._paper, financial_year=year, by=self._by, on=self._on)

    def _background(self, value: Value) -> UUID:
        documents = [
            *self._paper.background_documents.all(),
            BackgroundDocument(**_fitting(BackgroundDocument, value)),
        ]
        save_background(self._paper, documents, by=self._by, on=self._on)
        return documents[-1].pk

    def _contact(self, value: Value) -> UUID:
        contacts = [*self._paper.contacts.all(), Contact(**_fitting(Contact, value))]
        save_contacts(self._paper, contacts, by=self._by, on=self._on)
        return contacts[-1].pk

    def _labelled(self, label: str) -> Recommendation | None:
        return self._paper.recommendations.filter(label=label).first()

    def _of(self, value: Value) -> Recommendation:
        return self._paper.recommendations.get(label=value["recommendation"])


def _fitting(model: type[Model], value: Value) -> dict[str, Any]:
    """What was read, cut to what a field of the record holds."""
    most = {field.name: field.max_length for field in model._meta.fields}
    return {
        name: said[: most.get(name)] if isinstance(said, str) else said
        for name, said in value.items()
    }


def _line_rate(rate: Value, year: str) -> LineRate:
    return LineRate(
        factor=rate["factor"][:60],
        unit_rate=Decimal(rate["rate"]),
        units=_number(rate["units"]),
        printed_total=Decimal(rate["total"]),
        prior_rate=_number(rate["prior_rate"]),
        year_label=year,
        prior_year_label=rate["prior_year_label"],
    )


def _number(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)
