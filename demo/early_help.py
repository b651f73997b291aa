"""Four early help posts: agreed without a source, asked for again, settled eight months later."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import Result
from decisions.models import Action, Outcome
from decisions.workflow.following_up import close_action, note_progress
from demo import money
from demo.chamber import act, agree, declared, hands, question, record
from demo.telling import Teller
from forum.choices import ItemKind
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on
from papers.choices import OptionStatus, Origin, Purpose, Source
from papers.models import FundingOption, Recommendation
from papers.workflow.funding import mark_option, offer_option
from papers.workflow.recommending import move_recommendation

MATTER = "Early Help Practitioners"
COST = Decimal(89604)
FIRST, AGAIN, SETTLING = (
    "Schools and early help",
    "Early help practitioners: funding",
    "Early help practitioners: options for funding",
)
FIRST_TEXT = """## Proposal

11. Four Early Help Practitioners would work with schools in support of the lead practitioner, at a cost of £89,604
(4 x £22,401), managed by the family partnership team.

12. Other authorities have done the same, and their inspectors thought well of it.

13. It is proposed that the £89,604 is allocated from the centrally retained budgets or from the direct school grant.

14. If this is agreed, the work done and its results will be reported to the Forum before it is asked for more.
"""
AGAIN_TEXT = """## 6 Early help practitioners

6.1 The four posts are filled. The authority meets their cost until a source is settled, which it cannot do for long.

6.2 It is proposed to de-delegate the service next year, with behaviour support. A majority of schools would have to
buy it back.
"""
SETTLING_TEXT = """## 6 Early help practitioners

6.1 After discussions in the last year the Forum approved the funding of the four posts from the DSG. The authority
meets the cost until it is paid.

6.2 A review has found nothing left in the central school services block for this.

6.3 The Head of Inclusion proposes the additional one-off funding of £336,000 received into the high needs budget. It is
temporary, and limits what else can be done with that money.
"""


def ask(teller: Teller, meeting: Meeting) -> None:
    """The first paper: two sources stand in paragraph 13, and now in the recommendation too."""
    year = financial_year(meeting.held_on)
    paper = teller.paper(meeting, FIRST, MATTER, FIRST_TEXT, author="early_help")
    posts = teller.recommend(
        paper,
        "1",
        "Agree to the funding of £89,604 to recruit to four posts in early help and prevention, across primary and "
        "secondary schools.",
        amount=COST,
        financial_year=year,
    )
    for letter, source, line in (
        ("A", Source.CENTRALLY_RETAINED, money.INTERVENTION),
        ("B", Source.HIGH_NEEDS, money.INCLUSION),
    ):
        teller.offer(
            posts, source, line, letter=letter, from_on=meeting.held_on, until_on=ends_on(year)
        )


def agree_in_principle(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Agreed, full time and not term time only; from which money was left open."""
    asked = question(meeting, FIRST, "1")
    declared(teller, asked)
    record(
        teller,
        asked,
        Result.CARRIED_AS_AMENDED,
        resolution="Agreed to fund four Early Help Practitioner posts, full time and not term time only.",
        cost_effect="not stated",
        amount_agreed=COST,
        unsettled=True,
        action_text="Bring the funding source of the four posts to the Forum.",
        action_owner=teller.people["early_help"],
        action_due_meeting=teller.meetings[2],
    )
    return {
        FIRST: "Members spoke of rising need and of schools that cannot keep up. The posts should work with schools only. "
        "Nobody said which of the two sources should pay."
    }


def ask_again(teller: Teller, meeting: Meeting) -> None:
    """A de-delegation without phase or rates: the gate refuses it, and it stays a draft."""
    year = financial_year(meeting.held_on + timedelta(days=200))
    paper = teller.paper(meeting, AGAIN, MATTER, AGAIN_TEXT, author="early_help")
    service = teller.recommend(
        paper, "1", "De-delegate the early help service, as part of behaviour support.", amount=COST,
        financial_year=year, decision_type="DEDEL_PRIMARY",
    )  # fmt: skip
    teller.offer(service, Source.DE_DELEGATED, "Behaviour support service", service="Early help")


