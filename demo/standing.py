"""The forum's own business: its procedure, a motion, who is chair, who comes and goes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import Procedure
from demo import money, people
from demo.chamber import agree, hands, procedure, question
from demo.telling import Teller
from forum.choices import ItemKind, Office
from forum.models import Constitution, Meeting
from forum.rules.financial_year import ends_on, financial_year
from forum.workflow.setup import set_constitution
from papers.choices import Origin, Source
from papers.models import FundingOption, Recommendation
from papers.workflow.funding import offer_option
from papers.workflow.recommending import move_recommendation

RULES, CHAIR, VICE_CHAIR = (
    "Terms of reference and procedure",
    "Election of the chair",
    "Election of the vice-chair",
)


def propose_rules(teller: Teller, meeting: Meeting) -> None:
    teller.item(meeting, RULES, ItemKind.PROCEDURE, teller.clerk.post)


def adopt_rules(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """From the next day on: more notice, clearance by finance, and declarations of no source."""
    item, day = meeting.items.get(title=RULES), meeting.held_on
    procedure(teller, item, Procedure.ADOPT_PROCEDURE, abstained=1)
    rules = Constitution(
        forum=teller.forum,
        in_force_from=day + timedelta(days=1),
        notice_working_days=7,
        finance_clearance=True,
        nil_funding_declaration=True,
        adopted_where=f"Item {item.number} of the meeting of {day:%-d %B %Y}",
    )
    set_constitution(rules, by=teller.clerk, on=day)
    return {
        RULES: "Members get seven clear working days of notice; finance clears every paper about money; where a paper "
        "touches no source, a finance officer says so."
    }


def move_motion(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """A motion from the floor: the same gate, without a paper."""
    item = meeting.items.get(kind=ItemKind.OTHER_BUSINESS)
    on, clerk = meeting.held_on, teller.clerk
    year = financial_year(on)
    motion = Recommendation(
        forum=teller.forum,
        matter=teller.matter("Survey of small schools", by=clerk, on=on),
        origin=Origin.FLOOR,
        label="Motion 1",
        text="Agree £4,500 for a survey of the costs of small schools.",
        decision_type="RESERVE_USE",
        seeks_resources=True,
        amount=Decimal(4500),
        financial_year=year,
    )
    placement = move_recommendation(motion, item, by=clerk, on=on)
    option = FundingOption(
        forum=teller.forum,
        recommendation=motion,
        source=Source.ONE_OFF,
        budget_line=teller.lines[money.BALANCE],
        amount=motion.amount,
        financial_year=year,
        from_on=on,
        until_on=ends_on(year),
        proposer="Maintained primary governor 1",
    )
    offer_option(option, by=clerk, on=on)
    teller.table_alone(placement, on=on)
    asked = question(meeting, item.title, "Motion 1")
    hands(teller, asked, against=3, abstained=2)
    agree(teller, asked)
    return {item.title: "Moved by the primary governors, and seconded."}


def call_elections(teller: Teller, meeting: Meeting) -> None:
    for title in (CHAIR, VICE_CHAIR):
        teller.item(meeting, title, ItemKind.ELECTION, teller.clerk.post)


def hold_elections(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """The members elect two of themselves for a year."""
    day, clerk = meeting.held_on, teller.clerk
    last = day + timedelta(days=364)
    for title, what, office, name in (
        (CHAIR, Procedure.ELECT_CHAIR, Office.CHAIR, people.CHAIR),
        (VICE_CHAIR, Procedure.ELECT_VICE_CHAIR, Office.VICE_CHAIR, people.VICE_CHAIR),
    ):
        procedure(teller, meeting.items.get(title=title), what, abstained=1)
        people.elect(teller.forum, office, name, day, last, by=clerk)
    return {
        CHAIR: "There was one nomination. The member was elected for a year.",
        VICE_CHAIR: "There was one nomination. The member was elected for a year.",
    }


def between(teller: Teller, number: int, day: date) -> None:
    """What happens to schools and members after a meeting."""
    after, clerk = day + timedelta(days=10), teller.clerk
    if number == 1:
        people.succeed(teller.people, teller.forum, after, by=clerk)
    if number == 3:
        people.becomes_academy(teller.forum, people.CONVERTING, after, by=clerk)
    if number == 5:
        people.end_term(teller.forum, people.RETIRING, after, by=clerk)
