"""Looking after the whole site: which forums there are, a new one, and who takes it from there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.forms.founding import AdministratorForm, FindForm, FoundForm
from forum.forms.persons import DetailsForm
from forum.models import Forum, Person
from forum.models.people import forums_of
from forum.models.site import forum_of_site, forums_of_site
from forum.permissions import require_site
from forum.views.confirming import confirmed_lately
from forum.views.doors import forum_for
from forum.views.forms import sent
from forum.views.people_doors import person_for
from forum.workflow.people.accounts import correct_everywhere, open_or_close_everywhere
from forum.workflow.people.founding import (
    found_with_people,
    invite_administrator,
    invite_first,
)


@login_required
@require_GET
def site_home(request):
    require_site(request.user)
    context = {"title": "Forums of this site", "forums": forums_of_site()}
    return render(request, "forum/site_home.html", context)


@login_required
@confirmed_lately
@require_http_methods(["GET", "POST"])
def forum_found(request):
    require_site(request.user)
    form = FoundForm(sent(request), instance=Forum())
    if form.is_valid():
        forum = found_with_people(
            form.instance,
            clerk=form.clerk,
            administrator=form.administrator,
            by=request.user,
            on=timezone.localdate(),
        )
        messages.success(request, f"{forum} is set up. Its clerk and administrator are invited.")
        return redirect("site_forum", forum.slug)
    return _form(request, form, title="Set up a forum", submit="Set up the forum")


@login_required
@require_GET
def site_forum(request, of):
    require_site(request.user)
    forum = forum_for(of)
    context = {"title": forum.name, "here": forum_of_site(forum)}
    return render(request, "forum/site_forum.html", context)


@login_required
@confirmed_lately
@require_http_methods(["GET", "POST"])
def site_administrator(request, of):
    """Name an administrator for a forum that has none."""
    require_site(request.user)
    forum = forum_for(of)
    form = AdministratorForm(sent(request), forum=forum)
    if form.is_valid():
        person = invite_administrator(forum, form.person, by=request.user, on=timezone.localdate())
        messages.success(request, f"{person.name} is administrator of {forum}.")
        return redirect("site_forum", of)
    title, lead = "Name an administrator", "For a forum that has nobody left who grants roles."
    return _form(
        request, form, title=title, lead=lead, caption=str(forum), submit="Name the administrator"
    )


@login_required
@require_POST
def site_invite(request, of, pk):
    """Send the first clerk or administrator of a forum another link."""
    require_site(request.user)
    forum = forum_for(of)
    person = person_for(forum, pk)
    invite_first(forum, person, by=request.user, on=timezone.localdate())
    messages.success(request, f"An invitation is on its way to {person.email}.")
    return redirect("site_forum", of)


@login_required
@require_GET
def site_people(request):
    """Find somebody by their whole address, to put their account right."""
    require_site(request.user)
    form = FindForm(request.GET) if "email" in request.GET else FindForm()
    found = form.person if form.is_valid() else None
    context = {"title": "People of this site", "form": form, "found": found}
    context["forums"] = sorted(forums_of(found), key=str) if found else []
    return render(request, "forum/site_people.html", context)


@login_required
@confirmed_lately
@require_http_methods(["GET", "POST"])
def site_person(request, pk):
    """The name, address and post of somebody who belongs to several forums."""
    require_site(request.user)
    person = get_object_or_404(Person, pk=pk)
    form = DetailsForm(sent(request), instance=person)
    if form.is_valid():
        correct_everywhere(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The details of {form.instance.name} are saved.")
        return redirect("site_people")
    title = "Correct a name, address or post"
    return _form(request, form, title=title, submit="Save", back=reverse("site_people"))


@login_required
@confirmed_lately
@require_POST
def site_account(request, pk):
    """Close the account of somebody who belongs to several forums, or open it again."""
    require_site(request.user)
    person = get_object_or_404(Person, pk=pk)
    opens = request.POST.get("what") == "open"
    open_or_close_everywhere(person, is_active=opens, by=request.user, on=timezone.localdate())
    can = "can sign in again" if opens else "can no longer sign in"
    messages.success(request, f"{person.name} {can}.")
    return redirect("site_people")


def _form(request, form, **context):
    back = reverse("site_home")
    return render(
        request, "form_page.html", {"form": form, "back": back, "cancel": back} | context
    )
