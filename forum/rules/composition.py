"""Composition: whether the seats are those that the regulations and the constitution ask for.

Schools Forums (England) Regulations 2012, reg 4 (as amended in 2014 for types of academies) and
reg 7. Findings are for the authority, which decides the composition; proportion to pupils is
shown as numbers, without a verdict, for the law says only "broadly proportionate".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from forum.choices import NON_SCHOOLS_GROUPS, SCHOOLS_GROUPS, Group, SeatKind
from forum.rules.groups import in_words

REG_4 = "Schools Forums (England) Regulations 2012, regulation 4"
ACADEMIES = f"{REG_4}(10A)-(10C)"
REG_7 = "Schools Forums (England) Regulations 2012, regulation 7(1)"
LIMIT = "The forum's constitution: members from one school"
TERMS = "The authority's record of terms of office"
REPRESENTS = "Schools Forums (England) Regulations 2012: who a member represents"
SOON, NEAR = 30, 90
"""Days before the end of a term at which it is pointed out."""
CONSTITUENCIES: dict[str, tuple[str, Group]] = {
    "maintained_primary": ("Maintained primary schools", Group.MAINTAINED_PRIMARY),
    "maintained_secondary": ("Maintained secondary schools", Group.MAINTAINED_SECONDARY),
    "academies": ("Mainstream academies", Group.ACADEMY_MAINSTREAM),
}
"""Whose seats are broadly proportionate to their registered pupils."""


class State(StrEnum):
    """How a requirement stands."""

    MET = "met"
    NOT_MET = "not_met"
    TO_LOOK_AT = "to_look_at"


@dataclass(frozen=True)
class SeatFacts:
    """One seat on the day."""

    name: str
    group: str
    kind: str = SeatKind.OTHER
    is_filled: bool = True
    """Whether a term covers the day."""
    school: str = ""
    school_group: str = ""
    """The group of that school on the day."""
    until_on: date | None = None
    """The last day of the term; for a vacant seat, of the last term there was."""


@dataclass(frozen=True)
class CompositionFacts:
    """A forum's seats and the schools of its authority on one day."""

    on: date
    seats: tuple[SeatFacts, ...]
    schools: Mapping[str, int] = field(default_factory=dict)
    """How many schools each group has."""
    pupils: Mapping[str, int] = field(default_factory=dict)
    """Registered pupils of each group."""
    most_from_school: int | None = None
    has_post_16_provider: bool | None = None
    """None where nobody has said."""


@dataclass(frozen=True)
class Finding:
    """How one requirement stands, in a sentence."""

    code: str
    text: str
    source: str
    state: State


@dataclass(frozen=True)
class Proportion:
    """The share of a constituency in pupils and in seats: numbers, and no verdict."""

    constituency: str
    pupils: int
    share_of_pupils: Decimal
    """Per cent, to one place."""
    seats: int
    share_of_seats: Decimal
    seats_if_proportionate: Decimal


def composition(facts: CompositionFacts) -> tuple[Finding, ...]:
    """Every requirement and how it stands on the day."""
    return tuple(finding for check in _CHECKS for finding in check(facts))


def proportions(facts: CompositionFacts) -> tuple[Proportion, ...]:
    """The constituencies with their pupils and seats; none while no pupils are known."""
    pupils = {code: facts.pupils.get(group, 0) for code, (_, group) in CONSTITUENCIES.items()}
    seats = {code: len(_seats(facts, group)) for code, (_, group) in CONSTITUENCIES.items()}
    all_pupils, all_seats = sum(pupils.values()), sum(seats.values())
    if not all_pupils:
        return ()
    return tuple(
        Proportion(
            constituency=label,
            pupils=pupils[code],
            share_of_pupils=_share(100 * pupils[code], all_pupils),
            seats=seats[code],
            share_of_seats=_share(100 * seats[code], all_seats),
            seats_if_proportionate=_share(all_seats * pupils[code], all_pupils),
        )
        for code, (label, _) in CONSTITUENCIES.items()
    )


def _two_thirds(facts: CompositionFacts) -> Iterator[Finding]:
    of_schools = [seat for seat in facts.seats if seat.group not in NON_SCHOOLS_GROUPS]
    filled, members = _filled(of_schools), _filled(facts.seats)
    state = State.MET if 3 * filled >= 2 * members else State.TO_LOOK_AT
    if 3 * len(of_schools) < 2 * len(facts.seats) or not facts.seats:
        state = State.NOT_MET
    yield Finding(
        "two-thirds",
        f"{len(of_schools)} of {len(facts.seats)} seats are for schools and academies members, "
        f"{filled} of the {members} that are filled; at least two thirds are needed.",
        REG_4,
        state,
    )


def _required_groups(facts: CompositionFacts) -> Iterator[Finding]:
    for group, source in _REQUIRED.items():
        schools, seats = facts.schools.get(group, 0), _seats(facts, group)
        if schools or seats:
            yield _required(facts, Group(group), schools, source)


def _required(facts: CompositionFacts, group: Group, schools: int, source: str) -> Finding:
    seats, filled = len(_seats(facts, group)), _filled(_seats(facts, group))
    have = f"{group.label}: {schools} in the authority, {seats} {_plural(seats, 'seat')}"
    if schools and not seats:
        return Finding(f"seat-{group}", f"{have}; at least 1 is needed.", source, State.NOT_MET)
    if not schools:
        return Finding(
            f"seat-{group}", f"{have}: there is nobody to elect them.", source, State.TO_LOOK_AT
        )
    if not filled:
        return Finding(f"seat-{group}", f"{have}, none filled.", source, State.TO_LOOK_AT)
    return Finding(f"seat-{group}", f"{have}.", source, State.MET)


