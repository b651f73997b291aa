"""A paper for information that ends £1m of grants: noted, with comments, and without a vote."""

from __future__ import annotations

from decisions.choices import Result
from demo import money
from demo.chamber import act, question, record
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import financial_year
from papers.choices import Precision, Purpose, Source

MATTER = "Family liaison officers"
TITLE = "Family liaison officers: a change of use"
TEXT = """## 1 Introduction

1.1 For some years a centrally retained budget has paid schools towards the cost of a family liaison officer. The Forum's
executive group last looked at it in 2013.

1.2 In total approximately £1m goes to 176 schools. The average is about £5,000 a year; the lowest payment is £1,000 and
the highest £10,000. Appendix 1 lists them.

## 2 Background

2.1 Liaison officers do good work, and not every school has one. Since the restructure intensive support for families is
given by the early help units, and every school has a named link worker.

## 3 What is changing?

3.1 We propose to cease these payments from 1 September. The budget (c. £1m) will be redirected to early help work within
each district, which keeps that provision at its present level.

## 4 Rationale

4.1 The payments are historical. Some schools that serve the poorest communities receive nothing.

4.2 The payments began before the pupil premium, which now stands at £1,320 for a primary pupil and £935 for a secondary
pupil.
"""


def write(teller: Teller, meeting: Meeting) -> None:
    """One recommendation with two verbs, about money that it does not ask for."""
    paper = teller.paper(
        meeting, TITLE, MATTER, TEXT, author="families", purpose=Purpose.INFORMATION
    )
    noting = teller.recommend(
        paper,
        "5.1",
        "Members of the Forum are asked to NOTE and COMMENT on this proposal.",
        decision_type="MONITORING",
        precision=Precision.APPROXIMATE,
        financial_year=financial_year(meeting.held_on),
    )
    teller.offer(
        noting,
        Source.CENTRALLY_RETAINED,
        money.LIAISON,
        amount=1000000,
        note="Approximately £1m, as the paper says",
    )


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Noted: comments, no vote and no counts."""
    record(
        teller,
        question(meeting, TITLE, "5.1"),
        Result.NOTED,
        comments="Members asked how schools would be told, and by when.\nA governor feared a gap in the summer term.\n"
        "The nursery head asked that the list of schools be published.",
    )
    item = meeting.items.get(title=TITLE)
    act(teller, item, "Write to the 176 schools about the end of the payments.", "families", teller.meetings[2], MATTER)  # fmt: skip
    return {TITLE: "The change of use is the authority's. Members noted it and commented."}
