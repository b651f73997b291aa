"""Money as decided by the forum: by year, source, block and line, down to each decision."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms.funding import MoneyForm, names_a_year
from decisions.models.money.awards import asked_awards, asked_by_page, award_rows
from decisions.models.money.money_rows import NOT_STATED, MoneyAsked
from decisions.models.money.money_year import money_year
from decisions.models.money.spending import asked_book, line_book, money_book, source_book
from decisions.pdfs.funding_csv import HEADINGS, awards_csv, money_csv
from decisions.pdfs.money_plots import line_plot, sources_plot, year_plot
from decisions.views.doors import line_for
from forum.rules.financial_year import financial_year
from forum.views.doors import forum_for, is_inside, view_of_nothing
from forum.views.kept import kept
from forum.views.page import page
from forum.views.published import kept_for_the_public
from papers.choices import Block, Source

ON_A_PAGE = 50


@require_GET
@kept_for_the_public
def funding_overview(request, slug):
    return _year_page(request, slug, request.GET.get("year", ""))


@require_GET
@kept_for_the_public
def funding_year(request, slug, year):
    if not names_a_year(year):
        return view_of_nothing()
    return _year_page(request, slug, year, is_fixed=True)


@require_GET
@kept_for_the_public
def funding_years(request, slug):
    forum = forum_for(slug)
    book = money_book(forum, inside=is_inside(request.user, forum))
    rows = book.year_rows()
    context = {
        "title": "Funding, year by year",
        "rows": rows,
        "sources": list(Source),
        "plot": sources_plot(rows),
        "balance_plot": line_plot("All budget lines", rows),
    }
    return page(request, "decisions/funding_years.html", forum, context, current="Funding")


@require_GET
@kept_for_the_public
def funding_block(request, slug, block):
    forum = forum_for(slug)
    if block not in Block.values:
        return view_of_nothing()
    book = money_book(forum, inside=is_inside(request.user, forum))
    year = _year(request.GET.get("year", ""), book.years)
    rows = book.year_rows([line for line in book.lines if line.block == block])
    context = {
        "title": Block(block).label,
        "block": block,
        "rows": [row for row in rows if row.is_used],
        "year": year,
        "years": book.years,
        "lines": book.line_rows(year, block),
        "plot": line_plot(Block(block).label, rows),
    }
    return page(request, "decisions/funding_block.html", forum, context, current="Funding")


@require_GET
def funding_source(request, slug, source):
    forum = forum_for(slug)
    if source not in Source.values:
        return view_of_nothing()
    inside = is_inside(request.user, forum)
    book = source_book(forum, Source(source), inside=inside)
    rows = book.year_rows()
    context = {
        "title": f"{Source(source).label} money",
        "source": source,
        "rows": rows,
        "plot": sources_plot(rows, Source(source)),
    }
    context |= _awards(request, forum, book, inside=inside, source=source)
    return page(request, "decisions/funding_source.html", forum, context, current="Funding")


@require_GET
def line_detail(request, slug, pk):
    line = line_for(slug, pk)
    inside = is_inside(request.user, line.forum)
    book = line_book(line, inside=inside)
    rows = book.year_rows()
    context = {"title": line.name, "line": line, "address": str(line.pk), "rows": rows}
    context["plot"] = line_plot(line.name, rows)
    context |= _awards(request, line.forum, book, inside=inside, line=line)
    return page(request, "decisions/line_detail.html", line.forum, context, current="Funding")


@require_GET
def funding_csv(request, slug, table):
    """A table of the funding pages, whole, on no page limit."""
    forum = forum_for(slug)
    form = MoneyForm(request.GET)
    if not form.is_valid() or table not in {*HEADINGS, "awards"}:
        return view_of_nothing()
    asked = form.asked(lambda pk: line_for(slug, pk))
    content = _table(forum, table, asked, inside=is_inside(request.user, forum))
    name = f'attachment; filename="{forum.slug}-{table}.csv"'
    return HttpResponse(
        content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def _table(forum, table, asked, *, inside):
    book = asked_book(forum, asked, inside=inside)
    if table == "awards":
        found = asked_awards(forum, asked, inside=inside)
        return awards_csv(award_rows(found, book.undone))
    return money_csv(table, book, asked.stated_year if asked.year else None)


def _year_page(request, slug, asked, *, is_fixed=False):
    """A year of money; one that an address names is shown also where it is empty."""
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    name = ("funding, a year", inside, asked, is_fixed)
    context = kept(forum).of(name, lambda: _year_part(forum, asked, is_fixed, inside))
    return page(request, "decisions/funding_overview.html", forum, context, current="Funding")


def _year_part(forum, asked, is_fixed, inside):
    """The year as its page shows it, which reads alike for all who may read it."""
    book = money_book(forum, inside=inside)
    year = MoneyAsked(year=asked).stated_year if is_fixed else _year(asked, book.years)
    money = money_year(book, year)
    name = f"Funding in {year}" if year else "Funding, year not stated"
    known = {"forum": forum, "year": year, "years": book.years, "address": year or NOT_STATED}
    known |= {"money": money, "plot": year_plot(year, money.sources, money.in_principle)}
    return {
        "title": name if book.years or is_fixed else "Funding",
        "year": year,
        "years": book.years,
        "is_used": not money.is_empty,
        "lines": render_to_string("decisions/includes/money_year.html", known),
    }


def _awards(request, forum, book, *, inside, **of):
    """The awards of a source or a line, of one year or of all, a page at a time."""
    year = request.GET.get("year", "")
    asked = MoneyAsked(year=year if names_a_year(year) else "", **of)
    awards = Paginator(asked_by_page(forum, asked, inside=inside), ON_A_PAGE)
    # The book has counted them already.
    awards.count = book.awards(asked.stated_year if asked.year else None)
    shown = awards.get_page(request.GET.get("page"))
    return {
        "year": asked.year,
        "shown": shown,
        "awards": award_rows(shown, book.undone),
    }


def _year(asked, years):
    """The year asked for, if there is money in it; else the present one, or the latest."""
    present = financial_year(timezone.localdate())
    if asked in years:
        return asked
    return present if present in years else next(iter(years), "")
