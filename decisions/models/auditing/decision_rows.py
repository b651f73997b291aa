"""What the record holds of decisions, plain and unworded: of one matter or of ten thousand.

Of many matters it is read column by column; of one it is taken from what its page has fetched.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q

from decisions.models.auditing.key import Key
from decisions.models.auditing.scope import Scope
from decisions.models.ballots.ballot import Ballot
from decisions.models.outcomes.outcome import Outcome, OutcomeQuerySet

_PUT, _ASKED = "question__placement", "question__placement__recommendation"
ASKED_MATTER = f"{_ASKED}__matter"


class DecisionRow(NamedTuple):
    """One outcome, with what was asked and where."""

    key: str
    result: str
    settlement: str
    resolution: str
    amount_agreed: Decimal | None
    stated_for: int | None
    evidence_grade: str
    evidence_shown: str
    matter: str
    recommendation: str
    label: str
    seeks: bool
    type: str
    year: str
    narrowed: list[str]
    group: str
    asked: Decimal | None
    held_on: date
    historic: bool
    basis: str
    day_words: str
    quorum: int | None
    item: str
    back_on: date | None
    decided_on: date
    item_position: int
    position: int

    @property
    def place(self) -> tuple[date, int, int, str]:
        """Its place in the order of the record: by day, then as on the agenda."""
        return self.decided_on, self.item_position, self.position, self.key


_COLUMNS = (
    Key("pk"),
    "result",
    "settlement",
    "resolution",
    "amount_agreed",
    "stated_for",
    "evidence_grade",
    "evidence_shown",
    Key(ASKED_MATTER),
    Key(_ASKED),
    f"{_ASKED}__label",
    f"{_ASKED}__seeks_resources",
    f"{_ASKED}__decision_type",
    f"{_ASKED}__financial_year",
    f"{_ASKED}__groups",
    "question__group",
    "question__amount_asked",
    f"{_PUT}__meeting__held_on",
    f"{_PUT}__meeting__is_historic",
    f"{_PUT}__meeting__day_basis",
    f"{_PUT}__meeting__day_words",
    "held__quorum_needed",
    f"{_PUT}__agenda_item__number",
    "deferred_to__held_on",
    "decided_on",
    f"{_PUT}__agenda_item__position",
    "question__position",
)
"""Where each of them stands in the record, in the same order."""


# Of many matters


def outcomes_of(scope: Scope, on: date, *, inside: bool) -> OutcomeQuerySet:
    """The outcomes of the scope by the day, as far as the reader may see them."""
    outcomes = Outcome.objects.filter(scope.within(ASKED_MATTER), decided_on__lte=on)
    return outcomes if inside else outcomes.public()


def rows_of(scope: Scope, outcomes: OutcomeQuerySet) -> list[DecisionRow]:
    """Each outcome as a row, earliest first."""
    placed = (f"{_PUT}__meeting", f"{_PUT}__agenda_item")
    joined = outcomes.filter(scope.joined("question", _PUT, _ASKED, *placed)).annotate(
        held=FilteredRelation("ballot", condition=Q(ballot__forum=scope.forum))
    )
    # Put in order here: the database would sort ten thousand resolutions on its disk.
    with scope.reading():
        rows = list(joined.order_by().values_list(*_COLUMNS))
    return sorted((DecisionRow(*row) for row in rows), key=lambda row: row.place)


def inquorate_of(scope: Scope) -> set[str]:
    """Outcomes that rest on a ballot for which the forum was not quorate."""
    doubtful = Q(quorum_present__lt=F("quorum_needed")) | Q(quorum_needed=0)
    ballots = Ballot.objects.filter(
        scope.within(ASKED_MATTER),
        doubtful | Q(contacted__isnull=False),
        outcome__isnull=False,
    )
    known = ballots.select_related("outcome")
    return {str(ballot.outcome.pk) for ballot in known if not ballot.is_quorate}


# Of one, from what was fetched with it


def row_of(outcome: Outcome) -> DecisionRow:
    """An outcome that was fetched with all that it is about."""
    question, placement = outcome.question, outcome.question.placement
    asked, meeting = placement.recommendation, placement.meeting
    return DecisionRow(
        key=str(outcome.pk),
        result=outcome.result,
        settlement=outcome.settlement,
        resolution=outcome.resolution,
        amount_agreed=outcome.amount_agreed,
        stated_for=outcome.stated_for,
        evidence_grade=outcome.evidence_grade,
        evidence_shown=outcome.evidence_shown,
        matter=str(asked.matter_id),
        recommendation=str(asked.pk),
        label=asked.label,
        seeks=asked.seeks_resources,
        type=asked.decision_type,
        year=asked.financial_year,
        narrowed=asked.groups,
        group=question.group,
        asked=question.amount_asked,
        held_on=meeting.held_on,
        historic=meeting.is_historic,
        basis=meeting.day_basis,
        day_words=meeting.day_words,
        quorum=outcome.ballot.quorum_needed if outcome.ballot else None,
        item=placement.agenda_item.number,
        back_on=outcome.deferred_to.held_on if outcome.deferred_to else None,
        decided_on=outcome.decided_on,
        item_position=placement.agenda_item.position,
        position=question.position,
    )
