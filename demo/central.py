"""The winter meeting: central lines, growth, the formula, and a paper for information."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import CallIn, Result
from decisions.models import ExecutiveDecision
from decisions.workflow.conditions import set_condition
from decisions.workflow.executive import publish_notice, record_executive_decision
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after
from papers.choices import Purpose, Source
from papers.models import Matter, Paper
from papers.rules.pathways import stop
from papers.workflow.budget import open_matter

LIAISON, FORMULA, GROWTH, ADMISSIONS, PATHFINDER = (
    "Family liaison officers: a change of use",
    "Local funding formula: consultation on proposed factor values",
    "Growth fund and its criteria",
    "Central services: school admissions",
    "Families First for Children pathfinder",
)
GROWTH_CONDITION = "the settlement for the year leaves the growth allocation as it is"
TITLES = (LIAISON, FORMULA, GROWTH, ADMISSIONS, PATHFINDER)
LIAISON_TEXT = """## 1 Introduction

1.1 A centrally retained budget of approximately £1m pays grants to 176 schools for family liaison officers.

1.2 The average is about £5,000 a school; the lowest is £1,000 and the highest £10,000.

## 2 What is changing

2.1 From September the budget will be redirected to early help work in each district, and the grants will end.
"""
FORMULA_TEXT = """## 1 Proposal

1.1 The authority proposes to keep the factor values of the national formula, with the minimum funding guarantee
at its highest allowed level. Every school was consulted; 41 answered, 38 in favour.
"""
GROWTH_TEXT = """## 1 Proposal

1.1 Three schools will open extra classes. The fund needs £612,400; the criteria stay as they are.
"""
ADMISSIONS_TEXT = """## 1 Proposal

1.1 The cost of co-ordinating admissions for all schools is £315,500, as last year.
"""
PATHFINDER_TEXT = """## 1 Report

