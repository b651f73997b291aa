"""Entering what bears on a matter and was no decision of the forum."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.forms.happenings import HappeningForm
from decisions.models import Happening
from decisions.views.doors import matter_for
from decisions.views.outcomes import FOLLOWERS
from decisions.workflow.happenings import enter_happening
from forum.views.doors import only
from forum.views.forms import form_page, sent


@only(*FOLLOWERS)
@require_http_methods(["GET", "POST"])
def happening_add(request, slug, pk):
    matter = matter_for(request, slug, pk)
    form = HappeningForm(sent(request), instance=Happening(forum=matter.forum, matter=matter))
    if form.is_valid():
        enter_happening(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, "It stands in the timeline of the matter.")
        return redirect(matter)
    return form_page(
        request,
        matter.forum,
        form,
        title="Enter something that happened",
        caption=matter.title,
        submit="Enter it",
        lead="An event, a statement, spending or a slip in the record: what bears on the matter "
        "and was no decision of the forum. It is written once; a mistake is put right by another.",
        back=matter.get_absolute_url(),
        current="Matters",
    )
