"""Choosing a record: agenda items, matters and budget lines, each with the words that tell it."""

from __future__ import annotations

from itertools import groupby

from forum.forms.choosing import RecordChoice
from forum.models import AgendaItem, Forum
from forum.money import pounds
from papers.choices import Block
from papers.models import BudgetLine


class AgendaItemChoice(RecordChoice):
    """An item of a meeting that is still to be held: "4 July 2018, item 5. Early help"."""

    def __init__(self, **kwargs):
        super().__init__(queryset=AgendaItem.objects.none(), **kwargs)

    def label_from_instance(self, item):
        return f"{item.meeting.held_on:%-d %B %Y}, item {item}"

    def of(self, forum: Forum) -> None:
        """Offer the items of the forum's meetings that are not over."""
        items = AgendaItem.objects.filter(
            forum=forum, meeting__closed_at__isnull=True, meeting__cancelled_at__isnull=True
        )
        self.queryset = items.select_related("meeting").order_by("meeting__held_on", "position")


class BudgetLineChoice(RecordChoice):
    """A budget line under its block, with what the forum has left on it in a year."""

    def __init__(self, **kwargs):
        super().__init__(queryset=BudgetLine.objects.none(), **kwargs)

    def offer(self, lines: list[BudgetLine], year: str) -> None:
        """Offer these lines, by block, each with its balance in the year."""
        self.queryset = BudgetLine.objects.filter(pk__in=[line.pk for line in lines])
        blocks = groupby(lines, key=lambda line: line.block)
        grouped = [
            (Block(block).label, [(line.pk, balance_words(line, year)) for line in of_block])
            for block, of_block in blocks
        ]
        self.choices = [("", "Choose a budget line"), *grouped]


def balance_words(line: BudgetLine, year: str) -> str:
    """ "Combined budgets: £89,604 left in 2018-19 of £336,000"."""
    left = line.left(year) if year else None
    if left is None:
        return f"{line.name}: no allocation recorded{f' for {year}' if year else ''}"
    return f"{line.name}: {pounds(left)} left in {year}, of {pounds(line.allocated(year))}"
