"""A decision by one office-holder between meetings: reported, conditional, with a delegation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisions.choices import ConditionState, Result
from decisions.models import Condition, ExecutiveDecision
from decisions.workflow.executive import mark_condition, record_executive_decision
from demo import money
from demo.chamber import act, question, record
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year
from papers.choices import Purpose, Source

MATTER = "Families First pathfinder"
TITLE = "Families First for Children pathfinder: a decision between meetings"
REFERENCE = "LCC/EX/0113"
SELECTED = "The Department for Education selects the authority as a pathfinder"
KEPT = "Delivery is as documented; else the department may reclaim the money"
TEXT = """## 1 Report

1.1 The department invests over £45m in testing reforms of family help; £19.5m of it is for this wave.

1.2 Authorities of this size could bid for up to and including £5m. The bid is £4,996,042.

1.3 The decision could not wait for this meeting. It is reported here, and the grant is not part of the DSG.
"""


def decide_between_meetings(teller: Teller, meeting: Meeting) -> ExecutiveDecision:
    """The cabinet member accepts the grant and lets the director do what follows from it."""
    officer, on = teller.people["families"], meeting.held_on - timedelta(days=40)
    return record_executive_decision(
        ExecutiveDecision(
            forum=teller.forum,
            matter=teller.matter(MATTER, by=officer, on=on),
            reference=REFERENCE,
            title="Families First for Children pathfinder",
            decided_by_post="Cabinet Member for Children's Services",
            decided_on=on,
            text="Enter into the agreements needed to become a pathfinder, and accept the grant that goes with them.",
            key_reasons=[
                "Expenditure of more than £1 million",
                "Affects two or more divisions",
                "Involves significant service development",
            ],
            delegation="The Director of Children's Services, in consultation with the Cabinet Member, takes the other "
            "steps needed, such as finishing and entering into contracts.",
            amount=Decimal(4996042),
            source=Source.ONE_OFF,
            budget_line=teller.lines[money.GRANT],
            financial_year=financial_year(meeting.held_on),
            reported_to=meeting,
        ),
        (SELECTED, KEPT),
        by=officer,
        on=on,
    )


def write(teller: Teller, meeting: Meeting) -> None:
    year = financial_year(meeting.held_on)
    paper = teller.paper(
        meeting, TITLE, MATTER, TEXT, author="families", purpose=Purpose.INFORMATION
    )
    noting = teller.recommend(
        paper,
        "1",
        f"Note the executive decision {REFERENCE}.",
        decision_type="MONITORING",
        financial_year=year,
    )
    teller.offer(
        noting, Source.ONE_OFF, money.GRANT, amount=4996042, until_on=ends_on(year),
        note="A grant of the department, outside the DSG",
    )  # fmt: skip


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    record(teller, question(meeting, TITLE, "1"), Result.NOTED)
    act(
        teller, meeting.items.get(title=TITLE), "Complete the data protection assessment, now that selection is near.",
        "families", teller.calendar.coming + timedelta(days=30), MATTER,
    )  # fmt: skip
    return {TITLE: "The Forum heard of the decision after the event, and noted it."}


def selected(teller: Teller, day: date) -> None:
    """The department writes; the other condition stays open while the grant runs."""
    mark_condition(
        Condition.objects.get(text=SELECTED),
        ConditionState.MET,
        evidence="Letter of the department to the director.",
        by=teller.people["families"],
        on=day,
    )
