"""Schools of the authority: the list, one school, its conversion, and the pupils of all."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.forms.schools import ConversionForm, SchoolForm
from forum.models import School
from forum.models.membership_facts import ruling_on_removal
from forum.models.schools import schools, sitting_for_maintained
from forum.views.doors import forum_for, is_any_of, only, school_for
from forum.views.forms import form_page, sent
from forum.views.members import CLERKS
from forum.views.page import page
from forum.workflow.schools import add_school, change_school, convert_school, remove_school


@require_GET
def school_list(request, slug):
    forum = forum_for(slug)
    named = request.GET.get("named", "").strip()[:200].replace("\0", "")
    context = {
        "title": "Schools",
        "schools": schools(forum, on=timezone.localdate(), named=named),
        "named": named,
        "may_change": is_any_of(request.user, forum, *CLERKS),
    }
    return page(request, "forum/school_list.html", forum, context, current="Members")


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def school_add(request, slug):
    forum = forum_for(slug)
    form = SchoolForm(sent(request), instance=School(forum=forum))
    if form.is_valid():
        school = add_school(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{school} is entered.")
        again = "another" in request.POST
        return redirect("forum:school_add" if again else "forum:school_list", slug)
    return _form(request, forum, form, title="Add a school", submit="Add the school")


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def school_change(request, slug, pk):
    school = school_for(slug, pk)
    name = school.name
    form = SchoolForm(sent(request), instance=school)
    if form.is_valid():
        change_school(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{school} is saved.")
        return redirect("forum:school_list", slug)
    return _form(
        request,
        school.forum,
        form,
        template="forum/correct_form.html",
        title=name,
        caption="School",
        submit="Save",
        removing=ruling_on_removal(school),
        remove=reverse("forum:school_remove", args=[slug, pk]),
    )


@only(*CLERKS)
@require_POST
def school_remove(request, slug, pk):
    school = school_for(slug, pk)
    remove_school(school, by=request.user, on=timezone.localdate())
    messages.success(request, f"{school} is removed.")
    return redirect("forum:school_list", slug)


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def school_convert(request, slug, pk):
    school = school_for(slug, pk)
    today = timezone.localdate()
    losing = sitting_for_maintained(school, on=today)
    form = ConversionForm(sent(request), school=school, losing=losing)
    if form.is_valid():
        day, ending = form.cleaned_data["converted_on"], form.cleaned_data["ending"]
        convert_school(school, converted_on=day, ending=ending, by=request.user, on=today)
        messages.success(request, f"{school} became an academy on {day:%-d %B %Y}.")
        return redirect("forum:school_list", slug)
    return _form(
        request,
        school.forum,
        form,
        template="forum/school_convert.html",
        title="Record a conversion",
        caption=str(school),
        school=school,
        losing=losing,
        submit="Record the conversion",
    )


def _form(request, forum, form, **context):
    back = reverse("forum:school_list", args=[forum.slug])
    return form_page(request, forum, form, back=back, current="Members", **context)
