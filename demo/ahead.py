"""The outturn, a meeting that is going on today, and the next agenda."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import Method, Result, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.minuting import begin_minutes
from decisions.workflow.voting import open_ballot
from demo import drafts, in_the_room, packs
from demo.telling import NOTICE, Teller
from forum.choices import Group, ItemKind
from forum.models import AgendaItem, Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after, year_before
from forum.rules.ruling import Reason
from forum.workflow.attendance import take_item
from forum.workflow.meetings import add_item, open_meeting
from papers.choices import MoveKind, Purpose, Source
from papers.models import BalanceMove, LocalService, Outturn, Paper, Placement, RateLine
from papers.models.facts import placement_facts
from papers.rules.tabling import may_table
from papers.workflow.balances import ask_move, enter_outturn

AHEAD = timedelta(days=9)
"""From today to the next meeting: its agenda went out three days ago."""
OUTTURN = "Outturn of the last year"
CLASSES = "Growth fund: extra classes at two schools"
LONG = (
    "Proposals for the central school services block, the growth fund and the falling rolls fund, with the "
    "outcome of the consultation with all maintained schools and academies and what happens to each line if the "
    "Forum does not agree to it"
)
DUTIES = "De-delegation of funding for central services"
COMING = (
    DUTIES,
    LONG,
    "High needs: places and top-ups",
    "Early years: central spending",
    "Inclusion hubs: funding source",
    "Scheme for financing schools: changes",
    "Review of historic commitments",
    "Membership and terms of office",
    "Forward plan",
)


def outturn(teller: Teller, meeting: Meeting) -> None:
    """A paper that only reports, and still says whose money it is about."""
    text = "## 1 Outturn\n\n1.1 De-delegated lines underspent by £83,000 on insurance and overspent by £135,000 on maternity."
    paper = teller.paper(
        meeting,
        OUTTURN,
        "De-delegation of central services",
        text,
        author="finance",
        purpose=Purpose.INFORMATION,
    )
    year = financial_year(meeting.held_on)
    note = teller.recommend(
        paper,
        "1",
        "Note the outturn of the de-delegated lines.",
        decision_type="MONITORING",
        financial_year=year,
    )
    teller.offer(note, Source.CENTRALLY_RETAINED, "Growth fund", amount=None)
    _netting(teller, paper, year)
    teller.table(paper)


def _netting(teller: Teller, paper: Paper, year: str) -> None:
    """What is left of insurance goes to maternity cover, if those whose money it is agree."""
    by, on = paper.author, teller.writing(paper)
    for name, balance in (("Insurance", 83000), ("Maternity leave insurance", -135000)):
        service = LocalService.objects.get(forum=teller.forum, name=name)
        outturn = Outturn(
            forum=teller.forum,
            service=service,
            group=Group.MAINTAINED_PRIMARY,
            financial_year=year_before(year),
            balance=Decimal(balance),
        )
        enter_outturn(outturn, by=by, on=on)
    ask = teller.recommend(
        paper,
        "2",
        "Agree that the underspend on insurance is set against maternity leave insurance.",
        decision_type="DEDEL_CARRY_FORWARD",
        groups=[Group.MAINTAINED_PRIMARY],
        financial_year=year,
    )
    teller.offer(
        ask, Source.ONE_OFF, "De-delegated balances brought forward", amount=83000,
        from_on=starts_on(year), until_on=ends_on(year),
    )  # fmt: skip
    move = BalanceMove(
        forum=teller.forum,
        recommendation=ask,
        kind=MoveKind.NETTING,
        amount=Decimal(83000),
        from_line=teller.lines["Insurance"],
        from_group=Group.MAINTAINED_PRIMARY,
        from_year=year_before(year),
        to_line=teller.lines["Maternity leave insurance"],
        to_group=Group.MAINTAINED_PRIMARY,
        to_year=year_before(year),
    )
    ask_move(move, by=by, on=on)


def decide_outturn(teller: Teller, meeting: Meeting) -> None:
    for placement in meeting.placements.all():
        for question in placement.questions.all():
            if placement.recommendation.label == "2":
                teller.hands(question, 3)
                teller.record(question, Result.CARRIED)
                continue
            teller.record(
                question, Result.NOTED, comments="Members asked for a plan for maternity cover."
            )


def come(teller: Teller, today: date) -> None:
    """What the visitor finds: one meeting going on, one three weeks ahead, one draft in trouble."""
    packs.forget_those_of_the_past(teller)
    _today(teller, today)
    _next(teller, today + AHEAD)


def _today(teller: Teller, today: date) -> None:
    """An urgent meeting, with a ballot open on members' devices."""
    meeting = teller.call(today, [CLASSES], minutes=False, urgent=True)
    year = financial_year(today)
    text = "## 1 Proposal\n\n1.1 Two schools opened extra classes in September. Their share of the growth fund is £37,600."
    paper = teller.paper(meeting, CLASSES, "Growth fund", text, author="finance")
    ask = teller.recommend(
        paper,
        "1",
        "Agree two payments from the growth fund.",
        amount=37600,
        decision_type="GROWTH_FUND",
        financial_year=year,
    )
    teller.offer(
        ask,
        Source.CENTRALLY_RETAINED,
        "Growth fund",
        from_on=starts_on(year),
        until_on=ends_on(year),
    )
    teller.table(paper)
    teller.publish(meeting)
    packs.make(meeting)
    open_meeting(meeting, by=teller.clerk, on=today)
    teller.attend(meeting, away=("Doug Perrin",))
    in_the_room.chaired(teller, meeting)
    begin_minutes(meeting, by=teller.clerk, on=today)
    take_item(meeting.items.get(title=CLASSES), meeting, by=teller.clerk, on=today)
    (question,) = teller.questions(ask)
    ballot = open_ballot(question, Method.ELECTRONIC, by=teller.clerk, on=today)
    for name, choice in (
        ("Anita Coles", VoteCast.FOR),
        ("Imran Qureshi", VoteCast.FOR),
        ("Miriam Stein", VoteCast.ABSTAIN),
    ):
        cast_vote(ballot, choice=choice, by=teller.people[name])


