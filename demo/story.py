"""Eighteen months of the Lindenshire Schools Forum, told through the workflow steps.

`today` is the day on which the demo is loaded: the last ordinary meeting lies a month back, one
meeting is going on today, and the next ordinary one is three weeks ahead.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import Method, Procedure
from decisions.workflow.minuting import publish_year_log
from decisions.workflow.voting import (
    close_ballot,
    open_procedural_ballot,
)
from demo import (
    actions,
    afterwards,
    ahead,
    audited,
    central,
    de_delegation,
    early_help,
    in_the_room,
    long_ago,
    minuted,
    summer,
    ten_years,
)
from demo.money import fill
from demo.people import becomes_academy, end_term, settle
from demo.telling import Teller
from forum.models import Constitution, Meeting
from forum.rules.financial_year import financial_year, year_after, year_before
from forum.workflow.setup import set_constitution
from papers.choices import Origin, Source
from papers.models import FundingOption, Matter, Recommendation
from papers.workflow.budget import open_matter
from papers.workflow.funding import offer_option
from papers.workflow.recommending import move_recommendation, place_again
from papers.workflow.tabling import table_placement


def tell(today: date) -> Teller:
    """Tell the whole story; the answer knows the forum and its people."""
    first, autumn, winter, spring, summer_day, last = (
        today - timedelta(days=days) for days in (524, 391, 300, 272, 160, 35)
    )
    began = first - timedelta(days=400)
    forum, people = settle(began)
    teller = Teller(forum, people)
    years = (year_before(financial_year(first)), financial_year(first), financial_year(today))
    fill(
        teller,
        tuple(dict.fromkeys((*years, year_after(years[2])))),
        by=people["finance"],
        on=began,
    )
    in_the_room.stand_ins(teller, began)
    in_the_room.count(teller, today)
    becomes_academy(forum, "Hollins Lane Primary School", summer_day, by=teller.clerk)
    meetings = _call(teller, first, autumn, winter, spring, summer_day, last)
    _first_summer(teller, meetings)
    _autumn(teller, meetings)
    _winter(teller, meetings)
    _spring(teller, meetings)
    _second_summer(teller, meetings)
    _last(teller, meetings)
    ahead.come(teller, today)
    long_ago.remember(teller, today)
    ten_years.remember(teller, today, first=first, years=years)
    actions.follow(teller, forum.meeting_set.to_come(today).earliest("held_on"), today)
    return teller


def _call(teller: Teller, *days: date) -> tuple[Meeting, ...]:
    first, autumn, winter, spring, summer_day, last = days
    return (
        teller.call(first, [early_help.FIRST], minutes=False),
        teller.call(autumn, [de_delegation.TITLE]),
        teller.call(winter, [*central.TITLES, early_help.AGAIN]),
        teller.call(spring, [early_help.SETTLING, central.ADMISSIONS], urgent=True),
        teller.call(summer_day, [summer.SUPPORT, summer.HUBS]),
        teller.call(last, ["Election of the chair", "Outturn of the last year"]),
    )


def _first_summer(teller: Teller, meetings: tuple[Meeting, ...]) -> None:
    """Four posts are agreed, and nobody says from which money."""
    first, _, winter, *_ = meetings
    paper = early_help.ask(teller, first)
    teller.hold(first, away=("Kwame Boateng",))
    teller.outcome = early_help.agree_in_principle(teller, paper, due=winter)
    teller.act(
        first,
        "Report on the practitioners and school clusters.",
        "early_help",
        winter,
        early_help.MATTER,
    )
    teller.close(first)
    teller.minute(
        first,
        {early_help.FIRST: "Members spoke of rising need, and of schools that cannot keep up."},
    )


def _autumn(teller: Teller, meetings: tuple[Meeting, ...]) -> None:
    """De-delegation, line by line and phase by phase."""
    first, autumn, *_ = meetings
    paper = de_delegation.write(teller, autumn)
    teller.hold(autumn, away=("Sheila Nolan",))
    _minutes_item(teller, autumn)
    teller.agree_minutes(first, autumn)
    de_delegation.decide(teller, paper)
    teller.close(autumn)
    teller.minute(
        autumn,
        {
            de_delegation.TITLE: "The primary members took the lines one by one. The special member asked what the duties cost elsewhere."
        },
    )


def _winter(teller: Teller, meetings: tuple[Meeting, ...]) -> None:
    """Growth, the formula, a change of use; the early help paper does not pass the gate."""
    _, autumn, winter, spring, *_ = meetings
    papers = central.write(teller, winter)
    early_help.ask_again(teller, winter)
    rules = Constitution(
        forum=teller.forum,
        in_force_from=winter.held_on,
        notice_working_days=7,
        chair_casting_vote=True,
        urgency_procedure=True,
        max_members_per_institution=2,
        adopted_where="Minute 4 of this meeting",
    )
    teller.hold(winter, away=("Stephen Gale", "Doug Perrin"))
    set_constitution(rules, by=teller.clerk, on=winter.held_on)
    _minutes_item(teller, winter)
    teller.agree_minutes(autumn, winter)
    central.decide(teller, papers, later=spring)
    teller.close(winter)
    teller.minute(winter, {central.GROWTH: "The criteria stay as they were agreed two years ago."})


def _spring(teller: Teller, meetings: tuple[Meeting, ...]) -> None:
    """The posts get their money, admissions comes back, and a motion is moved from the floor."""
    first, _, winter, spring, *_ = meetings
    afterwards.winter(teller, winter)
    admissions = Recommendation.objects.get(forum=teller.forum, paper__title=central.ADMISSIONS)
    again = place_again(
        admissions,
        spring.items.get(title=central.ADMISSIONS),
        by=teller.clerk,
        on=spring.held_on - timedelta(days=14),
    )
    table_placement(again, by=teller.clerk, on=spring.held_on - timedelta(days=12))
    until = date(spring.held_on.year, 10, 31)
    early_help.settle(teller, spring, teller.outcome, until)
    teller.agree_minutes(winter, spring)
    (question,) = teller.questions(admissions)
    teller.hands(question, 11)
    teller.agree(question)
    _motion(teller, spring)
    teller.close(spring)
    teller.minute(
        spring,
        {
            early_help.SETTLING: "What happens after October needs a decision of its own.",
            "Any other business": minuted.SAID,
        },
    )
    afterwards.spring(teller, spring, first)
    audited.spring(teller, spring)


def _motion(teller: Teller, meeting: Meeting) -> None:
    on, clerk = meeting.held_on, teller.clerk
    matter = open_matter(
        Matter(forum=teller.forum, title="Survey of small schools"), by=clerk, on=on
    )
    motion = Recommendation(
        forum=teller.forum,
        matter=matter,
        origin=Origin.FLOOR,
        label="Motion 1",
        text="Agree £4,500 for a survey of the costs of small schools.",
        decision_type="RESERVE_USE",
        seeks_resources=True,
        amount=Decimal(4500),
        financial_year=financial_year(on),
    )
    placement = move_recommendation(
        motion, meeting.items.get(kind="other_business"), by=clerk, on=on
    )
    option = FundingOption(
        forum=teller.forum,
        recommendation=motion,
        source=Source.ONE_OFF,
        budget_line=teller.lines["Schools block balance brought forward"],
        amount=motion.amount,
        financial_year=motion.financial_year,
        from_on=on,
        until_on=date(on.year, 12, 31) if on.month > 3 else date(on.year, 3, 31),
        proposer="Maintained primary governor 1",
    )
    offer_option(option, by=clerk, on=on)
    table_placement(placement, acknowledged=_as_moved(placement, on), by=clerk, on=on)
    (question,) = placement.questions.all()
    teller.hands(question, 7, 3, 2)
    teller.agree(question)


def _second_summer(teller: Teller, meetings: tuple[Meeting, ...]) -> None:
    """A report is received, and the hubs go ahead without a source: that is open to this day."""
    *_, spring, summer_day, last = meetings
    papers = summer.write(teller, summer_day)
    end_term(teller.forum, "Joy Adeyemi", summer_day.held_on + timedelta(days=40), by=teller.clerk)
    teller.hold(summer_day, away=("Lucy Farr", "Owen Rees", "Canon Alice Reeve"))
    in_the_room.chaired(teller, summer_day)
    in_the_room.comes_late(teller, summer_day, "Owen Rees", 16, 20)
    in_the_room.declares(
        teller,
        summer_day,
        summer.HUBS,
        "Bea Lindqvist",
        "Her school would host one of the hubs.",
    )
    teller.agree_minutes(spring, summer_day)
    summer.decide(teller, papers, due=last)
    in_the_room.leaves_early(teller, summer_day, "Sheila Nolan", 17, 40)
    teller.close(summer_day)
    teller.minute(
        summer_day, {summer.HUBS: "Two members asked for the source before the doors open."}
    )
    minuted.note_the_figures(teller, summer_day, summer.HUBS)
    year = financial_year(spring.held_on)
    publish_year_log(teller.forum, year, by=teller.clerk, on=summer_day.held_on)


def _last(teller: Teller, meetings: tuple[Meeting, ...]) -> None:
    """The chair is elected again; the draft minutes are out."""
    *_, spring, summer_day, last = meetings
    ahead.outturn(teller, last)
    teller.hold(last, away=("Imran Qureshi",))
    in_the_room.chaired(teller, last)
    in_the_room.elect_chair(teller, last)
    _minutes_item(teller, last)
    teller.agree_minutes(summer_day, last, sign=False)
    minuted.correct_the_survey(teller, spring, last)
    ahead.decide_outturn(teller, last)
    teller.act(
        last,
        "Bring a timetable for the review of historic commitments.",
        "finance",
        last.held_on + timedelta(days=20),
    )
    teller.close(last)
    minutes = teller.minute(
        last,
        {
            "Election of the chair": "The Mainstream academies 1 member was elected for one year.",
            "Any other business": minuted.NAMED,
        },
        publish=False,
    )
    minuted.publish_without_the_school(teller, minutes)


def _minutes_item(teller: Teller, meeting: Meeting) -> None:
    """The members agree the last minutes, and nobody is against it."""
    item = meeting.items.get(kind="minutes")
    ballot = open_procedural_ballot(
        item, Procedure.AGREE_MINUTES, Method.UNANIMOUS, by=teller.clerk, on=meeting.held_on
    )
    close_ballot(ballot, by=teller.clerk, on=meeting.held_on)


def _as_moved(placement, on: date) -> dict[str, str]:
    warnings = ahead.warnings_of(placement, on)
    return {each.key: "Moved at the meeting, and read out" for each in warnings}
