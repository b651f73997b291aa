"""The auditor reads all and writes nothing but notes and sign-offs: every address is tried."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from decisions import models as deciding
from forum import models as sitting
from forum.choices import Role
from forum.guards import lift
from papers import models as asking
from tests.every_record import every_record
from tests.factories import a_role

pytestmark = pytest.mark.django_db

NOTES = {"decisions:review_note", "decisions:review_sign"}
"""Where an auditor writes."""
SHOWS = {"papers:schedule_detail"}
"""What answers anybody as to a GET."""
REFUSED = {403, 404, 405, 409}
RECORDS = {
    "members/seats": sitting.Seat,
    "members/appointments": sitting.Appointment,
    "members/offices": sitting.OfficeHolding,
    "members/substitutes": sitting.Substitution,
    "members/schools": sitting.School,
    "files": sitting.StoredFile,
    "meetings": sitting.Meeting,
    "returning": sitting.ReturningBusiness,
    "people": sitting.InAttendance,
    "items": sitting.AgendaItem,
    "packs": asking.PackBuild,
    "papers": asking.Paper,
    "intakes": asking.Intake,
    "proposals": asking.Proposal,
    "versions": asking.PaperVersion,
    "comments": asking.PaperComment,
    "appendices": asking.Appendix,
    "paper-templates": asking.PaperTemplate,
    "schedule-lines": asking.ScheduleLine,
    "services": asking.LocalService,
    "recommendations": asking.Recommendation,
    "moves": asking.BalanceMove,
    "clearance-requests": asking.ClearanceRequest,
    "options": asking.FundingOption,
    "placements": asking.Placement,
    "matters": asking.Matter,
    "funding/lines": asking.BudgetLine,
    "interests": sitting.Interest,
    "typed": sitting.Meeting,
    "questions": asking.Question,
    "ballots": deciding.Ballot,
    "outcomes": deciding.Outcome,
    "external": deciding.ExternalStep,
    "conditions": deciding.Condition,
    "minutes/items": deciding.MinuteItem,
    "actions": deciding.Action,
    "documents": sitting.PublishedDocument,
    "executive": deciding.ExecutiveDecision,
}
"""Which record an address is about, by the words before its identity."""
OTHERS = {"StringConverter": "2025-26", "SlugConverter": "high_needs", "IntConverter": 1}


def addresses():
    """The name of every address of a forum, its pattern and its arguments."""
    found = {
        name: (path, keys) for name, path, keys in walk(get_resolver(), "", "") if "slug" in keys
    }
    return sorted(found.items())


def walk(resolver, namespace, before):
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inside = f"{each.namespace}:" if each.namespace else namespace
            for name, whole, keys in walk(each, inside, path):
                yield name, whole, keys | each.pattern.converters
        elif isinstance(each, URLPattern) and each.name:
            yield namespace + each.name, path, dict(each.pattern.converters)


def address(name, path, keys, records, forum):
    given = {}
    for key, converter in keys.items():
        kind = type(converter).__name__
        if key == "slug":
            given[key] = forum.slug
        elif kind == "UUIDConverter":
            words = path.partition("<slug:slug>/")[2].partition("/<uuid")[0]
            given[key] = records[RECORDS[words]].pk
        else:
            given[key] = OTHERS[kind]
    return reverse(name, kwargs=given)


def rows():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.fixture
def records():
    with transaction.atomic():
        lift(connection)
        return every_record()


@pytest.fixture
def forum(records):
    return records[sitting.Forum]


def answers(client, forum, records):
    return {
        name: client.post(address(name, path, keys, records, forum), {"text": "x"}).status_code
        for name, (path, keys) in addresses()
    }


def test_auditor_may_post_nowhere_but_to_notes_and_sign_offs(client, forum, records):
    client.force_login(a_role(forum, Role.AUDITOR, f"Ada {uuid4()}"))
    before = rows()

    found = answers(client, forum, records)

    let_in = {name for name, code in found.items() if code not in REFUSED}
    assert let_in == SHOWS
    assert {name for name in NOTES if found[name] == 403} == set()
    assert rows() == before


def test_clerk_finds_other_doors_open(client, forum, records):
    """The control: the same walk as a clerk is not refused everywhere."""
    client.raise_request_exception = False
    client.force_login(a_role(forum, Role.CLERK, f"Clara {uuid4()}"))

    codes = list(answers(client, forum, records).values())

    assert len([code for code in codes if code not in REFUSED]) > 20
