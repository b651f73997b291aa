"""What the visitor finds: a meeting going on today, the next agenda, and drafts in trouble."""

from __future__ import annotations

from datetime import timedelta

from decisions.choices import Method, VoteCast
from decisions.workflow.voting import cast_vote, open_ballot
from demo import money
from demo.chamber import assemble, question
from demo.de_delegation import FACILITY, MATTER, PRIMARY, PUPILS, offer_rates
from demo.telling import Teller
from forum.choices import MeetingKind
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after
from papers.choices import Purpose, Source
from papers.workflow.recommending import declare_nil

CLASSES = "Growth fund: extra classes at two schools"
LONG = (
    "Proposals for the central school services block and for early years, with the outcome of the consultation with all "
    "maintained schools, academies and early years providers, and what happens to each line if the Forum does not agree to it"
)
HUBS, TOP_UPS, SCHEME, ENERGY = (
    "Inclusion hubs: funding source",
    "High needs: places and top-ups",
    "Scheme for financing schools: changes",
    "Energy costs of special schools",
)
TO_FOLLOW = (
    "Review of historic commitments",
    "Survey of small schools: first results",
    "Membership and terms of office",
    "Forward plan",
)
ARISES = timedelta(days=9)


def meet_today(teller: Teller) -> Meeting:
    """An urgent meeting at short notice, open now, with a ballot on members' devices."""
    today = teller.calendar.today
    meeting = teller.call(today, on=today - timedelta(days=18), kind=MeetingKind.EXTRAORDINARY)
    teller.published[meeting.pk] = today - ARISES
    teller.open_agenda(meeting)
    year = financial_year(today)
    text = (
        "## 1 Proposal\n\n1.1 Two schools have opened extra classes at short notice. Under the criteria agreed last winter "
        "their share of the growth fund is £37,600.\n\n## 2 Why now\n\n2.1 The teachers are in post, and the schools must "
        "know before the next ordinary meeting."
    )
    paper = teller.paper(meeting, CLASSES, "Growth fund", text, author="finance")
    ask = teller.recommend(
        paper, "1", "Agree two payments from the growth fund, £37,600 together.", amount=37600,
        decision_type="GROWTH_FUND", financial_year=year,
    )  # fmt: skip
    teller.offer(
        ask, Source.CENTRALLY_RETAINED, money.GROWTH, from_on=starts_on(year), until_on=ends_on(year)
    )  # fmt: skip
    teller.table(meeting)
    teller.publish(meeting, reason="The schools need an answer before the next ordinary meeting.")
    return meeting


def vote_now(teller: Teller, meeting: Meeting) -> None:
    """Four have voted; the others are still to vote."""
    assemble(teller, meeting, away=("Doug Perrin",))
    asked = question(meeting, CLASSES, "1")
    ballot = open_ballot(asked, Method.ELECTRONIC, by=teller.clerk, on=meeting.held_on)
    for name, choice in (
        ("Anita Coles", VoteCast.FOR),
        ("Imran Qureshi", VoteCast.FOR),
        ("Sheila Nolan", VoteCast.AGAINST),
        ("Miriam Stein", VoteCast.ABSTAIN),
    ):
        cast_vote(ballot, choice=choice, by=teller.people[name])


def prepare_next(teller: Teller, meeting: Meeting) -> None:
    """The next agenda went out yesterday; one paper still has much in its way."""
    yesterday = teller.calendar.today - timedelta(days=1)
    teller.published[meeting.pk] = yesterday
    teller.open_agenda(meeting)
    year = year_after(financial_year(meeting.held_on))
    _facility(teller, meeting, year)
    _central(teller, meeting, year)
    _consultations(teller, meeting, year)
    hubs = teller.paper(
        meeting, HUBS, "Inclusion hubs",
        "## 1 Proposal\n\n1.1 The hubs opened in September. The high needs block could pay, or the balance brought "
        "forward; or the cost could be met from the DSG.",
        author="inclusion",
    )  # fmt: skip
    teller.recommend(hubs, "1", "Agree to fund the inclusion hubs.", amount=212000)
    for title in TO_FOLLOW:
        teller.item(meeting, title)
    teller.table(meeting, but=[HUBS])
    teller.publish(meeting)


