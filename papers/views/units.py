"""The units of schools: read from a file or a pasted table, shown row by row, then entered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.forms.bulk import RollForm
from forum.rules.financial_year import financial_year, is_financial_year, year_after
from forum.sheets import csv_text
from forum.views.doors import forum_for, only
from forum.views.forms import back_to, form_page, sent
from papers.forms.schedule import UnitsYearForm
from papers.models.school_units import (
    example_rows,
    pupils_as_units,
    units_ahead,
    units_entered,
)
from papers.rules.schedules.services import PUPIL
from papers.views.drafting import DRAFTERS
from papers.workflow.units import UnitsEntry, enter_units


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def units_enter(request, slug):
    forum, asked = forum_for(slug), _year(request)
    form = UnitsYearForm(sent(request), initial={"financial_year": asked})
    rows = RollForm(sent(request), request.FILES or None)
    # Both are asked, so that every mistake shows at once.
    is_right = all([form.is_valid(), rows.is_valid()])
    ahead = units_ahead(forum, rows.words()) if is_right else None
    if ahead and ahead.sheet.is_clean and "enter" in request.POST:
        entry = UnitsEntry(
            form.cleaned_data["financial_year"],
            ahead.sheet.factors,
            ahead.units,
            is_estimate=form.are_estimates,
        )
        number = enter_units(forum, entry, by=request.user, on=timezone.localdate())
        messages.success(request, f"Entered: {number} school{'' if number == 1 else 's'}.")
        return redirect(f"{request.path}?year={entry.year}")
    return _page(request, forum, form, rows, ahead)


@only(*DRAFTERS)
@require_POST
def units_from_pupils(request, slug):
    forum, year = forum_for(slug), _year(request)
    units, is_estimate = pupils_as_units(forum, year)
    entry = UnitsEntry(year, [PUPIL], units, is_estimate=is_estimate)
    number = enter_units(forum, entry, by=request.user, on=timezone.localdate())
    messages.success(request, f"Pupil numbers of {number} schools are taken as units of {PUPIL}.")
    return redirect(f"{reverse('papers:units_enter', args=[slug])}?year={year}")


@only(*DRAFTERS)
@require_GET
def units_example(request, slug):
    rows = example_rows(forum_for(slug), _year(request), on=timezone.localdate())
    answer = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="school-units.csv"'
    return answer


def _page(request, forum, form, rows, ahead):
    if ahead:
        # What was read stands in the box, to be mended there.
        rows = RollForm(initial={"text": rows.words()})
    year = form.cleaned_data.get("financial_year", "") if form.is_bound else _year(request)
    entered = units_entered(forum, year)
    counted = any(each["factor"] == PUPIL for each in entered)
    pupils = {} if counted else pupils_as_units(forum, year)[0]
    return form_page(
        request,
        forum,
        form,
        title="Check the rows" if ahead else "Units of schools",
        rows=rows,
        ahead=ahead,
        year=year,
        entered=entered,
        pupils=len(pupils),
        template="papers/units_enter.html",
        back=back_to(request, reverse("papers:paper_list", args=[forum.slug])),
        current="Papers",
    )


def _year(request):
    """The year asked for, or the one that schools are being asked about now."""
    asked = request.POST.get("year") or request.GET.get("year") or ""
    return asked if is_financial_year(asked) else year_after(financial_year(timezone.localdate()))
