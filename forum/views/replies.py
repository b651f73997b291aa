"""Saying beforehand whether one comes: one press on a phone, and the answers for the clerk."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import Answer, Role
from forum.forms.replies import ReplyForm, SubstituteReplyForm
from forum.models import Reply
from forum.models.replies import replies_to
from forum.permissions import appointments
from forum.rules.replies import may_reply
from forum.views.doors import is_any_of, is_inside, meeting_for, view_of_nothing
from forum.views.forms import sent
from forum.views.page import page
from forum.workflow.replies import give_reply

BUTTONS = (
    (Answer.COMING, "I am coming"),
    (Answer.ONLINE, "I join online"),
    (Answer.APOLOGIES, "I cannot come"),
)
OUTSIDE = ((Answer.READ, "I have read it"),)


@login_required
@require_http_methods(["GET", "POST"])
def meeting_reply(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    if not is_inside(request.user, meeting.forum):
        view_of_nothing()
    rows = replies_to(meeting)
    row = _asked(request, meeting, rows)
    form = SubstituteReplyForm(sent(request) if _names_somebody(request) else None)
    if request.method == "POST" and row and _answer(request, meeting, row, form):
        return redirect(_after(request, meeting))
    is_clerk = is_any_of(request.user, meeting.forum, Role.CLERK)
    usual = OUTSIDE if meeting.is_outside else BUTTONS
    context = {
        "title": _title(meeting, row),
        "meeting": meeting,
        "row": row,
        "is_own": row is not None and row.holder.person_id == request.user.pk,
        "replies": rows if is_clerk else None,
        "form": form if row else None,
        "buttons": usual,
        "ruling": may_reply(meeting.stage, answer=usual[0][0], is_outside=meeting.is_outside),
    }
    return page(request, "forum/meeting_reply.html", meeting.forum, context, current="Meetings")


def _title(meeting, row):
    if meeting.is_outside:
        return "Have you read what is asked?" if row else "Who has taken part"
    return "Are you coming?" if row else "Who is coming"


def _asked(request, meeting, rows):
    """The seat that is answered for: one's own, or the one that the clerk chose."""
    own = {each.pk for each in appointments(request.user, meeting.forum, meeting.held_on)}
    is_clerk = is_any_of(request.user, meeting.forum, Role.CLERK)
    wanted = request.POST.get("seat") or request.GET.get("seat")
    if not wanted and not own and not is_clerk:
        raise PermissionDenied
    found = [row for row in rows.rows if str(row.holder.pk) == wanted]
    if wanted and not found:
        raise Http404
    if wanted and found[0].holder.pk not in own and not is_clerk:
        raise PermissionDenied
    return next(iter(found or rows.of(own)), None)


def _names_somebody(request):
    return request.POST.get("answer") == Answer.SUBSTITUTE and "name" in request.POST


def _answer(request, meeting, row, form):
    """Whether the answer could be kept as it was sent."""
    given = ReplyForm(request.POST)
    if not given.is_valid() or (_names_somebody(request) and not form.is_valid()):
        return False
    named = form.substitution(meeting, row.holder) if _names_somebody(request) else None
    reply = Reply(meeting=meeting, appointment=row.holder, **given.cleaned_data)
    give_reply(reply, substitution=named, by=request.user, on=timezone.localdate())
    messages.success(request, f"Thank you. {row.holder.seat}: {Answer(reply.answer).label}.")
    return True


def _after(request, meeting):
    """The clerk goes on with the list; a member sees what they answered."""
    return reverse("forum:meeting_reply", args=[meeting.forum.slug, meeting.pk])
