"""The summer meeting: family support reports, and inclusion hubs are agreed without a source."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from decisions.choices import Result
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year
from papers.choices import Source
from papers.models import Paper

SUPPORT = "Family support teams: progress and impact on outcomes for children of school age"
HUBS = "Inclusion hubs in four districts"
SUPPORT_TEXT = """## PART A Reasons for the recommendations

1. The Forum gives £1.44m a year to the family support teams, a historic commitment. For every £1 the authority adds £5.

2. How well the money works was never formally reviewed.

## PART B Background

3. A survey of school leaders had 119 replies, 79 of them from primary schools.

| Action | State |
|---|---|
| Working group renamed, terms revised | done |
| Survey of schools repeated | due in June |
| Feedback from children each term | continuing |
| Protocol for disagreements | drafted |
| Joint quality audit | slow |
"""
HUBS_TEXT = """## 1 Proposal

1.1 Four hubs would take pupils for short placements, at £212,000 a year from September.

1.2 The line for inclusion or the one-off additional grant could pay.
"""


def write(teller: Teller, meeting: Meeting) -> tuple[Paper, Paper]:
    return _support(teller, meeting), _hubs(teller, meeting)


def decide(teller: Teller, papers: tuple[Paper, Paper], due: Meeting) -> None:
    """Three answers to the report; the hubs go ahead in principle."""
    support, hubs = papers
    for recommendation in support.recommendations.all():
        (question,) = teller.questions(recommendation)
        if recommendation.label == "2":
            teller.hands(question, 11)
            teller.record(question, Result.CARRIED)
        else:
            comments = (
                "" if recommendation.label == "1" else "Attendance figures; cost for each family."
            )
            teller.record(question, Result.NOTED, comments=comments)
    (question,) = teller.questions(hubs.recommendations.get())
    teller.hands(question, 8, 2, 1)
    teller.record(
        question,
        Result.CARRIED,
        amount_agreed=Decimal(212000),
        unsettled=True,
        action_text="Say which high needs money pays for the hubs.",
        action_owner=teller.people["inclusion"],
        action_due_meeting=due,
    )
    meeting = question.placement.meeting
    teller.act(
        meeting,
        "Send members the attendance figures of the family support teams.",
        "families",
        meeting.held_on + timedelta(days=90),
        "Family support teams",
    )


def _support(teller: Teller, meeting: Meeting) -> Paper:
    year = financial_year(meeting.held_on)
    paper = teller.paper(meeting, SUPPORT, "Family support teams", SUPPORT_TEXT, author="families")
    for label, text, kind in (
        ("1", "That the Forum notes the progress of the family support teams.", "MONITORING"),
        ("2", "That the Forum agrees to receive a further report at its next meeting.", "GENERAL"),
        (
            "3",
            "That the Forum identify what else it needs to resolve on the allocation.",
            "MONITORING",
        ),
    ):
        recommendation = teller.recommend(
            paper, label, text, decision_type=kind, financial_year=year
        )
        teller.offer(
            recommendation,
            Source.CENTRALLY_RETAINED,
            "Early help, family support teams",
            amount=None,
        )
    teller.table(paper)
    return paper


def _hubs(teller: Teller, meeting: Meeting) -> Paper:
    year = financial_year(meeting.held_on)
    paper = teller.paper(meeting, HUBS, "Inclusion hubs", HUBS_TEXT, author="inclusion")
    ask = teller.recommend(
        paper, "1", "Agree to fund four inclusion hubs.", amount=212000, financial_year=year
    )
    teller.offer(
        ask,
        Source.HIGH_NEEDS,
        "Support for inclusion",
        letter="A",
        from_on=meeting.held_on,
        until_on=ends_on(year),
    )
    teller.offer(
        ask, Source.ONE_OFF, "High needs, one-off additional grant", letter="B",
        from_on=meeting.held_on, until_on=ends_on(year),
    )  # fmt: skip
    teller.table(paper)
    return paper
