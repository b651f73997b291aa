"""The front page of a forum."""

from __future__ import annotations

from django.views.decorators.http import require_GET

from decisions.models.looking.front import front_of
from forum.views.doors import forum_for, is_inside
from forum.views.page import page


@require_GET
def forum_home(request, slug):
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    context = {"title": forum.name, "front": front_of(forum, inside=inside), "inside": inside}
    return page(request, "decisions/forum_home.html", forum, context)
