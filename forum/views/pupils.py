"""The registered pupils of every school in a financial year, entered on one page."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.forms.pupils import PupilsForm
from forum.models.schools import schools_of_year, years_to_count
from forum.rules.financial_year import financial_year
from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from forum.views.members import CLERKS
from forum.workflow.schools import count_pupils


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def pupils_enter(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    years = years_to_count(forum, today)
    year = request.GET.get("year")
    year = year if year in years else financial_year(today)
    form = PupilsForm(sent(request), groups=schools_of_year(forum, year, on=today))
    if form.is_valid() and form.read is None:
        estimate = form.cleaned_data["is_estimate"]
        number = count_pupils(
            forum, year, form.counts(), is_estimate=estimate, by=request.user, on=today
        )
        messages.success(request, f"The pupils of {number} schools in {year} are entered.")
        return redirect("forum:school_list", slug)
    return form_page(
        request,
        forum,
        form,
        template="forum/pupils_form.html",
        title=f"Pupils in {year}",
        years=years,
        year=year,
        back=reverse("forum:school_list", args=[slug]),
        current="Members",
    )
