"""The constitution of a forum through time: each setting in words, and what changed when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forum.models.forum import Constitution, Forum
from forum.rules.constitution import SECTIONS, Change, Setting, changes


@dataclass(frozen=True)
class SettingNow:
    """A setting and its value, in words."""

    setting: Setting
    value: str


@dataclass(frozen=True)
class SectionNow:
    """Settings that belong together, with their values."""

    title: str
    settings: tuple[SettingNow, ...]


@dataclass(frozen=True)
class Dated:
    """The settings from one day on, and what they changed; the first changed the defaults."""

    rules: Constitution
    changes: tuple[Change, ...]
    is_to_come: bool


def in_words(rules: Constitution) -> tuple[SectionNow, ...]:
    """All settings, section by section."""
    values = rules.settings
    return tuple(
        SectionNow(
            section.title,
            tuple(SettingNow(each, each.words(values[each.name])) for each in section.settings),
        )
        for section in SECTIONS
    )


def through_time(forum: Forum, *, on: date) -> tuple[Dated, ...]:
    """Every dated row, newest first, with what it changed of the one before."""
    rows = list(forum.constitution_set.order_by("in_force_from"))
    before = [Constitution(forum=forum, in_force_from=date.min), *rows]
    dated = [
        Dated(rules, changes(earlier.settings, rules.settings), rules.in_force_from > on)
        for earlier, rules in zip(before, rows, strict=False)
    ]
    return tuple(reversed(dated))
