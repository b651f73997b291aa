"""Four early help posts: agreed without a source, asked for again, settled 7 months later."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import Result
from decisions.models import Outcome
from decisions.workflow.deciding import AwardDraft
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year
from papers.choices import Source
from papers.models import Paper

MATTER = "Early Help Practitioners"
COST = 89604
FIRST, AGAIN, SETTLING = (
    "Early help: four practitioners",
    "Early help practitioners: funding",
    "Early help practitioners: one-off funding",
)
FIRST_TEXT = """## 1 Proposal

1.1 Four Early Help Practitioners would work with schools as lead practitioners, at £89,604 (4 x £22,401) a year.

1.2 Either the contribution to combined budgets or the line for family liaison could carry the cost.
"""
AGAIN_TEXT = """## 1 Background

1.1 The posts were agreed in principle and are filled. The authority pays for them until a source is settled.

## 2 Proposal

2.1 The service could be de-delegated next year under behaviour support. No rates have been worked out yet.
"""
SETTLING_TEXT = """## 1 Proposal

1.1 The central block has nothing left. The one-off additional high needs grant of £336,000 could carry the first
year of the posts, which leaves less for other uses.

1.2 What happens after that needs a decision of its own.
"""


def ask(teller: Teller, meeting: Meeting) -> Paper:
    """The first paper: two alternatives, tabled."""
    year = financial_year(meeting.held_on)
    paper = teller.paper(meeting, FIRST, MATTER, FIRST_TEXT, author="early_help")
    posts = teller.recommend(
        paper,
        "1",
        "Agree to fund four Early Help Practitioner posts.",
        amount=COST,
        financial_year=year,
    )
    for letter, line in (
        ("A", "Contribution to combined budgets"),
        ("B", "Family liaison officers"),
    ):
        teller.offer(
            posts,
            Source.CENTRALLY_RETAINED,
            line,
            letter=letter,
            from_on=meeting.held_on,
            until_on=ends_on(year),
            last_year_amount=Decimal(COST),
        )
    teller.table(paper)
    return paper


def agree_in_principle(teller: Teller, paper: Paper, due: Meeting) -> Outcome:
    """Agreed, full time and not term time only; from which money was left open."""
    (question,) = teller.questions(paper.recommendations.get())
    teller.declared(question)
    return teller.record(
        question,
        Result.CARRIED_AS_AMENDED,
        resolution="Agree to fund four Early Help Practitioner posts, full time and not term time only.",
        cost_effect="Not stated",
        amount_agreed=Decimal(COST),
        unsettled=True,
        action_text="Bring the funding source of the four posts to the Forum.",
        action_owner=teller.people["early_help"],
        action_due_meeting=due,
    )


def ask_again(teller: Teller, meeting: Meeting) -> Paper:
    """A de-delegation without phase or rates: the gate refuses it, and it stays a draft."""
    year = financial_year(meeting.held_on + timedelta(days=200))
    paper = teller.paper(meeting, AGAIN, MATTER, AGAIN_TEXT, author="early_help")
    service = teller.recommend(
        paper, "1", "De-delegate the early help service.", amount=COST, financial_year=year,
        decision_type="DEDEL_SCHOOL_IMPROVEMENT",
    )  # fmt: skip
    teller.offer(service, Source.DE_DELEGATED, "Behaviour support service", service="Early help")
    return paper


def settle(teller: Teller, meeting: Meeting, earlier: Outcome, until: date) -> None:
    """One-off money, to the end of October."""
    year = financial_year(meeting.held_on)
    paper = teller.paper(meeting, SETTLING, MATTER, SETTLING_TEXT, author="inclusion")
    posts = teller.recommend(
        paper, "1", "Agree to fund the posts for their first year from one-off high needs money.",
        amount=COST, financial_year=year,
    )  # fmt: skip
    option = teller.offer(
        posts,
        Source.ONE_OFF,
        "High needs, one-off additional grant",
        from_on=meeting.held_on,
        until_on=until,
        proposer="Head of Inclusion",
    )
    teller.table(paper)
    teller.hold(meeting, away=("Imran Qureshi", "Nadia Haddad"))
    (question,) = teller.questions(posts)
    teller.hands(question, 9, 1, 2)
    award = AwardDraft(
        option.source, option.budget_line, option.amount, year, option.from_on, until, option
    )
    teller.record(
        question, Result.CARRIED, amount_agreed=option.amount, awards=(award,), settles=(earlier,)
    )
