"""Walks over the whole code: habits that no single test would notice missing."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.urls import get_resolver

from decisions.choices import BallotStatus, MinutesStage
from decisions.management.commands.rulebook import rules
from decisions.rules.stages import NEXT_BALLOT, NEXT_MINUTES
from forum.choices import MeetingStage
from forum.models import AddOnly
from forum.rules.meetings import NEXT as NEXT_MEETING

ROOT = Path(settings.BASE_DIR)
APPS = ("forum", "papers", "decisions")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
SOURCES = [
    path
    for folder in (*APPS, "config", "demo", "tests", "bench", "tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
SERVER_CLOCK = {"recorded_at"}
"""Written by the server itself, for every record; nobody did it."""
NO_ENTRY = {
    "cast_vote",
    "publish_document",
    "save_typed",
    "forget_typed",
    "keep_working_copy",
    "drop_working_copy",
    "mark_as_read",
    "note_opening",
}
"""A vote is its own guarded row, and the entry that closes the ballot carries all of them; the
entry of a publication is written by the step that publishes (`then`); what is typed and not sent
decides nothing."""
RECORDS = {
    "record",
    "_record",
    "_record_place",
    "_record_clearance",
    "_open",
    "_set",
    "_record_correction",
    "publish_document",
}
ASKS_WHO = {"require", "require_chair", "require_own", "require_self", "require_site", "entry_of"}
ASKED_BEFORE = {
    "found_forum",
    "publish_document",
    "record_about",
    "record_on",
    "send_invitation",
    "enter_role",
}
"""Called by a step that asked, or before there is anybody to ask."""
NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that no record has."""
ANONYMOUS_MAY_POST = {
    *("sign_in", "account_login", "account_request_login_code", "sign_in_by_password"),
    *("account_confirm_login_code", "mfa_login_webauthn", "mfa_authenticate"),
    *("openid_connect_login", "choose_person", "sign_out"),
    "subscribe",
}


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_when_has_its_who(model):
    fields = {field.name: field for field in model._meta.get_fields()}
    whens = {
        name
        for name, field in fields.items()
        if name.endswith("_at") and isinstance(field, models.DateTimeField)
    } - SERVER_CLOCK

    assert {name for name in whens if f"{name[:-3]}_by" not in fields} == set()
    held = " ".join(constraint.name for constraint in model._meta.constraints)
    nullable = {name for name in whens if fields[name].null}
    assert {name for name in nullable if f"{name}_with_by" not in held} == set()


@pytest.mark.parametrize(
    ("table", "stages", "ends"),
    [
        (NEXT_MEETING, MeetingStage, [MeetingStage.HELD, MeetingStage.CANCELLED]),
        (NEXT_BALLOT, BallotStatus, [BallotStatus.VOID]),
        (NEXT_MINUTES, MinutesStage, [MinutesStage.SIGNED]),
    ],
    ids=["meeting", "ballot", "minutes"],
)
def test_every_stage_has_a_way_out_but_the_last(table, stages, ends):
    reached = {following for each in table.values() for following in each}

    assert set(table) == set(stages)
    assert set(stages) - reached == {next(iter(stages))}
    assert [stage for stage in stages if not table[stage]] == ends


def test_add_only_models_have_no_way_to_change():
    add_only = {model for model in MODELS if issubclass(model, AddOnly)}

    assert {model.__name__ for model in add_only} >= {
        "AuditEntry",
        "PublishedDocument",
        "RegisterEntry",
        "Vote",
        "PaperVersion",
        "Clearance",
        "Acknowledgement",
    }
    for model in add_only:
        with pytest.raises(TypeError):
            model._default_manager.all().update(id=None)
        with pytest.raises(TypeError):
            model._default_manager.all().delete()
        with pytest.raises(TypeError):
            model().delete()


def steps():
    """Every public step: a function of a workflow module that says who acts and on which day."""
    for app in APPS:
        for path in sorted((ROOT / app / "workflow").rglob("*.py")):
            for node in ast.parse(path.read_text()).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                if {"by"} <= {arg.arg for arg in node.args.kwonlyargs}:
                    yield pytest.param(path, node, id=f"{app}.{node.name}")


@pytest.mark.parametrize(("path", "step"), list(steps()))
def test_every_step_asks_who_and_leaves_an_entry(path, step):
    called = {
        ast.unparse(node.func).rsplit(".", 1)[-1]
        for node in ast.walk(step)
        if isinstance(node, ast.Call)
    }

    leaves_entry = RECORDS & called
    assert leaves_entry or step.name in NO_ENTRY or any(name in STEP_NAMES for name in called)
    asks_who = ASKS_WHO & called
    assert asks_who or step.name in ASKED_BEFORE or any(name in STEP_NAMES for name in called)
    assert ast.get_docstring(step)


STEP_NAMES = {param.values[1].name for param in steps()}


def test_every_reason_is_held_by_a_test():
    assert [f"{rule.path}: {rule.code}" for rule in rules() if not rule.tests] == []


@pytest.mark.parametrize(
    ("lower", "uppers"), [("forum", ("papers", "decisions")), ("papers", ("decisions",))]
)
def test_lower_app_does_not_know_the_names_of_the_upper(lower, uppers):
    related = {
        field.get_accessor_name()
        for model in MODELS
        if model._meta.app_label == lower
        for field in model._meta.related_objects
        if field.related_model._meta.app_label in uppers
    }
    words = re.compile(rf"\.(?:{'|'.join(sorted(filter(None, related)))})\b")
    sources = [*(ROOT / lower).rglob("*.py"), *(ROOT / "templates" / lower).rglob("*.html")]

    found = {
        f"{name_of(path)}: {match.group()}"
        for path in sources
        if "migrations" not in path.parts
        for match in words.finditer(path.read_text())
    }
    assert found == set()


def test_no_file_holds_two_ideas():
    most = {"tests": 400}
    long = {
        name_of(path): lines
        for path in SOURCES
        if (lines := len(path.read_text().splitlines()))
        > most.get(path.parts[len(ROOT.parts)], 300)
    }

    assert long == {}


def test_no_template_is_longer_than_a_page():
    found = sorted((ROOT / "templates").rglob("*.html"))

    assert {name_of(path) for path in found if len(path.read_text().splitlines()) > 120} == set()


def test_no_test_is_longer_than_forty_lines():
    long = {
        f"{name_of(path)}: {node.name}"
        for path in SOURCES
        if path.parts[len(ROOT.parts)] == "tests"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and node.end_lineno - node.lineno > 40
    }

    assert long == set()


def routes(patterns=None, before=""):
    """Every address of the site with its name, filled in with ids that do not exist."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield pattern.name, "/" + re.sub(r"<(?:\w+:)?(\w+)>", example, route)


def example(match):
    return {"slug": "borsetshire", "source": "one_off", "year": "2025-26"}.get(match[1], NOBODY)


@pytest.mark.parametrize(("name", "path"), list(routes()), ids=lambda value: value)
def test_nobody_changes_anything_without_signing_in(client, forum, name, path):
    response = client.post(path)

    expected = {200, 302, 404} if name in ANONYMOUS_MAY_POST else {302, 404, 405}
    assert response.status_code in expected
    if response.status_code == 302 and name not in ANONYMOUS_MAY_POST:
        assert response["Location"].startswith("/account/sign-in/?next=")


def test_generated_documents_are_fresh():
    call_command("rulebook", check=True)


def test_import_contracts_hold():
    # In a process of its own: it changes the import path and switches our loggers off.
    contracts = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([contracts, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
