"""Render a page of a forum: its navigation, and who is asking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from forum.models import Forum
from forum.views.doors import roles_of

OPEN_TO_ALL = (
    ("Meetings", "papers:meeting_list"),
    ("Decisions", "decisions:decision_list"),
    ("Matters", "decisions:matter_list"),
    ("Funding", "decisions:funding_overview"),
    ("Actions", "decisions:action_list"),
    ("Members", "forum:member_list"),
    ("Search", "decisions:search"),
)
INSIDE = (("Papers", "papers:paper_list"), ("Audit trail", "decisions:audit_trail"))


def page(
    request: HttpRequest,
    template: str,
    forum: Forum,
    context: dict | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with a page in the forum's frame; `current` names the part of the site it lies in."""
    roles = roles_of(request.user, forum)
    works = roles["is_clerk"] or roles["is_officer"] or roles["is_auditor"]
    links = OPEN_TO_ALL[:1] + INSIDE[:1] + OPEN_TO_ALL[1:] + INSIDE[1:] if works else OPEN_TO_ALL
    nav = [
        {"text": text, "url": reverse(name, args=[forum.slug]), "current": text == current}
        for text, name in links
    ]
    frame = {"forum": forum, "nav": nav, "role": role_words(roles), **roles}
    return render(request, template, {**frame, **(context or {})}, status=status)


def role_words(roles: dict[str, bool]) -> str:
    """How the header names what the person is here: "Clerk", "Chair, Member"."""
    return ", ".join(
        name.removeprefix("is_").capitalize() for name, is_so in roles.items() if is_so
    )
