"""Asking people to clear a paper: who may be asked, whose turn it is, when to remind.

Steps of the same number are asked at once, a higher one waits for all lower ones: report author,
then finance, legal where needed, the director, and the chair for the agenda.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from forum.rules.ruling import Reason, Ruling
from papers.choices import ClearanceKind, ClearanceState
from papers.rules.drafting import TABLED
from papers.rules.regulations import CONSTITUTION

ASKER = "whoever asked for the clearance"
AUTHOR = "the author"
CLEARANCE = f"{CONSTITUTION}, clearance"
REMIND_BEFORE = timedelta(days=2)
"""A reminder goes out this long before the deadline."""
REMIND_AGAIN = timedelta(days=3)
"""And again this often while nothing is answered."""


@dataclass(frozen=True)
class StepFacts:
    """A request of the chain as it stands now, with those that took another's place."""

    step: int
    name: str
    """ "Finance clearance, Schools Finance Manager"."""
    state: str
    is_void: bool = False
    """Given, and the paper was changed after it."""


@dataclass(frozen=True)
class AskFacts:
    """One person about to be asked."""

    kind: str
    post: str
    is_author: bool
    is_officer: bool
    """Officer or clerk of the forum."""
    is_chair: bool
    """Chair or vice-chair on the day."""
    is_asked: bool = False
    """Waiting already for the same clearance of the same paper."""


@dataclass(frozen=True)
class AnswerFacts:
    """Somebody about to answer a request."""

    state: str
    post: str
    is_own: bool
    """Whether it was asked of who answers."""
    is_tabled: bool
    is_author: bool = False
    before: tuple[StepFacts, ...] = ()
    """The steps with a lower number."""


def may_ask(
    asked: Iterable[AskFacts], *, is_tabled: bool, due_on: date | None, on: date
) -> Ruling:
    """People are asked before tabling, each for what they can give, by a day to come."""
    if is_tabled:
        return TABLED
    late = () if due_on is None or due_on >= on else (_PAST,)
    reasons = [reason for each in asked for reason in _may_be_asked(each)]
    return Ruling.of((*late, *reasons))


def may_answer(facts: AnswerFacts) -> Ruling:
    """Who was asked answers once, when every step before is given for the paper as it is."""
    ruling = may_pass_on(facts)
    if facts.is_author:
        ruling += Ruling.of((_own_paper(facts.post),))
    return ruling + Ruling.of(waits_for(facts.before))


def may_pass_on(facts: AnswerFacts) -> Ruling:
    """Who was asked may pass it on until they have answered, also before it is their turn."""
    if facts.is_tabled:
        return TABLED
    return Ruling.of(_answerable(facts))


def may_withdraw(*, state: str, is_tabled: bool) -> Ruling:
    """What nobody answered yet need not be asked any more."""
    if is_tabled:
        return TABLED
    return Ruling() if state == ClearanceState.WAITING else Ruling.of((_ANSWERED,))


def may_remind(
    *, state: str, is_tabled: bool, before: Iterable[StepFacts], reminded_on: date | None, on: date
) -> Ruling:
    """Whoever holds the paper up may be reminded, once a day."""
    ruling = may_withdraw(state=state, is_tabled=is_tabled) + Ruling.of(waits_for(before))
    if reminded_on == on:
        text = "A reminder was written today already."
        ruling += Ruling.no("reminded-today", text, who=f"Again tomorrow, {ASKER}")
    return ruling


def is_reminder_due(*, due_on: date | None, reminded_on: date | None, on: date) -> bool:
    """Two days before the deadline, and every three days after until it is answered."""
    if due_on is None or on < due_on - REMIND_BEFORE:
        return False
    return reminded_on is None or on >= reminded_on + REMIND_AGAIN


def waits_for(before: Iterable[StepFacts]) -> Iterator[Reason]:
    """The steps before that are not given for the paper as it is now."""
    for each in before:
        if each.state == ClearanceState.WAITING:
            text, who = f"{each.name} comes first, and is not given yet.", each.name
        elif each.state == ClearanceState.RETURNED:
            text, who = f"{each.name}: returned. The paper is mended and asked for again.", AUTHOR
        elif each.is_void:
            text, who = f"{each.name}: the paper was changed after it. Ask for it again.", ASKER
        else:
            continue
        yield Reason("not-your-turn", text, who, CLEARANCE)


def _may_be_asked(facts: AskFacts) -> Iterator[Reason]:
    if facts.is_author:
        yield _own_paper(facts.post)
    if facts.kind == ClearanceKind.CHAIR and not facts.is_chair:
        text = f"{facts.post} does not preside: only the chair or a vice-chair clears the agenda."
        yield Reason("not-the-chair", text, "the clerk", CLEARANCE)
    if facts.kind != ClearanceKind.CHAIR and not facts.is_officer:
        text = f"{facts.post} is no officer of the authority here, and cannot give this clearance."
        yield Reason("not-an-officer", text, ASKER, CLEARANCE)
    if facts.is_asked:
        yield Reason("asked-already", f"{facts.post} is asked for this clearance already.", ASKER)


def _answerable(facts: AnswerFacts) -> Iterator[Reason]:
    if facts.state != ClearanceState.WAITING:
        yield _ANSWERED
    if not facts.is_own:
        text = f"This was asked of {facts.post}: nobody else answers for them."
        yield Reason("not-asked-of-you", text, facts.post, CLEARANCE)


def _own_paper(post: str) -> Reason:
    text = f"The author of a paper cannot clear it: ask somebody else than {post}."
    return Reason("clears-own-paper", text, "Another officer", CLEARANCE)


_PAST = Reason("due-in-the-past", "Give a day that is not over, or none.", ASKER)
_ANSWERED = Reason(
    "answered-already",
    "This was answered already, and the answer stays as it is. Ask for it again if it is needed.",
    ASKER,
)