def _heads_and_governors(facts: CompositionFacts) -> Iterator[Finding]:
    of_schools = [seat for seat in facts.seats if seat.group in SCHOOLS_GROUPS]
    for kind in (SeatKind.HEADTEACHER, SeatKind.GOVERNOR):
        words = kind.value
        seats = [seat for seat in of_schools if seat.kind == kind]
        filled = _filled(seats)
        yield Finding(
            f"one-{words}",
            f"{len(seats)} of the schools members’ seats {_plural(len(seats), 'is', 'are')} for "
            f"a {words}, {filled} filled; at least 1 is needed.",
            REG_4,
            _state(len(seats), filled),
        )


def _post_16(facts: CompositionFacts) -> Iterator[Finding]:
    if facts.has_post_16_provider:
        yield _non_schools(facts, Group.POST_16, f"{REG_7}(a)", "where there is a provider")


def _early_years(facts: CompositionFacts) -> Iterator[Finding]:
    yield _non_schools(facts, Group.EARLY_YEARS, f"{REG_7}(b)", "appointed by the authority")


def _non_schools(facts: CompositionFacts, group: Group, source: str, when: str) -> Finding:
    seats, filled = len(_seats(facts, group)), _filled(_seats(facts, group))
    return Finding(
        f"seat-{group}",
        f"{group.label}: {seats} {_plural(seats, 'seat')}, {filled} filled; at least 1 is needed, "
        f"{when}.",
        source,
        _state(seats, filled),
    )


def _one_school(facts: CompositionFacts) -> Iterator[Finding]:
    count = Counter(seat.school for seat in facts.seats if seat.is_filled and seat.school)
    several = {school: members for school, members in count.items() if members > 1}
    most = facts.most_from_school
    limit = "no limit" if most is None else f"at most {most}"
    for school, members in sorted(several.items()):
        state = State.TO_LOOK_AT if most is None else State.MET
        yield Finding(
            "one-school",
            f"{members} members are from {school}; the constitution sets {limit}.",
            LIMIT,
            State.NOT_MET if most is not None and members > most else state,
        )
    if not several:
        yield Finding("one-school", "No two members are from one school.", LIMIT, State.MET)


def _in_their_group(facts: CompositionFacts) -> Iterator[Finding]:
    for seat in facts.seats:
        is_school = seat.is_filled and seat.school_group and seat.group not in NON_SCHOOLS_GROUPS
        if is_school and seat.school_group != seat.group:
            yield Finding(
                "school-in-another-group",
                f"{seat.name}: {seat.school or 'the school'} is now one of "
                f"{in_words(seat.school_group)}, so the member no longer represents "
                f"{in_words(seat.group)}.",
                REPRESENTS,
                State.NOT_MET,
            )


def _terms(facts: CompositionFacts) -> Iterator[Finding]:
    for seat in facts.seats:
        if not seat.is_filled and seat.until_on is None:
            yield Finding("vacancy", f"{seat.name} is vacant.", TERMS, State.TO_LOOK_AT)
        elif seat.until_on is not None:
            yield from _term(seat, seat.until_on, facts.on)


def _term(seat: SeatFacts, until: date, on: date) -> Iterator[Finding]:
    days, ends = (until - on).days, f"{until:%-d %B %Y}"
    if days < 0:
        text = f"{seat.name}: the term ended on {ends}, and the seat is vacant."
        yield Finding("term-ended", text, TERMS, State.NOT_MET)
    elif days <= SOON:
        yield Finding(
            "term-ends-30", f"{seat.name}: the term ends on {ends}.", TERMS, State.TO_LOOK_AT
        )
    elif days <= NEAR:
        yield Finding(
            "term-ends-90", f"{seat.name}: the term ends on {ends}.", TERMS, State.TO_LOOK_AT
        )


_REQUIRED: dict[Group, str] = {
    Group.MAINTAINED_SECONDARY: REG_4,
    Group.MAINTAINED_SPECIAL: REG_4,
    Group.MAINTAINED_NURSERY: REG_4,
    Group.MAINTAINED_PRU: REG_4,
    Group.ACADEMY_MAINSTREAM: ACADEMIES,
    Group.ACADEMY_SPECIAL: ACADEMIES,
    Group.ACADEMY_AP: ACADEMIES,
}
_CHECKS: tuple[Callable[[CompositionFacts], Iterator[Finding]], ...] = (
    _two_thirds,
    _required_groups,
    _heads_and_governors,
    _post_16,
    _early_years,
    _one_school,
    _in_their_group,
    _terms,
)


def _seats(facts: CompositionFacts, group: str) -> list[SeatFacts]:
    return [seat for seat in facts.seats if seat.group == group]


def _filled(seats: Iterable[SeatFacts]) -> int:
    return sum(seat.is_filled for seat in seats)


def _state(seats: int, filled: int) -> State:
    if not seats:
        return State.NOT_MET
    return State.MET if filled else State.TO_LOOK_AT


def _share(part: int, whole: int) -> Decimal:
    return round(Decimal(part) / Decimal(whole), 1) if whole else Decimal("0.0")


def _plural(count: int, one: str, many: str = "") -> str:
    return one if count == 1 else many or f"{one}s"
