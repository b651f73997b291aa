"""Jobs in the system: the administrator grants and ends them."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Role
from forum.forms.persons import RoleForm
from forum.forms.ruled import refuse_beside
from forum.models import Person, RoleGrant
from forum.models.people import duties_of
from forum.rules.duties import may_end_role, may_hold
from forum.views.confirming import confirmed_lately
from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from forum.views.people_doors import grant_for, proposal_for
from forum.workflow.people.roles import confirm_role, end_role, give_role, refuse_role


@only(Role.ADMINISTRATOR)
@confirmed_lately
@require_http_methods(["GET", "POST"])
def role_grant(request, slug):
    forum, today = forum_for(slug), timezone.localdate()
    chosen = {"known": request.GET.get("person"), "known_or_new": "known"}
    form = RoleForm(sent(request), forum=forum, initial=chosen if chosen["known"] else {})
    if form.is_valid() and _allowed(forum, form, today):
        role = Role(form.cleaned_data["role"])
        given = give_role(forum, form.person, role, by=request.user, on=today)
        _say(request, given)
        return redirect("forum:person_detail", slug, form.person.pk)
    return form_page(
        request,
        forum,
        form,
        title="Grant a role",
        lead="Members need no role: their seat says what they may do.",
        back=reverse("forum:people_list", args=[slug]),
        submit="Grant the role",
        current="Members",
    )


@only(Role.ADMINISTRATOR)
@confirmed_lately
@require_http_methods(["GET", "POST"])
def role_end(request, slug, pk):
    grant = grant_for(slug, pk)
    words, person = grant.get_role_display().lower(), grant.person
    if request.method == "POST":
        end_role(grant, by=request.user, on=timezone.localdate())
        messages.success(request, f"{person.name} is no longer {words} here.")
        return redirect("forum:people_list", slug)
    others = Person.objects.holding(grant.forum, grant.role).exclude(pk=person.pk).count()
    return form_page(
        request,
        grant.forum,
        None,
        title=f"End the role of {words}",
        caption=person.name,
        ruling=may_end_role(Role(grant.role), others=others),
        back=reverse("forum:person_detail", args=[slug, person.pk]),
        submit="End the role",
        look="warning",
        current="Members",
        template="forum/role_end.html",
    )


@only(Role.ADMINISTRATOR)
@confirmed_lately
@require_POST
def role_confirm(request, slug, pk):
    grant = confirm_role(proposal_for(slug, pk), by=request.user, on=timezone.localdate())
    messages.success(request, f"{grant.person.name} is administrator now.")
    return redirect("forum:people_list", slug)


@only(Role.ADMINISTRATOR)
@require_POST
def role_refuse(request, slug, pk):
    refuse_role(proposal_for(slug, pk), by=request.user, on=timezone.localdate())
    messages.success(request, "The proposal is dropped; nothing was granted.")
    return redirect("forum:people_list", slug)


def _allowed(forum, form, today):
    ruling = may_hold(duties_of(form.person, forum, on=today), Role(form.cleaned_data["role"]))
    refuse_beside(form, ruling, dict.fromkeys(ruling.codes, "role"))
    return ruling.allowed


def _say(request, given):
    name, role = given.person.name, given.get_role_display().lower()
    said = f"{name} is {role} now."
    if not isinstance(given, RoleGrant):
        said = f"{name} is proposed as {role}. Another administrator has to agree to it."
    messages.success(request, said)
