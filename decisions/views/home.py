"""The front page of a forum."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms.searching import LONGEST
from decisions.models.looking.front import front_of, said_to_programs
from forum.models.setting_up import setting_up
from forum.views.doors import forum_for, is_any_of, is_inside
from forum.views.members import CLERKS
from forum.views.page import page
from forum.views.published import kept_for_the_public


@require_GET
@kept_for_the_public
def forum_home(request, slug):
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    front = front_of(forum, inside=inside, today=timezone.localdate())
    context = {
        "title": forum.name,
        "front": front,
        "inside": inside,
        "longest": LONGEST,
        "setting_up": setting_up(forum) if is_any_of(request.user, forum, *CLERKS) else None,
        "said": said_to_programs(forum, front, site=settings.SITE_URL),
    }
    return page(request, "decisions/forum_home.html", forum, context)
