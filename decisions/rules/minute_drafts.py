"""What the minutes of each item begin with: plain sentences made of the facts of the meeting.

The clerk changes them at will; what was resolved, and from which money, stands beside them by
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from decisions.rules.comings import Comings
from forum.choices import ItemKind


@dataclass(frozen=True)
class Absent:
    """A member who was not there, or not in person."""

    name: str
    seat: str
    because: str = ""
    """What they gave as the reason beforehand."""
    substitute: str = ""


@dataclass(frozen=True)
class EarlierMinutes:
    """Minutes that this meeting agreed, and what it corrected in any."""

    agreed: tuple[str, ...] = ()
    """The days of the meetings whose minutes it agreed."""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arising:
    """An action of an earlier meeting, as it stood at this one."""

    reference: str
    text: str
    owner: str
    state: str
    """Such as "Closed on 3 March 2026: report published" or "Overdue since 1 March 2026"."""


@dataclass(frozen=True)
class ItemFacts:
    """One item of the agenda."""

    kind: ItemKind
    presenter: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting that is over, as its minutes begin with it."""

    quorum: str = ""
    absent: tuple[Absent, ...] = ()
    """Who sent apologies."""
    substitutes: tuple[Absent, ...] = ()
    is_attended: bool = True
    """Whether attendance is recorded at all."""
    interests: tuple[str, ...] = ()
    earlier: EarlierMinutes = EarlierMinutes()
    arising: tuple[Arising, ...] = ()


def is_briefing(came: Comings, *, is_outside: bool) -> bool:
    """Whether those who met were never a quorum: then they leave briefing notes, not minutes.

    Bradford, 8 December 2021: an inquorate meeting was held as a briefing, with a note of it. The
    views given are advice, which the authority need not follow, until a quorate meeting ratifies.
    """
    return bool(came.intervals) and not is_outside and not came.was_ever_quorate


def draft_of(item: ItemFacts, meeting: MeetingFacts) -> str:
    """The words that the minutes of an item begin with; none where the facts say nothing."""
    write = _WRITERS.get(item.kind)
    return write(meeting) if write else _report(item)


def _apologies(meeting: MeetingFacts) -> str:
    if not meeting.is_attended:
        return ""
    gave = _listed([_with_reason(each) for each in meeting.absent])
    stood_in = [f"{each.substitute} attended for {each.name}." for each in meeting.substitutes]
    said = f"Apologies were received from {gave}." if gave else "There were no apologies."
    return _paragraphs(" ".join([said, *stood_in]), meeting.quorum)


def _interests(meeting: MeetingFacts) -> str:
    if not meeting.is_attended:
        return ""
    if not meeting.interests:
        return "No interests were declared."
    return _paragraphs("These interests were declared:", _bullets(meeting.interests))


def _earlier(meeting: MeetingFacts) -> str:
    earlier = meeting.earlier
    agreed = _listed(earlier.agreed)
    said = f"The minutes of {agreed} were agreed as a true record." if agreed else ""
    corrected = "These corrections were made:" if earlier.corrections else ""
    return _paragraphs(said, corrected, _bullets(earlier.corrections))


def _arising(meeting: MeetingFacts) -> str:
    if not meeting.arising:
        return ""
    lines = [
        f"{each.reference}, {each.owner}: {_ended(each.text)} {_ended(each.state)}"
        for each in meeting.arising
    ]
    return _paragraphs("Actions of earlier meetings:", _bullets(lines))


def _report(item: ItemFacts) -> str:
    if not (item.presenter and item.papers):
        return ""
    papers = _listed([f"“{title}”" for title in item.papers])
    return f"{item.presenter} presented {papers}."


_WRITERS: Mapping[ItemKind, Callable[[MeetingFacts], str]] = {
    ItemKind.APOLOGIES: _apologies,
    ItemKind.INTERESTS: _interests,
    ItemKind.MINUTES: _earlier,
    ItemKind.MATTERS_ARISING: _arising,
}


def _with_reason(absent: Absent) -> str:
    because = f": {absent.because.strip().rstrip('.')}" if absent.because.strip() else ""
    return f"{absent.name} ({absent.seat}{because})"


def _listed(words: Sequence[str]) -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _ended(words: str) -> str:
    bare = words.strip()
    return bare if bare.endswith((".", "!", "?")) else f"{bare}."
