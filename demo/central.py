"""The winter meeting: the formula, funds for growth, and the central lines, each put by itself."""

from __future__ import annotations

from decisions.choices import ConditionState, Result
from decisions.models import Condition
from decisions.workflow.executive import mark_condition, set_condition
from demo import money
from demo.chamber import agree, declared, devices, hands, question, record
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after
from papers.choices import Purpose, Source
from papers.models import Recommendation
from papers.workflow.recommending import declare_nil, place_again

FORMULA, FUNDS, LINES, BACK = (
    "Local funding formula {year}: consultation on factor values",
    "Growth fund and falling rolls fund {year}",
    "Central school services block {year}, line by line",
    "School admissions: cost of each application",
)
FORMULA_TEXT = """## 1 Proposal

1.1 The authority proposes the factor values of the national formula, with the minimum funding guarantee at its highest.

## 2 Consultation

2.1 Every school was consulted. 41 answered: 38 in favour, 3 against.

## 3 Who decides

3.1 The authority decides on the formula after consulting the Forum.
"""
FUNDS_TEXT = """## 1 Growth

1.1 Three schools will open extra classes. The fund needs £612,400; its criteria stay as they are.

## 2 Falling rolls

2.1 Two schools expect their numbers to come back within three years. £60,000 would carry them over.
"""
LINES_TEXT = """## 1 What is asked

1.1 Each line is put by itself; the Forum decides on each. All are at last year's amount or below.

| Line | Last year | Asked |
|---|---|---|
| School admissions | £315,500 | £315,500 |
| Servicing of the schools forum | £42,000 | £42,000 |
| Family support teams (historic commitment) | £1,440,000 | £1,440,000 |

## 2 If a line is not agreed

2.1 The authority may ask the Secretary of State, or stop the service.
"""
CONDITION = "A report on what the teams have achieved comes to the Forum within the year"


def write(teller: Teller, meeting: Meeting) -> None:
    _formula(teller, meeting)
    year = _year(meeting)
    funds = teller.paper(
        meeting, FUNDS.format(year=year), "Growth fund", FUNDS_TEXT, author="finance"
    )
    for label, text, line, amount, kind in (
        ("1", "Agree the growth fund and its criteria.", money.GROWTH, 612400, "GROWTH_FUND"),
        ("2", "Agree a falling rolls fund.", money.FALLING, 60000, "FALLING_ROLLS"),
    ):
        ask = teller.recommend(
            funds, label, text, amount=amount, decision_type=kind, financial_year=year
        )
        _central(teller, ask, line)
    lines = teller.paper(
        meeting, LINES.format(year=year), "Central school services", LINES_TEXT, author="finance"
    )
    for label, line, amount, kind in (
        ("1", money.ADMISSIONS, 315500, "CSSB_ONGOING"),
        ("2", money.SERVICING, 42000, "CSSB_ONGOING"),
        ("3", money.SUPPORT, 1440000, "CSSB_HISTORIC"),
    ):
        ask = teller.recommend(
            lines, label, f"Agree the line “{line}”.", amount=amount, decision_type=kind,
            financial_year=year,
        )  # fmt: skip
        _central(teller, ask, line, last_year_amount=amount)


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """A view; one fund agreed and one refused; one line deferred, one agreed, one on a condition."""
    year = _year(meeting)
    formula, funds, lines = (each.format(year=year) for each in (FORMULA, FUNDS, LINES))
    view = question(meeting, formula, "1")
    hands(teller, view, against=1, abstained=1)
    record(
        teller, view, Result.VIEW_RECORDED,
        comments="The Forum supports the proposed values.\nOne member would keep more for small schools.",
    )  # fmt: skip
    growth, falling = (question(meeting, funds, label) for label in ("1", "2"))
    hands(teller, growth, abstained=1)
    agree(teller, growth)
    hands(teller, falling, against=9)
    record(teller, falling, Result.NOT_CARRIED)
    admissions, servicing, support = (question(meeting, lines, label) for label in "123")
    record(
        teller, admissions, Result.DEFERRED, deferred_to=_next(teller, meeting),
        comments="Members asked for the cost of each application.",
    )  # fmt: skip
    declared(teller, servicing)
    agree(teller, servicing)
    devices(teller, support, against=["Imran Qureshi", "Owen Rees"], abstained=["Stephen Gale"])
    agreed = agree(teller, support)
    set_condition(agreed, CONDITION, by=teller.clerk, on=meeting.held_on)
    return {
        formula: "The authority decides on the formula. The view goes to the cabinet with the paper.",
        funds: "No school at the meeting expected to need the falling rolls fund.",
        lines: "Each line was put by itself.",
    }


def put_again(teller: Teller, meeting: Meeting) -> None:
    """Admissions comes back in the words it was tabled in."""
    year = _year_of_last_winter(teller, meeting)
    deferred = Recommendation.objects.get(paper__title=LINES.format(year=year), label="1")
    writing = teller.writing_day(meeting)
    item = teller.item(meeting, BACK, presenter=teller.people["finance"].post, on=writing)
    place_again(deferred, item, by=teller.clerk, on=writing)


def agree_again(teller: Teller, meeting: Meeting) -> dict[str, str]:
    asked = question(meeting, BACK, "1")
    hands(teller, asked)
    agree(teller, asked)
    return {BACK: "The cost of an application is £21, less than elsewhere."}


def write_again(teller: Teller, meeting: Meeting) -> None:
    """A year later: the formula once more."""
    _formula(teller, meeting)


def decide_again(teller: Teller, meeting: Meeting) -> dict[str, str]:
    title = FORMULA.format(year=_year(meeting))
    view = question(meeting, title, "1")
    hands(teller, view)
    record(teller, view, Result.VIEW_RECORDED, comments="The Forum supports the proposed values.")
    return {title: "The values follow the national formula again."}


def keep_condition(teller: Teller, meeting: Meeting) -> None:
    """The report on the family support teams has come."""
    for condition in Condition.objects.filter(text=CONDITION, state=ConditionState.OPEN):
        mark_condition(
            condition, ConditionState.MET, evidence="Report to the last meeting.",
            by=teller.clerk, on=meeting.held_on,
        )  # fmt: skip


def _formula(teller: Teller, meeting: Meeting) -> None:
    """It touches no source: the chief finance officer declares so, as the constitution allows."""
    year = _year(meeting)
    paper = teller.paper(
        meeting, FORMULA.format(year=year), "Local funding formula", FORMULA_TEXT,
        author="finance", purpose=Purpose.CONSULTATION,
    )  # fmt: skip
    view = teller.recommend(
        paper, "1", "Give a view on the proposed factor values.",
        decision_type="FORMULA_MAINSTREAM", financial_year=year,
    )  # fmt: skip
    declare_nil(
        view, reason="Budget shares are passed on in full; no budget line is drawn on.",
        by=teller.people["chief_finance"], on=teller.writing_day(meeting),
    )  # fmt: skip


def _central(teller: Teller, ask: Recommendation, line: str, **more: object) -> None:
    year = ask.financial_year
    teller.offer(
        ask, Source.CENTRALLY_RETAINED, line, from_on=starts_on(year), until_on=ends_on(year), **more
    )  # fmt: skip


def _year(meeting: Meeting) -> str:
    """The financial year that a winter meeting decides on."""
    return year_after(financial_year(meeting.held_on))


def _next(teller: Teller, meeting: Meeting) -> Meeting:
    return teller.meetings[teller.meetings.index(meeting) + 1]


def _year_of_last_winter(teller: Teller, meeting: Meeting) -> str:
    return _year(teller.meetings[teller.meetings.index(meeting) - 1])
