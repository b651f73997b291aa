"""The templates of headings that papers of each kind begin with."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from forum.views.page import page
from papers.choices import PaperKind
from papers.forms.kinds import TemplateForm, typed_headings
from papers.models import PaperTemplate
from papers.rules.kinds import ABOUT, outline
from papers.views.doors import template_for
from papers.workflow.templates import add_template, change_template


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_GET
def template_list(request, slug):
    forum = forum_for(slug)
    own = list(forum.papertemplate_set.all())
    kinds = [
        {
            "kind": kind,
            "about": ABOUT[kind],
            "own": [each for each in own if each.kind == kind],
            "outline": outline(kind),
        }
        for kind in PaperKind
    ]
    context = {"title": "Templates of papers", "kinds": kinds}
    return page(request, "papers/template_list.html", forum, context, current="Papers")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def template_add(request, slug):
    forum = forum_for(slug)
    kind = request.GET.get("kind", "")
    first = {"is_active": True}
    if kind in PaperKind.values:
        name = PaperKind(kind).label
        first |= {"kind": kind, "name": name, "typed": typed_headings(outline(kind))}
    form = TemplateForm(sent(request), instance=PaperTemplate(forum=forum), initial=first)
    if form.is_valid():
        template = add_template(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The template “{template}” is added.")
        return redirect("papers:template_list", slug)
    return _form(request, forum, form, title="Add a template", submit="Add the template")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def template_edit(request, slug, pk):
    template = template_for(slug, pk)
    first = {"typed": typed_headings(template.outline)}
    form = TemplateForm(sent(request), instance=template, initial=first)
    if form.is_valid():
        change_template(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The template “{template}” is saved. No paper has changed.")
        return redirect("papers:template_list", slug)
    return _form(request, template.forum, form, title="Change the template", submit="Save")


def _form(request, forum, form, **context):
    return form_page(
        request,
        forum,
        form,
        back=reverse("papers:template_list", args=[forum.slug]),
        current="Papers",
        template="papers/paper_form.html",
        **context,
    )
