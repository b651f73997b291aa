"""The groups of a forum in words: whose members vote, and which schools they stand for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from forum.choices import ACADEMIES_GROUPS, NON_SCHOOLS_GROUPS, SCHOOLS_GROUPS, Group

_WORDS = {
    Group.MAINTAINED_PRIMARY: "maintained primary",
    Group.MAINTAINED_SECONDARY: "maintained secondary",
    Group.MAINTAINED_SPECIAL: "maintained special",
    Group.MAINTAINED_NURSERY: "maintained nursery",
    Group.MAINTAINED_PRU: "pupil referral unit",
    Group.ACADEMY_MAINSTREAM: "mainstream academies",
    Group.ACADEMY_SPECIAL: "special academies",
    Group.ACADEMY_AP: "alternative provision academies",
    Group.EARLY_YEARS: "early years",
    Group.POST_16: "16 to 19",
    Group.NON_SCHOOLS: "other non-schools",
}
_CLASSES = (
    (SCHOOLS_GROUPS, "schools"),
    (ACADEMIES_GROUPS, "academies"),
    (NON_SCHOOLS_GROUPS, "non-schools"),
)


def members(groups: Collection[str]) -> str:
    """The groups in words: "maintained primary and maintained special members"."""
    if set(groups) >= set(Group):
        return "all members"
    names: list[str] = []
    for whole, word in _CLASSES:
        if set(groups) >= set(whole):
            names.append(word)
        else:
            names.extend(_WORDS[group] for group in whole if group in groups)
    return f"{_and(names)} members" if names else "no members"


def schools(group: str) -> str:
    """The schools of a group in words: "maintained primary schools"."""
    label = dict(Group.choices).get(group, group)
    return f"{label[:1].lower()}{label[1:]}"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
