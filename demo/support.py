"""A progress report with three recommendations of three kinds: note, receive, identify."""

from __future__ import annotations

from datetime import timedelta

from decisions.choices import Result
from decisions.models import Action
from decisions.workflow.following_up import close_action, note_progress
from demo import money
from demo.chamber import act, hands, question, record
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import financial_year
from papers.choices import Purpose, Source

MATTER = "Family support teams"
TITLE = "Family support teams: an update on their work with schools and on outcomes for children of school age"
TEXT = """## PART A Reasons for the recommendations

1. The Forum allocated £1.44m to the family support teams for the continued provision of early help, after a review of
value for money.

2. The Forum asked for a report on progress before the end of the school year.

## PART B Background

3. The amount has not changed since 2012. The arrangement was never formally monitored or reviewed before.

## Joint working

4. The reference group of head teachers is now the Schools and Support Teams Partnership Working Group; Appendix 1 has its
terms.

5. A survey of school leaders had 119 replies, 79 of them from primary schools. It is repeated in June.

6. Three themes came out of it: consistency, capacity and communication.

7. What has been done since:

| Action | State |
|---|---|
| Working group renamed and its terms revised | Done |
| Survey of school leaders repeated | Due in June |
| Consultation with children each term | Continuing |
| Schools asked at the end of each case | Being written into practice |
| Protocol for disagreements | Drafted, not signed off |
| Joint audit of case work | Slow |
| Report card each term | First one made, Appendix 4 |

## Co-funding

9. For every £1 from the grant the authority adds a further £5.
"""
RECOMMENDATIONS = (
    ("1", ("That the Forum notes progress made in partnership with headteacher representatives, since the report to the "
          "Forum meeting in December {year}."), "MONITORING"),
    ("2", ("That the Forum agrees to receive a further report at its next meeting on the outcome of the repeated survey of "
          "school leaders."), "GENERAL"),
    ("3", ("That the Forum identify any additional information that it needs to resolve on the allocation for the continued "
          "provision of early help."), "MONITORING"),
)  # fmt: skip
WANTED = (
    ("Send members the cost of a case for each district.", "finance"),
    ("Send members the attendance figures of the pupils concerned.", "families"),
)


def write(teller: Teller, meeting: Meeting) -> None:
    paper = teller.paper(
        meeting, TITLE, MATTER, TEXT, author="families", purpose=Purpose.DISCUSSION
    )
    for label, text, kind in RECOMMENDATIONS:
        recommendation = teller.recommend(
            paper,
            label,
            text.format(year=meeting.held_on.year + 1),
            decision_type=kind,
            financial_year=financial_year(meeting.held_on),
        )
        teller.offer(
            recommendation,
            Source.CENTRALLY_RETAINED,
            money.SUPPORT,
            amount=1440000,
            last_year_amount=1440000,
            note="Historic commitment, £1.44m; £5 of the authority for each £1",
        )


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Noted; agreed; and what members want to know becomes actions."""
    record(teller, question(meeting, TITLE, "1"), Result.NOTED)
    receive = question(meeting, TITLE, "2")
    hands(teller, receive)
    record(teller, receive, Result.CARRIED)
    record(
        teller,
        question(meeting, TITLE, "3"),
        Result.NOTED,
        comments="The cost of a case for each district.\nThe attendance of the pupils concerned.",
    )
    item, due = meeting.items.get(title=TITLE), teller.meetings[5]
    act(teller, item, "Report the outcome of the repeated survey.", "families", due, MATTER)
    for text, owner in WANTED:
        act(teller, item, text, owner, meeting.held_on + timedelta(days=60), MATTER)
    return {
        TITLE: "Recommendation 1 counts from a December that has not come yet; last December is meant."
    }


def follow_up(teller: Teller, meeting: Meeting) -> None:
    """One of the actions is done, one is under way, one is late."""
    costs = Action.objects.get(text=WANTED[0][0])
    close_action(
        costs, evidence="Table of 4 districts sent to all members.",
        by=teller.people["finance"], on=meeting.held_on - timedelta(days=25),
    )  # fmt: skip
    survey = Action.objects.get(text__startswith="Report the outcome")
    note_progress(
        survey, text="The survey closed with 97 replies; the analysis takes until the summer.",
        by=teller.people["families"], on=meeting.held_on - timedelta(days=25),
    )  # fmt: skip
