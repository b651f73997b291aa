"""What words say: the verbs of a recommendation, dates it counts from, who is printed to vote.

Verbs go with the forum's role: note and receive when it is informed; comment and give a view when
it is consulted; agree, approve and authorise when it decides; elect when it elects. Consider,
endorse, support and identify tell no role: Havering asks members "to consider" ten votes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS, Group
from papers.choices import ForumRole
from papers.rules.mentions import MONTHS

_VERBS: dict[str, ForumRole] = {
    "note": ForumRole.INFORMED,
    "receive": ForumRole.INFORMED,
    "comment": ForumRole.CONSULTED,
    "discuss": ForumRole.CONSULTED,
    "advise": ForumRole.CONSULTED,
    "recommend": ForumRole.CONSULTED,
    "agree": ForumRole.DECIDES,
    "approve": ForumRole.DECIDES,
    "decide": ForumRole.DECIDES,
    "authorise": ForumRole.DECIDES,
    "elect": ForumRole.ELECTS,
}
_VERB = re.compile(rf"\b({'|'.join(_VERBS)})s?\b", re.IGNORECASE)
_VIEW = re.compile(r"\bgives? (?:its|their|a) views?\b", re.IGNORECASE)
_ROLES_WITHOUT_DECISION = (ForumRole.CONSULTED, ForumRole.INFORMED)
_FIRM = (ForumRole.DECIDES, ForumRole.ELECTS)

_ASKS = re.compile(
    r"\b(?:fund|funding of|allocate|set aside|spend|transfer|de-delegate|retain|award|commit)\b",
    re.IGNORECASE,
)
_POUNDS = re.compile(r"£\s?\d")
_SINCE = re.compile(
    rf"\bsince\b[^.;]{{0,80}}?\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?"
    rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PHASES = (
    (re.compile(r"\bprimary\b", re.IGNORECASE), Group.MAINTAINED_PRIMARY),
    (re.compile(r"\bsecondary\b", re.IGNORECASE), Group.MAINTAINED_SECONDARY),
    (re.compile(r"\bspecial\b", re.IGNORECASE), Group.MAINTAINED_SPECIAL),
    (re.compile(r"\bnursery\b", re.IGNORECASE), Group.MAINTAINED_NURSERY),
    (re.compile(r"\bPRUs?\b|pupil referral", re.IGNORECASE), Group.MAINTAINED_PRU),
)
_OTHERS: tuple[tuple[re.Pattern[str], tuple[Group, ...]], ...] = (
    (re.compile(r"\ball (?:forum )?members\b", re.IGNORECASE), tuple(Group)),
    (re.compile(r"\bacadem", re.IGNORECASE), ACADEMIES_GROUPS),
    (re.compile(r"\bearly years\b|\bPVI\b", re.IGNORECASE), (Group.EARLY_YEARS,)),
    (re.compile(r"\b(?:post[- ]16|16 ?(?:-|to) ?19)\b", re.IGNORECASE), (Group.POST_16,)),
    (re.compile(r"\bnon-schools?\b", re.IGNORECASE), (Group.NON_SCHOOLS,)),
)
_MAINTAINED = re.compile(r"\bmaintained\b|(?<!non-)\bschools? members\b", re.IGNORECASE)


def verbs(text: str) -> tuple[str, ...]:
    """The verbs of the recommendation that tell a role, each once, in the order of the text."""
    found = [verb.lower() for verb in _VERB.findall(text)]
    if _VIEW.search(text):
        found.append("give a view")
    return tuple(dict.fromkeys(found))


def misfitting_verbs(text: str, role: ForumRole) -> tuple[str, ...]:
    """The verbs that do not go with the forum's role in the matter.

    Where the forum is consulted or informed, none may speak of a decision. Where it decides or
    elects, one verb that says so is enough.
    """
    found = verbs(text)
    if role in _ROLES_WITHOUT_DECISION:
        return tuple(verb for verb in found if _role(verb) in _FIRM)
    if role == ForumRole.PROCEDURE or any(_role(verb) == role for verb in found):
        return ()
    return found


def asks_for_money(text: str) -> bool:
    """Whether the words ask for an amount: pounds, and a verb that spends them."""
    return bool(_POUNDS.search(text) and _ASKS.search(text))


def since_dates(text: str) -> Iterator[tuple[date, str]]:
    """The dates that the text counts from, each with its words: "since ... in December 2016"."""
    for found in _SINCE.finditer(" ".join(text.split())):
        month = [name.lower() for name in MONTHS].index(found["month"].lower()) + 1
        year = int(found["year"])
        day = min(max(int(found["day"] or 1), 1), monthrange(year, month)[1])
        yield date(year, month, day), found[0]


def printed_groups(eligibility: str) -> frozenset[Group]:
    """The groups that a printed line of eligibility speaks of; none where it cannot be read."""
    groups = {
        group for pattern, named in _OTHERS if pattern.search(eligibility) for group in named
    }
    phases = {group for pattern, group in _PHASES if pattern.search(eligibility)}
    if _MAINTAINED.search(eligibility):
        groups |= phases or set(SCHOOLS_GROUPS)
    return frozenset(groups)


def _role(verb: str) -> ForumRole:
    return _VERBS.get(verb, ForumRole.CONSULTED)
