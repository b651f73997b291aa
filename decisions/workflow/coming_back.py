"""Writing down what must come back, where the agenda finds it: the book of the forum."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from decisions.choices import CARRIED, LinkKind
from decisions.models import Action, Outcome
from decisions.models.outcomes.authority import authority_facts, awarding_since, with_authority
from decisions.models.threads.log_row import award_facts
from decisions.rules.authority import AuthorityState, authority_on, last_day_of
from forum.choices import ReturningKind
from forum.models import Forum, Person, ReturningBusiness
from forum.models.returning import LONG_AGO
from forum.money import pounds
from forum.workflow.meetings import end_waiting
from papers.choices import WHOLE_FORUM

OF_ACTIONS = (ReturningKind.ACTION, ReturningKind.PROMISED_REPORT)


def write_down_action(action: Action) -> None:
    """An open action comes back from the day it is due until it is closed, as it stands now.

    One that settles a source does not: the decision that waits for its source stands there.
    """
    if action.settles_id is not None:
        return
    kind = ReturningKind.PROMISED_REPORT if action.brings_report else ReturningKind.ACTION
    ReturningBusiness.objects.update_or_create(
        kind=kind,
        about=action.pk,
        defaults={
            "forum": action.forum,
            "sentence": f"{action.reference}: {action.text}"[:400],
            "subject": _subject(action),
            "business": action.pk,
            "arose_at": action.meeting,
            "due_meeting": action.due_meeting,
            "due_on": action.due_on,
            "owner": action.owner,
            "owner_post": action.owner_post,
            "settled_at": None,
            "settled_by": None,
            "settled_because": "",
        },
    )


def write_down_unsettled(outcome: Outcome) -> None:
    """Agreed in principle with no settled source: it comes back to the next agenda."""
    asked, kind = outcome.question.placement.recommendation, ReturningKind.UNSETTLED_SOURCE
    ReturningBusiness.objects.update_or_create(
        kind=kind,
        about=outcome.pk,
        defaults={
            "forum": outcome.forum,
            "sentence": f"{asked.matter.title}: {asked.label} of {outcome.meeting.day_printed}, "
            f"{kind.label.lower()}",
            "business": asked.pk,
            "arose_at": outcome.meeting,
            "due_meeting": None,
            "settled_at": None,
            "settled_by": None,
            "settled_because": "",
        },
    )


def write_down_reversed(outcome: Outcome) -> None:
    """What a decision settled is open again once that decision is reversed."""
    settled = outcome.links_from.filter(kind=LinkKind.SETTLES_SOURCE).values("earlier")
    for earlier in Outcome.objects.unsettled().filter(pk__in=settled):
        write_down_unsettled(earlier)


def write_down_authority(outcome: Outcome, by: Person | None, *, on: date) -> None:
    """An authority to spend comes back before it ends, unless it has ended by then already."""
    facts = authority_facts(outcome)
    last, allows = last_day_of(facts.awards), authority_on(on, facts)
    gone = allows.state in (AuthorityState.NO_MONEY, AuthorityState.NOT_SETTLED)
    early = allows.state == AuthorityState.ENDED and bool(allows.because)
    if outcome.result not in CARRIED or last is None or gone or early:
        return end_waiting(outcome.pk, by, ReturningKind.EXPIRING_AUTHORITY)
    question, matter = outcome.question, outcome.question.placement.recommendation.matter
    group = "" if question.group == WHOLE_FORUM else f", {question.get_group_display()},"
    what = f"{question.placement.recommendation}{group} of {outcome.decided_on:%-d %B %Y}"
    ends = f"authority to spend ends on {last:%-d %B %Y}"
    ReturningBusiness.objects.get_or_create(
        kind=ReturningKind.EXPIRING_AUTHORITY,
        about=outcome.pk,
        defaults={
            "forum": outcome.forum,
            "sentence": f"{matter.title}: {what}, {pounds(outcome.amount_agreed)}, {ends}"[-400:],
            "subject": f"{matter.title[:240]}: {ends}",
            "business": matter.pk,
            "arose_at": outcome.meeting,
            "due_on": last,
        },
    )
    return None


def end_what_is_renewed(outcome: Outcome, by: Person) -> None:
    """A decision on money for longer takes the place of those of its matter that end before."""
    awards = list(outcome.awards.all())
    last = last_day_of(tuple(award_facts(award) for award in awards))
    if outcome.result not in CARRIED or not awards:
        return
    recommendation = outcome.question.placement.recommendation
    earlier = Outcome.objects.filter(
        question__placement__recommendation__matter=recommendation.matter_id,
        question__group=outcome.question.group,
        awards__budget_line__in=[award.budget_line_id for award in awards],
    ).exclude(pk=outcome.pk)
    waiting = ReturningBusiness.objects.waiting().filter(
        kind=ReturningKind.EXPIRING_AUTHORITY, about__in=earlier.values("pk")
    )
    waiting = waiting if last is None else waiting.filter(due_on__lt=last)
    for pk in list(waiting.values_list("about", flat=True)):
        end_waiting(pk, by, ReturningKind.EXPIRING_AUTHORITY)


def complete_the_book(forum: Forum, *, on: date) -> int:
    """Enter what no step has written down, such as imported records; how many were missing."""
    return _authorities(forum, on) + _actions(forum)


def _authorities(forum: Forum, on: date) -> int:
    lasting = awarding_since(forum, on - LONG_AGO)
    found = list(with_authority(lasting.exclude(_written(ReturningKind.EXPIRING_AUTHORITY))))
    for outcome in found:
        write_down_authority(outcome, None, on=on)
    return len(found)


def _actions(forum: Forum) -> int:
    missing = Action.objects.open().filter(forum=forum, settles=None)
    missing = missing.exclude(_written(*OF_ACTIONS))
    found = list(missing.select_related("forum", "meeting", "due_meeting", "owner"))
    for action in found:
        write_down_action(action)
    return len(found)


def _written(*kinds: ReturningKind) -> Exists:
    """That a record stands in the book."""
    return Exists(ReturningBusiness.objects.filter(about=OuterRef("pk"), kind__in=kinds))


def _subject(action: Action) -> str:
    if action.brings_report:
        named = action.text.lower().startswith("report")
        return (action.text if named else f"Report: {action.text}")[:300]
    return f"Action {action.reference}"
