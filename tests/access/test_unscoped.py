"""Whatever answers a request asks for records of one forum, or of a record that belongs to one.

The rule reads the code, and so is no proof; the swaps beside it are. It notices a new query that
forgets the forum before anybody finds the page that shows it.
"""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from forum.models.base import ForumRecord

ROOT = Path(settings.BASE_DIR)
APPS = ("forum", "papers", "decisions")
OF_FORUMS = {
    model.__name__
    for name in APPS
    for model in apps.get_app_config(name).get_models()
    if issubclass(model, ForumRecord)
}
NARROWED = (
    "forum",
    "slug",
    "meeting",
    "question",
    "recommendation",
    "ballot",
    "decision",
    "service",
    "holders",
    "person",
    "lines",
    "none()",
    "rows",
)
"""A parent that belongs to one forum, rows of one that were read before, or no rows at all."""
PAST_THE_FORUM = {
    "decisions/workflow/erasing.py",
    "decisions/workflow/telling.py",
    "decisions/models/told.py",
    "decisions/models/room/typed.py",
}
"""Where a model is chosen as the work goes on: taking in a record, erasing a person."""


def answering():
    """The files that answer requests."""
    for name in APPS:
        for room in ("views", "forms"):
            yield from sorted((ROOT / name / room).rglob("*.py"))


def unscoped(source):
    """Functions that ask for records of forums and name nothing that narrows them to one."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and _queries(function):
            words = ast.unparse(function).lower()
            if not any(word in words for word in NARROWED):
                yield function.name


def _queries(function):
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and isinstance(node.value, ast.Name)
        and node.value.id in OF_FORUMS
        for node in ast.walk(function)
    )


@pytest.mark.parametrize("path", list(answering()), ids=lambda path: str(path.relative_to(ROOT)))
def test_view_or_form_asks_for_records_of_one_forum(path):
    assert list(unscoped(path.read_text())) == []


def test_query_that_forgets_the_forum_is_noticed():
    """The control."""
    assert list(unscoped("def every(): return list(Paper.objects.all())")) == ["every"]
    assert list(unscoped("def some(forum): return Paper.objects.filter(forum=forum)")) == []


def test_managers_behind_the_managers_are_for_upkeep_only():
    found = {
        str(path.relative_to(ROOT))
        for name in (*APPS, "config")
        for path in (ROOT / name).rglob("*.py")
        if "_base_manager" in (code := path.read_text()) or "_default_manager" in code
    }

    assert {name for name in found - PAST_THE_FORUM if "upkeep" not in name} == set()
