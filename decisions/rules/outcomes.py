"""Recording what one group resolved on one question.

Three rules together: what is recorded is in order (here), the result is one that the forum had
power to give and the ballot gave (`results`), and what was carried names its money (`awards`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from decisions.choices import Result
from decisions.rules.awards import may_award
from decisions.rules.law import FORUM_DECIDES, GOOD_PRACTICE, SOURCE_RECORDED, VOTERS
from decisions.rules.money import MoneyFacts
from decisions.rules.results import OutcomeFacts, may_resolve
from forum.choices import MeetingStage
from forum.rules.ruling import Reason, Ruling
from papers.choices import ForumRole

CLERK = "the clerk"
NOT_STATED = "not stated"
"""What to enter for the cost of an amendment where the record does not say."""


def may_record(facts: OutcomeFacts) -> Ruling:
    """An outcome is recorded once, as the ballot went, and with its money in full."""
    reasons = chain(_standing(facts), _schools(facts), _amendment(facts), _return(facts))
    money = may_award(facts.money, where=facts.where, is_carried=facts.is_carried)
    return Ruling.of(reasons, _warnings(facts)) + may_resolve(facts) + money


def fitting_results(facts: OutcomeFacts) -> tuple[Result, ...]:
    """The results that the forum's role, its schools and the ballot leave open."""
    return tuple(result for result in Result if why_not(result, facts).allowed)


def why_not(result: Result, facts: OutcomeFacts) -> Ruling:
    """What stands between the question and this result, whatever is said about the money."""
    bare = replace(facts, result=result, money=MoneyFacts())
    return may_resolve(bare) + Ruling.of(_schools(bare))


def _standing(facts: OutcomeFacts) -> Iterator[Reason]:
    if not facts.is_tabled:
        yield Reason("not-tabled", "It is not tabled for this meeting.", CLERK, where=facts.where)
    if facts.meeting_stage not in (MeetingStage.OPEN, MeetingStage.HELD):
        yield Reason(
            "meeting-not-open", "The meeting has not been opened.", CLERK, where=facts.where
        )
    if facts.has_outcome:
        yield Reason("outcome-exists", "Its outcome is recorded already.", where=facts.where)


def _schools(facts: OutcomeFacts) -> Iterator[Reason]:
    if not facts.has_schools and facts.result != Result.NO_SUCH_SCHOOLS:
        yield Reason(
            "no-such-schools-only",
            f"The authority has no such schools ({facts.group_label}): record “no such schools”.",
            CLERK,
            VOTERS,
            facts.where,
        )
    if facts.has_schools and facts.result == Result.NO_SUCH_SCHOOLS:
        yield Reason(
            "schools-exist",
            f"The authority has such schools ({facts.group_label}), so their members are asked.",
            CLERK,
            VOTERS,
            facts.where,
        )


def _amendment(facts: OutcomeFacts) -> Iterator[Reason]:
    if facts.result != Result.CARRIED_AS_AMENDED:
        return
    if not facts.resolution_changed:
        yield Reason(
            "amended-without-text",
            "Enter the text as amended; the text tabled stays beside it.",
            CLERK,
            where=facts.where,
        )
    if not facts.cost_effect.strip():
        yield Reason(
            "cost-effect-missing",
            f"Say what the amendment does to the cost, or enter “{NOT_STATED}”.",
            CLERK,
            where=facts.where,
        )


def _return(facts: OutcomeFacts) -> Iterator[Reason]:
    """Deferrals, the day to settle a source, and what goes back to an earlier outcome."""
    if facts.result == Result.DEFERRED:
        yield from _deferral(facts)
    due = facts.money.action.due_on if facts.money.action else None
    if due is not None and due <= facts.meeting_on:
        yield Reason(
            "action-due-in-the-past",
            f"The source is to be settled after this meeting; {due:%-d %B %Y} is not later.",
            CLERK,
            where=facts.where,
        )
    if facts.result == Result.RATIFIED:
        yield from _ratification(facts)
    names_source = facts.is_carried and facts.money.awards and not facts.money.unsettled
    if facts.settles_earlier and not names_source:
        yield Reason(
            "settles-without-source",
            "An earlier source is settled by a decision that awards money: enter the awards, or "
            "take off what this settles.",
            CLERK,
            SOURCE_RECORDED,
            facts.where,
        )


def _ratification(facts: OutcomeFacts) -> Iterator[Reason]:
    """A quorate forum ratifies what an earlier one could not decide, and nothing else."""
    if not facts.ratifies_earlier:
        yield Reason(
            "ratified-without-earlier",
            "Choose the earlier outcome that is ratified.",
            CLERK,
            GOOD_PRACTICE,
            facts.where,
        )
    elif not facts.ratifies_view:
        yield Reason(
            "ratified-was-decided",
            "What is ratified was decided at the time. Ratify only what was left undecided; "
            "record this as carried, and say how it bears on the earlier decision.",
            CLERK,
            GOOD_PRACTICE,
            facts.where,
        )


def _deferral(facts: OutcomeFacts) -> Iterator[Reason]:
    if facts.deferred_to_on is None:
        yield Reason(
            "deferred-without-meeting",
            "Choose the meeting that this comes back to.",
            CLERK,
            where=facts.where,
        )
    elif facts.deferred_to_on <= facts.meeting_on:
        yield Reason(
            "deferred-to-the-past",
            "Choose a later meeting: this one cannot defer to itself or to one before it.",
            CLERK,
            where=facts.where,
        )


def _warnings(facts: OutcomeFacts) -> Iterator[Reason]:
    undecided = facts.result in (Result.NOTED, Result.VIEW_RECORDED)
    if undecided and facts.forum_role == ForumRole.DECIDES and facts.ballot is None:
        yield Reason(
            "noted-without-deciding",
            "The forum decides this: unless it was not quorate, a vote was needed.",
            CLERK,
            FORUM_DECIDES,
            facts.where,
        )
    if facts.result == Result.CARRIED and facts.resolution_changed:
        yield Reason(
            "resolution-differs",
            "The text resolved differs from the text tabled: was it carried as amended?",
            CLERK,
            where=facts.where,
        )
    ends = [award.until_on for award in facts.money.awards if award.until_on is not None]
    if any(end < facts.meeting_on for end in ends):
        yield Reason(
            "award-ended-already",
            "An award ends before the day of this decision: check the last day.",
            CLERK,
            where=facts.where,
        )
