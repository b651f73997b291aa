"""What the clerk types is kept as it is typed."""

from __future__ import annotations

from functools import wraps

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from decisions.models.room.typed import is_typed_about
from decisions.workflow.typing import forget_typed, save_typed
from forum.choices import Role
from forum.views.doors import forum_for, is_any_of, only
from forum.views.forms import back_to

TAKEN = (302, 204)
"""How a view answers that has taken what was sent: it leads on, or a script asked it to stay."""
UNKEEPABLE = "\0"
"""A character that PostgreSQL does not store."""
NOT_TYPED = {"csrfmiddlewaretoken", "next"}


@only(Role.CLERK)
@require_POST
def typed_save(request, slug, pk, form):
    forum = forum_for(slug)
    if not is_typed_about(forum, pk, form):
        raise Http404
    typed = {
        name: [value.replace(UNKEEPABLE, "") for value in values]
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and UNKEEPABLE not in name
    }
    if typed:
        save_typed(forum, pk, form, typed, by=request.user)
    else:
        forget_typed(forum, pk, form, by=request.user)
    return HttpResponse(status=204)


def sent_from_the_screen(form):
    """Once the form of this name is sent: forget what was typed, and go back where it stood."""

    def decorate(view):
        @wraps(view)
        def answered(request, slug, pk):
            response = view(request, slug, pk)
            is_taken = request.method == "POST" and response.status_code in TAKEN
            forum = forum_for(slug) if is_taken else None
            if forum and is_any_of(request.user, forum, Role.CLERK):
                forget_typed(forum, pk, form, by=request.user)
            if is_taken and response.has_header("Location"):
                response["Location"] = back_to(request, response["Location"])
            return response

        return answered

    return decorate
