"""Members: who represents whom, and the clerk's changes to it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.forms.membership import (
    AppointForm,
    ConversionForm,
    DayForm,
    EndForm,
    OfficeForm,
    SchoolForm,
    SeatForm,
)
from forum.models import Appointment, OfficeHolding, School, Seat
from forum.views.composition import composition
from forum.views.doors import appointment_for, forum_for, is_any_of, only, school_for
from forum.views.forms import form_page, sent
from forum.views.page import page
from forum.workflow.membership import add_seat, appoint_member, end_appointment, take_office
from forum.workflow.setup import add_school, convert_school


@require_GET
def member_list(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    asked = any(request.GET.get(f"on_{part}") for part in ("day", "month", "year"))
    form = DayForm(request.GET) if asked else DayForm(initial={"on": today})
    day = form.cleaned_data["on"] if form.is_valid() else today
    context = {
        "title": "Members",
        "composition": composition(forum, on=day),
        "is_today": day == today,
        "form": form,
        "may_change": is_any_of(request.user, forum, Role.CLERK, Role.ADMINISTRATOR),
    }
    return page(request, "forum/member_list.html", forum, context, current="Members")


@require_GET
def school_list(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    schools = [
        {
            "school": school,
            "group": school.group_on(today),
            "is_academy": school.is_academy_on(today),
        }
        for school in forum.school_set.all()
    ]
    context = {
        "title": "Schools",
        "schools": schools,
        "may_change": is_any_of(request.user, forum, Role.CLERK, Role.ADMINISTRATOR),
    }
    return page(request, "forum/school_list.html", forum, context, current="Members")


@only(Role.CLERK, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def seat_add(request, slug):
    forum = forum_for(slug)
    seat = Seat(forum=forum, position=forum.seat_set.count() + 1)
    form = SeatForm(sent(request), instance=seat)
    if form.is_valid():
        add_seat(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The seat “{seat}” is added. It is vacant.")
        return redirect("forum:member_list", slug)
    return _form(request, forum, form, title="Add a seat", submit="Add the seat")


@only(Role.CLERK, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def member_appoint(request, slug):
    forum = forum_for(slug)
    chosen = {"seat": request.GET.get("seat")}
    form = AppointForm(sent(request), instance=Appointment(forum=forum), initial=chosen)
    if form.is_valid():
        appointed = appoint_member(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{appointed.person} is appointed: {appointed.seat}.")
        return redirect("forum:member_list", slug)
    return _form(request, forum, form, title="Appoint a member", submit="Appoint")


@only(Role.CLERK, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def appointment_end(request, slug, pk):
    appointment = appointment_for(slug, pk)
    form = EndForm(sent(request), appointment=appointment)
    if form.is_valid():
        until = form.cleaned_data["until_on"]
        end_appointment(appointment, until_on=until, by=request.user, on=timezone.localdate())
        messages.success(request, f"The last day of {appointment} is {until:%-d %B %Y}.")
        return redirect("forum:member_list", slug)
    return _form(
        request,
        appointment.forum,
        form,
        title="End an appointment",
        caption=str(appointment),
        submit="Save the last day",
    )


@only(Role.CLERK, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def office_take(request, slug):
    forum = forum_for(slug)
    form = OfficeForm(sent(request), instance=OfficeHolding(forum=forum))
    if form.is_valid():
        holding = take_office(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{holding} is recorded.")
        return redirect("forum:member_list", slug)
    return _form(request, forum, form, title="Record the chair or vice-chair", submit="Record")


@only(Role.CLERK, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def school_add(request, slug):
    forum = forum_for(slug)
    form = SchoolForm(sent(request), instance=School(forum=forum))
    if form.is_valid():
        school = add_school(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{school} is entered.")
        return redirect("forum:school_list", slug)
    return _form(request, forum, form, title="Add a school", submit="Add the school")


@only(Role.CLERK, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def school_convert(request, slug, pk):
    school = school_for(slug, pk)
    form = ConversionForm(sent(request))
    if form.is_valid():
        day = form.cleaned_data["converted_on"]
        convert_school(school, converted_on=day, by=request.user, on=timezone.localdate())
        messages.success(request, f"{school} became an academy on {day:%-d %B %Y}.")
        return redirect("forum:school_list", slug)
    return _form(
        request,
        school.forum,
        form,
        title="Record a conversion",
        caption=str(school),
        submit="Record the conversion",
    )


def _form(request, forum, form, **context):
    back = reverse("forum:member_list", args=[forum.slug])
    return form_page(request, forum, form, back=back, current="Members", **context)