def _next(teller: Teller, day: date) -> None:
    """The next agenda: published, mostly tabled; one paper still has much in its way."""
    meeting = teller.call(day, COMING)
    year = year_after(financial_year(day))
    text = "## 1 Proposal\n\n1.1 The lines stay as they are. Each is put by itself.\n\n- School admissions\n- Servicing of the forum"
    central = teller.paper(meeting, LONG, "Central school services", text, author="finance")
    for label, line, amount in (
        ("2.1", "School admissions", 318000),
        ("2.2", "Servicing of the schools forum", 42500),
    ):
        ask = teller.recommend(
            central,
            label,
            f"Agree {line.lower()} for {year}.",
            amount=amount,
            decision_type="CSSB_ONGOING",
            financial_year=year,
        )
        teller.offer(
            ask, Source.CENTRALLY_RETAINED, line, from_on=starts_on(year), until_on=ends_on(year)
        )
    teller.table(central)
    _duties(teller, meeting, year)
    hubs = teller.paper(
        meeting, "Inclusion hubs: funding source", "Inclusion hubs",
        "## 1 Proposal\n\n1.1 The hubs opened in September. The high needs block could pay, or the balance brought forward.",
        author="inclusion",
    )  # fmt: skip
    teller.recommend(hubs, "1", "Agree to fund the inclusion hubs.", amount=212000)
    drafts.write(teller, meeting, day - AHEAD)
    late = AgendaItem(
        forum=teller.forum,
        meeting=meeting,
        title="Energy costs of special schools",
        kind=ItemKind.REPORT,
    )
    teller.publish(meeting)
    packs.make(meeting)
    add_item(late, by=teller.clerk, on=day - NOTICE + timedelta(days=1))
    in_the_room.answer(teller, meeting, day - NOTICE + timedelta(days=2))
    packs.supplement(teller, meeting, "High needs: places and top-ups")


def _duties(teller: Teller, meeting: Meeting, year: str) -> None:
    """Only two seats may vote on this, and one of them has sent apologies."""
    groups = [Group.MAINTAINED_SPECIAL, Group.MAINTAINED_PRU]
    paper = teller.paper(
        meeting,
        DUTIES,
        "De-delegation of central services",
        "## 1 Proposal\n\n1.1 The rates for each place stay at £20 in a special school and £25 in the unit.",
        author="finance",
    )
    ask = teller.recommend(
        paper,
        "1",
        f"Agree the rates of the statutory duties for {year}.",
        amount=3080,
        decision_type="EDU_FUNCTIONS",
        groups=groups,
        financial_year=year,
    )
    for group, rate, places in zip(groups, (20, 25), (94, 48), strict=True):
        total = Decimal(rate * places)
        line = RateLine(
            factor="Each place",
            unit_rate=Decimal(rate),
            units=Decimal(places),
            printed_total=total,
        )
        teller.offer(
            ask,
            Source.DE_DELEGATED,
            "Statutory and regulatory duties",
            [line],
            amount=total,
            group=group,
            service="Statutory and regulatory duties",
            from_on=starts_on(year),
            until_on=ends_on(year),
        )
    teller.table(paper)


def warnings_of(placement: Placement, on: date) -> tuple[Reason, ...]:
    return may_table(placement_facts(placement, on=on)).warnings
