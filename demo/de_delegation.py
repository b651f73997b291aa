"""The autumn meeting: eight recommendations to de-delegate, ten votes, one of them lost."""

from __future__ import annotations

from decimal import Decimal as D

from decisions.choices import Method, Result, VoteCast
from decisions.workflow.voting import close_ballot, open_ballot, void_ballot
from demo import schools
from demo.telling import Teller
from forum.choices import Group
from forum.models import Meeting
from forum.rules.financial_year import financial_year, year_after, year_before
from papers.choices import BuyBack
from papers.models import LineRate, Paper, Question, ScheduleLine
from papers.workflow.generating import generate_recommendations
from papers.workflow.schedule import line_from, start_schedule

TITLE = "De-delegation of funding for central services"
MATTER = "De-delegation of central services"
PRIMARY, SPECIAL = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL
BEHAVIOUR = (
    ("AWPU", "5.00", "5.00", 86420), ("FSM Ever 6", "2.00", "2.00", 6640), ("IDACI band E", "14.08", "14.08", 31111),
    ("IDACI band D", "22.08", "22.08", 27757), ("IDACI band C", "12.05", "12.05", 6859), ("IDACI band B", "7.71", "7.71", 4598),
    ("IDACI band A", "10.07", "10.07", 1240), ("Low prior attainment", "5.00", "5.00", 25603),
)  # fmt: skip
CONTINGENCY = "Contingency for schools in financial difficulty"
SERVICES = (
    ("1", CONTINGENCY, ((PRIMARY, 190000, 1000, (("AWPU", "11.00", "11.00", 190000),)),)),
    ("2(i)", "Insurance", ((PRIMARY, 363000, 1000, (("AWPU", "21.00", "20.00", 363000),)),)),
    ("2(ii)", "Free school meals eligibility checking", ((PRIMARY, 30352, 1, (("FSM eligible", "9.50", "9.50", 30352),)),)),
    ("2(iii)", "Maternity leave insurance", ((PRIMARY, 639000, 1000, (("AWPU", "36.96", "34.87", 639000),)),)),
    ("2(iv)", "EAL service", ((PRIMARY, 107000, 1000, (("EAL 3", "38.00", "38.00", 107000),)),)),
    ("2(v)", "Behaviour support service", ((PRIMARY, 190228, 1, BEHAVIOUR),)),
    ("3(i)", "Statutory and regulatory duties", (
        (PRIMARY, 334000, 1000, (("AWPU", "19.31", "18.88", 334000),)), (SPECIAL, 7000, 1000, (("Place", "45.00", "44.00", 7000),)))),
    ("3(ii)", "Core school improvement activities", (
        (PRIMARY, 88300, 100, (("AWPU", "5.11", "5.11", 88300),)), (SPECIAL, 2400, 100, (("Place", "15.33", "15.33", 2400),)))),
)  # fmt: skip
LAST_YEAR = {
    CONTINGENCY: 189000, "Insurance": 344000, "Free school meals eligibility checking": 29403,
    "Maternity leave insurance": 599000, "EAL service": 101000, "Behaviour support service": 188950,
    "Core school improvement activities": 87800, "Statutory and regulatory duties": 325000,
}  # fmt: skip
"""Of primary schools."""
REFUSED = {
    CONTINGENCY: "No fund would be held: a school that cannot balance its budget has its deficit plan and no grant.",
    "Insurance": "Each school would arrange its own cover, or join the Risk Protection Arrangement at £23 a pupil.",
    "Free school meals eligibility checking": "Each school would check each family itself, or buy the checks.",
    "Maternity leave insurance": "Each school would carry the cost of cover for its own staff.",
    "EAL service": "The team would rest on what schools buy, and could not be kept if too few did.",
    "Behaviour support service": "Family practitioners would be charged by the case.",
    "Statutory and regulatory duties": "The council would have to find the cost of duties that it cannot drop.",
    "Core school improvement activities": "The quality assurance visits to maintained schools would end.",
}
BOUGHT = {
    "EAL service": "By subscription, or £95 an hour",
    "Free school meals eligibility checking": "£2.50 a check",
    "Behaviour support service": "By the case, on request",
}
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
    """The paper with its schedule; what is asked is made from that."""
    year = year_after(financial_year(meeting.held_on))
    paper = teller.paper(
        meeting, TITLE, MATTER, TEXT, author="finance",
        eligibility="Representatives of maintained schools",
    )  # fmt: skip
    by, on = paper.author, teller.writing(paper)
    schools.found(teller, on)
    schools.count_units(teller, year, on)
    note = (
        "Units are those of last October’s census, rolled forward; the next census replaces them."
    )
    schedule = start_schedule(paper, financial_year=year, note=note, by=by, on=on)
    for label, service, shares in SERVICES:
        for group, total, precision, rates in shares:
            line = _line(label, service, group, total, precision)
            line_from(schedule, line, [_rate(rate, year) for rate in rates], by=by, on=on)
    generate_recommendations(schedule, by=by, on=on)
    teller.table(paper)
    return paper


def _line(label: str, service: str, group: Group, total: int, precision: int) -> ScheduleLine:
    is_primary = group == PRIMARY
    price = BOUGHT.get(service, "")
    return ScheduleLine(
        label=label,
        name=service,
        group=group,
        text=f"Consider whether to de-delegate funding for {service}.",
        printed_precision=precision,
        printed_total=D(total),
        last_year_total=D(LAST_YEAR[service]) if is_primary else None,
        if_refused=REFUSED[service],
        buy_back=BuyBack.OFFERED if price else BuyBack.NOT_OFFERED,
        buy_back_price=price,
        consultation="29 of 45 primary schools answered; 26 were in favour." if is_primary else "",
    )


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


def _rate(rate: tuple, year: str) -> LineRate:
    factor, unit_rate, prior, total = rate
    return LineRate(
        factor=factor,
        unit_rate=D(unit_rate),
        printed_total=D(total),
        year_label=year,
        prior_rate=D(prior),
        prior_year_label=year_before(year),
    )
