"""What papers and speakers said of earlier decisions, to be held against the record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q

from decisions.choices import HappeningKind
from decisions.models.auditing.key import Key
from decisions.models.auditing.scope import Scope
from decisions.models.minuting.minutes import public_minutes
from decisions.models.outcomes.happening import Happening
from decisions.models.threads.matter_record import MatterRecord
from decisions.rules.findings import ClaimFacts, DecisionFacts, claims_in
from papers.models import Paper, PaperVersion
from papers.rules.claims import source_in

_RELIED_ON_FOR = re.compile(r"\bfor (20\d\d)[-–/](?:20)?(\d\d)\b")
"""A year that a sentence relies on an approval for: "approved from the DSG for 2019/20"."""
_MONEY = (
    "DSG",
    "school grant",
    "schools grant",
    "retained",
    "central school",
    "delegat",
    "high needs",
    "one-off",
    "one off",
    "underspend",
    "balance",
)

Decisions = Mapping[str, Iterable[DecisionFacts]]
Read = Iterable[tuple[Paper, date]]
"""Papers with their text, and the day on which each was before the forum."""


def claims_of(
    scope: Scope, decisions: Decisions, *, on: date, inside: bool
) -> dict[str, list[ClaimFacts]]:
    """Per matter what was said of its earlier approvals, each thing once."""
    said = Happening.objects.filter(scope.within("matter"), kind=HappeningKind.STATEMENT)
    said = said if inside else said.filter(told_in_public())
    approvals = _approvals(decisions)
    papers = _papers(scope, approvals, on, inside=inside)
    return _claims(approvals, said.select_related("meeting"), papers, on)


def claims_told(record: MatterRecord, decisions: Decisions) -> list[ClaimFacts]:
    """The same of one matter, from what was fetched with it."""
    said = [each for each in record.happenings if each.kind == HappeningKind.STATEMENT]
    latest_first = sorted(record.papers, key=lambda paper: paper.recorded_at, reverse=True)
    papers = [
        (paper, paper.agenda_item.meeting.held_on) for paper in latest_first if paper.agenda_item
    ]
    found = _claims(_approvals(decisions), said, papers, record.on)
    return found.get(str(record.matter.pk), [])


def _claims(
    approvals: Decisions, said: Iterable[Happening], papers: Read, on: date
) -> dict[str, list[ClaimFacts]]:
    found: dict[str, list[ClaimFacts]] = defaultdict(list)
    for matter, claim in _statements(approvals, said, on):
        found[matter].append(claim)
    for matter, claim in _in_papers(approvals, papers):
        if not any(_says_the_same(claim, known) for known in found[matter]):
            found[matter].append(claim)
    return {matter: sorted(claims, key=lambda each: each.on) for matter, claims in found.items()}


def _approvals(decisions: Decisions) -> Decisions:
    """Those of the decisions that agreed to money."""
    return {matter: [d for d in those if _is_approval(d)] for matter, those in decisions.items()}


def _is_approval(decision: DecisionFacts) -> bool:
    return decision.is_carried and decision.seeks_resources


def _latest(approvals: Iterable[DecisionFacts], before: date) -> str:
    """The approval that something said on the day is about; empty where there was none."""
    earlier = [each for each in approvals if each.decided_on < before]
    return max(earlier, key=lambda each: each.decided_on).key if earlier else ""


def _says_the_same(claim: ClaimFacts, known: ClaimFacts) -> bool:
    """Whether a statement was entered from the paper in which the claim stands."""
    ours, theirs = (" ".join(each.words.lower().split()).strip(".") for each in (claim, known))
    return claim.on == known.on and (ours in theirs or theirs in ours)


# Statements that were entered


def _statements(
    approvals: Decisions, said: Iterable[Happening], on: date
) -> Iterator[tuple[str, ClaimFacts]]:
    for each in said:
        day = each.happened_on or (each.meeting.held_on if each.meeting else None)
        if day is None or day > on:
            continue
        about = str(each.outcome_id or "") or _latest(approvals.get(str(each.matter_id), ()), day)
        yield (
            str(each.matter_id),
            ClaimFacts(
                paper=each.who or "A statement",
                on=day,
                decision=about,
                words=each.text.rstrip("."),
                source=source_in(each.source_words),
                key=f"happening/{each.pk}",
                names_money=bool(each.source_words),
                amount=each.amount,
                is_statement=True,
                where=each.evidence_shown,
            ),
        )


def told_in_public() -> Q:
    """Happenings that belong to something that is published."""
    return public_minutes("outcome__question__placement__meeting") | public_minutes("meeting")


# Claims in the text of papers


def _in_papers(approvals: Decisions, papers: Read) -> Iterator[tuple[str, ClaimFacts]]:
    """Claims are made only after an approval."""
    for paper, day in papers:
        about = _latest(approvals.get(str(paper.matter_id), ()), day)
        for claim in claims_in(paper.public_text) if about else ():
            year = _RELIED_ON_FOR.search(claim.words)
            yield (
                str(paper.matter_id),
                ClaimFacts(
                    paper=paper.title,
                    on=day,
                    decision=about,
                    words=claim.words,
                    source=claim.source,
                    financial_year=f"{year[1]}-{year[2]}" if year else "",
                    key=f"paper/{paper.pk}",
                ),
            )


def _papers(
    scope: Scope, approvals: Decisions, on: date, *, inside: bool
) -> Iterator[tuple[Paper, date]]:
    """Of many matters only those texts are read that could make a claim, after an approval."""
    days = {
        paper: day
        for paper, matter, day in _tabled(scope, on, inside=inside)
        if _latest(approvals.get(matter, ()), day)
    }
    if days:
        for paper in Paper.objects.filter(pk__in=_that_claim(days)).with_text():
            yield paper, days[paper.pk]


def _tabled(scope: Scope, on: date, *, inside: bool) -> Iterable[tuple[UUID, str, date]]:
    """Papers that were before the forum by the day and speak of an approval and of its money."""
    papers = Paper.objects.all() if inside else Paper.objects.public()
    papers = papers.filter(
        scope.within("matter"), tabled_at__isnull=False, agenda_item__meeting__held_on__lte=on
    )
    return papers.values_list("pk", Key("matter"), "agenda_item__meeting__held_on").order_by(
        "agenda_item__meeting__held_on", "pk"
    )


def _that_claim(papers: Iterable[UUID]) -> list[UUID]:
    """Those of the papers whose text, quickly read, claims anything."""
    money = reduce(or_, (Q(text__icontains=words) for words in _MONEY))
    agreed = Q(text__icontains="approved") | Q(text__icontains="agreed")
    versions = PaperVersion.objects.filter(
        money, agreed, paper__in=list(papers), number=F("paper__version")
    )
    texts = versions.values_list("paper", "text")
    return [paper for paper, text in texts if claims_in(text)]
