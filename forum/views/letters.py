"""The letters of a forum: what waits, what was sent, what could not be delivered and why."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from forum.choices import Role
from forum.models import OutboxMessage
from forum.models.notices import followers_of
from forum.views.doors import forum_for, letter_for, only
from forum.views.page import page
from forum.workflow.letters.again import send_again, send_all_again

STATES = {"waiting": "Waiting", "sent": "Sent", "failed": "Not delivered"}
A_PAGE = 50


@only(Role.CLERK)
@require_GET
def letter_list(request, slug):
    forum = forum_for(slug)
    counts = OutboxMessage.objects.counts(forum)
    usual = "failed" if counts["failed"] else "waiting"
    state = request.GET.get("state", usual)
    state = state if state in STATES else usual
    found = OutboxMessage.objects.of_forum(forum, state)
    context = {
        "title": "Letters",
        "states": [(name, label, counts[name]) for name, label in STATES.items()],
        "state": state,
        "shown": STATES[state],
        "letters": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "is_late": OutboxMessage.objects.is_late(forum, timezone.now()),
        "followers": followers_of(forum),
    }
    return page(request, "forum/letter_list.html", forum, context)


@only(Role.CLERK)
@require_POST
def letter_again(request, slug, pk):
    letter = letter_for(slug, pk)
    send_again(letter, by=request.user, on=timezone.localdate())
    messages.success(request, f"The letter to {letter.reader} waits to be sent again.")
    return redirect(reverse("forum:letter_list", args=[slug]))


@only(Role.CLERK)
@require_POST
def letters_again(request, slug):
    many = send_all_again(forum_for(slug), by=request.user, on=timezone.localdate())
    letters = "1 letter waits" if many == 1 else f"{many} letters wait"
    messages.success(request, f"{letters} to be sent again.")
    return redirect(reverse("forum:letter_list", args=[slug]))
