"""The field's catalogue of what maintained schools hand back, and the factors it is counted by.

Part 6 of Schedule 2 to the finance regulations is de-delegation: maintained primary and secondary
schools, each phase by itself. Part 7 is education functions: special schools and pupil referral
units as well. Part and paragraph were seen for 2024-25 where a row says so; the rest, and the
lines of the section 251 return, are from memory and say that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from forum.choices import Group
from papers.rules.regulations import cite

PART_6, PART_7 = 6, 7
MAINSTREAM = (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY)
PART_7_GROUPS = (*MAINSTREAM, Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU)
FROM_MEMORY = "from memory, to be checked"
PLACE, PUPIL = "Place", "AWPU"
"""Special schools and referral units are counted by place, mainstream schools by pupil."""


@dataclass(frozen=True)
class Service:
    """One thing that schools may agree to have provided centrally."""

    code: str
    name: str
    part: int
    s251_line: str
    factors: tuple[str, ...] = (PUPIL,)
    """By which it is usually counted; the choice is the authority's."""
    paragraph: str = ""
    """Of Schedule 2 as numbered for 2024-25, where it was seen."""
    words: tuple[str, ...] = ()
    """What local names of it say."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """Whose budget shares the law lets it come from."""
        return MAINSTREAM if self.part == PART_6 else PART_7_GROUPS

    @property
    def is_education_function(self) -> bool:
        return self.part == PART_7

    def citation(self, year: str) -> str:
        """The law of the year, with the paragraph where it was seen."""
        topic = "education_functions" if self.is_education_function else "de_delegation"
        if self.paragraph and year == "2024-25":
            return f"{cite(topic, year)}, paragraph {self.paragraph}"
        return f"{cite(topic, year)} (Part {self.part} of Schedule 2; paragraph {FROM_MEMORY})"


# A table is read across.
# fmt: off
CATALOGUE: tuple[Service, ...] = (
    Service("CONTINGENCIES", "Contingencies", PART_6, "1.1.1",
            words=("contingenc", "financial difficult", "closing school")),
    Service("BEHAVIOUR", "Behaviour support", PART_6, "1.1.2", paragraph="40",
            words=("behaviour", "inclusion support")),
    Service("MINORITY_ETHNIC", "Support for minority ethnic pupils and bilingual learners",
            PART_6, "1.1.3", ("EAL 3",),
            words=("eal", "ethnic", "bilingual", "emtas", "english as an additional")),
    Service("FSM_ELIGIBILITY", "Free school meals eligibility", PART_6, "1.1.4", ("FSM",),
            paragraph="41", words=("free school meal", "fsm")),
    Service("INSURANCE", "Insurance", PART_6, "1.1.5", words=("insurance", "risk protection")),
    Service("MUSEUM_LIBRARY", "Museum and library services", PART_6, "1.1.6",
            words=("museum", "library")),
    Service("LICENCES", "Licences and subscriptions", PART_6, "1.1.7",
            words=("licence", "subscription", "cleapss")),
    Service("STAFF_COVER", "Supply cover for maternity and other leave", PART_6, "1.1.8",
            paragraph="42", words=("maternity", "maternity leave", "supply cover",
                                   "parental leave", "long-term")),
    Service("FACILITY_TIME", "Trade union facility time and public duties", PART_6, "1.1.9",
            paragraph="43", words=("union", "facility time", "jury", "public duties")),
    Service("SCHOOL_IMPROVEMENT", "Additional school improvement", PART_6, "1.1.10",
            words=("school improvement", "headteacher partnership")),
    Service("CORE_IMPROVEMENT", "Core school improvement", PART_7, "",
            words=("core school improvement", "core improvement")),
    Service("STATUTORY_DUTIES", "Statutory and regulatory duties", PART_7, "1.6.4",
            words=("statutory", "regulatory", "general duties", "education functions",
                   "health and safety")),
    Service("CENTRAL_SUPPORT", "Central support services", PART_7, "1.6.1",
            words=("central support", "music service", "outdoor education")),
    Service("WELFARE", "Education welfare", PART_7, "1.6.2", words=("welfare", "attendance")),
    Service("ASSETS", "Asset management", PART_7, "1.6.3", words=("asset", "premises")),
    Service("RETIREMENT", "Redundancy and premature retirement", PART_7, "1.6.5",
            words=("redundanc", "premature retirement")),
    Service("ASSESSMENT", "Monitoring of assessment", PART_7, "1.6.6",
            words=("assessment", "moderation")),
)
FACTORS: dict[str, tuple[str, ...]] = {
    PUPIL: ("awpu", "basic entitlement", "pupil", "pupils", "per pupil", "number on roll", "nor",
            "primary awpu", "awpu primary"),
    "AWPU key stage 3": ("awpu ks3", "ks3", "key stage 3"),
    "AWPU key stage 4": ("awpu ks4", "ks4", "key stage 4"),
    "FSM": ("free school meals", "fsm eligible", "fsm pupils", "current fsm", "fsm eligibility"),
    "FSM Ever 6": ("fsm6", "fsm 6", "ever 6", "fsm ever6", "ever 6 fsm"),
    "IDACI band A": ("idaci a",), "IDACI band B": ("idaci b",), "IDACI band C": ("idaci c",),
    "IDACI band D": ("idaci d",), "IDACI band E": ("idaci e",), "IDACI band F": ("idaci f",),
    "EAL 3": ("eal3", "eal", "english as an additional language"),
    "Low prior attainment": ("low attainment", "lpa", "prior attainment"),
    "Mobility": ("mobile pupils",),
    "Lump sum": ("school", "per school", "schools"),
    PLACE: ("places", "per place", "commissioned places"),
}
# fmt: on
_ALSO_CALLED = {
    called: name for name, others in FACTORS.items() for called in (name.casefold(), *others)
}
_BAND = re.compile(r"idaci (?:band )?([a-f])")
IDACI = tuple(f"IDACI band {band}" for band in "ABCDEF")
"""From the most deprived neighbourhoods to the least."""


def service_of(code: str) -> Service | None:
    """The row of the catalogue with this code."""
    return next((each for each in CATALOGUE if each.code == code), None)


def catalogued(code: str) -> Service:
    """The row of a code that is known to be in the catalogue."""
    return next(each for each in CATALOGUE if each.code == code)


def service_named(text: str) -> Service | None:
    """The service that a local name seems to mean: the longest of its words that it says."""
    plain = f" {' '.join(text.casefold().split())}"
    found = [(len(word), each) for each in CATALOGUE for word in each.words if f" {word}" in plain]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def factor_named(text: str) -> str:
    """The factor under the name it is known by; one of no list keeps the name it was given."""
    words = " ".join(text.split())
    plain = words.casefold()
    band = _BAND.fullmatch(plain)
    return f"IDACI band {band[1].upper()}" if band else _ALSO_CALLED.get(plain, words)


def usual_factors(service: Service, group: str) -> tuple[str, ...]:
    """What a new line of the service begins with: places for schools that are funded by place."""
    return service.factors if group in MAINSTREAM else (PLACE,)


def decision_code(service: Service, groups: Collection[str]) -> str:
    """The type of decision that puts the service to these groups, each voting by itself."""
    if service.is_education_function:
        return "EDU_FUNCTIONS"
    if service.code == "SCHOOL_IMPROVEMENT":
        return "DEDEL_SCHOOL_IMPROVEMENT"
    if set(groups) == set(MAINSTREAM):
        return "DEDEL_BOTH_PHASES"
    return "DEDEL_SECONDARY" if Group.MAINTAINED_SECONDARY in groups else "DEDEL_PRIMARY"


def asked_groups_of(
    service: Service, groups: Collection[str], with_schools: Collection[str]
) -> list[str]:
    """The groups that the recommendation names; none where its type says it by itself.

    Of education functions the mainstream phases are named also where the authority maintains no
    such school, so that the record says so; special schools and units only where they have a line.
    """
    if not service.is_education_function and service.code != "SCHOOL_IMPROVEMENT":
        return []
    return [
        str(each)
        for each in service.groups
        if each in groups or (each in MAINSTREAM and each not in with_schools)
    ]


def in_order(groups: Collection[str]) -> Sequence[str]:
    """Groups in the order of the list."""
    return [group for group in Group.values if group in groups]
