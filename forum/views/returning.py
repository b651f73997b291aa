"""What must come back: onto an agenda with one press, or off the list with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Role
from forum.forms.agenda import ReleaseForm
from forum.views.doors import meeting_for, only, returning_for
from forum.views.forms import back_to, form_page, sent
from forum.workflow.meetings import bring_back, release


@only(Role.CLERK)
@require_POST
def business_bring(request, slug, pk):
    """What must come back, onto the agenda of this meeting."""
    meeting = meeting_for(request, slug, pk)
    waiting = returning_for(slug, request.POST.get("business"))
    item = bring_back(waiting, meeting, by=request.user, on=timezone.localdate())
    messages.success(request, f"Item {item} is on the agenda.")
    return redirect(f"{meeting.get_absolute_url()}#item-{item.pk}")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def business_release(request, slug, pk):
    """Say, with a reason, that something need not come back to an agenda."""
    business = returning_for(slug, pk)
    back = back_to(request, reverse("papers:meeting_list", args=[slug]))
    form = ReleaseForm(sent(request))
    if form.is_valid():
        because, today = form.cleaned_data["because"], timezone.localdate()
        release(business, because=because, by=request.user, on=today)
        messages.success(request, "It need not come back: the reason is on the audit trail.")
        return redirect(back)
    return form_page(
        request,
        business.forum,
        form,
        title="It need not come back",
        caption=business.subject or business.sentence,
        lead="It then stands before no agenda any more. Nothing that was decided is changed.",
        submit="Take it off the list",
        back=back,
        current="Meetings",
    )
