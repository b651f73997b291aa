"""Following a forum without an account: asked for, and confirmed from the letter."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Rhythm
from forum.forms.notices import SubscribeForm
from forum.views.doors import forum_for
from forum.views.forms import form_page, sent
from forum.views.page import page
from forum.workflow.letters.following import asked_for, confirm, follow


@require_http_methods(["GET", "POST"])
def subscribe(request, slug):
    forum = forum_for(slug)
    form = SubscribeForm(sent(request))
    if form.is_valid():
        wanted = form.cleaned_data
        follow(forum, email=wanted["email"], word=wanted["word"], rhythm=wanted["rhythm"])
        return redirect(reverse("forum:subscribe_sent", args=[slug]))
    return form_page(
        request,
        forum,
        form,
        title="Get emails about this forum",
        lead="You need no account. Every letter has a link that ends them, and your address is "
        "erased when you use it.",
        submit="Ask for a letter to confirm",
    )


@require_GET
def subscribe_sent(request, slug):
    """The same for everybody, whether or not the address follows the forum already."""
    return page(
        request, "forum/subscribe_sent.html", forum_for(slug), {"title": "Read your email"}
    )


@require_http_methods(["GET", "POST"])
def subscribe_confirm(request, slug, token):
    forum = forum_for(slug)
    found = asked_for(forum, token)
    if found is None:
        title = "This link is no longer good"
        return page(request, "forum/subscribe_old.html", forum, {"title": title}, status=404)
    follower, rhythm = found
    is_confirmed = request.method == "POST"
    if is_confirmed:
        confirm(follower, rhythm)
    context = {
        "title": "You will get letters" if is_confirmed else "Do you want these letters?",
        "follower": follower,
        "rhythm_words": Rhythm(rhythm).label.lower(),
        "is_confirmed": is_confirmed,
    }
    return page(request, "forum/subscribe_confirm.html", forum, context)
