"""A matter's page and the review of its whole forum see the same facts, each read its own way."""

import json
from datetime import date
from pathlib import Path

import pytest

from decisions.models.auditing.matter_facts import facts_of
from decisions.models.auditing.record_facts import facts_told
from decisions.models.auditing.scope import Scope
from decisions.models.threads.matter_record import matter_record
from decisions.workflow.telling import found_and_tell
from demo.story import tell
from forum.models import Forum
from papers.models import Matter

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
RECORDS = Path(__file__).parents[1] / "records"


def assert_read_alike(forum, on):
    """Of every matter, all facts but links, of which the public knows fewer."""
    for inside in (True, False):
        at_once = facts_of(Scope(forum), on=on, inside=inside)
        matters = Matter.objects.filter(forum=forum).select_related("forum")
        alone = {
            matter.pk: facts_told(matter_record(matter, on=on, inside=inside), inside=inside)
            for matter in matters
        }
        assert alone
        for pk, facts in alone.items():
            assert vars(at_once[pk]) == vars(facts)


@pytest.mark.parametrize("name", ["middlesbrough", "bristol", "wandsworth"])
def test_history_is_read_alike_for_one_matter_and_for_all(name):
    told = json.loads((RECORDS / f"{name}.json").read_text("utf-8"))
    found_and_tell(told, on=TODAY)
    forum = Forum.objects.get()

    for on in (TODAY, date(2019, 6, 1), date(2024, 12, 1)):
        assert_read_alike(forum, on)


def test_the_demo_is_read_alike_for_one_matter_and_for_all():
    tell(TODAY)
    forum = Forum.objects.get()

    for on in (TODAY, date(2026, 6, 1)):
        assert_read_alike(forum, on)
