"""A plan of seats to begin with: as many for each group as the regulations and the pupils ask for.

Schools Forums (England) Regulations 2012, reg 4: primary schools, secondary schools and academies
are represented in broad proportion to their registered pupils; each other kind of school that the
authority has has at least one member, and schools and academies have at least two thirds of all.
A plan is a proposal: the authority decides (reg 4(1)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forum.choices import ACADEMIES_GROUPS, NON_SCHOOLS_GROUPS, SCHOOLS_GROUPS, Group
from forum.rules.composition import CONSTITUENCIES

REG_4 = "Schools Forums (England) Regulations 2012, regulation 4"
REG_7 = "Schools Forums (England) Regulations 2012, regulation 7(1)"
PROPORTIONATE = tuple(group for _, group in CONSTITUENCIES.values())
NEEDS_ONE = tuple(
    group for group in (*SCHOOLS_GROUPS, *ACADEMIES_GROUPS) if group not in PROPORTIONATE
)
OF_NON_SCHOOLS = {Group.EARLY_YEARS: 1, Group.POST_16: 1, Group.NON_SCHOOLS: 1}
"""One each for the early years and for 16 to 19 (regulation 7(1)), and one more to begin with."""
NO_PUPILS = "no pupils are entered yet"
LEAST, MOST = 3, 60
"""How many seats in proportion to pupils can be planned at once."""


@dataclass(frozen=True)
class Planned:
    """How many seats a group is given, and why."""

    group: Group
    seats: int
    why: str
    source: str


def seat_plan(
    *, proportionate: int, schools: Mapping[str, int], pupils: Mapping[str, int]
) -> tuple[Planned, ...]:
    """A plan with so many seats shared out by pupils, and one for each other kind of school."""
    shared = share_out(proportionate, {group: pupils.get(group, 0) for group in PROPORTIONATE})
    return (
        *(_by_pupils(group, shared[group], pupils) for group in PROPORTIONATE),
        *(_at_least_one(group, schools.get(group, 0)) for group in NEEDS_ONE),
        *(_non_schools(group) for group in NON_SCHOOLS_GROUPS),
    )


def share_out(seats: int, pupils: Mapping[Group, int]) -> dict[Group, int]:
    """Whole seats by largest remainder: one for each group with pupils, the rest in proportion."""
    present = {group: number for group, number in pupils.items() if number}
    given = {group: int(group in present) for group in pupils}
    left, total = seats - len(present), sum(present.values())
    if not total or left <= 0:
        return given
    quotas = {group: seats * number / total for group, number in present.items()}
    while sum(given.values()) < seats:
        # The group that is furthest below its share is next; the order of groups breaks a tie.
        neediest = max(present, key=lambda group: (quotas[group] - given[group], -_place(group)))
        given[neediest] += 1
    return given


def _place(group: Group) -> int:
    return PROPORTIONATE.index(group)


def _by_pupils(group: Group, seats: int, pupils: Mapping[str, int]) -> Planned:
    total = sum(pupils.get(each, 0) for each in PROPORTIONATE)
    number = pupils.get(group, 0)
    share = (
        f"{100 * number / total:.1f}% of these pupils" if total else "no pupils are entered yet"
    )
    return Planned(group, seats, f"{number:,} pupils, {share}", REG_4)


def _at_least_one(group: Group, schools: int) -> Planned:
    if not schools:
        return Planned(group, 0, "no such school is entered", REG_4)
    word = "school" if schools == 1 else "schools"
    return Planned(group, 1, f"{schools} {word} in the authority: at least one seat", REG_4)


def _non_schools(group: Group) -> Planned:
    why = "for a diocese, a union or another body; all non-schools members are at most a third"
    if group != Group.NON_SCHOOLS:
        why = "at least one seat"
    return Planned(group, OF_NON_SCHOOLS[group], why, REG_7)
