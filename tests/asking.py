"""The asking side at work: one of each record, and what a person types into its forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.urls import reverse

from forum.choices import Phase
from papers.choices import Origin, Source
from papers.models import ClearanceRequest, NilDeclaration, Placement, Recommendation
from tests.factories import (
    a_line,
    a_member,
    a_recommendation,
    a_school,
    an_item,
    an_option,
)


def one_of_each(paper, finance) -> dict[str, object]:
    """Records of one forum by the word that names them in an address table."""
    forum, meeting = paper.forum, paper.agenda_item.meeting
    line = a_line(forum)
    recommendation = a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))
    nil = a_recommendation(paper, "2", text="Note the report.")
    NilDeclaration.objects.create(
        forum=forum, recommendation=nil, reason="No money.", declared_post="Finance",
        declared_at=nil.recorded_at, declared_by=finance, declared_on=date(2026, 1, 2),
    )  # fmt: skip
    request = ClearanceRequest.objects.create(
        forum=forum, paper=paper, kind="finance", asked_of=finance, post="Finance", version=1,
        asked_at=nil.recorded_at, asked_by=finance, asked_on=date(2026, 1, 2),
    )  # fmt: skip
    motion = a_motion(paper.matter, an_item(meeting, "6", "Any other business"))
    return {
        "forum": None,
        "meeting": meeting,
        "item": paper.agenda_item,
        "paper": paper,
        "recommendation": recommendation,
        "nil": nil,
        "option": an_option(recommendation, line),
        "placement": motion,
        "request": request,
        "line": line,
        "appointment": a_member(forum).appointments.get(),
        "school": a_school(forum, Phase.PRIMARY),
    }


def a_motion(matter, item, **more) -> Placement:
    """A recommendation from the floor, before the meeting of the item."""
    values = {"label": "Motion", "text": "Agree to a survey.", "decision_type": "GENERAL"} | more
    motion = Recommendation.objects.create(
        forum=matter.forum, matter=matter, origin=Origin.FLOOR, **values
    )
    return Placement.objects.create(
        forum=matter.forum, recommendation=motion, meeting=item.meeting, agenda_item=item
    )


def address(name: str, forum, record=None, *more: str) -> str:
    """Where a page of the forum is, of one record where it is about one."""
    which = [record.pk] if record is not None else []
    return reverse(name, args=[forum.slug, *which, *more])


def day(name: str, on: str) -> dict[str, str]:
    """A day as it is typed into three boxes: day("held_on", "4 7 2018")."""
    return {
        f"{name}_{part}": text
        for part, text in zip(("day", "month", "year"), on.split(" "), strict=True)
    }


RECOMMENDATION = {
    "label": "3",
    "stem": "",
    "text": "Agree to fund four posts.",
    "financial_year": "2025-26",
    "decision_type": "CSSB_ONGOING",
    "votes_separately": "",
    "seeks_resources": "yes",
    "amount": "£89,604",
    "precision": "exact",
}
OPTION = {
    "letter": "A",
    "amount": "89,604",
    "financial_year": "2025-26",
    **day("from_on", "1 4 2025"),
    **day("until_on", "31 3 2026"),
}
NO_ROWS = {"rates-TOTAL_FORMS": "2", "rates-INITIAL_FORMS": "0"}
DE_DELEGATION = {
    "letter": "A",
    "service": "Behaviour support",
    "group": "maintained_primary",
    "amount": "86,420",
    "printed_precision": "1",
    "financial_year": "2025-26",
    **NO_ROWS,
    "rates-0-factor": "AWPU",
    "rates-0-unit_rate": "5.00",
    "rates-0-units": "17284",
    "rates-0-printed_total": "86,420",
    "rates-0-year_label": "2025-26",
    "rates-0-prior_rate": "5.00",
    "rates-0-prior_year_label": "2024-25",
}
PAPER = {
    "title": "Schools and early help",
    "known_or_new": "new",
    "matter_title": "Early help in schools",
    "purpose": "decision",
    "text": "## 1 Background\n\nFour posts are asked for.",
}
SOURCES = list(Source)