1.1 The authority was invited to bid for up to £5m to become a pathfinder. The decision had to be taken between
meetings and is reported here.
"""


def write(teller: Teller, meeting: Meeting) -> dict[str, Paper]:
    year = year_after(financial_year(meeting.held_on))
    papers = {
        LIAISON: _liaison(teller, meeting),
        FORMULA: _formula(teller, meeting, year),
        GROWTH: _money(
            teller, meeting, GROWTH, "Growth fund", GROWTH_TEXT, "612400", "GROWTH_FUND", year
        ),
        ADMISSIONS: _money(
            teller,
            meeting,
            ADMISSIONS,
            "School admissions",
            ADMISSIONS_TEXT,
            "315500",
            "CSSB_ONGOING",
            year,
        ),
        PATHFINDER: _pathfinder(teller, meeting),
    }
    for paper in papers.values():
        teller.table(paper)
    return papers


def decide(teller: Teller, papers: dict[str, Paper], later: Meeting) -> None:
    """Noted, a view recorded, growth carried, admissions deferred to the next meeting."""
    (liaison,) = teller.questions(papers[LIAISON].recommendations.get())
    teller.record(
        liaison,
        Result.NOTED,
        comments="Members asked how schools would be told, and by when.\nA governor feared a gap in the summer term.",
    )
    (formula,) = teller.questions(papers[FORMULA].recommendations.get())
    teller.hands(formula, 10, 1, 1)
    teller.record(
        formula, Result.VIEW_RECORDED, comments="The Forum supports the proposal, ten to one."
    )
    (growth,) = teller.questions(papers[GROWTH].recommendations.get())
    teller.hands(growth, 12, 0, 1)
    agreed = teller.agree(growth)
    set_condition(agreed, GROWTH_CONDITION, by=teller.clerk, on=agreed.decided_on)
    (admissions,) = teller.questions(papers[ADMISSIONS].recommendations.get())
    teller.record(
        admissions,
        Result.DEFERRED,
        deferred_to=later,
        comments="Members asked for the cost per application.",
    )
    (pathfinder,) = teller.questions(papers[PATHFINDER].recommendations.get())
    teller.record(pathfinder, Result.NOTED)


def executive_decision(teller: Teller, meeting: Meeting, on: date) -> ExecutiveDecision:
    """One office-holder accepts a grant between meetings; the Forum hears of it."""
    officer = teller.people["families"]
    matter = open_matter(
        Matter(forum=teller.forum, title="Families First pathfinder"), by=officer, on=on
    )
    year = financial_year(meeting.held_on)
    decision = record_executive_decision(
        ExecutiveDecision(
            forum=teller.forum,
            matter=matter,
            reference="LCC/EX/0113",
            title="Families First for Children pathfinder",
            decided_by_post="Cabinet Member for Children's Services",
            decided_on=on,
            text="Enter into the agreements needed to become a pathfinder, and accept the grant.",
            key_reasons=[
                "Expenditure of more than £1 million",
                "Affects two or more divisions",
                "Involves significant service development",
            ],
            reasons="The authority would have to change its services in any case; the grant pays for the change.",
            alternatives="Not to take part. The authority would then have to follow a way of working that others tested.",
            classification="Unrestricted",
            divisions="All",
            past_pathway=[stop("N/A").as_json()],
            future_pathway=[
                stop("Decision taken out of cycle, report to the Cabinet Committee").as_json()
            ],
            call_in=CallIn.PASSED,
            delegation="The Director of Children's Services, in consultation with the Cabinet Member, takes the "
            "further steps needed, such as finishing and signing the contracts.",
            delegate_post="Director of Children's Services",
            consulted_post="Cabinet Member for Children's Services",
            amount=Decimal(4996042),
            ceiling=Decimal(5000000),
            source=Source.ONE_OFF,
            budget_line=teller.lines["Families First pathfinder grant"],
            financial_year=year,
            reported_to=meeting,
        ),
        ("The department selects the authority as a pathfinder",),
        by=officer,
        on=on,
    )
    publish_notice(decision, by=officer, on=on)
    return decision


def _liaison(teller: Teller, meeting: Meeting) -> Paper:
    paper = teller.paper(
        meeting,
        LIAISON,
        "Family liaison",
        LIAISON_TEXT,
        author="families",
        purpose=Purpose.INFORMATION,
    )
    note = teller.recommend(
        paper,
        "5.1",
        "Members of the Forum are asked to NOTE and COMMENT on this proposal.",
        decision_type="MONITORING",
    )
    teller.offer(note, Source.CENTRALLY_RETAINED, "Family liaison officers", amount=None)
    return paper


def _formula(teller: Teller, meeting: Meeting, year: str) -> Paper:
    paper = teller.paper(
        meeting,
        FORMULA,
        "Local funding formula",
        FORMULA_TEXT,
        author="finance",
        purpose=Purpose.CONSULTATION,
    )
    view = teller.recommend(
        paper,
        "1",
        "Give a view on the proposed factor values.",
        decision_type="FORMULA_MAINSTREAM",
        financial_year=year,
    )
    teller.offer(
        view,
        Source.CENTRALLY_RETAINED,
        "Growth fund",
        amount=None,
        note="The formula leaves the fund as it is",
    )
    return paper


def _money(
    teller: Teller,
    meeting: Meeting,
    title: str,
    line: str,
    text: str,
    amount: str,
    kind: str,
    year: str,
) -> Paper:
    paper = teller.paper(meeting, title, line, text, author="finance")
    ask = teller.recommend(
        paper,
        "1",
        f"Agree {line.lower()} for {year}.",
        amount=amount,
        decision_type=kind,
        financial_year=year,
    )
    teller.offer(
        ask, Source.CENTRALLY_RETAINED, line, from_on=starts_on(year), until_on=ends_on(year)
    )
    return paper


def _pathfinder(teller: Teller, meeting: Meeting) -> Paper:
    executive_decision(teller, meeting, meeting.held_on - timedelta(days=75))
    paper = teller.paper(
        meeting,
        PATHFINDER,
        "Families First pathfinder",
        PATHFINDER_TEXT,
        author="families",
        purpose=Purpose.INFORMATION,
    )
    note = teller.recommend(
        paper, "1", "Note the decision LCC/EX/0113.", decision_type="MONITORING"
    )
    teller.offer(
        note, Source.ONE_OFF, "Families First pathfinder grant", amount=None,
        until_on=ends_on(financial_year(meeting.held_on)),
    )  # fmt: skip
    return paper
