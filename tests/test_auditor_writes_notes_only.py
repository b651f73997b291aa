"""The auditor reads all and writes nothing but notes and sign-offs: every address is tried."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

pytestmark = pytest.mark.django_db

NOTES = {"decisions:review_note", "decisions:review_sign"}
"""Where an auditor writes."""
OWN = {"forum:file_download"}
"""Nothing is written here by anybody."""
PLAIN = {
    "UUIDConverter": uuid4(),
    "StringConverter": "2025-26",
    "SlugConverter": "high_needs",
    "IntConverter": 1,
}


def walk(resolver, namespace="", taken=()):
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inside = f"{each.namespace}:" if each.namespace else namespace
            yield from walk(each, inside, (*taken, each.pattern))
        elif isinstance(each, URLPattern) and each.name:
            keys = {}
            for part in (*taken, each.pattern):
                keys |= part.converters
            yield namespace + each.name, keys


def of_a_forum():
    return sorted((name, keys) for name, keys in walk(get_resolver()) if "slug" in keys)


def argument(key, converter, forum):
    if key == "slug":
        return forum.slug
    return PLAIN[type(converter).__name__]


def rows():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_auditor_may_post_nowhere_but_to_notes_and_sign_offs(client, forum, auditor, clerk):
    client.force_login(auditor)
    before, open_doors = rows(), set()
    for name, keys in of_a_forum():
        given = {key: argument(key, converter, forum) for key, converter in keys.items()}
        answer = client.post(reverse(name, kwargs=given))
        if answer.status_code not in {403, 405}:
            open_doors.add(name)

    assert open_doors - OWN == NOTES
    assert rows() == before


def test_clerk_finds_other_doors_open(client, forum, clerk):
    """The control: the same walk as a clerk is not refused everywhere."""
    client.force_login(clerk)
    codes = set()
    for name, keys in of_a_forum():
        given = {key: argument(key, converter, forum) for key, converter in keys.items()}
        codes.add(client.post(reverse(name, kwargs=given)).status_code)

    assert 404 in codes
    assert 200 in codes
