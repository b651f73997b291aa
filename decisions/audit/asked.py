"""What was asked and offered, beside the trail: recommendations, options, allocations."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.audit.told import Told, amount, differs, gone, last_told, words
from forum.models import Forum
from forum.rules.chain import Problem
from forum.rules.trail import as_written
from papers.choices import PaperEvent
from papers.models import Allocation, FundingOption, Recommendation

EVENTS = (
    PaperEvent.RECOMMENDATION_ADDED,
    PaperEvent.RECOMMENDATION_CHANGED,
    PaperEvent.RECOMMENDATION_REMOVED,
    PaperEvent.OPTION_OFFERED,
    PaperEvent.OPTION_CHANGED,
    PaperEvent.OPTION_STATUS,
    PaperEvent.OPTION_REMOVED,
    PaperEvent.ALLOCATION_SET,
)
_ASKING = (PaperEvent.RECOMMENDATION_ADDED, PaperEvent.RECOMMENDATION_CHANGED)
_OFFERING = (PaperEvent.OPTION_OFFERED, PaperEvent.OPTION_CHANGED, PaperEvent.OPTION_STATUS)


def asked_problems(forum: Forum, told: Told) -> Iterator[Problem]:
    """Where what was asked, offered or put into a line is not as the trail last told it."""
    yield from _recommendations(forum, told)
    yield from _options(forum, told)
    yield from _allocations(forum, told)


def _recommendations(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, _ASKING, removed=PaperEvent.RECOMMENDATION_REMOVED)
    found = set()
    for each in Recommendation.objects.filter(forum=forum).iterator(chunk_size=500):
        found.add(str(each.pk))
        seq, facts = last.get(str(each.pk), (None, {}))
        asked = amount(facts.get("amount"))
        then = words(facts.get("text"), asked, facts.get("financial_year"))
        now = words(as_written(each.text), each.amount, each.financial_year)
        yield from differs(f"recommendation {each.pk}: what is asked", seq, then, now)
    yield from gone("recommendation", last, found)


def _options(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, _OFFERING, removed=PaperEvent.OPTION_REMOVED, fact="option")
    found = set()
    options = FundingOption.objects.filter(forum=forum).select_related("budget_line")
    for each in options.iterator(chunk_size=500):
        found.add(str(each.pk))
        seq, facts = last.get(str(each.pk), (None, {}))
        then = words(
            *(facts.get(name) for name in ("letter", "source", "budget_line")),
            amount(facts.get("amount")),
            *(facts.get(name) for name in ("financial_year", "from_on", "until_on")),
        )
        line = as_written(each.budget_line.name) if each.budget_line else ""
        now = words(each.letter, each.source, line, each.amount, each.financial_year)
        now += words(each.from_on, each.until_on)
        yield from differs(f"option {each.pk}: what is offered", seq, then, now)
    recommendations = _of_removed(told)
    kept = {pk: entry for pk, entry in last.items() if entry[0] not in recommendations}
    yield from gone("option", kept, found)


def _of_removed(told: Told) -> set[int]:
    """The entries on options that went with their recommendation."""
    removed = {about for (event, about) in told if event == PaperEvent.RECOMMENDATION_REMOVED}
    return {
        seq
        for (event, about), entries in told.items()
        if event in _OFFERING and about in removed
        for seq, _ in entries
    }


def _allocations(forum: Forum, told: Told) -> Iterator[Problem]:
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for (event, line), entries in told.items():
        if event == PaperEvent.ALLOCATION_SET:
            for seq, facts in entries:
                put_in = words(amount(facts.get("amount")))[0]
                last[line, str(facts.get("financial_year"))] = (seq, put_in)
    now = {
        (str(each.budget_line_id), each.financial_year): words(each.amount)[0]
        for each in Allocation.objects.filter(forum=forum)
    }
    for key in sorted(last.keys() | now.keys()):
        entry, then = last.get(key, (None, "none"))
        yield from differs(f"allocation of {key[1]}", entry, then, now.get(key, "none"))
