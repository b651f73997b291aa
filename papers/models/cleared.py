"""What of a paper is cleared, read from the record, and which clearances still stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from forum.models import Constitution
from forum.money import pounds
from papers.choices import ClearanceKind
from papers.models.appendix import Appendix
from papers.models.option import FundingOption, RateLine
from papers.models.paper import Clearance, Paper
from papers.models.recommendation import Recommendation
from papers.rules.balance_moves import DECISION_TYPE as MOVES_BALANCES
from papers.rules.cleared import STATUS, Content, changes, stands
from papers.rules.text.blocks import Block

Said = dict[str, str]


@dataclass(frozen=True)
class Given:
    """A clearance, and what was changed since it was given."""

    clearance: Clearance
    is_standing: bool
    changed: tuple[str, ...] = ()


def clearances_missing(paper: Paper, rules: Constitution) -> tuple[ClearanceKind, ...]:
    """What the constitution asks for and nobody has given for the paper as it is now."""
    asked = {
        ClearanceKind.FINANCE: rules.finance_clearance,
        ClearanceKind.LEGAL: rules.legal_clearance,
        ClearanceKind.DIRECTOR: rules.director_clearance,
        ClearanceKind.CHAIR: rules.chair_clearance,
    }
    given = {each.kind for each in standing(paper)}
    return tuple(kind for kind, is_asked in asked.items() if is_asked and kind not in given)


def standing(paper: Paper) -> list[Clearance]:
    """The clearances that were given for what the paper says and asks now."""
    given = list(paper.clearances.all())
    now = content_of(paper) if given else None
    return [each for each in given if now is not None and _stands(each, paper, now)]


def void_clearances(paper: Paper, missing: Collection[ClearanceKind]) -> tuple[str, ...]:
    """What was given for a paper that was changed since; but for what is missing anyway."""
    stands = {each.kind for each in standing(paper)}
    last = {each.kind: each for each in reversed(paper.clearances.all())}
    return tuple(
        f"{each.get_kind_display()} clearance, {each.post}"
        for kind, each in last.items()
        if kind not in stands and kind not in missing
    )


def given_so_far(paper: Paper) -> list[Given]:
    """The last clearance of each kind, with what was changed since; the oldest kind first."""
    last: dict[str, Clearance] = {}
    for each in reversed(paper.clearances.all()):
        last[each.kind] = each
    now = content_of(paper) if last else None
    order = list(ClearanceKind.values)
    found = sorted(last.values(), key=lambda each: order.index(each.kind))
    return [_given(each, paper, now) for each in found if now is not None]


def content_of(paper: Paper) -> Content:
    """All that somebody clears about a paper, as it is now."""
    return Content(paper.blocks, dict(_asked(paper)), is_tabled=paper.is_tabled)


def _given(clearance: Clearance, paper: Paper, now: Content) -> Given:
    if _stands(clearance, paper, now):
        return Given(clearance, is_standing=True)
    if not clearance.cleared:
        return Given(clearance, is_standing=False, changed=("a later version was saved",))
    text = _text_of(paper, clearance.version)
    return Given(clearance, is_standing=False, changed=changes(clearance.cleared, text, now))


def _stands(clearance: Clearance, paper: Paper, now: Content) -> bool:
    """One from before what was cleared was kept stands for its version."""
    if not clearance.cleared:
        return clearance.version == paper.version
    return stands(clearance.cleared, now)


def _text_of(paper: Paper, number: int) -> tuple[Block, ...]:
    version = paper.versions.filter(number=number).first()
    return version.content_blocks if version else ()


def _asked(paper: Paper) -> Iterator[tuple[str, Said]]:
    yield (
        "the paper",
        _said(
            {
                "title": paper.title,
                "purpose": paper.get_purpose_display(),
                "who may vote as printed": paper.eligibility_as_printed,
            }
        ),
    )
    for recommendation in paper.recommendations.all():
        name = f"recommendation {recommendation.label}"
        yield name, _recommendation(recommendation)
        options = list(recommendation.options.all())
        letters = [each.letter for each in options]
        for index, option in enumerate(options):
            part = letters[: index + 1].count(option.letter)
            parted = f", part {part}" if letters.count(option.letter) > 1 else ""
            yield f"{name}, option {option.letter}{parted}", _option(option)
    yield from _schedule(paper)
    for appendix in paper.appendices.all():
        yield f"appendix {appendix.letter or appendix.title}", _appendix(appendix)


def _said(values: dict[str, object]) -> Said:
    return {name: str(value) for name, value in values.items() if value not in (None, "", [])}


def _recommendation(recommendation: Recommendation) -> Said:
    nil = getattr(recommendation, "nil_declaration", None)
    return _said(
        {
            "words": f"{recommendation.stem} {recommendation.text}".strip(),
            "type of decision": recommendation.decision_type,
            "groups asked": ", ".join(recommendation.groups),
            "way of voting": recommendation.votes_separately,
            "amount": _money(recommendation.amount),
            "precision": recommendation.get_precision_display(),
            "financial year": recommendation.financial_year,
            "what a refusal means": recommendation.do_nothing,
            "nil funding declaration": nil.reason if nil else "",
            "moves between lines": "; ".join(_moves(recommendation)),
        }
    )


def _moves(recommendation: Recommendation) -> Iterator[str]:
    if recommendation.decision_type == MOVES_BALANCES:
        for each in recommendation.balance_moves.all():
            to = each.to_line.name if each.to_line else "schools"
            out = f"{each.from_line.name}, {each.from_group}, {each.from_year}"
            yield f"{pounds(each.amount)} from {out} to {to}, {each.to_group}, {each.to_year}"


def _option(option: FundingOption) -> Said:
    return _said(
        {
            "source": option.get_source_display(),
            "budget line": option.budget_line.name if option.budget_line else "",
            "amount": _money(option.amount),
            "precision": option.get_amount_precision_display(),
            "amount as printed": option.amount_as_printed,
            "unit": option.get_amount_unit_display(),
            "most that may be given": _money(option.ceiling),
            "financial year": option.financial_year,
            "first day": _day(option.from_on),
            "last day": _day(option.until_on),
            "amount of a full year": _money(option.full_year_amount),
            "months": option.months,
            "recurring cost": option.is_recurring,
            "service": option.service,
            "group": option.get_group_display(),
            "amount of last year": _money(option.last_year_amount),
            "rates": "; ".join(_rate(each) for each in option.rates.all()),
            "what happens after the end": option.after_end,
            "conditions": "; ".join(option.conditions),
            "claw-back": option.claw_back,
            "grant": option.grant_reference,
            "match funding": _match(option),
            "note": option.note,
            STATUS: option.get_status_display(),
        }
    )


def _schedule(paper: Paper) -> Iterator[tuple[str, Said]]:
    """Each line of a de-delegation schedule, with its rates and what a refusal means."""
    schedule = getattr(paper, "schedule", None)
    if schedule is None:
        return
    yield "the schedule", _said({"year": schedule.financial_year, "note": schedule.note})
    for line in schedule.lines.all():
        rates = (f"{each.factor} £{each.unit_rate} x {each.units}" for each in line.rates.all())
        said = {
            "rates": "; ".join(rates),
            "total": _money(line.printed_total),
            "what a refusal means": line.if_refused,
            "buy-back": f"{line.get_buy_back_display()} {line.buy_back_price}".strip(),
            "consultation": line.consultation,
        }
        yield f"schedule line {line.label} {line.name}, {line.get_group_display()}", _said(said)


def _match(option: FundingOption) -> str:
    ratio = f"{option.match_ours}:{option.match_theirs}" if option.match_ours else ""
    parts = (_money(option.match_amount), option.match_from, option.match_words, ratio)
    return ", ".join(filter(None, parts))


def _rate(rate: RateLine) -> str:
    units = "units not stated" if rate.units is None else f"{rate.units}"
    return f"{rate.factor} £{rate.unit_rate} x {units} = {pounds(rate.printed_total)}"


def _appendix(appendix: Appendix) -> Said:
    return _said({"title": appendix.title, "summary": appendix.summary, "file": appendix.file_id})


def _money(amount: object) -> str:
    return "" if amount is None else pounds(amount)  # type: ignore[arg-type]


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%-d %B %Y}"
