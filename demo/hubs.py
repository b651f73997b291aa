"""Inclusion hubs: agreed, by a vote in which neither source had a majority; open to this day."""

from __future__ import annotations

from decimal import Decimal

from decisions.choices import Result
from demo import money
from demo.chamber import devices, question, record
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year
from papers.choices import Source

MATTER = "Inclusion hubs"
TITLE = "Inclusion hubs in four districts"
COST = Decimal(212000)
TEXT = """## 1 Proposal

1.1 Four hubs would take pupils for short placements, so that fewer are excluded. They cost £212,000 in the first year.

1.2 The high needs line for inclusion could pay, or the one-off additional grant; each has enough.

## 2 Options considered

2.1 To do nothing: exclusions rose by a tenth last year.
"""
OF_THE_LINE = ("Anita Coles", "Peter Lamb", "Colin Marsh", "Miriam Stein", "Kwame Boateng", "Fiona Drummond")  # fmt: skip
OF_THE_GRANT = ("Imran Qureshi", "Sheila Nolan", "Grace Pemberton", "Nadia Haddad", "Stephen Gale", "Bea Lindqvist")  # fmt: skip


def write(teller: Teller, meeting: Meeting) -> None:
    """Two alternatives, each enough by itself."""
    year = financial_year(meeting.held_on)
    paper = teller.paper(meeting, TITLE, MATTER, TEXT, author="inclusion")
    ask = teller.recommend(
        paper, "1", "Agree to fund four inclusion hubs.", amount=COST, financial_year=year
    )
    for letter, source, line in (
        ("A", Source.HIGH_NEEDS, money.INCLUSION),
        ("B", Source.ONE_OFF, money.ONE_OFF),
    ):
        teller.offer(
            ask, source, line, letter=letter, from_on=meeting.held_on, until_on=ends_on(year)
        )


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Carried; as many prefer the one source as the other, so the source is not settled."""
    asked = question(meeting, TITLE, "1")
    prefer = dict.fromkeys(OF_THE_LINE, "A") | dict.fromkeys(OF_THE_GRANT, "B")
    devices(teller, asked, against=["Doug Perrin"], prefer=prefer)
    record(
        teller,
        asked,
        Result.CARRIED,
        amount_agreed=COST,
        unsettled=True,
        action_text="Bring the funding source of the hubs to the Forum.",
        action_owner=teller.people["inclusion"],
        action_due_meeting=teller.meetings[6],
    )
    return {
        TITLE: "As many members preferred one source as the other. The hubs are agreed in principle; nothing may be spent "
        "until the source is settled."
    }
