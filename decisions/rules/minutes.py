"""The minuting gate: minutes are agreed only when they say what was decided, and from which money.

The Middlesbrough review of 27 March 2019, recommendation 27: all minutes clearly record the
forum's decisions on funding sources. Minutes are agreed at a later meeting, then signed by the
chair; agreed minutes are fixed, and a later correction is a dated entry beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from decisions.choices import CARRIED, Method, MinutesStage, Result
from decisions.rules.actions import ActionFacts
from decisions.rules.awards import may_award
from decisions.rules.closing import WITHOUT_COUNTS
from decisions.rules.law import QUORUM, SOURCE_RECORDED, VOTERS
from decisions.rules.money import MoneyFacts
from decisions.rules.results import DECIDING
from decisions.rules.stages import NEXT_MINUTES
from forum.choices import MeetingStage
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"


@dataclass(frozen=True)
class BallotRecord:
    """What the record holds of the ballot behind an outcome."""

    has_register: bool
    has_counts: bool
    is_quorate: bool
    method: Method


@dataclass(frozen=True)
class MinutedQuestionFacts:
    """A question that was put to a group, and what the record says came of it."""

    where: str
    """Such as "Item 5, Recommendation 1, Maintained primary schools"."""
    result: Result | None
    ballot: BallotRecord | None = None
    money: MoneyFacts = field(default_factory=MoneyFacts)
    settled_since: bool = False
    """Agreed in principle, and a later decision has settled its source."""
    deferred_to_on: date | None = None


@dataclass(frozen=True)
class VoteOnMinutes:
    """A vote of the later meeting on agreeing minutes."""

    is_quorate: bool
    is_carried: bool


@dataclass(frozen=True)
class MinutesFacts:
    """The minutes of one meeting, with all that was put and set there."""

    stage: MinutesStage
    meeting_on: date
    meeting_stage: MeetingStage = MeetingStage.HELD
    questions: tuple[MinutedQuestionFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    open_ballots: tuple[str, ...] = ()
    """What each ballot that was left open is about."""
    agreed_at_meeting_on: date | None = None
    agreed_at_meeting_stage: MeetingStage | None = None
    votes: tuple[VoteOnMinutes, ...] = ()
    """The votes of that meeting on minutes; none where they were agreed without one."""


def may_edit_minutes(stage: MinutesStage) -> Ruling:
    """Minutes are written until they are agreed; published drafts stay as they were published."""
    if stage in (MinutesStage.WRITING, MinutesStage.DRAFT):
        return Ruling()
    return Ruling.no(
        "minutes-fixed",
        "These minutes are agreed and fixed. Record a correction, dated and naming the meeting "
        "that made it.",
        who=CLERK,
    )


def may_publish_draft(facts: MinutesFacts) -> Ruling:
    """A draft is published after the meeting, as often as needed, until the minutes are agreed."""
    return Ruling.of(_publishing(facts))


def may_agree(facts: MinutesFacts) -> Ruling:
    """Minutes are agreed at a later meeting, when everything put has its outcome and its money."""
    return Ruling.of(_agreeing(facts))


def still_open(facts: MinutesFacts) -> Ruling:
    """What the record lacks before the minutes can be agreed, at whatever meeting."""
    return Ruling.of(_lacking(facts))


def _publishing(facts: MinutesFacts) -> Iterator[Reason]:
    if facts.stage not in (MinutesStage.WRITING, MinutesStage.DRAFT):
        yield Reason("agreed-already", "These minutes are agreed already.")
    if facts.meeting_stage != MeetingStage.HELD:
        yield Reason("meeting-not-held", "Close the meeting first.", CLERK)
    yield from _ballots(facts)


def _agreeing(facts: MinutesFacts) -> Iterator[Reason]:
    yield from _stage(facts)
    yield from _meeting(facts)
    yield from _voted(facts)
    yield from _lacking(facts)


def _lacking(facts: MinutesFacts) -> Iterator[Reason]:
    yield from _ballots(facts)
    for question in facts.questions:
        yield from _question(question, facts.meeting_on)
    for action in facts.actions:
        yield from _action(action)


def _stage(facts: MinutesFacts) -> Iterator[Reason]:
    if facts.stage == MinutesStage.WRITING:
        yield Reason(
            "draft-not-published",
            "Publish the draft first, so that members can read what they are to agree.",
            CLERK,
        )
    elif MinutesStage.AGREED not in NEXT_MINUTES[facts.stage]:
        yield Reason("agreed-already", "These minutes are agreed already.")


def _meeting(facts: MinutesFacts) -> Iterator[Reason]:
    later = facts.agreed_at_meeting_on
    if later is None:
        yield Reason("agreeing-meeting-missing", "Choose the meeting that agrees them.", CLERK)
        return
    if later <= facts.meeting_on:
        yield Reason(
            "not-a-later-meeting",
            f"The minutes of {facts.meeting_on:%-d %B %Y} are agreed at a later meeting, not on "
            f"{later:%-d %B %Y}.",
            CLERK,
        )
    if facts.agreed_at_meeting_stage not in (MeetingStage.OPEN, MeetingStage.HELD):
        yield Reason(
            "agreeing-meeting-not-open",
            f"The meeting of {later:%-d %B %Y} has not been opened, so it has agreed nothing yet.",
            CLERK,
        )


def _voted(facts: MinutesFacts) -> Iterator[Reason]:
    """Where the later meeting voted on minutes, one of its votes has agreed them."""
    quorate = [vote for vote in facts.votes if vote.is_quorate]
    if facts.votes and not quorate:
        yield Reason(
            "minutes-vote-inquorate",
            "The forum was not quorate when it voted on the minutes: a quorate meeting agrees "
            "them.",
            CLERK,
            QUORUM,
        )
    elif facts.votes and not any(vote.is_carried for vote in quorate):
        yield Reason(
            "minutes-not-carried",
            "The vote on the minutes was not carried: put them right and vote again.",
            CLERK,
            VOTERS,
        )


def _ballots(facts: MinutesFacts) -> Iterator[Reason]:
    for about in facts.open_ballots:
        yield Reason(
            "ballot-left-open",
            f"The ballot on {about} was left open: close it, or void it with a reason.",
            CLERK,
            where=about,
        )


def _question(question: MinutedQuestionFacts, meeting_on: date) -> Iterator[Reason]:
    if question.result is None:
        yield Reason(
            "outcome-missing",
            f"{question.where} was put and has no outcome: record one; where nothing was decided, "
            "defer it to a meeting.",
            CLERK,
            SOURCE_RECORDED,
            question.where,
        )
        return
    if question.result in DECIDING:
        yield from _vote(question)
    yield from _money(question)
    if question.result == Result.DEFERRED:
        yield from _deferral(question, meeting_on)


def _vote(question: MinutedQuestionFacts) -> Iterator[Reason]:
    ballot, where = question.ballot, question.where
    if ballot is None or not ballot.has_register:
        yield Reason(
            "register-missing",
            f"{where}: the register of who might vote is missing.",
            CLERK,
            VOTERS,
            where,
        )
    if ballot is None or not (ballot.has_counts or ballot.method in WITHOUT_COUNTS):
        yield Reason(
            "counts-missing",
            f"{where}: enter the counts, or state that counts were not taken.",
            CLERK,
            VOTERS,
            where,
        )
    if ballot is not None and not ballot.is_quorate:
        yield Reason(
            "inquorate",
            f"{where}: the forum was not quorate, so it decided nothing; record a view or a "
            "deferral.",
            CLERK,
            QUORUM,
            where,
        )


def _money(question: MinutedQuestionFacts) -> Iterator[Reason]:
    money = question.money
    if money.unsettled and question.settled_since:
        return
    if money.unsettled and money.action is not None and not money.action.is_open:
        yield Reason(
            "unsettled-without-open-action",
            f"{question.where}: its source is not settled, but the action to settle it is closed. "
            "Set a new one.",
            CLERK,
            SOURCE_RECORDED,
            question.where,
        )
    is_carried = question.result in CARRIED
    for reason in may_award(money, where=question.where, is_carried=is_carried).reasons:
        yield replace(reason, text=f"{reason.where}: {reason.text}")


def _deferral(question: MinutedQuestionFacts, meeting_on: date) -> Iterator[Reason]:
    if question.deferred_to_on is None:
        yield Reason(
            "deferred-without-meeting",
            f"{question.where} is deferred: choose the meeting that it comes back to.",
            CLERK,
            where=question.where,
        )
    elif question.deferred_to_on <= meeting_on:
        yield Reason(
            "deferred-to-the-past",
            f"{question.where} is deferred to a meeting that is not later: choose a later one.",
            CLERK,
            where=question.where,
        )


def _action(action: ActionFacts) -> Iterator[Reason]:
    if not action.has_owner:
        yield Reason(
            "action-without-owner",
            f"{action.name} has no owner: name one person, in a post.",
            CLERK,
            where=action.name,
        )
    if action.due_on is None:
        yield Reason(
            "action-without-date",
            f"{action.name} has no day: give the meeting or the date when it is due.",
            CLERK,
            where=action.name,
        )
