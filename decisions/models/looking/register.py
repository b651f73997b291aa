"""The decision register: every outcome that a reader may see, by source, year, group and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch

from decisions.models.looking.found import decisions_speaking_of
from decisions.models.outcomes.outcome import Award, DecisionLink, Outcome, OutcomeQuerySet
from decisions.models.threads.log_row import LogRow
from decisions.rules.standing import ENDS_WAITING
from forum.models import Forum
from forum.rules.financial_year import ends_on, financial_year, starts_on

UNSETTLED = "unsettled"
"""What to ask the register for instead of a source: decisions that name none yet."""

_PUT = "question__placement__recommendation"
_OF_OUTCOMES = (
    "forum__slug",
    "result",
    "resolution",
    "amount_agreed",
    "settlement",
    "decided_on",
    "question__group",
    "question__amount_asked",
    "question__placement__meeting__held_on",
    "question__placement__meeting__kind",
    "question__placement__agenda_item__number",
    f"{_PUT}__label",
    f"{_PUT}__precision",
    f"{_PUT}__seeks_resources",
    f"{_PUT}__matter__title",
)
_OF_AWARDS = (
    "outcome_id",
    "source",
    "amount",
    "financial_year",
    "from_on",
    "until_on",
    "budget_line__name",
    "budget_line__block",
    "option__letter",
)
_OF_LINKS = ("kind", "earlier_id", "later__decided_on")
"""What a line of the register shows; a page of forty would wait for the other columns."""


@dataclass(frozen=True)
class Sought:
    """What somebody looks for in the register; empty asks for anything."""

    source: str = ""
    year: str = ""
    """The financial year in which it was decided."""
    group: str = ""
    result: str = ""
    words: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    """What was agreed is within these."""


@dataclass(frozen=True)
class ByDay:
    """Decisions, the latest first, of which only those are read that a page shows.

    How many each day has is asked first: then only the days of the page are put in order.
    """

    outcomes: OutcomeQuerySet
    days: list[tuple[date, int]]
    inside: bool

    def __len__(self) -> int:
        return sum(many for _, many in self.days)

    def __getitem__(self, part: slice) -> OutcomeQuerySet:
        """Not read before somebody looks at them."""
        start, end, _ = part.indices(len(self))
        skipped, at, days = 0, 0, []
        for day, many in self.days:
            if at + many <= start:
                skipped += many
            elif at < end:
                days.append(day)
            at += many
        found = newest_first(self.outcomes.filter(decided_on__in=days), inside=self.inside)
        return found[start - skipped : end - skipped]


def days_of(outcomes: OutcomeQuerySet) -> list[tuple[date, int]]:
    """Each day with the number of its decisions, the latest first."""
    counted = outcomes.order_by("-decided_on").values_list("decided_on")
    return list(counted.annotate(many=Count("pk")))


def readable(forum: Forum, *, inside: bool) -> OutcomeQuerySet:
    """The outcomes of a forum that a reader may see: all, or those whose minutes are published."""
    return Outcome.objects.filter(forum=forum) if inside else Outcome.objects.public_of(forum)


def unsettled(forum: Forum, *, inside: bool) -> OutcomeQuerySet:
    """What a reader may see of a forum as agreed in principle with no settled source."""
    return readable(forum, inside=inside).unsettled(public_of=None if inside else forum)


def sought(
    outcomes: OutcomeQuerySet, asked: Sought, *, forum: Forum, inside: bool
) -> OutcomeQuerySet:
    """Those of the outcomes that answer to all that is asked."""
    if asked.source == UNSETTLED:
        outcomes = outcomes.unsettled(public_of=None if inside else forum)
    elif asked.source:
        outcomes = outcomes.filter(
            pk__in=Award.objects.filter(forum=forum, source=asked.source).values("outcome")
        )
    if asked.year:
        outcomes = outcomes.filter(decided_on__range=(starts_on(asked.year), ends_on(asked.year)))
    plain = {
        "question__group": asked.group or None,
        "result": asked.result or None,
        "amount_agreed__gte": asked.least,
        "amount_agreed__lte": asked.most,
    }
    outcomes = outcomes.filter(
        **{name: value for name, value in plain.items() if value is not None}
    )
    if asked.words.strip():
        outcomes = outcomes.filter(pk__in=decisions_speaking_of(forum, asked.words))
    return outcomes


def newest_first(outcomes: OutcomeQuerySet, *, inside: bool) -> OutcomeQuerySet:
    """With what a line of the register shows; the latest decision comes first."""
    links = DecisionLink.objects.all() if inside else DecisionLink.objects.to_public("later")
    ending = links.filter(kind__in=ENDS_WAITING).select_related("later").only(*_OF_LINKS)
    awards = Award.objects.select_related("budget_line", "option").only(*_OF_AWARDS)
    return (
        outcomes.select_related(
            "forum",
            "question__placement__meeting",
            "question__placement__agenda_item",
            f"{_PUT}__matter",
        )
        .only(*_OF_OUTCOMES)
        .prefetch_related(
            Prefetch("awards", awards),
            Prefetch("links_to", ending),
            # Asked where there is any: to have each say whether it was reversed takes longer.
            Prefetch("links_to__later__links_to", ending),
        )
        .order_by(
            "-decided_on",
            "question__placement__agenda_item__position",
            f"{_PUT}__paper_id",
            f"{_PUT}__position",
            "question__position",
        )
    )


def rows_of(outcomes: Iterable[Outcome]) -> list[LogRow]:
    """As rows of the log."""
    return [LogRow(outcome) for outcome in outcomes]


def years_of(outcomes: OutcomeQuerySet) -> list[str]:
    """The financial years in which something was decided, latest first."""
    days = outcomes.order_by().values_list("decided_on", flat=True).distinct()
    return sorted({financial_year(day) for day in days}, reverse=True)
