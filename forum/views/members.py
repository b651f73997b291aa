"""Members: who represents whom, and the clerk's changes to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.choices import Role
from forum.forms.membership import AppointForm, CorrectForm, DayForm, EndForm
from forum.models import Appointment, Forum
from forum.models.composition import composition
from forum.models.membership_facts import ruling_on_removal
from forum.rules.ruling import Ruling
from forum.views.doors import appointment_for, forum_for, is_any_of, only
from forum.views.forms import form_page, sent
from forum.views.page import page
from forum.views.published import kept_for_the_public
from forum.workflow.membership import (
    appoint_member,
    change_appointment,
    end_appointment,
    remove_appointment,
)

CLERKS = (Role.CLERK, Role.ADMINISTRATOR)


@require_GET
@kept_for_the_public
def member_list(request, slug):
    forum = forum_for(slug)
    form, day = day_asked(request)
    context = {
        "title": "Members",
        "composition": composition(forum, on=day),
        "is_today": day == timezone.localdate(),
        "form": form,
        "may_change": is_any_of(request.user, forum, *CLERKS),
    }
    return page(request, "forum/member_list.html", forum, context, current="Members")


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def member_appoint(request, slug):
    forum = forum_for(slug)
    chosen = {"seat": request.GET.get("seat")}
    form = AppointForm(sent(request), instance=Appointment(forum=forum), initial=chosen)
    if form.is_valid():
        appointed = appoint_member(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{appointed.person} is appointed: {appointed.seat}.")
        say_doubts(request, form.ruling)
        return redirect("forum:member_list", slug)
    return members_form(request, forum, form, title="Appoint a member", submit="Appoint")


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def appointment_change(request, slug, pk):
    appointment = appointment_for(slug, pk)
    form = CorrectForm(sent(request), instance=appointment)
    if form.is_valid():
        change_appointment(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The appointment of {appointment} is corrected.")
        say_doubts(request, form.ruling)
        return redirect("forum:seat_change", slug, appointment.seat_id)
    return members_form(
        request,
        appointment.forum,
        form,
        title="Correct an appointment",
        caption=str(appointment),
        lead="For what was entered wrongly. Ballots that were held already keep their register.",
        back=reverse("forum:seat_change", args=[slug, appointment.seat_id]),
        submit="Save the correction",
        template="forum/correct_form.html",
        removing=ruling_on_removal(appointment),
        remove=reverse("forum:appointment_remove", args=[slug, pk]),
    )


@only(*CLERKS)
@require_POST
def appointment_remove(request, slug, pk):
    appointment = appointment_for(slug, pk)
    words = f"The appointment of {appointment} is removed."
    remove_appointment(appointment, by=request.user, on=timezone.localdate())
    messages.success(request, words)
    return redirect("forum:member_list", slug)


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def appointment_end(request, slug, pk):
    appointment = appointment_for(slug, pk)
    form = EndForm(sent(request), appointment=appointment)
    if form.is_valid():
        until, because = form.cleaned_data["until_on"], form.cleaned_data["because"]
        end_appointment(
            appointment,
            until_on=until,
            because=because,
            by=request.user,
            on=timezone.localdate(),
        )
        messages.success(request, f"The last day of {appointment} is {until:%-d %B %Y}.")
        return redirect("forum:member_list", slug)
    return members_form(
        request,
        appointment.forum,
        form,
        title="End an appointment",
        caption=str(appointment),
        lead="Who is no longer a member is no longer chair or vice-chair: that ends the same day.",
        submit="End the appointment",
    )


def members_form(request: HttpRequest, forum: Forum, form, **context):
    """A form of the membership, on its way back to the list of members."""
    back = reverse("forum:member_list", args=[forum.slug])
    return form_page(request, forum, form, **{"back": back, "current": "Members", **context})


def day_asked(request: HttpRequest):
    """The day that the address asks for, with its form; today where it asks for none."""
    today = timezone.localdate()
    asked = any(request.GET.get(f"on_{part}") for part in ("day", "month", "year"))
    form = DayForm(request.GET) if asked else DayForm(initial={"on": today})
    return form, form.cleaned_data["on"] if form.is_valid() else today


def say_doubts(request: HttpRequest, ruling: Ruling) -> None:
    """What the rules warn of does not block, and is said once the change is made."""
    for warning in ruling.warnings:
        messages.warning(request, f"{warning.text} ({warning.source})")
