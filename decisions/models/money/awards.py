"""Awards one by one: each leads to the decision that made it, and to the minute of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from decisions.models.minuting.minutes import Minutes
from decisions.models.money.money_rows import MoneyAsked
from decisions.models.money.spending import awards_of
from decisions.models.outcomes.outcome import Award, Outcome
from decisions.models.outcomes.standing import Undone
from decisions.models.threads.log_row import award_facts
from decisions.models.threads.references import reference
from decisions.rules.authority import last_day
from forum.choices import DayBasis
from forum.models import Forum
from papers.choices import Block, Source
from papers.models import Matter, Placement

_PLACED = "outcome__question__placement"
_LATEST_FIRST = ("-outcome__decided_on", "recorded_at", "pk")
_SHOWN = (
    "source",
    "amount",
    "financial_year",
    "from_on",
    "until_on",
    "option__letter",
    "budget_line__name",
    "budget_line__code",
    "budget_line__kind",
    "budget_line__block",
    "outcome__decided_on",
    "outcome__evidence_grade",
    "outcome__question__group",
    f"{_PLACED}__agenda_item__number",
    f"{_PLACED}__meeting__held_on",
    f"{_PLACED}__meeting__day_basis",
    f"{_PLACED}__meeting__day_words",
    f"{_PLACED}__meeting__minutes__draft_published_at",
    f"{_PLACED}__meeting__minutes__agreed_at",
    f"{_PLACED}__recommendation__label",
    f"{_PLACED}__recommendation__matter__title",
)


@dataclass(frozen=True)
class AwardRow:
    """One award in words: from which money, decided when and where, until when."""

    award: Award
    standing: Decimal
    """What of it still counts."""
    undone: tuple[str, ...] = ()
    """What undid the rest."""

    @property
    def outcome(self) -> Outcome:
        return self.award.outcome

    @property
    def matter(self) -> Matter:
        return self.placement.recommendation.matter

    @property
    def reference(self) -> str:
        return reference(self.outcome)

    @property
    def until_on(self) -> date | None:
        """The last day of authority, by the law and by what was decided."""
        return last_day(award_facts(self.award))

    @property
    def is_whole(self) -> bool:
        """All of it counts."""
        return self.standing == self.award.amount

    @property
    def placement(self) -> Placement:
        """Where it was put: the meeting and the item."""
        return self.outcome.question.placement

    @property
    def decided(self) -> str:
        """The day of the decision, with how far the record states it."""
        meeting = self.placement.meeting
        if meeting.day_basis != DayBasis.STATED:
            return meeting.day_printed
        return f"{self.outcome.decided_on:%-d %B %Y}"

    @property
    def is_minuted(self) -> bool:
        """Published minutes of ours tell of it."""
        minutes: Minutes | None = getattr(self.placement.meeting, "minutes", None)
        return minutes is not None and minutes.is_public


@dataclass(frozen=True)
class AwardsByPage:
    """Awards of which only those are read that a page shows: first which, then what it says."""

    found: QuerySet[Award]

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, part: slice) -> QuerySet[Award]:
        """Not read before somebody looks at them."""
        which = self.found.order_by(*_LATEST_FIRST).values_list("pk", flat=True)[part]
        return _with_rows(Award.objects.filter(pk__in=list(which)))


def asked_awards(forum: Forum, asked: MoneyAsked, *, inside: bool) -> QuerySet[Award]:
    """The awards that answer to all that is asked, the latest decision first."""
    return _with_rows(_asked(forum, asked, inside=inside))


def asked_by_page(forum: Forum, asked: MoneyAsked, *, inside: bool) -> AwardsByPage:
    """The same a page at a time, however many there are."""
    # Said of both tables, so that the database reads what is of this forum, and not of all.
    return AwardsByPage(_asked(forum, asked, inside=inside).filter(outcome__forum=forum))


def _asked(forum: Forum, asked: MoneyAsked, *, inside: bool) -> QuerySet[Award]:
    awards = awards_of(forum, inside=inside)
    if asked.source in Source.values:
        awards = awards.filter(source=asked.source)
    if asked.block in Block.values:
        awards = awards.filter(budget_line__block=asked.block)
    if asked.line:
        awards = awards.filter(budget_line=asked.line)
    if asked.year:
        awards = awards.filter(financial_year=asked.stated_year)
    return awards


def _with_rows(awards: QuerySet[Award]) -> QuerySet[Award]:
    """With what a row shows and no more: the file of ten thousand awards is made of these too."""
    joined = awards.select_related(
        *(field.rpartition("__")[0] for field in _SHOWN if "__" in field)
    )
    return joined.only(*_SHOWN).order_by(*_LATEST_FIRST)


def award_rows(awards: Iterable[Award], undone: Mapping[UUID, Undone]) -> list[AwardRow]:
    """Awards as rows; those that were undone say by what."""
    rows = []
    for award in awards:
        each = undone.get(award.pk)
        rows.append(
            AwardRow(award, each.standing, each.words) if each else AwardRow(award, award.amount)
        )
    return rows
