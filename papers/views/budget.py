"""Budget lines, and what is put into them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.rules.financial_year import financial_year
from forum.views.doors import forum_for, only
from forum.views.forms import back_to, form_page, sent
from papers.forms.budget import AllocationForm, LineForm
from papers.models import Allocation, BudgetLine
from papers.views.doors import line_for
from papers.views.drafting import DRAFTERS
from papers.workflow.budget import open_line, set_allocation


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def line_open(request, slug):
    forum = forum_for(slug)
    form = LineForm(sent(request), instance=BudgetLine(forum=forum))
    back = back_to(request, reverse("decisions:funding_overview", args=[slug]))
    if form.is_valid():
        line = open_line(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"“{line.name}” is open. Now enter its allocation.")
        allocate = reverse("papers:allocation_set", args=[slug, line.pk])
        return redirect(f"{allocate}?{urlencode({'next': back})}")
    return form_page(
        request, forum, form, title="Open a budget line", submit="Open the line", back=back,
        current="Funding",
    )  # fmt: skip


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def allocation_set(request, slug, pk):
    line = line_for(slug, pk)
    form = AllocationForm(
        sent(request), initial={"financial_year": financial_year(timezone.localdate())}
    )
    back = back_to(request, reverse("decisions:line_detail", args=[slug, pk]))
    if form.is_valid():
        allocation = Allocation(forum=line.forum, budget_line=line, **form.cleaned_data)
        set_allocation(allocation, by=request.user, on=timezone.localdate())
        messages.success(request, f"{allocation}: the allocation is entered.")
        return redirect(back)
    return form_page(
        request,
        line.forum,
        form,
        title="Enter an allocation",
        caption=str(line),
        lead="A later entry for the same year replaces this one. Both stay on the audit trail.",
        submit="Save the allocation",
        back=back,
        current="Funding",
    )
