"""Which letters somebody gets: chosen on a page of theirs, or ended by one press in a letter."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from forum.forms.notices import NoticeChoiceForm
from forum.permissions import parts_anywhere
from forum.rules.notices import notices_for
from forum.views.doors import view_of_nothing
from forum.views.forms import sent
from forum.workflow.letters.choosing import choose, chosen_by
from forum.workflow.letters.stopping import ending


@login_required
@require_http_methods(["GET", "POST"])
def notice_choices(request):
    told = notices_for(parts_anywhere(request.user, timezone.localdate()))
    free = tuple(each for each in told if not each.is_fixed)
    form = NoticeChoiceForm(sent(request), notices=free, initial=chosen_by(request.user))
    if form.is_valid():
        choose(request.user, form.wanted)
        messages.success(request, "Saved. From now on you get letters as you chose.")
        return redirect("notice_choices")
    context = {
        "title": "Emails to you",
        "form": form,
        "fixed": [each for each in told if each.is_fixed],
        "submit": "Save",
    }
    return render(request, "forum/notice_choices.html", context)


@csrf_exempt  # The mailbox of the reader sends it (RFC 8058); the token says whose letters.
@require_http_methods(["GET", "POST"])
def letters_stop(request, token):
    found = ending(token)
    if found is None:
        view_of_nothing()
    if request.method == "POST":
        found.end()
    context = {
        "title": "No more of these letters" if found.is_over else "Stop these letters?",
        "ending": found,
    }
    return render(request, "forum/letters_stop.html", context)
