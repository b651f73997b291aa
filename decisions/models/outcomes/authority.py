"""The authority to spend that decisions give, read with all that ends it before its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from decisions.choices import (
    CARRIED,
    ConditionState,
    ExternalResult,
    LinkKind,
    Result,
    Settlement,
)
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.happening import Happening
from decisions.models.outcomes.outcome import Award, DecisionLink, Outcome, OutcomeQuerySet
from decisions.models.threads.log_row import LogRow, award_facts
from decisions.models.threads.references import reference
from decisions.rules.authority import (
    Authority,
    AuthorityFacts,
    AuthorityState,
    ConditionFacts,
    Ending,
    Gap,
    authority_on,
    first_day_of,
    gaps,
)
from forum.models import Forum
from forum.rules.financial_year import ends_on, financial_year, starts_on

_NEAR = "question__placement"
_ANSWERS = {
    ExternalResult.PENDING: ConditionState.OPEN,
    ExternalResult.APPROVED: ConditionState.MET,
    ExternalResult.APPROVED_IN_PART: ConditionState.MET,
    ExternalResult.REFUSED: ConditionState.FAILED,
    ExternalResult.WITHDRAWN: ConditionState.LAPSED,
}
"""Money for which another body must be asked hangs on its answer."""
_ENDS = {
    LinkKind.REVERSES: "reversed",
    LinkKind.REPLACES: "replaced",
    LinkKind.RE_DECIDES: "decided again",
}


_COLOURS = {
    AuthorityState.IN_FORCE: "green",
    AuthorityState.NOT_YET: "blue",
    AuthorityState.CONDITIONAL: "yellow",
    AuthorityState.NOT_SETTLED: "yellow",
}


@dataclass(frozen=True)
class AuthorityRow:
    """A decision that awarded money, and what it allows on a day."""

    row: LogRow
    authority: Authority

    @property
    def tag(self) -> str:
        """Its state as a status tag says it."""
        return self.authority.state.value.replace("_", " ").capitalize()

    @property
    def colour(self) -> str:
        """The colour of that tag."""
        return _COLOURS.get(self.authority.state, "grey")


def authority_of(outcome: Outcome, *, on: date) -> Authority:
    """What the outcome allows on the day."""
    return authority_on(on, authority_facts(outcome))


def authority_facts(outcome: Outcome) -> AuthorityFacts:
    """A carried outcome as far as its authority goes; reads only what `with_authority` fetched."""
    links = list(outcome.links_to.all())
    settling = [
        each.later
        for each in links
        if each.kind == LinkKind.SETTLES_SOURCE and each.reversed_on is None
    ]
    return AuthorityFacts(
        Settlement(outcome.settlement),
        tuple(award_facts(award) for award in outcome.awards.all()),
        outcome.decided_on,
        conditions=(*_conditions(outcome), *_answers(outcome.external_steps.all())),
        endings=tuple(_endings(links)),
        settled_by=reference(settling[0]) if settling else "",
    )


def with_authority(outcomes: OutcomeQuerySet) -> OutcomeQuerySet:
    """These outcomes with all that their authority hangs on, in a fixed number of queries."""
    later = (
        DecisionLink.objects.with_reversals()
        .select_related(
            f"later__{_NEAR}__meeting",
            f"later__{_NEAR}__agenda_item",
            f"later__{_NEAR}__recommendation",
        )
        .prefetch_related(Prefetch("later__awards", Award.objects.select_related("budget_line")))
    )
    return outcomes.select_related(
        "forum",
        f"{_NEAR}__meeting",
        f"{_NEAR}__agenda_item",
        f"{_NEAR}__recommendation__matter",
        f"{_NEAR}__recommendation__paper",
    ).prefetch_related(
        Prefetch("awards", Award.objects.select_related("budget_line", "option")),
        "conditions",
        "external_steps",
        Prefetch("links_to", later),
    )


def awarding(forum: Forum, *, inside: bool = True) -> OutcomeQuerySet:
    """The carried outcomes of the forum that awarded money, the latest first."""
    outcomes = Outcome.objects.filter(forum=forum, result__in=CARRIED, awards__isnull=False)
    outcomes = outcomes if inside else outcomes.public()
    return outcomes.distinct().order_by("-decided_on", "-recorded_at")


def awarding_in(forum: Forum, year: str, *, inside: bool) -> OutcomeQuerySet:
    """Those whose money is for the financial year, or ends within it."""
    in_year = Q(awards__financial_year=year)
    ends = Q(awards__until_on__range=(starts_on(year), ends_on(year)))
    return awarding(forum, inside=inside).filter(in_year | ends)


def awarding_since(forum: Forum, day: date) -> OutcomeQuerySet:
    """Those whose money may be spent on the day or later, as far as the awards say."""
    lasts = Q(awards__until_on__gte=day) | Q(awards__financial_year__gte=financial_year(day))
    return awarding(forum).filter(lasts).order_by()


def years_awarded(forum: Forum) -> list[str]:
    """The financial years for which the forum awarded money, the latest first, and this one."""
    years = Award.objects.filter(forum=forum).exclude(financial_year="").order_by()
    return sorted({*years.values_list("financial_year", flat=True).distinct()}, reverse=True)


def rows_on(outcomes: Iterable[Outcome], *, on: date) -> list[AuthorityRow]:
    """Each outcome with what it allows on the day."""
    return [AuthorityRow(LogRow(each, ()), authority_of(each, on=on)) for each in outcomes]


def spending_gaps(spent: Happening, outcomes: Iterable[Outcome]) -> tuple[Gap, ...]:
    """The days of a spending that none of these decisions covers."""
    first = spent.from_on or spent.happened_on
    last = spent.until_on or spent.happened_on or first
    if first is None or last is None:
        return ()
    carried = [each for each in outcomes if each.result in CARRIED]
    return gaps(first, last, [authority_facts(each) for each in carried])


def year_of(day: date, wanted: str, years: Iterable[str]) -> str:
    """The year that a reader asks for where there is one, else that of the day."""
    return wanted if wanted in years else financial_year(day)


def _conditions(outcome: Outcome) -> Iterator[ConditionFacts]:
    for each in outcome.conditions.all():
        yield ConditionFacts(each.text, ConditionState(each.state), each.marked_on)


def _answers(steps: Iterable[ExternalStep]) -> Iterator[ConditionFacts]:
    for each in steps:
        if each.result in _ANSWERS:
            state = _ANSWERS[ExternalResult(each.result)]
            yield ConditionFacts(f"{each.body_name} agrees", state, each.decided_on)


def _endings(links: Iterable[DecisionLink]) -> Iterator[Ending]:
    """Later decisions that end the authority: one for a later year does not end this one's."""
    for link in links:
        later = link.later
        if link.kind not in _ENDS or not _decides(link):
            continue
        starts = None
        if link.kind != LinkKind.REVERSES:
            awards = [award_facts(award) for award in later.awards.all()]
            starts = first_day_of(awards, later.decided_on)
        words = f"{_ENDS[LinkKind(link.kind)]} by {reference(later)}"
        yield Ending(max(starts or later.decided_on, later.decided_on), words)


def _decides(link: DecisionLink) -> bool:
    """Whether the later decision says yes; deciding again counts when it says no as well."""
    result = link.later.result
    again = link.kind == LinkKind.RE_DECIDES and result == Result.NOT_CARRIED
    return result in CARRIED or again
