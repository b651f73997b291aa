"""What followed the decisions of the winter: posts filled and paid, and what the cabinet did."""

from __future__ import annotations

from datetime import timedelta

from decisions.choices import (
    ConditionState,
    ExternalBody,
    ExternalResult,
    HappeningKind,
    ImplementationState,
)
from decisions.models import Condition, ExternalStep, Happening, Implementation, Outcome
from decisions.workflow.conditions import mark_condition
from decisions.workflow.external import ask_outside, record_answer
from decisions.workflow.happenings import enter_happening
from decisions.workflow.implementing import say_implementation
from demo import central, early_help
from demo.telling import Teller
from forum.choices import EvidenceGrade
from forum.models import Meeting
from papers.models import Matter


def winter(teller: Teller, meeting: Meeting) -> None:
    """The cabinet agrees the formula in part, and the growth fund's condition is met."""
    officer, on = teller.people["early_help"], meeting.held_on
    step = ExternalStep(
        forum=teller.forum,
        outcome=_outcome(teller, central.FORMULA),
        body=ExternalBody.COUNCIL_EXECUTIVE,
        body_words="Cabinet",
        asked="Agree the factor values on which the Forum gave its view.",
        asked_on=on + timedelta(days=4),
    )
    ask_outside(step, by=officer, on=on + timedelta(days=4))
    step.result, step.decided_on = ExternalResult.APPROVED_IN_PART, on + timedelta(days=16)
    step.text = "The factor values are agreed; the minimum funding guarantee is set at 0 per cent."
    step.overtakes, step.evidence = True, "Minutes of the Cabinet, item 7"
    record_answer(step, by=officer, on=on + timedelta(days=16))
    mark_condition(
        Condition.objects.get(forum=teller.forum, text=central.GROWTH_CONDITION),
        ConditionState.MET,
        evidence="Settlement of the department for the year",
        by=officer,
        on=on + timedelta(days=18),
    )


def spring(teller: Teller, meeting: Meeting, first: Meeting) -> None:
    """The authority paid the posts while nobody had said from which money."""
    officer, on = teller.people["early_help"], meeting.held_on
    matter = Matter.objects.get(forum=teller.forum, title=early_help.MATTER)
    began = (first.held_on + timedelta(days=75)).replace(day=1)
    for told in (
        Happening(
            kind=HappeningKind.EVENT,
            happened_on=began,
            day_words=f"{began:%B %Y}",
            text="The four posts are filled.",
            who="Early Help Manager",
        ),
        Happening(
            kind=HappeningKind.SPENDING,
            from_on=began,
            until_on=on - timedelta(days=1),
            text="The authority pays for the posts",
            source_words="the authority, pending",
            who="The authority",
            outcome=teller.outcome,
        ),
    ):
        told.forum, told.matter = teller.forum, matter
        told.evidence_grade = EvidenceGrade.REPORT
        told.evidence_shown = f"“{early_help.AGAIN}”, paragraph 1.1"
        enter_happening(told, by=officer, on=on)
    carried_out = Implementation(
        forum=teller.forum,
        outcome=_outcome(teller, early_help.SETTLING),
        state=ImplementationState.UNDER_WAY,
        said_on=on,
        words="All four posts are filled; two clusters are covered.",
    )
    say_implementation(carried_out, by=officer, on=on)


def _outcome(teller: Teller, title: str) -> Outcome:
    """The one outcome of a paper of the demo."""
    of_paper = {"question__placement__recommendation__paper__title": title}
    return Outcome.objects.get(forum=teller.forum, **of_paper)
