"""Which money: the four sources, and an option of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.views.doors import only, works_in
from forum.views.forms import form_page, sent
from forum.views.page import page
from papers.choices import OptionStatus, Source
from papers.forms.funding import FORMS, SENTENCES, MarkForm, next_letter
from papers.forms.rates import rate_formset, with_more_rows
from papers.models import FundingOption
from papers.models.comparing_options import comparison
from papers.models.cover import asked, offer
from papers.models.facts import fetch_money, recommendation_facts
from papers.rules.drafting import may_change
from papers.rules.splits import remaining, splits
from papers.views.doors import (
    option_for,
    page_of,
    readable_recommendation_for,
    recommendation_for,
)
from papers.views.drafting import DRAFTERS
from papers.workflow.funding import change_option, mark_option, offer_option, remove_option

MORE = "more"
"""The button that asks for more empty rate lines and saves nothing."""
ANOTHER = "another"
"""The button that saves the option and goes on to another part of it."""


@only(*DRAFTERS)
@require_GET
def option_source(request, slug, pk):
    recommendation = recommendation_for(slug, pk)
    may_change(is_tabled=recommendation.is_tabled).insist()
    sources = [
        {
            "label": source.label,
            "sentence": SENTENCES[source],
            "url": reverse("papers:option_add", args=[slug, pk, source]),
        }
        for source in Source
    ]
    context = {
        "title": "Which money?",
        "recommendation": recommendation,
        "sources": sources,
        "rules": recommendation.forum.constitution_on(timezone.localdate()),
        "back": page_of(recommendation),
    }
    return page(
        request, "papers/option_source.html", recommendation.forum, context, current="Papers"
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def option_add(request, slug, pk, source):
    if source not in Source.values:
        raise Http404
    recommendation = recommendation_for(slug, pk)
    may_change(is_tabled=recommendation.is_tabled).insist()
    option = _new_option(recommendation, Source(source), part_of=request.GET.get("letter", ""))
    return _edit(request, option, offer_option, "offered")


@require_GET
def option_compare(request, slug, pk):
    """The alternatives side by side, with their history for those who work here."""
    recommendation = readable_recommendation_for(request, slug, pk)
    works = works_in(request.user, recommendation.forum)
    fetch_money([recommendation])
    context = {
        "title": "Options side by side",
        "recommendation": recommendation,
        "comparison": comparison(asked(recommendation), with_history=works),
        "back": page_of(recommendation),
    }
    return page(
        request, "papers/option_compare.html", recommendation.forum, context, current="Papers"
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def option_edit(request, slug, pk):
    option = option_for(slug, pk)
    may_change(is_tabled=option.recommendation.is_tabled).insist()
    return _edit(request, option, change_option, "saved")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def option_remove(request, slug, pk):
    option = option_for(slug, pk)
    may_change(is_tabled=option.recommendation.is_tabled).insist()
    back = page_of(option.recommendation)
    if request.method == "POST":
        remove_option(option, by=request.user, on=timezone.localdate())
        messages.success(request, "The option is taken out. The audit trail keeps it.")
        return redirect(back)
    return form_page(
        request,
        option.forum,
        None,
        title=f"Take out option {option.letter}?",
        caption=str(option.recommendation),
        lead="The audit trail keeps that it was offered.",
        back=back,
        submit="Take out the option",
        look="warning",
        current="Papers",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def option_mark(request, slug, pk):
    option = option_for(slug, pk)
    form = MarkForm(sent(request))
    back = page_of(option.recommendation)
    if form.is_valid():
        status = OptionStatus(form.cleaned_data["status"])
        note = form.cleaned_data["note"]
        mark_option(option, status, note=note, by=request.user, on=timezone.localdate())
        messages.success(request, f"Option {option.letter} is marked: {status.label.lower()}.")
        return redirect(back)
    return form_page(
        request,
        option.forum,
        form,
        title=f"What became of option {option.letter}",
        caption=str(option.recommendation),
        lead="The words of the option stay as they are.",
        back=back,
        submit="Mark the option",
        current="Papers",
    )


def _new_option(recommendation, source, *, part_of=""):
    """An alternative, or another part of a letter: then with what is still to find."""
    options = list(recommendation.options.all())
    letters = [option.letter for option in options]
    left = remaining(recommendation_facts(recommendation), part_of) if part_of in letters else None
    return FundingOption(
        forum=recommendation.forum,
        recommendation=recommendation,
        source=source,
        letter=part_of
        if part_of in letters
        else next_letter(letters, is_part=source == Source.DE_DELEGATED),
        position=len(letters) + 1,
        amount=left if letters else recommendation.amount,
        financial_year=recommendation.financial_year,
    )


def _edit(request, option, step, done):
    """One form for what every option says, and rows of rates where money is de-delegated."""
    fetch_money([option.recommendation])
    form = FORMS[option.source](sent(request), instance=option)
    rates = _rates(request, option)
    is_right = form.is_valid() and (rates is None or rates.is_valid())
    if is_right and MORE not in request.POST:
        step(
            form.instance, rates.kept() if rates else (), by=request.user, on=timezone.localdate()
        )
        messages.success(request, f"{option} is {done}.")
        return redirect(_after(request, option))
    return form_page(
        request,
        option.forum,
        form,
        title=f"{option.get_source_display()} money",
        caption=str(option.recommendation),
        lead=SENTENCES[option.source],
        back=page_of(option.recommendation),
        submit="Save the option",
        current="Papers",
        template="papers/option_form.html",
        formset=rates,
        recommendation=option.recommendation,
        offer=offer(option) if not option._state.adding and not form.is_bound else None,
        splits=splits(recommendation_facts(option.recommendation)),
    )


def _after(request, option):
    """On to another part of the same letter, or back to what it is for."""
    if ANOTHER not in request.POST:
        return page_of(option.recommendation)
    recommendation = option.recommendation
    address = [recommendation.forum.slug, recommendation.pk, option.source]
    return f"{reverse('papers:option_add', args=address)}?letter={option.letter}"


def _rates(request, option):
    if option.source != Source.DE_DELEGATED:
        return None
    saved = () if option._state.adding else option.rates.all()
    if MORE in request.POST:
        return rate_formset(with_more_rows(request.POST), saved=saved)
    return rate_formset(sent(request), saved=saved)
