"""The autumn meeting: eight recommendations to de-delegate, ten votes, one of them lost."""

from __future__ import annotations

from decimal import Decimal as D

from decisions.choices import Method, Result, VoteCast
from decisions.workflow.voting import close_ballot, open_ballot, void_ballot
from demo.telling import Teller
from forum.choices import Group
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after, year_before
from papers.choices import Source
from papers.models import Paper, Question, RateLine

TITLE = "De-delegation of funding for central services"
MATTER = "De-delegation of central services"
PRIMARY, SPECIAL = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL
DUTIES = [str(each) for each in (PRIMARY, Group.MAINTAINED_SECONDARY, SPECIAL)]
PUPILS = D(17284)
BEHAVIOUR = (
    ("AWPU", "5.00", PUPILS, 86420), ("FSM Ever 6", "2.00", None, 6640), ("IDACI band E", "14.08", None, 31111),
    ("IDACI band D", "22.08", None, 27757), ("IDACI band C", "12.05", None, 6859), ("IDACI band B", "7.71", None, 4598),
    ("IDACI band A", "10.07", None, 1240), ("Low prior attainment", "5.00", None, 25603),
)  # fmt: skip
SERVICES = (
    ("1", "Contingency for schools in financial difficulty", ((PRIMARY, 190000, 1000, (("AWPU", "11.00", PUPILS, 190000),)),)),
    ("2(i)", "Insurance", ((PRIMARY, 363000, 1000, (("AWPU", "21.00", PUPILS, 363000),)),)),
    ("2(ii)", "Free school meals eligibility checking", ((PRIMARY, 30352, 1, (("FSM eligible", "9.50", D(3195), 30352),)),)),
    ("2(iii)", "Maternity leave insurance", ((PRIMARY, 639000, 1000, (("AWPU", "36.96", PUPILS, 639000),)),)),
    ("2(iv)", "EAL service", ((PRIMARY, 107000, 1000, (("EAL 3", "38.00", None, 107000),)),)),
    ("2(v)", "Behaviour support service", ((PRIMARY, 190228, 1, BEHAVIOUR),)),
    ("3(i)", "Statutory and regulatory duties", (
        (PRIMARY, 334000, 1000, (("AWPU", "19.31", PUPILS, 334000),)), (SPECIAL, 7000, 1000, (("Place", "45.00", None, 7000),)))),
    ("3(ii)", "Core school improvement activities", (
        (PRIMARY, 88300, 100, (("AWPU", "5.11", PUPILS, 88300),)), (SPECIAL, 2400, 100, (("Place", "15.33", None, 2400),)))),
)  # fmt: skip
TEXT = """## 1 Purpose

1.1 Money for these services sits in the budget shares of maintained schools. It can be held centrally only if the
members of each phase hand it back, line by line, for one financial year.

1.2 Academies are not part of this; they may buy the services.

## 2 What happens to money that is not spent

2.1 Underspends and overspends are reported to the Forum after the year end. Carrying one forward, or using it for
another line, is a decision of its own.

## 3 The services

| Service | Unit | Rate |
|---|---|---|
| Contingency for schools in financial difficulty | pupil | £11.00 |
| Insurance | pupil | £21.00 |
| Free school meals eligibility checking | eligible pupil | £9.50 |
| Maternity leave insurance | pupil | £36.96 |
| EAL service | EAL 3 pupil | £38.00 |
| Behaviour support service | eight factors | see each |
"""
PRIMARY_VOTERS = ("Anita Coles", "Peter Lamb", "Joy Adeyemi", "Colin Marsh")


def write(teller: Teller, meeting: Meeting) -> Paper:
    """The paper, with a line of rates for every factor."""
    year = year_after(financial_year(meeting.held_on))
    paper = teller.paper(
        meeting, TITLE, MATTER, TEXT, author="finance",
        eligibility="Representatives of maintained schools",
    )  # fmt: skip
    for label, service, shares in SERVICES:
        is_duty = label.startswith("3")
        recommendation = teller.recommend(
            paper,
            label,
            f"Consider whether to de-delegate funding for {service}.",
            amount=sum(share[1] for share in shares),
            decision_type="EDU_FUNCTIONS" if is_duty else "DEDEL_PRIMARY",
            groups=DUTIES if is_duty else [],
            financial_year=year,
        )
        for group, total, precision, rates in shares:
            teller.offer(
                recommendation,
                Source.DE_DELEGATED,
                service,
                [_rate(rate, year) for rate in rates],
                amount=total,
                from_on=starts_on(year),
                until_on=ends_on(year),
                service=service,
                group=group,
                printed_precision=precision,
            )
    teller.table(paper)
    return paper


def decide(teller: Teller, paper: Paper) -> None:
    """Primary agrees everything; special refuses the statutory duties."""
    for recommendation in paper.recommendations.all():
        for question in teller.questions(recommendation):
            _put(teller, question, recommendation.label)


def _put(teller: Teller, question: Question, label: str) -> None:
    if not question.has_schools:
        teller.record(question, Result.NO_SUCH_SCHOOLS)
    elif question.group == SPECIAL:
        refused = label == "3(i)"
        choice = VoteCast.AGAINST if refused else VoteCast.FOR
        teller.devices(question, {"Miriam Stein": choice})
        if refused:
            teller.record(question, Result.NOT_CARRIED)
        else:
            teller.agree(question)
    elif label == "2(v)":
        _void_first(teller, question)
        teller.devices(
            question,
            dict.fromkeys(PRIMARY_VOTERS[:3], VoteCast.FOR) | {"Colin Marsh": VoteCast.ABSTAIN},
        )
        teller.agree(question)
    elif label.startswith("3"):
        teller.hands(question, 3, 1)
        teller.agree(question)
    else:
        teller.devices(question, dict.fromkeys(PRIMARY_VOTERS, VoteCast.FOR))
        teller.agree(question)


def _void_first(teller: Teller, question: Question) -> None:
    """The wrong slide was shown while members voted."""
    on = question.placement.meeting.held_on
    ballot = open_ballot(question, Method.ELECTRONIC, by=teller.clerk, on=on)
    close_ballot(ballot, by=teller.clerk, on=on)
    void_ballot(
        ballot, reason="The rates of another service were on the screen.", by=teller.clerk, on=on
    )


def _rate(rate: tuple, year: str) -> RateLine:
    factor, unit_rate, units, total = rate
    return RateLine(
        factor=factor,
        unit_rate=D(unit_rate),
        units=units,
        printed_total=D(total),
        year_label=year,
        prior_rate=D(unit_rate),
        prior_year_label=year_before(year),
    )
