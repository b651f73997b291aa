"""A paper on its way to clearance: the chain of those who are asked."""

from __future__ import annotations

from datetime import date

from forum.models import Person
from papers.choices import ClearanceKind
from papers.models import ClearanceRequest, Paper
from papers.workflow.clearing import Ask, ask_clearance
from tests.factories import BEFORE

FINANCE, LEGAL = ClearanceKind.FINANCE, ClearanceKind.LEGAL
DIRECTOR, CHAIR = ClearanceKind.DIRECTOR, ClearanceKind.CHAIR


def asked(
    paper: Paper, by: Person, *asks: tuple[str, Person, int], due_on: date | None = None
) -> list[ClearanceRequest]:
    """Ask these people, each for one kind as one step."""
    chain = [Ask(kind, person, step) for kind, person, step in asks]
    return ask_clearance(paper, chain, due_on=due_on, words="The sums.", by=by, on=BEFORE)
