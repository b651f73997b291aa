"""Offering, changing and marking funding options."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.money import pounds
from forum.permissions import require
from papers.choices import OptionStatus, PaperEvent
from papers.models import FundingOption, RateLine
from papers.rules.drafting import may_change, may_mark_option

TERMS = (
    "amount_precision", "amount_as_printed", "amount_unit", "ceiling", "full_year_amount",
    "months", "is_recurring", "after_end", "conditions", "claw_back", "grant_reference",
    "match_amount", "match_from", "match_words", "match_ours", "match_theirs",
)  # fmt: skip
"""What an option says beyond its amount, kept on the trail with it."""


@transaction.atomic
def offer_option(
    option: FundingOption, rates: Sequence[RateLine] = (), *, by: Person, on: date
) -> FundingOption:
    """Offer money for a recommendation that is not tabled yet."""
    require(by, option.forum, Role.CLERK, Role.OFFICER)
    lock_row(option.recommendation)
    may_change(is_tabled=option.recommendation.is_tabled).insist()
    option.keep()
    _write_rates(option, rates)
    _record(PaperEvent.OPTION_OFFERED, "offered", option, by=by, on=on)
    return option


@transaction.atomic
def change_option(
    option: FundingOption, rates: Sequence[RateLine] = (), *, by: Person, on: date
) -> FundingOption:
    """Save a changed option, with its rate lines, before tabling."""
    require(by, option.forum, Role.CLERK, Role.OFFICER)
    lock_row(option.recommendation)
    may_change(is_tabled=option.recommendation.is_tabled).insist()
    option.keep()
    option.rates.all().delete()
    _write_rates(option, rates)
    _record(PaperEvent.OPTION_CHANGED, "changed", option, by=by, on=on)
    return option


@transaction.atomic
def remove_option(option: FundingOption, *, by: Person, on: date) -> None:
    """Take an option out of a draft; the trail keeps that it was offered."""
    require(by, option.forum, Role.CLERK, Role.OFFICER)
    lock_row(option.recommendation)
    may_change(is_tabled=option.recommendation.is_tabled).insist()
    _record(PaperEvent.OPTION_REMOVED, "taken out", option, by=by, on=on)
    option.rates.all().delete()
    option.delete()


@transaction.atomic
def mark_option(
    option: FundingOption, status: OptionStatus, *, note: str = "", by: Person, on: date
) -> FundingOption:
    """Say what has become of an option: withdrawn, unavailable. The words of the option stay."""
    require(by, option.forum, Role.CLERK, Role.OFFICER)
    lock_row(option.recommendation)
    standing = option.recommendation.options.filter(status=OptionStatus.OFFERED)
    may_mark_option(
        status=status,
        others_standing=standing.exclude(pk=option.pk).count(),
        is_standing=option.status == OptionStatus.OFFERED,
    ).insist()
    option.status, option.status_note, option.status_on = status, note, on
    option.save(update_fields=["status", "status_note", "status_on"])
    _record(PaperEvent.OPTION_STATUS, OptionStatus(status).label.lower(), option, by=by, on=on)
    return option


def close_options(options: Iterable[FundingOption], *, chosen: Collection[str], on: date) -> None:
    """Mark what the forum chose and what it did not, in the transaction of its decision.

    The decision's own entry on the trail names the options, so this writes none.
    """
    for option in options:
        if option.status in {OptionStatus.OFFERED, OptionStatus.REJECTED}:
            is_chosen = option.letter in chosen
            option.status = OptionStatus.CHOSEN if is_chosen else OptionStatus.REJECTED
            option.status_on = on
            option.save(update_fields=["status", "status_on"])


def _write_rates(option: FundingOption, rates: Sequence[RateLine]) -> None:
    for position, rate in enumerate(rates, start=1):
        rate.forum, rate.option, rate.position = option.forum, option, position
        rate.keep()


def _record(event: str, verb: str, option: FundingOption, *, by: Person, on: date) -> None:
    line = option.budget_line
    audit.record(
        event,
        f"{option}, {option.get_source_display().lower()}"
        f"{f', {line.name}' if line else ''}, {pounds(option.amount)}: {verb}",
        forum=option.forum,
        by=by,
        on=on,
        about=option.recommendation,
        matter=option.recommendation.matter_id,
        option=option.pk,
        letter=option.letter,
        source=option.source,
        source_label=option.get_source_display(),
        budget_line=line.name if line else "",
        amount=option.amount,
        financial_year=option.financial_year,
        from_on=option.from_on,
        until_on=option.until_on,
        service=option.service,
        group=option.group,
        status=option.status,
        proposer=option.proposer,
        note=option.note,
        terms={name: getattr(option, name) for name in TERMS},
    )
