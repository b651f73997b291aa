"""The list of personal fields holds every one there is, and an export brings each of them out."""

import json
import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from decisions.upkeep.inventory import INVENTORY, NOT_OURS_TO_SHOW, NOT_PERSONAL, personal_page
from decisions.upkeep.subject import held_about
from forum.guards import lift
from forum.models import Person
from tests.every_record import EveryRecord
from tests.factories import MEETING_DAY, a_person

TELLING = re.compile(
    r"(^|_)(name|email|e_mail|telephone|phone|address|post|presenter|holder_name|proposer|author|"
    r"owner|person|user|ip|user_agent)($|_)"
)
"""How a field is called that may hold something about a person."""
LISTED = {held.table: held for held in INVENTORY}
OURS = ("forum", "papers", "decisions")
ABOUT_PEOPLE = (*OURS, "account", "mfa", "socialaccount", "usersessions", "sessions")
TABLES = [model for app in ABOUT_PEOPLE for model in apps.get_app_config(app).get_models()]
ELSEWHERE = {
    "account.emailconfirmation": "is about the address of account.emailaddress",
    "socialaccount.socialtoken": "no token of a provider is kept",
    "socialaccount.socialapp": "is about this site",
}


def points_at_people(model):
    return any(f.is_relation and f.related_model is Person for f in model._meta.concrete_fields)


def telling(model):
    return {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not field.choices and TELLING.search(field.name)
    }


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label_lower)
def test_every_table_about_people_is_on_the_list(model):
    table = model._meta.label_lower
    if table in NOT_PERSONAL or table in ELSEWHERE:
        return

    if points_at_people(model) or telling(model):
        assert table in LISTED, f"{telling(model)} may be personal: list them, or say why not"


@pytest.mark.parametrize("held", INVENTORY, ids=lambda held: held.table)
def test_list_names_fields_that_there_are(held):
    model = apps.get_model(held.table)

    assert {field for field in held.fields if not hasattr(model, field)} == set()
    assert all((held.what_for, held.basis, held.kept, held.public, held.whose))


@pytest.mark.parametrize("held", INVENTORY, ids=lambda held: held.table)
def test_telling_fields_of_a_listed_table_are_listed(held):
    shown = telling(apps.get_model(held.table)) - {"recorded_at"}

    assert {name for name in shown if "as_printed" not in name} <= {
        *held.fields,
        *OF_OTHERS.get(held.table, ()),
    }


OF_OTHERS = {
    "forum.officeholding": {"office"},
    "forum.outboxmessage": {"person"},
    "papers.particulars": {"delegate_post", "consulted_post"},
    "decisions.executivedecision": {"delegate_post", "consulted_post"},
    "decisions.registerentry": {"seat_name"},
    "papers.budgetline": {"name"},
    "decisions.action": {"owner_post"},
}
"""Fields of a telling name that are about seats and posts."""


@pytest.mark.django_db
def test_export_brings_out_every_listed_field():
    lift(connection)
    person, rows = a_person("Canary Bird"), EveryRecord()
    rows.rows[Person] = person
    planted = {}
    for held in INVENTORY:
        if held.table.partition(".")[0] in OURS and held.table != "forum.person":
            planted |= plant(apps.get_model(held.table), held, rows, person)

    told = json.dumps(held_about(person), default=str)

    assert {where for where, canary in planted.items() if canary not in told} == set()
    assert len(planted) > 40


def plant(model, held, rows, person):
    """A row about the person, with words of its own in each listed field that holds words."""
    row = rows[model]
    # One way is enough: all at once would be a ballot that is both closed and void.
    lookup, _, what = held.whose[0].partition("=")
    words = [name for name in held.fields if name != lookup and holds_words(model, name)]
    planted = {name: f"c{len(held.table)}{name}" for name in words}
    for name, canary in planted.items():
        setattr(row, name, canary[: model._meta.get_field(name).max_length])
    if what:
        setattr(row, lookup, getattr(person, what))
    elif "__" in lookup:
        parent = model._meta.get_field(lookup.partition("__")[0])
        setattr(row, parent.name, rows[parent.related_model])
    else:
        setattr(row, lookup, person)
        stamp(row, lookup.removesuffix("_by"))
    if planted:
        models.Model.save(row)
    return {f"{held.table}.{name}": getattr(row, name) for name in planted}


def holds_words(model, name):
    field = model._meta.get_field(name)
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and name not in NOT_OURS_TO_SHOW
    )


def stamp(row, deed):
    """Who goes with when."""
    moments = {f"{deed}_at": timezone.now(), f"{deed}_on": MEETING_DAY}
    for name, value in moments.items():
        if getattr(row, name, value) is None:
            setattr(row, name, value)


@pytest.mark.django_db
def test_command_writes_a_file_that_nobody_else_reads(tmp_path):
    person, out = a_person("Canary Bird"), StringIO()

    call_command(
        "subject_export", person.email, str(tmp_path / "held.json"), stdout=out, skip_checks=True
    )

    told = json.loads((tmp_path / "held.json").read_text())
    assert told["forum.person"]["rows"][0]["password"] == "kept, and shown to nobody"
    assert (tmp_path / "held.json").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="Nobody is known"):
        call_command("subject_export", "nobody@example.org", skip_checks=True)


def test_page_lists_every_table():
    assert all(f"`{held.table}`" in personal_page() for held in INVENTORY)