def add_late_item(teller: Teller, meeting: Meeting) -> None:
    """What came up after the agenda went out gets a letter after its number."""
    teller.item(meeting, ENERGY, on=teller.calendar.today)


def _facility(teller: Teller, meeting: Meeting, year: str) -> None:
    text = (
        "## 1 Proposal\n\n1.1 The working group proposes £2.63 a pupil, last year £2.50, to meet the salaries of the "
        "representatives. At 17,284 pupils that is £45,457."
    )
    paper = teller.paper(meeting, f"{FACILITY} {year}", MATTER, text, author="finance")
    ask = teller.recommend(
        paper, "1", "Consider whether to de-delegate funding for trade union facility time.",
        amount=45457, decision_type="DEDEL_PRIMARY", financial_year=year,
    )  # fmt: skip
    rates = (("AWPU", "2.63", PUPILS, 45457, "2.50"),)
    offer_rates(teller, ask, FACILITY, PRIMARY, 45457, 1, rates)


def _central(teller: Teller, meeting: Meeting, year: str) -> None:
    text = (
        "## 1 Proposal\n\n1.1 Each line is put by itself.\n\n| Line | Asked |\n|---|---|\n| School admissions | £318,000 "
        "|\n| Servicing of the schools forum | £42,500 |\n| Early years: central spending | £824,000 |\n\n## 2 Consultation"
        "\n\n2.1 64 schools and settings answered; 51 were in favour of all three lines."
    )
    paper = teller.paper(meeting, LONG, "Central school services", text, author="finance")
    for label, line, amount, kind in (
        ("2.1", money.ADMISSIONS, 318000, "CSSB_ONGOING"),
        ("2.2", money.SERVICING, 42500, "CSSB_ONGOING"),
        ("2.3", money.EARLY_CENTRAL, 824000, "EY_CENTRAL"),
    ):
        ask = teller.recommend(
            paper, label, f"Agree the line “{line}”.", amount=amount, decision_type=kind,
            financial_year=year,
        )  # fmt: skip
        teller.offer(
            ask, Source.CENTRALLY_RETAINED, line, from_on=starts_on(year), until_on=ends_on(year)
        )  # fmt: skip


def _consultations(teller: Teller, meeting: Meeting, year: str) -> None:
    """One on high needs, and a change to the scheme that touches no money."""
    text = "## 1 Proposal\n\n1.1 Top-up rates rise by 2%; 40 more places are commissioned at three schools."
    top_ups = teller.paper(
        meeting, TOP_UPS, "High needs places and top-ups", text, author="inclusion",
        purpose=Purpose.CONSULTATION,
    )  # fmt: skip
    view = teller.recommend(
        top_ups, "1", "Comment on the arrangements for places and top-ups.",
        decision_type="HN_PLACES_TOPUP", financial_year=year,
    )  # fmt: skip
    teller.offer(view, Source.HIGH_NEEDS, money.TOP_UPS, amount=None)
    text = "## 1 Proposal\n\n1.1 Schools would send their budget plans by 15 May, a fortnight earlier than now."
    scheme = teller.paper(meeting, SCHEME, "Scheme for financing schools", text, author="finance")
    change = teller.recommend(
        scheme, "1", "Approve the change to section 2.4 of the scheme.",
        decision_type="SCHEME_CHANGE", financial_year=year,
    )  # fmt: skip
    declare_nil(
        change, reason="A date is moved; no budget line is drawn on.",
        by=teller.people["chief_finance"], on=teller.writing_day(meeting),
    )  # fmt: skip
