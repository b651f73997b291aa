"""What people are told by letter, how often they may have it, and what nobody may switch off.

Without a choice a notice goes out at once. What decides whether somebody can take part, and what
guards an account or the record, reaches them whatever they chose.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from forum.choices import NoticeKind, Rhythm

AT_ONCE, DAILY, WEEKLY, NEVER = Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.NEVER
MEMBER, CLERK, CHAIR, OFFICER, AUDITOR = "member", "clerk", "chair", "officer", "auditor"
ANYBODY = frozenset({MEMBER, CLERK, CHAIR, OFFICER, AUDITOR})
MONDAY = 0


@dataclass(frozen=True)
class Notice:
    """One kind of letter, as somebody chooses about it."""

    kind: NoticeKind
    offers: tuple[Rhythm, ...]
    usual: Rhythm = AT_ONCE
    to: frozenset[str] = ANYBODY
    """Who gets such letters, by what they are in a forum."""
    about: str = ""
    """What it brings, where its name does not say it."""
    because: str = ""
    """Why it cannot be switched off."""

    @property
    def is_fixed(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.offers) == 1

    @property
    def may_stop(self) -> bool:
        return NEVER in self.offers


FREELY = (AT_ONCE, DAILY, WEEKLY, NEVER)
OWED = (AT_ONCE, DAILY, WEEKLY)
ALWAYS = (AT_ONCE,)
MEMBERS = frozenset({MEMBER})

NOTICES: Mapping[NoticeKind, Notice] = {
    each.kind: each
    for each in (
        Notice(
            NoticeKind.AGENDA,
            FREELY,
            to=MEMBERS,
            about="The agenda of a meeting is published, with the papers tabled so far.",
        ),
        Notice(
            NoticeKind.PAPER,
            FREELY,
            to=MEMBERS,
            about="A paper, an item or a supplement that joins a published agenda.",
        ),
        Notice(
            NoticeKind.PACK,
            FREELY,
            usual=NEVER,
            to=MEMBERS,
            about="The agenda and all papers are ready as one document, minutes after the agenda.",
        ),
        Notice(
            NoticeKind.MEETING,
            ALWAYS,
            to=MEMBERS,
            because="else you might come on the wrong day, or to the wrong place.",
        ),
        Notice(
            NoticeKind.COMING,
            ALWAYS,
            to=MEMBERS,
            about="Whether you come, who stands in for you, and interests to declare.",
            because="without enough members the forum cannot decide.",
        ),
        Notice(
            NoticeKind.ASKED,
            ALWAYS,
            to=MEMBERS,
            because="a decision outside a meeting holds only if every member can take part.",
        ),
        Notice(
            NoticeKind.BALLOT,
            (AT_ONCE, NEVER),
            to=MEMBERS,
            about="The first ballot of a meeting in which you may vote on your own device.",
        ),
        Notice(NoticeKind.DRAFT_MINUTES, FREELY, to=frozenset({MEMBER, CHAIR})),
        Notice(NoticeKind.AGREED_MINUTES, FREELY, to=frozenset({MEMBER, CHAIR})),
        Notice(
            NoticeKind.CLEARANCE,
            (AT_ONCE, DAILY),
            to=frozenset({OFFICER, CHAIR}),
            about="A paper waits for your clearance, or yours was returned to you.",
            because="a paper waits for you.",
        ),
        Notice(
            NoticeKind.ACTION,
            OWED,
            about="An action that you answer for is due within a week, or overdue.",
            because="the forum set it, and you answer for it.",
        ),
        Notice(
            NoticeKind.TERM,
            ALWAYS,
            to=frozenset({MEMBER, CLERK}),
            about="90 and 30 days before the end.",
            because="the vote ends with the term.",
        ),
        Notice(
            NoticeKind.AUTHORITY,
            OWED,
            to=frozenset({CLERK, OFFICER}),
            about="What the next meeting can still renew, or let end.",
            because="after the last day nothing may be spent under it.",
        ),
        Notice(
            NoticeKind.ABSENCE,
            (AT_ONCE, DAILY),
            to=frozenset({CLERK, CHAIR}),
            because="there is still time to name somebody else.",
        ),
        Notice(
            NoticeKind.TRAIL,
            ALWAYS,
            to=frozenset({AUDITOR, CLERK}),
            about="Its checkpoint for the auditors; and when it does not verify.",
            because="what you keep outside shows that nothing was altered.",
        ),
        Notice(
            NoticeKind.ACCOUNT,
            ALWAYS,
            about="Invitations, and changes to how you sign in.",
            because="they show you at once if somebody else uses your account.",
        ),
    )
}
"""The one book of what people are told; other letters go out at once."""
FOR_INSIDE = frozenset(
    {NoticeKind.CLEARANCE, NoticeKind.AUTHORITY, NoticeKind.ABSENCE, NoticeKind.TRAIL}
)
"""What may name something unpublished: only for who still has a part in the forum when it goes."""


def rhythm_of(kind: NoticeKind | str, chosen: Mapping[str, str]) -> Rhythm:
    """How often somebody gets letters of this kind; what is not offered counts as no choice."""
    notice = NOTICES.get(NoticeKind(kind))
    if notice is None:
        return AT_ONCE
    wanted = chosen.get(kind, "")
    return Rhythm(wanted) if wanted in notice.offers else notice.usual


def notices_for(parts: Collection[str]) -> tuple[Notice, ...]:
    """What somebody who is these things in their forums can be told of."""
    return tuple(each for each in NOTICES.values() if each.to & frozenset(parts))


def is_digest_due(
    rhythm: Rhythm | str, *, last_on: date | None, oldest_on: date, on: date
) -> bool:
    """Whether what waits since a day goes out together on this one; `last_on` had the last one.

    Once a day; or on the first Monday there is something, and later where that was missed.
    """
    first = max(oldest_on, last_on + timedelta(days=1)) if last_on else oldest_on
    if rhythm == WEEKLY:
        first += timedelta(days=(MONDAY - first.weekday()) % 7)
    return on >= first


TERM_TOLD = (90, 30)
"""So many days before the end of a term its holder and the clerk are told."""


def term_notice(*, until_on: date, on: date) -> int | None:
    """Which notice of the end of a term is due: the nearest one that has begun."""
    left = (until_on - on).days
    begun = [days for days in TERM_TOLD if left <= days]
    return min(begun) if begun and left >= 0 else None


ASK_BEFORE = 7
"""So many days before a meeting those are asked who have not said whether they come."""


def is_time_to_ask(*, held_on: date, on: date) -> bool:
    """Whether the meeting is near enough to ask who comes, and not today."""
    return 0 < (held_on - on).days <= ASK_BEFORE
