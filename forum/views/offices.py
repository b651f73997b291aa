"""The chair and the vice-chair: taking office, and leaving it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.forms.offices import EndOfficeForm, OfficeForm
from forum.models import OfficeHolding
from forum.views.doors import forum_for, office_for, only
from forum.views.forms import sent
from forum.views.members import CLERKS, members_form, say_doubts
from forum.workflow.membership import end_office, remove_office, take_office


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def office_take(request, slug):
    forum = forum_for(slug)
    form = OfficeForm(sent(request), instance=OfficeHolding(forum=forum))
    if form.is_valid():
        holding = take_office(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{holding} is recorded.")
        say_doubts(request, form.ruling)
        return redirect("forum:member_list", slug)
    return members_form(
        request,
        forum,
        form,
        title="Record the chair or vice-chair",
        lead="The members elect the chair from among themselves; not somebody who is a councillor "
        "or an officer of the authority. The chair before leaves office the day before.",
        submit="Record",
    )


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def office_end(request, slug, pk):
    holding = office_for(slug, pk)
    form = EndOfficeForm(sent(request), holding=holding)
    today = timezone.localdate()
    if form.is_valid():
        if form.cleaned_data["what"] == EndOfficeForm.REMOVE:
            remove_office(holding, by=request.user, on=today)
            messages.success(request, "What was entered by mistake is removed.")
        else:
            until = form.cleaned_data["until_on"]
            end_office(holding, until_on=until, by=request.user, on=today)
            messages.success(request, f"{holding}: in office until {until:%-d %B %Y}.")
        return redirect("forum:member_list", slug)
    return members_form(
        request,
        holding.forum,
        form,
        title=f"End the office of {holding.get_office_display().lower()}",
        caption=str(holding.appointment),
        lead="They stay a member: only the office ends.",
        submit="Save",
    )
