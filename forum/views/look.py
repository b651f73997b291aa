"""How a forum looks to everybody: colours, logo, and the page where the clerk sets them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.forms.look import LookForm
from forum.rules.colours import is_colour, on_page, text_on
from forum.views.doors import file_for, forum_for, only, view_of_nothing
from forum.views.files import handed_out
from forum.views.forms import form_page, sent, sent_files
from forum.workflow.look import set_look

FOR_EVER = "public, max-age=31536000, immutable"
"""The address names what is in it, so that it never changes."""


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def look(request, slug):
    form = LookForm(sent(request), sent_files(request), instance=forum_for(slug))
    tries = "try" in request.POST
    if form.is_valid() and not tries:
        given = form.cleaned_data
        forum = set_look(
            form.instance,
            given["picture"],
            without_logo=given.get("take_away", False),
            by=request.user,
            on=timezone.localdate(),
        )
        messages.success(request, "Everybody sees the forum like this from now on.")
        return redirect(forum)
    shown = form.cleaned_data["colour"] if tries and form.is_valid() else ""
    return _form(request, forum_for(slug), form, shown)


def _form(request, forum, form, shown):
    """The page itself is drawn in the colour that is tried."""
    return form_page(
        request,
        forum,
        form,
        title="How the forum looks",
        template="forum/look.html",
        shown_colour=shown,
        submit="Save",
    )


@require_GET
def colours(request, slug, colour):
    """The colour of a forum as a stylesheet, with what must be read on it made readable."""
    forum_for(slug)
    chosen = f"#{colour}"
    if not is_colour(chosen):
        view_of_nothing()
    context = {"bar": chosen, "on_bar": text_on(chosen), "on_page": on_page(chosen)}
    content = render_to_string("forum/colours.css", context)
    headers = {"Cache-Control": FOR_EVER}
    return HttpResponse(content, content_type="text/css; charset=utf-8", headers=headers)


@require_GET
def logo(request, slug, pk):
    """The logo of a forum; no other file of it."""
    if forum_for(slug).logo != pk:
        view_of_nothing()
    return handed_out(request, file_for(slug, pk), cache=FOR_EVER)
