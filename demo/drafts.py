"""Two papers that are still being written: their options side by side, and who clears them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after
from papers.choices import AmountUnit, ClearanceKind, Precision, Source
from papers.models import ClearanceRequest, Paper
from papers.workflow.clearing import Ask, ask_clearance, give_clearance
from papers.workflow.drafting import Edited, save_paper

HISTORIC = "Review of historic commitments"
PLACES = "High needs: places and top-ups"
SUPPORT_TEAMS = """## 1 Background

1.1 The forum has paid towards local support teams since 2012. For every £1 that it contributes, the County Council adds a further £5.

1.2 The commitment was last agreed in December.

## 2 Proposal

2.1 The historic commitment could go on; or the balance could carry the teams for two years, falling from year to year, while schools decide whether to buy the service."""
PATHFINDER = """## 1 Background

1.1 The Department for Education has asked authorities to bid for a pathfinder. The most that may be given to a county of this size is up to and including £5m.

## 2 Proposal

2.1 Twelve places open on 1 September. A full year costs £600,000."""
REFUSED = "The teams close on 31 March. 412 families are waiting, and the County Council's £5 for each £1 is lost."


def write(teller: Teller, meeting: Meeting, today: date) -> None:
    """Both are drafts on the next agenda; in one a text was changed after finance cleared it."""
    year = year_after(financial_year(meeting.held_on))
    teams = _support_teams(teller, meeting, year)
    places = _places(teller, meeting, year)
    _cleared_in_order(teller, places, today)
    _changed_after_clearance(teller, teams, today)


def _support_teams(teller: Teller, meeting: Meeting, year: str) -> Paper:
    """A historic commitment with match funding, against one-off money that falls for two years."""
    paper = teller.paper(
        meeting, HISTORIC, "Early help, family support teams", SUPPORT_TEAMS, author="families"
    )
    ask = teller.recommend(
        paper, "1", "Agree £150,000 towards the local support teams.", amount=150000,
        decision_type="CSSB_HISTORIC", financial_year=year, do_nothing=REFUSED,
    )  # fmt: skip
    teller.offer(
        ask, Source.CENTRALLY_RETAINED, "Contribution to combined budgets",
        from_on=starts_on(year), until_on=ends_on(year), last_year_amount=Decimal(150000),
        is_recurring=True, after_end="The forum is asked again each December.",
        match_amount=Decimal(750000), match_from="Lindenshire County Council",
        match_ours=Decimal(1), match_theirs=Decimal(5),
        match_words="For every £1 that the forum contributes, a further £5",
        conditions=["A termly report to the forum", "Half of the referrals come from schools"],
    )  # fmt: skip
    for of_year, amount in ((year, 100000), (year_after(year), 50000)):
        teller.offer(
            ask, Source.ONE_OFF, "Schools block balance brought forward", letter="B",
            amount=amount, financial_year=of_year, from_on=starts_on(of_year),
            until_on=ends_on(of_year), is_recurring=False,
            after_end="Schools buy the service, or it ends.",
            proposer="Chair of the Headteachers' Group",
        )  # fmt: skip
    return paper


def _places(teller: Teller, meeting: Meeting, year: str) -> Paper:
    """Part of a year from the high needs block, or an external grant with its claw-back."""
    paper = teller.paper(meeting, PLACES, "High needs places", PATHFINDER, author="inclusion")
    ask = teller.recommend(
        paper, "1", "Agree to open twelve places from 1 September.", amount=350000,
        decision_type="GENERAL", financial_year=year,
        do_nothing="Twelve children travel out of the county, at about £52,000 a year each.",
    )  # fmt: skip
    opens = date(starts_on(year).year, 9, 1)
    teller.offer(
        ask, Source.HIGH_NEEDS, "Support for inclusion", from_on=opens, until_on=ends_on(year),
        is_recurring=True, full_year_amount=Decimal(600000), months=7,
        after_end="The places go on at £600,000 a year from the high needs block.",
        amount_precision=Precision.APPROXIMATE, amount_as_printed="c. £350k",
    )  # fmt: skip
    teller.offer(
        ask, Source.ONE_OFF, "Families First pathfinder grant", letter="B",
        from_on=opens, until_on=ends_on(year), is_recurring=False, amount_unit=AmountUnit.ONE_YEAR,
        ceiling=Decimal(5000000), grant_reference="Department for Education, pathfinder wave 2",
        claw_back="Funding could be reclaimed if delivery is not as documented",
        conditions=["Subject to selection as a pathfinder"],
        after_end="The grant ends; the places close unless the forum finds other money.",
    )  # fmt: skip
    return paper


def _cleared_in_order(teller: Teller, paper: Paper, today: date) -> None:
    """Finance has cleared it; the director is next, then the chair."""
    by = teller.people["inclusion"]
    asked = ask_clearance(
        paper,
        [
            Ask(ClearanceKind.FINANCE, teller.people["finance"], 1),
            Ask(ClearanceKind.DIRECTOR, teller.people["families"], 2),
            Ask(ClearanceKind.CHAIR, teller.people["Fiona Drummond"], 3),
        ],
        due_on=today + timedelta(days=5),
        words="The part-year sum, and what a full year costs.",
        by=by,
        on=today,
    )
    _give(teller, asked[0], "Seven twelfths of £600,000 are £350,000.", today)


def _changed_after_clearance(teller: Teller, paper: Paper, today: date) -> None:
    """Finance cleared the first version; then a figure of the text was changed."""
    by = teller.people["families"]
    asked = ask_clearance(
        paper,
        [
            Ask(ClearanceKind.FINANCE, teller.people["finance"], 1),
            Ask(ClearanceKind.LEGAL, teller.people["early_help"], 1),
            Ask(ClearanceKind.DIRECTOR, teller.people["inclusion"], 2),
        ],
        due_on=today + timedelta(days=3),
        by=by,
        on=today - timedelta(days=1),
    )
    _give(teller, asked[0], "Within the limit of last year.", today)
    blocks = tuple(
        replace(each, text=each.text.replace("since 2012", "since 2012, without a review"))
        for each in paper.blocks
    )
    edited = Edited(base=paper.version, title=paper.title, purpose=paper.purpose, blocks=blocks)
    save_paper(paper, edited, by=by, on=today)


def _give(teller: Teller, request: ClearanceRequest, note: str, on: date) -> None:
    give_clearance(request, note=note, by=request.asked_of, on=on)
