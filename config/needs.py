"""What needs a person: gathered from every app for the home page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from decisions.choices import BallotStatus, Method
from decisions.models import Action, Ballot, Minutes, Outcome
from forum.choices import Role
from forum.models import Forum, Person, RoleGrant
from forum.permissions import appointments, is_chair
from papers.models import Paper


@dataclass(frozen=True)
class Need:
    """One thing to do, and where."""

    text: str
    url: str
    urgent: bool = False


@dataclass(frozen=True)
class ForumNeeds:
    """A forum that the person belongs to, what they are there, and what waits for them."""

    forum: Forum
    needs: tuple[Need, ...]


def needs_of(person: Person) -> list[ForumNeeds]:
    """Every forum of the person, with what waits for them there."""
    today = timezone.localdate()
    forums = Forum.objects.filter(
        Q(pk__in=RoleGrant.objects.filter(person=person).values("forum"))
        | Q(pk__in=person.appointments.values("forum"))
    )
    return [ForumNeeds(forum, tuple(_needs(person, forum, today))) for forum in forums]


def _needs(person, forum, today):
    roles = set(
        RoleGrant.objects.filter(forum=forum, person=person).values_list("role", flat=True)
    )
    yield from _ballots(person, forum, today)
    yield from _own_actions(person, forum, today)
    if Role.CLERK in roles:
        yield from _for_clerk(forum)
    if roles & {Role.CLERK, Role.OFFICER}:
        yield from _drafts(person, forum, roles)
    if Role.AUDITOR in roles or Role.CLERK in roles:
        yield from _unsettled(forum)
    if is_chair(person, forum, today):
        yield from _to_sign(forum)


def _ballots(person, forum, today):
    if not appointments(person, forum, today):
        return
    open_ballots = Ballot.objects.filter(
        forum=forum, status=BallotStatus.OPEN, method=Method.ELECTRONIC
    )
    for ballot in open_ballots.filter(
        register__appointment__person=person,
        register__is_eligible=True,
        register__vote__isnull=True,
    ).distinct():
        url = reverse("decisions:ballot_vote", args=[forum.slug, ballot.pk])
        yield Need(f"Vote now: {ballot}", url, urgent=True)


def _own_actions(person, forum, today):
    actions = Action.objects.open().filter(forum=forum, owner=person)
    for action in actions.select_related("due_meeting"):
        late = action.is_overdue(today)
        when = f"due {action.due_day:%-d %B %Y}" if action.due_day else "no date"
        url = reverse("decisions:action_detail", args=[forum.slug, action.pk])
        yield Need(f"Your action {action.reference}: {action.text} ({when})", url, urgent=late)


def _for_clerk(forum):
    for meeting in forum.meeting_set.filter(closed_at__isnull=True):
        yield Need(f"{meeting}: {meeting.stage.label.lower()}", meeting.get_absolute_url())
    for minutes in Minutes.objects.filter(forum=forum, agreed_at__isnull=True).select_related(
        "meeting"
    ):
        url = reverse("decisions:minutes_detail", args=[forum.slug, minutes.meeting_id])
        yield Need(f"{minutes}: {minutes.stage.label.lower()}", url)


def _drafts(person, forum, roles):
    drafts = Paper.objects.filter(forum=forum, tabled_at__isnull=True)
    if Role.CLERK not in roles:
        drafts = drafts.filter(author=person)
    for paper in drafts:
        yield Need(f"Paper not tabled yet: {paper.title}", paper.get_absolute_url())


def _unsettled(forum):
    for outcome in Outcome.objects.unsettled().filter(forum=forum):
        yield Need(
            f"Funding source not settled since {outcome.decided_on:%-d %B %Y}: "
            f"{outcome.question.placement.recommendation.matter}",
            outcome.get_absolute_url(),
            urgent=True,
        )


def _to_sign(forum):
    waiting = Minutes.objects.filter(forum=forum, agreed_at__isnull=False, signed_at__isnull=True)
    for minutes in waiting.select_related("meeting"):
        url = reverse("decisions:minutes_detail", args=[forum.slug, minutes.meeting_id])
        yield Need(f"{minutes}: to be signed", url)
