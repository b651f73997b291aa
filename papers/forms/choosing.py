"""Choosing a record: agenda items, matters and budget lines, each with the words that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field

from forum.forms.choosing import RecordChoice
from forum.forms.widgets import Radios
from forum.models import AgendaItem, Forum
from forum.templatetags.govuk import Option, options
from papers.choices import Block
from papers.models import BudgetLine
from papers.models.budget import LineYear

NOT_LISTED = "Not known yet, or not in this list"


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


@dataclass(frozen=True)
class Pick:
    """A budget line to choose, with what it holds in each year."""

    option: Option
    years: tuple[LineYear, ...]


class BudgetLineChoice(RecordChoice):
    """A budget line under its block, with what the forum has left on it year by year."""

    def __init__(self, **kwargs):
        super().__init__(queryset=BudgetLine.objects.none(), widget=Radios, **kwargs)
        self.lines: dict[str, BudgetLine] = {}
        self.years: tuple[str, ...] = ()

    def offer(self, lines: list[BudgetLine], years: tuple[str, ...]) -> None:
        """Offer these lines, each with its balance in these years."""
        self.lines = {str(line.pk): line for line in lines}
        self.years = years
        self.queryset = BudgetLine.objects.filter(pk__in=[line.pk for line in lines])
        self.choices = [*((line.pk, line.name) for line in lines), ("", NOT_LISTED)]


class LinePicker(LayoutObject):
    """The lines as a table: one to choose, and what each holds in each year."""

    def __init__(self, field: str) -> None:
        self.fields = [field]

    def render(
        self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        field = form.fields[self.fields[0]]
        found = options(form[self.fields[0]])
        listed = [each for each in found if each.value in field.lines]
        blocks = groupby(listed, key=lambda each: field.lines[each.value].block)
        told = {
            "years": field.years,
            "blocks": [
                (Block(block).label, [_pick(each, field) for each in of_block])
                for block, of_block in blocks
            ],
            "others": [each for each in found if each.value not in field.lines],
        }
        return render_field(
            self.fields[0],
            form,
            context,
            template="papers/includes/line_picker.html",
            template_pack=template_pack,
            extra_context=told,
        )


def _pick(option: Option, field: BudgetLineChoice) -> Pick:
    return Pick(option, field.lines[option.value].in_years(field.years))
