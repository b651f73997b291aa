"""What needs a person: gathered from every app for the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from decisions.models import Action, Ballot, Minutes, Outcome
from decisions.models.ballots.forecast import meeting_forecast
from decisions.models.following.holders import theirs
from forum.choices import MeetingKind
from forum.models import (
    Appointment,
    Forum,
    OutboxMessage,
    Person,
    ReturningBusiness,
    RoleGrant,
    RoleProposal,
)
from forum.models.setting_up import setting_up
from forum.views.doors import roles_of
from forum.views.page import role_words
from papers.models import Paper
from papers.models.chain import waiting_for
from papers.models.reading import to_read
from papers.models.returning import returning
from papers.rules.forecast import Colour

_ASKED = "question__placement__recommendation"


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
    role: str
    is_member: bool
    grants_roles: bool
    needs: tuple[Need, ...]


def needs_of(person: Person) -> list[ForumNeeds]:
    """Every forum of the person, with what waits for them there; what presses comes first."""
    forums = Forum.objects.filter(
        Q(pk__in=RoleGrant.objects.filter(person=person).values("forum"))
        | Q(pk__in=person.appointments.values("forum"))
        | Q(pk__in=person.substitutions.values("forum"))
        | Q(pk__in=Action.objects.filter(owner=person).values("forum"))
    )
    return [_of_forum(person, forum) for forum in forums]


def _of_forum(person, forum):
    roles = roles_of(person, forum)
    needs = sorted(_needs(person, forum, roles), key=lambda need: not need.urgent)
    return ForumNeeds(
        forum, role_words(roles), roles["is_member"], roles["is_administrator"], tuple(needs)
    )


def _needs(person, forum, roles) -> Iterator[Need]:
    yield from _ballots(person, forum)
    if roles["is_member"]:
        yield from _replies(person, forum)
        yield from _to_read(person, forum)
    yield from _own_actions(person, forum)
    yield from _to_clear(person, forum)
    if roles["is_chair"]:
        yield from _to_sign(forum)
    if roles["is_clerk"] or roles["is_auditor"]:
        yield from _unsettled(forum)
    if roles["is_clerk"]:
        yield from _meetings(forum)
        yield from _forecast(forum)
        yield from _to_come_back(forum)
        yield from _to_report(forum)
        yield from _overdue(forum)
        yield from _minutes(forum)
        yield from _letters(forum)
    if roles["is_clerk"] or roles["is_officer"]:
        yield from _drafts(person, forum, is_clerk=roles["is_clerk"])
    if roles["is_auditor"]:
        yield from _overdue(forum)
    yield from _keeping(person, forum, roles)


def _ballots(person, forum):
    ballots = Ballot.objects.filter(forum=forum).waiting_for(person)
    for ballot in ballots.select_related(_ASKED, "agenda_item").distinct():
        url = reverse("decisions:ballot_vote", args=[forum.slug, ballot.pk])
        yield Need(f"Vote now: {ballot.agenda_item.title}, {ballot}", url, urgent=True)


def _in_a_room(forum):
    """Published meetings to which somebody comes."""
    return forum.meeting_set.public().going_ahead().exclude(kind=MeetingKind.OUTSIDE)


def _replies(person, forum):
    """Coming meetings to which the member has not said whether they come."""
    today = timezone.localdate()
    coming = _in_a_room(forum).filter(held_on__gte=today)
    held = Appointment.objects.current(today).filter(forum=forum, person=person)
    unanswered = coming.filter(opened_at__isnull=True).exclude(replies__appointment__in=held)
    for meeting in unanswered.order_by("held_on"):
        url = reverse("forum:meeting_reply", args=[forum.slug, meeting.pk])
        yield Need(f"{meeting}: say whether you are coming", url)


def _to_read(person, forum):
    """Papers of coming meetings that the member has not marked as read, as they stand."""
    for meeting, many in to_read(forum, person, today=timezone.localdate()):
        papers = "1 paper" if many == 1 else f"{many} papers"
        url = reverse("papers:pack_detail", args=[forum.slug, meeting.pk])
        yield Need(f"{papers} to read for {meeting.held_on:%-d %B}", url)


def _own_actions(person, forum):
    today = timezone.localdate()
    actions = theirs(Action.objects.open().filter(forum=forum), person)
    for action in actions.select_related("due_meeting"):
        url = reverse("decisions:action_detail", args=[forum.slug, action.pk])
        text = f"Your action {action.reference}, due {action.due_words}: {action.text}"
        yield Need(text, url, urgent=action.is_overdue(today))


def _to_clear(person, forum):
    """Papers that the person is asked to clear, and may clear now."""
    today = timezone.localdate()
    for request in waiting_for(person, forum):
        due = f", by {request.due_on:%-d %B %Y}" if request.due_on else ""
        text = f"Clear “{request.paper}” ({request.get_kind_display().lower()}){due}"
        url = reverse("papers:clearance_detail", args=[forum.slug, request.paper_id])
        yield Need(text, url, urgent=bool(request.due_on and request.due_on <= today))


def _to_sign(forum):
    waiting = Minutes.objects.filter(forum=forum, agreed_at__isnull=False, signed_at__isnull=True)
    for minutes in waiting.select_related("meeting"):
        yield Need(f"{minutes}: agreed, to be signed", _minutes_url(forum, minutes), urgent=True)


def _unsettled(forum):
    outcomes = Outcome.objects.unsettled().filter(forum=forum)
    for outcome in outcomes.select_related("forum", f"{_ASKED}__matter"):
        matter = outcome.question.placement.recommendation.matter
        since = f"{outcome.decided_on:%-d %B %Y}"
        text = f"{matter}: funding source not settled since {since}"
        yield Need(text, outcome.get_absolute_url(), urgent=True)


def _meetings(forum):
    going_on = forum.meeting_set.going_ahead().filter(closed_at__isnull=True, is_historic=False)
    for meeting in going_on.order_by("held_on"):
        yield Need(f"{meeting}: {meeting.stage.label.lower()}", meeting.get_absolute_url())


def _forecast(forum):
    """What the next meeting cannot decide as things stand."""
    today = timezone.localdate()
    coming = _in_a_room(forum).filter(opened_at=None, held_on__gte=today)
    meeting = coming.select_related("forum").order_by("held_on").first()
    if meeting is None:
        return
    seen = meeting_forecast(meeting)
    if seen.colour == Colour.RED:
        url = reverse("decisions:meeting_forecast", args=[forum.slug, meeting.pk])
        yield Need(f"{meeting}: {seen.headline}", url, urgent=True)


def _to_come_back(forum):
    """What the agenda of the next meeting lacks."""
    today = timezone.localdate()
    coming = _next_to_build(forum, today)
    lacks = len(returning(coming)) if coming else 0
    if lacks:
        things = "1 thing" if lacks == 1 else f"{lacks} things"
        text = f"{things} must come back to the agenda of {coming.held_on:%-d %B %Y}"
        yield Need(text, f"{coming.get_absolute_url()}#returning")


def _next_to_build(forum, today):
    """The next meeting whose agenda can still be added to."""
    coming = forum.meeting_set.to_come(today).filter(opened_at__isnull=True)
    return coming.select_related("forum").order_by("held_on").first()


def _to_report(forum):
    """What was asked outside a meeting and stands on no agenda yet."""
    waiting = ReturningBusiness.objects.to_report().filter(forum=forum, due_meeting=None)
    for business in waiting.select_related("arose_at__forum"):
        text = f"{business.arose_at}: put it on the agenda of the next meeting"
        yield Need(text, business.arose_at.get_absolute_url())


def _minutes(forum):
    open_minutes = Minutes.objects.filter(forum=forum, agreed_at__isnull=True)
    for minutes in open_minutes.select_related("meeting").order_by("meeting__held_on"):
        yield Need(f"{minutes}: {minutes.stage.label.lower()}", _minutes_url(forum, minutes))
    held = forum.meeting_set.held().filter(minutes__isnull=True, is_historic=False)
    for meeting in held.order_by("held_on"):
        url = reverse("decisions:minutes_detail", args=[forum.slug, meeting.pk])
        yield Need(f"Minutes of {meeting.held_on:%-d %B %Y}: not begun", url)


def _drafts(person, forum, *, is_clerk):
    drafts = Paper.objects.filter(forum=forum, tabled_at__isnull=True)
    drafts = drafts if is_clerk else drafts.filter(author=person)
    for paper in drafts.select_related("forum"):
        yield Need(f"Paper not tabled yet: {paper}", paper.get_absolute_url())


def _overdue(forum):
    overdue = Action.objects.overdue(timezone.localdate()).filter(forum=forum).count()
    if overdue:
        url = reverse("decisions:action_list", args=[forum.slug])
        actions = "action is" if overdue == 1 else "actions are"
        yield Need(f"{overdue} {actions} overdue", f"{url}?state=overdue")


def _keeping(person, forum, roles):
    """What waits for those who keep the forum itself in order."""
    if roles["is_administrator"]:
        yield from _proposed(person, forum)
    if roles["is_clerk"] or roles["is_administrator"]:
        yield from _setting_up(forum)


def _proposed(person, forum):
    """Administrators whom somebody else proposed."""
    for _ in RoleProposal.objects.filter(forum=forum).exclude(proposed_by=person):
        url = reverse("forum:people_list", args=[forum.slug])
        yield Need("Somebody is proposed as administrator: agree, or drop it", url, urgent=True)


def _setting_up(forum):
    """The next step of a forum that is not at work yet."""
    steps = setting_up(forum)
    if steps and steps.next:
        url = reverse("forum:setting_up", args=[forum.slug])
        done = f"{steps.done} of {len(steps.steps)} steps done"
        yield Need(f"Set the forum up: {steps.next.title.lower()} ({done})", url)


def _letters(forum):
    """Letters to people of the forum that did not arrive."""
    failed = OutboxMessage.objects.not_delivered().filter(forum=forum).count()
    if failed:
        letters = "1 letter was" if failed == 1 else f"{failed} letters were"
        url = reverse("forum:letter_list", args=[forum.slug])
        yield Need(f"{letters} not delivered", f"{url}?state=failed", urgent=True)


def _minutes_url(forum, minutes):
    return reverse("decisions:minutes_detail", args=[forum.slug, minutes.meeting_id])
