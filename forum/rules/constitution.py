"""The settings of a constitution: what each is called, what it stands on, and its value in words.

What the Schools Forums (England) Regulations 2012 leave to the forum it settles itself (reg 8(5)
to 8(9)); where they say something, the setting begins with that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from forum.choices import MajorityRule, QuorumBase, SubstituteRule, TransferVoters
from forum.rules.ruling import Reason, Ruling

REGULATIONS = "Schools Forums (England) Regulations 2012, regulation"
GUIDANCE = "Schools forum guidance"
PRACTICE = "The forum's own choice"
FINANCE = "School and Early Years Finance (England) Regulations"


@dataclass(frozen=True)
class Setting:
    """One setting: its name, its words, and the law or guidance it stands on."""

    name: str
    label: str
    source: str
    words: Callable[[object], str] = str


@dataclass(frozen=True)
class Section:
    """Settings that belong together on the page."""

    title: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True)
class Change:
    """A setting that is another one from a day on."""

    setting: Setting
    before: str
    after: str


def _yes_no(yes: str, no: str) -> Callable[[object], str]:
    return lambda value: yes if value else no


def _choice(choices: type[Enum]) -> Callable[[object], str]:
    return lambda value: str(getattr(choices(value), "label", value))


def _counted(unit: str, many: str = "") -> Callable[[object], str]:
    return lambda value: f"{value} {unit if value == 1 else many or f'{unit}s'}"


_CLEARED = _yes_no("Needed before a paper is tabled", "Not asked for")

SECTIONS: tuple[Section, ...] = (
    Section(
        "Quorum and voting",
        (
            Setting(
                "quorum_percent",
                "Quorum",
                f"{REGULATIONS} 8(3): two fifths of the membership",
                lambda value: f"{value}%",
            ),
            Setting(
                "quorum_base",
                "Quorum counted on",
                f"{GUIDANCE}: vacancies do not count",
                _choice(QuorumBase),
            ),
            Setting(
                "majority_rule",
                "What carries a question",
                f"{PRACTICE}; the regulations name no majority",
                _choice(MajorityRule),
            ),
            Setting(
                "chair_casting_vote",
                "Tied vote",
                f"{PRACTICE}; the regulations give the chair no casting vote",
                _yes_no(
                    "The chair has a casting vote", "Not carried; the chair has no casting vote"
                ),
            ),
        ),
    ),
    Section(
        "Members",
        (
            Setting(
                "substitute_rule",
                "Substitutes",
                f"{REGULATIONS} 8(8): substitutes attend and vote",
                _choice(SubstituteRule),
            ),
            Setting(
                "max_members_per_institution",
                "Members from one school",
                f"{PRACTICE}; many forums set two",
                lambda value: f"At most {value}" if value else "No limit",
            ),
        ),
    ),
    Section(
        "Who votes on what, where the law leaves it open",
        (
            Setting(
                "transfer_voters",
                "Transfer out of the schools block",
                "Left open by the law as far as is known; councils differ",
                _choice(TransferVoters),
            ),
            Setting(
                "nursery_votes_on_education_functions",
                "Maintained nursery schools on education functions",
                f"{FINANCE}, Schedule 2 Part 7; local practice differs",
                _yes_no("They vote too", "They do not vote"),
            ),
            Setting(
                "education_functions_together",
                "Education functions",
                f"{FINANCE}, Schedule 2 Part 7; local practice differs",
                _yes_no("One vote of all maintained schools", "A vote of each phase by itself"),
            ),
            Setting(
                "surplus_balances_decided",
                "Clawing back surplus balances",
                "Schemes for financing schools; councils differ",
                _yes_no("The forum decides", "The authority decides, and the forum is consulted"),
            ),
        ),
    ),
    Section(
        "Meetings and papers",
        (
            Setting(
                "notice_working_days",
                "Notice of agenda and papers",
                f"{GUIDANCE}: six working days; the regulations name no number",
                _counted("clear working day"),
            ),
            Setting(
                "urgency_procedure",
                "Decisions outside a meeting",
                f"{GUIDANCE}: only where every member is asked",
                _yes_no("Allowed, every member being asked", "Not allowed"),
            ),
            Setting(
                "finance_clearance",
                "Finance clearance of papers about money",
                PRACTICE,
                _CLEARED,
            ),
            Setting("legal_clearance", "Legal clearance of every paper", PRACTICE, _CLEARED),
            Setting(
                "director_clearance",
                "Clearance of every paper by the director",
                PRACTICE,
                _CLEARED,
            ),
            Setting(
                "chair_clearance",
                "Clearance of every paper by the chair, for the agenda",
                PRACTICE,
                _CLEARED,
            ),
            Setting(
                "nil_funding_declaration",
                "Nil funding declaration",
                "Middlesbrough review 2019, recommendation 26: every request names its source",
                _yes_no(
                    "Allowed, with a reason, by a finance officer",
                    "Not allowed: every recommendation names a funding source",
                ),
            ),
            Setting(
                "minutes_draft_days",
                "Draft minutes published within",
                "Advice of the Education and Skills Funding Agency: within a week",
                _counted("day"),
            ),
        ),
    ),
)
SETTINGS: dict[str, Setting] = {
    setting.name: setting for section in SECTIONS for setting in section.settings
}


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """What is another setting afterwards, in words."""
    return tuple(
        Change(setting, setting.words(before[name]), setting.words(after[name]))
        for name, setting in SETTINGS.items()
        if before[name] != after[name]
    )


def on_setting(in_force_from: date, held: Iterable[date]) -> Ruling:
    """Settings may be dated back, but then they judge what was done under others: a warning."""
    return Ruling.of((), _dated_back(in_force_from, sorted(held)))


def _dated_back(in_force_from: date, held: list[date]) -> Iterator[Reason]:
    judged = [day for day in held if day >= in_force_from]
    if judged:
        count = "1 meeting was" if len(judged) == 1 else f"{len(judged)} meetings were"
        yield Reason(
            "judges-the-past",
            f"{count} held since {in_force_from:%-d %B %Y}: these settings now hold for them too. "
            "Registers and results that were recorded stay as they are.",
            "the clerk",
            "The forum's record: a decision is judged by the settings in force on its day",
        )
