"""Seats: a place on the forum, who held it, and what the clerk changes about it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.forms.membership import AbolishForm, SeatForm
from forum.models import Seat
from forum.models.composition import history
from forum.models.membership_facts import ruling_on_removal
from forum.views.doors import forum_for, only, seat_for
from forum.views.forms import sent
from forum.views.members import CLERKS, members_form
from forum.workflow.seats import abolish_seat, add_seat, change_seat, remove_seat


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def seat_add(request, slug):
    forum = forum_for(slug)
    seat = Seat(forum=forum, position=forum.seat_set.count() + 1)
    form = SeatForm(sent(request), instance=seat)
    if form.is_valid():
        add_seat(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The seat “{seat}” is added. It is vacant.")
        return redirect("forum:member_list", slug)
    return members_form(request, forum, form, title="Add a seat", submit="Add the seat")


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def seat_change(request, slug, pk):
    seat = seat_for(slug, pk)
    name = seat.name
    form = SeatForm(sent(request), instance=seat)
    if form.is_valid():
        change_seat(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The seat “{seat}” is saved.")
        return redirect("forum:member_list", slug)
    return members_form(
        request,
        seat.forum,
        form,
        template="forum/seat_change.html",
        title=name,
        caption="Seat",
        seat=seat,
        history=history(seat),
        today=timezone.localdate(),
        submit="Save the seat",
        removing=ruling_on_removal(seat),
        remove=reverse("forum:seat_remove", args=[slug, pk]),
    )


@only(*CLERKS)
@require_POST
def seat_remove(request, slug, pk):
    seat = seat_for(slug, pk)
    remove_seat(seat, by=request.user, on=timezone.localdate())
    messages.success(request, f"The seat “{seat}” is removed.")
    return redirect("forum:member_list", slug)


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def seat_abolish(request, slug, pk):
    seat = seat_for(slug, pk)
    form = AbolishForm(sent(request))
    if form.is_valid():
        day = form.cleaned_data["abolished_on"]
        abolish_seat(seat, abolished_on=day, by=request.user, on=timezone.localdate())
        messages.success(request, f"The seat “{seat}” is no more from {day:%-d %B %Y}.")
        return redirect("forum:member_list", slug)
    return members_form(
        request,
        seat.forum,
        form,
        title="Abolish a seat",
        caption=str(seat),
        lead="The authority decides the composition of the forum; the forum is consulted on it. "
        "The seat stays in the record of earlier meetings.",
        back=reverse("forum:seat_change", args=[slug, seat.pk]),
        look="warning",
        submit="Abolish the seat",
    )
