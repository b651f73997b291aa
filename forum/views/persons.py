"""People of a forum: who can sign in and as what; names put right, links sent."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.choices import Role
from forum.forms.persons import DetailsForm
from forum.forms.ruled import refuse_beside
from forum.models.people import account_of, people_of, person_here
from forum.rules.accounts import (
    may_correct,
    may_disable,
    may_enable,
    may_help_in,
    may_invite,
)
from forum.views.confirming import confirmed_lately
from forum.views.doors import forum_for, is_any_of, only
from forum.views.forms import form_page, sent
from forum.views.members import CLERKS
from forum.views.page import page
from forum.views.people_doors import invitation_for, person_for
from forum.workflow.people.accounts import correct_person, disable_account, enable_account
from forum.workflow.people.inviting import invite, invite_all, withdraw_invitation
from forum.workflow.people.signing_in import remove_second_step


@only(*CLERKS)
@require_GET
def people_list(request, slug):
    forum = forum_for(slug)
    context = {
        "title": "People",
        "people": people_of(forum, on=timezone.localdate()),
        "may_grant": is_any_of(request.user, forum, Role.ADMINISTRATOR),
    }
    return page(request, "forum/people_list.html", forum, context, current="Members")


@only(*CLERKS)
@require_GET
def person_detail(request, slug, pk):
    forum, today = forum_for(slug), timezone.localdate()
    person = person_for(forum, pk)
    account = account_of(person, forum, by=request.user, on=today)
    may_grant = is_any_of(request.user, forum, Role.ADMINISTRATOR)
    context = {
        "title": person.name,
        "here": person_here(forum, person, on=today),
        "may_grant": may_grant,
        "correcting": may_correct(account, as_administrator=may_grant),
        "inviting": may_invite(account),
        "helping_in": may_help_in(account),
        "closing": may_disable(account) if person.is_active else may_enable(account),
    }
    return page(request, "forum/person_detail.html", forum, context, current="Members")


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def person_correct(request, slug, pk):
    forum, today = forum_for(slug), timezone.localdate()
    person = person_for(forum, pk)
    form = DetailsForm(sent(request), instance=person)
    if form.is_valid() and _allowed(request, forum, form):
        correct_person(forum, form.instance, by=request.user, on=today)
        messages.success(request, f"The details of {form.instance.name} are saved.")
        return redirect("forum:person_detail", slug, pk)
    return form_page(
        request,
        forum,
        form,
        title="Correct a name, address or post",
        lead="What is published already keeps the name that it was published with.",
        back=reverse("forum:person_detail", args=[slug, pk]),
        submit="Save",
        current="Members",
    )


def _allowed(request, forum, form):
    """What the rules refuse, beside the address: that is what they guard."""
    ruling = may_correct(
        account_of(form.instance, forum, by=request.user, on=timezone.localdate()),
        as_administrator=is_any_of(request.user, forum, Role.ADMINISTRATOR),
        new_address="email" in form.changed_data,
    )
    refuse_beside(form, ruling, {"own-address": "email"})
    return ruling.allowed


@only(*CLERKS)
@require_POST
def person_invite(request, slug, pk):
    forum = forum_for(slug)
    person = person_for(forum, pk)
    invite(forum, person, by=request.user, on=timezone.localdate())
    messages.success(request, f"An invitation is on its way to {person.email}.")
    return redirect("forum:person_detail", slug, pk)


@only(*CLERKS)
@require_POST
def people_invite(request, slug):
    """Everybody with a part today who never signed in and was not asked in yet."""
    forum, today = forum_for(slug), timezone.localdate()
    waiting = people_of(forum, on=today).to_invite
    number = invite_all(forum, waiting, by=request.user, on=today)
    people = "1 invitation is" if number == 1 else f"{number} invitations are"
    messages.success(request, f"{people} on their way.")
    return redirect("forum:people_list", slug)


@only(*CLERKS)
@require_POST
def invitation_withdraw(request, slug, pk):
    invitation = invitation_for(slug, pk)
    withdraw_invitation(invitation, by=request.user, on=timezone.localdate())
    messages.success(request, "The link that was sent no longer works.")
    return redirect("forum:person_detail", slug, invitation.person_id)


@only(Role.ADMINISTRATOR)
@confirmed_lately
@require_POST
def person_disable(request, slug, pk):
    forum = forum_for(slug)
    person = disable_account(
        forum, person_for(forum, pk), by=request.user, on=timezone.localdate()
    )
    messages.success(request, f"{person.name} can no longer sign in.")
    return redirect("forum:person_detail", slug, pk)


@only(Role.ADMINISTRATOR)
@confirmed_lately
@require_POST
def person_enable(request, slug, pk):
    forum = forum_for(slug)
    person = enable_account(forum, person_for(forum, pk), by=request.user, on=timezone.localdate())
    messages.success(request, f"{person.name} can sign in again.")
    return redirect("forum:person_detail", slug, pk)


@only(Role.ADMINISTRATOR)
@confirmed_lately
@require_POST
def person_second_step(request, slug, pk):
    forum = forum_for(slug)
    person = person_for(forum, pk)
    remove_second_step(forum, person, by=request.user, on=timezone.localdate())
    messages.success(request, f"{person.name} sets up a new second step at the next sign-in.")
    return redirect("forum:person_detail", slug, pk)
