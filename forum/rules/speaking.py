"""Speaking: who is in the room without being a member, and may speak.

Schools Forums (England) Regulations 2012, reg 8(4)(a)-(g): a closed list. Councils differ in how
strictly they keep it (West Berkshire does; Wiltshire hears questions of the public), so whoever
is not on it gets a warning, never a bar.
"""

from __future__ import annotations

from dataclasses import dataclass

from forum.choices import Capacity
from forum.rules.ruling import Reason, Ruling

LAW = "Schools Forums (England) Regulations 2012, regulation 8(4)"
FORUM = "the forum"
CLERK = "the clerk"


@dataclass(frozen=True)
class Speaking:
    """What one capacity means for speaking at a meeting."""

    may_speak: bool
    paragraph: str
    """The paragraph of regulation 8(4) that lets them speak; empty for none."""
    sentence: str

    @property
    def source(self) -> str:
        return LAW + self.paragraph


SPEAKING: dict[Capacity, Speaking] = {
    Capacity.DIRECTOR: Speaking(
        True, "(a)", "The director of children’s services or their representative may speak."
    ),
    Capacity.FINANCE_OFFICER: Speaking(
        True, "(b)", "The chief finance officer or their representative may speak."
    ),
    Capacity.LEAD_MEMBER: Speaking(
        True,
        "(c)",
        "The councillor with primary responsibility for children’s services or education may "
        "speak.",
    ),
    Capacity.RESOURCES_MEMBER: Speaking(
        True, "(d)", "The councillor with primary responsibility for resources may speak."
    ),
    Capacity.ADVISER: Speaking(
        True, "(e)", "Whom the forum invites for financial or technical advice may speak."
    ),
    Capacity.SOS_OBSERVER: Speaking(
        True, "(f)", "The observer appointed by the Secretary of State may speak."
    ),
    Capacity.PRESENTER: Speaking(
        True, "(g)", "Whoever presents a paper may speak on that item only."
    ),
    Capacity.CLERK: Speaking(
        False, "", "The clerk serves the meeting and advises the chair; the list leaves them out."
    ),
    Capacity.OFFICER: Speaking(
        False, "", "Other officers may speak when they present a paper or are invited to advise."
    ),
    Capacity.OBSERVER: Speaking(False, "", "Observers listen; they do not speak or vote."),
    Capacity.PUBLIC: Speaking(
        False, "", "The public and the press listen: meetings are public, but not for speaking."
    ),
}


def on_speaking(capacity: Capacity, *, has_item: bool) -> Ruling:
    """Nobody is barred; who is not on the list, or presents nothing, is pointed out."""
    if capacity == Capacity.PRESENTER and not has_item:
        return Ruling.of((), [NO_ITEM])
    if capacity in (Capacity.OFFICER, Capacity.OBSERVER, Capacity.PUBLIC):
        return Ruling.of((), [_off_the_list(capacity)])
    return Ruling()


NO_ITEM = Reason(
    "presents-nothing",
    "Whoever presents a paper may speak on that item only: say which item it is.",
    CLERK,
    f"{LAW}(g)",
)


def _off_the_list(capacity: Capacity) -> Reason:
    return Reason(
        "may-not-speak",
        f"{SPEAKING[capacity].sentence} The forum may invite somebody to attend for financial or "
        "technical advice.",
        FORUM,
        f"{LAW}(e)",
    )
