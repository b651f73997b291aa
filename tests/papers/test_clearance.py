"""Clearance: which ones the constitution of the day asks for, and who has given them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from forum.models import AuditEntry, Constitution
from papers.choices import ClearanceKind, PaperEvent
from papers.models.facts import paper_facts
from papers.workflow.clearing import clear_paper
from tests.asking import address
from tests.factories import BEFORE, a_constitution

pytestmark = pytest.mark.django_db


def test_gate_asks_for_each_clearance_that_the_constitution_of_the_day_requires(paper, finance):
    Constitution.objects.create(
        forum=paper.forum, in_force_from=BEFORE, legal_clearance=True, director_clearance=True
    )
    clear_paper(paper, kind=ClearanceKind.LEGAL, note="", by=finance, on=BEFORE)

    day_before = paper_facts(paper, on=BEFORE - timedelta(days=1))
    on_the_day = paper_facts(paper, on=BEFORE)

    assert day_before.clearances_missing == ()
    assert on_the_day.clearances_missing == (ClearanceKind.DIRECTOR,)


def test_later_version_is_cleared_again_by_everybody(paper, finance):
    a_constitution(paper.forum, finance_clearance=True, legal_clearance=True)
    for kind in (ClearanceKind.FINANCE, ClearanceKind.LEGAL):
        clear_paper(paper, kind=kind, note="", by=finance, on=BEFORE)
    assert paper_facts(paper, on=BEFORE).clearances_missing == ()

    paper.version, paper.title = 2, "Schools, and early help"

    missing = paper_facts(paper, on=BEFORE).clearances_missing
    assert missing == (ClearanceKind.FINANCE, ClearanceKind.LEGAL)


def test_trail_says_which_clearance_was_given(paper, finance):
    clear_paper(paper, kind=ClearanceKind.DIRECTOR, note="", by=finance, on=BEFORE)

    entry = AuditEntry.objects.get(event=PaperEvent.PAPER_CLEARED)
    assert entry.sentence == (
        "Schools and early help: version 1 cleared by Schools Finance Manager, director clearance"
    )


def test_clerk_clears_nothing(paper, clerk):
    with pytest.raises(PermissionDenied):
        clear_paper(paper, kind=ClearanceKind.LEGAL, note="", by=clerk, on=BEFORE)

    assert not paper.clearances.exists()


def test_page_to_clear_asks_which_and_begins_with_the_first_that_is_missing(
    client, paper, finance
):
    a_constitution(paper.forum, finance_clearance=True, legal_clearance=True)
    clear_paper(paper, kind=ClearanceKind.FINANCE, note="", by=finance, on=BEFORE)
    client.force_login(finance)

    form = client.get(address("papers:paper_clear", paper.forum, paper)).context["form"]
    refused = client.post(address("papers:paper_clear", paper.forum, paper), {"note": "Fine"})

    assert form["kind"].initial == ClearanceKind.LEGAL
    assert "Say which clearance you give" in refused.content.decode()
    assert paper.clearances.count() == 1