def ask_for_report(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Nothing is tabled on the money, so members take the matter up themselves."""
    item = meeting.items.get(kind=ItemKind.MATTERS_ARISING)
    on, clerk = meeting.held_on, teller.clerk
    motion = Recommendation(
        forum=teller.forum,
        matter=teller.matter(MATTER, by=clerk, on=on),
        origin=Origin.MATTERS_ARISING,
        label="MA1",
        text="Agree to receive a report on the practitioners and school clusters at the next meeting.",
        decision_type="GENERAL",
        financial_year=financial_year(on),
    )
    placement = move_recommendation(motion, item, by=clerk, on=on)
    about = FundingOption(
        forum=teller.forum,
        recommendation=motion,
        source=Source.HIGH_NEEDS,
        budget_line=teller.lines[money.INCLUSION],
        financial_year=motion.financial_year,
        note="The money that the posts are about, as far as it is known",
    )
    offer_option(about, by=clerk, on=on)
    teller.table_alone(placement, on=on)
    asked = question(meeting, item.title, "MA1")
    hands(teller, asked)
    record(teller, asked, Result.CARRIED)
    act(
        teller, item, "Present the early help practitioners and school clusters to the Forum.", "early_help",
        teller.meetings[3], MATTER,
    )  # fmt: skip
    return {
        AGAIN: "The paper was not tabled: it would de-delegate money and names neither phase nor rates. Item withdrawn.",
        item.title: "The impact of the posts has not been measured, and the authority bears their cost meanwhile.",
    }


def offer_one_off(teller: Teller, meeting: Meeting) -> None:
    """A third way: one-off money that lies in the high needs block."""
    last = until(meeting.held_on)
    year = financial_year(last)
    paper = teller.paper(meeting, SETTLING, MATTER, SETTLING_TEXT, author="inclusion")
    posts = teller.recommend(
        paper,
        "1",
        "Settle from which money the four posts are paid for their first year, and agree it.",
        amount=COST,
        financial_year=year,
        decision_type="RESERVE_USE",
    )
    begins = max(meeting.held_on, starts_on(year))
    teller.offer(
        posts,
        Source.CENTRALLY_RETAINED,
        money.INTERVENTION,
        letter="A",
        from_on=begins,
        until_on=ends_on(year),
    )
    teller.offer(
        posts,
        Source.ONE_OFF,
        money.ONE_OFF,
        letter="B",
        from_on=begins,
        until_on=last,
        proposer="Head of Inclusion",
        note="Temporary; limits what else the money can do",
    )


def settle(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """One-off money, to the end of a month; what follows needs a decision of its own."""
    asked = question(meeting, SETTLING, "1")
    option = asked.placement.recommendation.options.get(letter="A")
    mark_option(
        option, OptionStatus.UNAVAILABLE, note="The review of the block found nothing left.",
        by=teller.clerk, on=meeting.held_on,
    )  # fmt: skip
    hands(teller, asked, against=1, abstained=2)
    last = until(meeting.held_on)
    agree(
        teller,
        asked,
        resolution=f"Agreed to pay the four posts to {last:%B %Y}, the first year of the appointments, from the "
        "additional one-off high needs money.",
        settles=(Outcome.objects.get(question__placement__agenda_item__title=FIRST),),
        assumption="Amount and year assumed: the resolution states neither.",
    )
    act(
        teller, meeting.items.get(title=SETTLING), "Evaluate the posts before any extension is asked for.",
        "early_help", teller.meetings[5], MATTER,
    )  # fmt: skip
    return {
        SETTLING: "The presenter of the report on clusters could not attend. Members asked how approval without a source "
        "could happen, and what was to be learned from it."
    }


def progress(teller: Teller, meeting: Meeting) -> None:
    """One of the two actions moves a little; the other is still open to this day."""
    evaluation = Action.objects.get(text__startswith="Evaluate the posts")
    note_progress(
        evaluation, text="Questions agreed with head teachers; answers are coming in.",
        by=teller.people["early_help"], on=meeting.held_on - timedelta(days=25),
    )  # fmt: skip


def lessons(teller: Teller, meeting: Meeting) -> None:
    """An officer reports how it came about, and the two rules that follow from it."""
    paper = teller.paper(
        meeting, LESSONS, MATTER, LESSONS_TEXT, author="chief_finance", purpose=Purpose.DISCUSSION
    )
    for label, text in (
        ("26", ("Note that all requests for resources carry specific options for funding in their recommendations before "
               "they are tabled.")),
        ("27", "Note that all minutes clearly record the Forum's decision on the funding source."),
    ):  # fmt: skip
        rule = teller.recommend(
            paper, label, text, decision_type="MONITORING",
            financial_year=financial_year(meeting.held_on),
        )  # fmt: skip
        teller.offer(
            rule,
            Source.ONE_OFF,
            money.ONE_OFF,
            amount=None,
            until_on=until(teller.meetings[3].held_on),
        )


def note_lessons(teller: Teller, meeting: Meeting) -> dict[str, str]:
    for label in ("26", "27"):
        record(teller, question(meeting, LESSONS, label), Result.NOTED)
    inquiry = Action.objects.get(text__startswith="Find out how")
    close_action(
        inquiry, evidence=f"Report “{LESSONS}”, {meeting.held_on:%-d %B %Y}.",
        by=teller.clerk, on=meeting.held_on,
    )  # fmt: skip
    return {
        LESSONS: "Both rules hold from now on. The clerk said that the system would see to it."
    }


def inquire(teller: Teller, meeting: Meeting) -> None:
    item = meeting.items.get(title=SETTLING)
    act(
        teller, item, "Find out how money was agreed without a source, and what is to be learned.",
        "chief_finance", teller.meetings[4], MATTER,
    )  # fmt: skip


LESSONS = "Early help practitioners: how the funding was decided"
LESSONS_TEXT = """## Summary

23. It is clear that the posts were agreed at the first meeting.

24. No list of funding options stood in the recommendation, so the source was still open two meetings later.

25. The one-off high needs money was then agreed for the first year of the posts.

## Recommendations

26. and 27. are two rules that keep this from happening again.
"""


def until(day: date) -> date:
    """The end of the eighth month after a decision of the day."""
    months = day.month + 8
    return date(day.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
