"""What stands around the text of a paper, and whether the paper agrees with itself."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.views.doors import only
from forum.views.forms import form_page, sent
from forum.views.page import page
from papers.choices import PaperKind
from papers.forms.particulars import (
    BackgroundForm,
    ParticularsForm,
    contact_formset,
    typed_background,
    typed_particulars,
)
from papers.models import Particulars
from papers.models.facts import paper_facts
from papers.models.particulars import particulars_of
from papers.rules.cautions import cautions, notes
from papers.rules.drafting import may_change
from papers.views.doors import paper_for
from papers.workflow.particulars import save_around


@only(Role.CLERK, Role.OFFICER)
@require_http_methods(["GET", "POST"])
def particulars_edit(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    form = _form(request, paper)
    contacts = contact_formset(sent(request), paper.contacts.all())
    if form.is_valid() and contacts.is_valid():
        save_around(
            paper,
            particulars=getattr(form, "instance", None),
            documents=form.background_documents(),
            contacts=contacts.kept(),
            by=request.user,
            on=timezone.localdate(),
        )
        messages.success(request, f"The particulars of “{paper}” are saved.")
        return redirect(paper)
    return form_page(
        request,
        paper.forum,
        form,
        title="Particulars, documents and contacts",
        caption=str(paper),
        submit="Save",
        back=paper.get_absolute_url(),
        current="Papers",
        formset=contacts,
        template="papers/particulars_form.html",
    )


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_GET
def paper_checks(request, slug, pk):
    paper = paper_for(request, slug, pk)
    facts = paper_facts(paper, on=timezone.localdate())
    context = {
        "title": "What a careful reader would ask",
        "paper": paper,
        "warnings": _together(cautions(facts)),
        "notes": _together(notes(facts)),
    }
    return page(request, "papers/paper_checks.html", paper.forum, context, current="Papers")


def _together(reasons):
    """Those of one kind together, in the order in which the kinds come."""
    found = {}
    for reason in reasons:
        found.setdefault(reason.code, []).append(reason)
    return [reason for of_kind in found.values() for reason in of_kind]


def _form(request, paper):
    background = paper.background_documents.all()
    if paper.kind != PaperKind.EXECUTIVE:
        return BackgroundForm(sent(request), initial={"background": typed_background(background)})
    particulars = particulars_of(paper) or Particulars(forum=paper.forum, paper=paper)
    return ParticularsForm(
        sent(request),
        instance=particulars,
        initial=typed_particulars(particulars, background),
    )
