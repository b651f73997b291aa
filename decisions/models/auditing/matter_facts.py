"""What the findings need to know of matters, read from the record: one or all of a forum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from decisions.choices import HappeningKind
from decisions.models.auditing.claim_facts import claims_of, told_in_public
from decisions.models.auditing.decision_facts import Answer, decisions_of
from decisions.models.auditing.forum_facts import forum_facts, open_on
from decisions.models.auditing.key import Key
from decisions.models.auditing.line_facts import lines_of
from decisions.models.auditing.scope import Scope
from decisions.models.facts import action_facts
from decisions.models.following.action import Action
from decisions.models.minuting.minutes import public_minutes
from decisions.models.outcomes.happening import Happening
from decisions.rules.findings import (
    AskedFacts,
    MatterFacts,
    OptionFacts,
    SpendingFacts,
)
from papers.choices import WHOLE_FORUM, OptionStatus, Source
from papers.models import FundingOption, Matter, NamedSource, NilDeclaration, Paper, Placement

_SOURCES: dict[str, str] = dict(Source.choices)

PerMatter = dict[str, list[Any]]
Named = list[tuple[NamedSource, date | None]]


class Placed(NamedTuple):
    """A recommendation that was put before the forum, and when."""

    recommendation: str
    matter: str
    held_on: date


class Offered(NamedTuple):
    """A funding option that was put before the forum, and when first."""

    matter: str
    recommendation: str
    named_on: date
    pk: str
    source: str
    line: str | None
    group: str
    status: str


def facts_of(scope: Scope, *, on: date, inside: bool = True) -> dict[UUID, MatterFacts]:
    """Each matter of the scope as the rules of findings see it, as of the day.

    As many queries for ten thousand decisions as for one.
    """
    answers = decisions_of(scope, on=on, inside=inside)
    decisions = {matter: [each.facts for each in those] for matter, those in answers.items()}
    with scope.reading():
        placed = _placed(scope, on, inside=inside)
        offered = list(_options(scope, placed))
        meetings = _meetings(scope, placed, on, inside=inside)
        asked = _asked(scope, on, inside=inside)
    named = _sources_named(scope, on, inside=inside)
    options = options_in_order(offered, named, answers)
    claims = claims_of(scope, decisions, on=on, inside=inside)
    actions = _actions(scope, on, inside=inside)
    lines = lines_of(scope.forum, answers, on, inside=inside)
    spending = _spending(scope, on, inside=inside)
    titles = Matter.objects.filter(scope.within("pk")).order_by("title", "pk")
    found = {}
    for pk, title in titles.values_list("pk", "title"):
        if scope.matters is None or pk in scope.matters:
            key = str(pk)
            found[pk] = MatterFacts(
                title=title,
                as_of=on,
                decisions=tuple(decisions.get(key, ())),
                options=tuple(options.get(key, ())),
                claims=tuple(claims.get(key, ())),
                actions=tuple(actions.get(key, ())),
                lines=tuple(lines.get(key, ())),
                meetings=tuple(sorted(meetings.get(key, ()))),
                asked=tuple(asked.get(key, ())),
                spending=tuple(spending.get(key, ())),
                key=key,
            )
    itself = forum_facts(scope, on=on, inside=inside)
    return found if itself is None else found | {scope.forum.pk: itself}


# Options, and sources as they were named


def options_in_order(
    offered: Iterable[Offered], named: Named, answers: Mapping[str, list[Answer]]
) -> PerMatter:
    """Every source that was named by the day, in the order in which the forum met them."""
    of_asked: dict[str, list[Answer]] = defaultdict(list)
    for answer in (each for those in answers.values() for each in those):
        of_asked[answer.recommendation].append(answer)
    found: PerMatter = defaultdict(list)
    for each in offered:
        found[each.matter].append(_offered(each, of_asked.get(each.recommendation, ())))
    for source, day in named:
        asked = str(source.recommendation_id)
        found[str(source.matter_id)].append(_named(source, day, of_asked.get(asked, ())))
    for those in found.values():
        those.sort(key=lambda each: each.named_on or date.max)
    return found


def _offered(option: Offered, answers: Iterable[Answer]) -> OptionFacts:
    label = _SOURCES[option.source]
    return OptionFacts(
        label=f"{label}, {option.line}" if option.line else label,
        named_on=option.named_on,
        source=Source(option.source),
        status=OptionStatus(option.status),
        decision=_answer_of(option.group, answers),
        key=f"option/{option.pk}",
    )


def _answer_of(group: str, answers: Iterable[Answer]) -> str:
    """The last decision on an option of the group."""
    those = [each for each in answers if not group or each.group in {WHOLE_FORUM, group}]
    return those[-1].facts.key if those else ""


def _named(each: NamedSource, day: date | None, answers: Iterable[Answer]) -> OptionFacts:
    return OptionFacts(
        label=each.words,
        named_on=day,
        source=Source(each.source) if each.source else None,
        status=OptionStatus(each.status),
        decision=_answer_of("", answers),
        key=f"option/{each.pk}",
    )


def _options(scope: Scope, placed: list[Placed]) -> Iterator[Offered]:
    first: dict[str, Placed] = {}
    for each in placed:
        first.setdefault(each.recommendation, each)
    options = FundingOption.objects.filter(scope.within("recommendation__matter"))
    ordered = options.order_by("recommendation_id", "letter", "position", "recorded_at")
    columns = (Key("recommendation"), Key("pk"), "source", "budget_line__name", "group", "status")
    for asked, *option in ordered.values_list(*columns):
        if asked in first:
            yield Offered(first[asked].matter, asked, first[asked].held_on, *option)


def _sources_named(scope: Scope, on: date, *, inside: bool) -> Named:
    """Sources as somebody named them by the day, each with its day."""
    named = NamedSource.objects.filter(scope.within("matter")).select_related("meeting")
    if not inside:
        named = named.filter(Q(paper__in=Paper.objects.public()) | public_minutes("meeting"))
    return named_by(on, named)


def named_by(on: date, named: Iterable[NamedSource]) -> Named:
    """Those named by the day, and those of which nobody knows when, each with its day."""
    days = [(each, _day_of(each)) for each in named]
    return [(each, day) for each, day in days if day is None or day <= on]


def _day_of(named: NamedSource) -> date | None:
    """The day on which it was named: its own, or that of the meeting."""
    return named.named_on or (named.meeting.held_on if named.meeting else None)


# What was asked, done and spent


def _asked(scope: Scope, on: date, *, inside: bool) -> PerMatter:
    """Recommendations for money that were tabled and hold no funding option themselves."""
    same = {"forum": scope.forum, "recommendation": OuterRef("recommendation")}
    put = Placement.objects.filter(
        ~Exists(FundingOption.objects.filter(**same)),
        ~Exists(NilDeclaration.objects.filter(**same)),
        scope.within("recommendation__matter"),
        scope.joined("recommendation", "meeting"),
        recommendation__seeks_resources=True,
        tabled_at__isnull=False,
        meeting__held_on__lte=on,
    )
    put = put if inside else put.filter(meeting__agenda_published_at__isnull=False)
    rows = put.select_related("recommendation", "meeting").order_by("meeting__held_on")
    rows = rows.prefetch_related("recommendation__named_sources")
    found: PerMatter = defaultdict(list)
    for each in rows:
        named = each.recommendation.named_sources.all()
        found[str(each.recommendation.matter_id)].append(asked_facts(each, named))
    return found


def asked_facts(put: Placement, named: Iterable[NamedSource]) -> AskedFacts:
    """A recommendation as it was put, with where its paper names a source after all."""
    recommendation = put.recommendation
    places = [source.where for source in named if source.where]
    return AskedFacts(
        key=str(recommendation.pk),
        title=str(recommendation),
        asked_on=put.meeting.held_on,
        amount=recommendation.amount,
        named_elsewhere=" and ".join(dict.fromkeys(places)),
    )


def _actions(scope: Scope, on: date, *, inside: bool) -> PerMatter:
    actions = Action.objects.filter(scope.within("matter"), set_on__lte=on, matter__isnull=False)
    actions = actions if inside else actions.public()
    found: PerMatter = defaultdict(list)
    for each in actions.select_related("due_meeting"):
        if each.matter_id is not None:
            found[str(each.matter_id)].append(open_on(on, action_facts(each)))
    return found


def _spending(scope: Scope, on: date, *, inside: bool) -> PerMatter:
    """Spending that somebody told of, as far as the record says when it was."""
    spent = Happening.objects.filter(scope.within("matter"), kind=HappeningKind.SPENDING)
    spent = spent if inside else spent.filter(told_in_public())
    found: PerMatter = defaultdict(list)
    for matter, facts in spending_by(on, spent):
        found[matter].append(facts)
    return found


def spending_by(on: date, spent: Iterable[Happening]) -> Iterator[tuple[str, SpendingFacts]]:
    """What was spent by the day, each with its matter."""
    for each in spent:
        first = each.from_on or each.happened_on
        if first is None or first > on:
            continue
        facts = SpendingFacts(
            key=f"happening/{each.pk}",
            text=each.text,
            from_on=first,
            until_on=min(each.until_on or first, on),
            amount=each.amount,
            who=each.who,
            cited=each.evidence_words,
        )
        yield str(each.matter_id), facts


def _placed(scope: Scope, on: date, *, inside: bool) -> list[Placed]:
    """Whatever was put before the forum by the day, earliest first."""
    put = Placement.objects.filter(
        scope.within("recommendation__matter"),
        scope.joined("recommendation", "meeting"),
        tabled_at__isnull=False,
        meeting__held_on__lte=on,
    )
    put = put if inside else put.filter(meeting__agenda_published_at__isnull=False)
    rows = put.order_by("meeting__held_on", "pk")
    columns = (Key("recommendation"), Key("recommendation__matter"), "meeting__held_on")
    return [Placed(*row) for row in rows.values_list(*columns)]


def _meetings(
    scope: Scope, placed: list[Placed], on: date, *, inside: bool
) -> dict[str, set[date]]:
    """The days on which each matter was before the forum."""
    papers = Paper.objects.all() if inside else Paper.objects.public()
    papers = papers.filter(
        scope.within("matter"),
        scope.joined("agenda_item", "agenda_item__meeting"),
        tabled_at__isnull=False,
        agenda_item__meeting__held_on__lte=on,
    )
    found: dict[str, set[date]] = defaultdict(set)
    for each in placed:
        found[each.matter].add(each.held_on)
    for matter, day in papers.order_by().values_list(
        Key("matter"), "agenda_item__meeting__held_on"
    ):
        found[matter].add(day)
    return found
