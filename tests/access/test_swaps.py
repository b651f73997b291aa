"""Each identity that a form sends, swapped for its twin in the other forum: nothing is taken.

The forms are those that the pages themselves show, filled in as they stand there.
"""

import re
from collections import defaultdict
from urllib.parse import urlsplit, urlunsplit

import pytest

from config.access import TABLE
from tests.access.addresses import every_address
from tests.access.asking import ask, undone, url_of
from tests.access.expected import HERE
from tests.access.forms import PEOPLE
from tests.access.twins import AN_ID, record_models

pytestmark = pytest.mark.django_db
EACH = 15
"""So many of the other values of a list are tried."""
KEPT_AS_TYPED = {"decisions_typedsofar"}
"""What the clerk typed and did not send: kept for the clerk, word for word, and nothing more."""
TAKEN = {204, 302}
TAKES_WORDS = {"forum:meeting_reply": {"forum_reply"}}
"""A word to the clerk may come with any answer, although only some of the buttons ask for it."""
LINK = re.compile(r'href="(/[^"]*\?[^"]*)"')
PLANTED = ("7654321", "20010203", "planted words")
"""A number, a day and words that stand nowhere else."""


def swaps(form, ids):
    """What is sent with one identity swapped, each in turn; and the address likewise."""
    body = form.body()
    for name, values in body.items():
        for index, value in enumerate(values):
            if value in ids:
                swapped = [*values[:index], ids[value], *values[index + 1 :]]
                yield form.action, body | {name: swapped}, ids[value]
    for name, value in _not_chosen(form, body, ids):
        yield form.action, body | {name: [ids[value]]}, ids[value]
    for here in dict.fromkeys(AN_ID.findall(form.action)):
        if here in ids:
            yield form.action.replace(here, ids[here]), body, ids[here]


def _not_chosen(form, body, ids):
    """Of each list the first few of the other identities that it offers."""
    others = defaultdict(list)
    for name, value in form.choices:
        if value in ids and value not in body.get(name, ()):
            others[name].append(value)
    return [(name, value) for name, values in others.items() for value in values[:EACH]]


@pytest.mark.parametrize("who", PEOPLE)
def test_identity_of_another_forum_is_taken_by_no_form(world, shown, who, counted):
    client, wrong = world.client(who), []

    for form in shown[who]:
        with undone():
            is_taken = ask(client, "POST", form.action, form.body()).status_code in TAKEN
        for action, body, theirs in swaps(form, world.twins.ids):
            with undone() as writes:
                answer = ask(client, "POST", action, body)
            found = writes.hold(theirs) - KEPT_AS_TYPED
            if found or answer.status_code >= 500:
                wrong.append((form.name, theirs, answer.status_code, sorted(found)))
            counted["identities swapped in forms for those of the other forum"] += 1
            counted["of these in forms that are taken as they stand"] += is_taken

    assert wrong == [], wrong


def test_identity_of_another_forum_in_a_link_shows_nothing_of_it(world, counted):
    """What a query such as ?seat= or ?matter= asks of the other forum is not told."""
    client, wrong = world.client("clerk"), []

    for url in sorted(_links(world, client)):
        parts = urlsplit(url)
        for here in AN_ID.findall(parts.query):
            theirs = world.twins.ids.get(here)
            if theirs is None:
                continue
            query = parts.query.replace(here, theirs)
            with undone() as writes:
                answer = ask(client, "GET", urlunsplit(parts._replace(query=query)))
            told = set(AN_ID.findall(answer.content.decode(errors="ignore"))) - {theirs}
            if told & set(world.twins.ids.values()) or writes.tables or answer.status_code >= 500:
                wrong.append((url, answer.status_code))
            counted["identities swapped in the queries of links"] += 1

    assert wrong == [], wrong


def _links(world, client):
    """Every address with a query that the pages of this person lead to, one of each kind."""
    found = {}
    for address in every_address():
        if not address.is_in_a_forum or "GET" not in TABLE[address.name]:
            continue
        if "." in address.path.rpartition("/")[2]:
            continue
        with undone():
            page = ask(client, "GET", url_of(world, address, HERE, "hidden"))
        for link in LINK.findall(page.content.decode(errors="ignore")):
            if AN_ID.search(link.partition("?")[2]):
                found.setdefault(AN_ID.sub("", link), link.replace("&amp;", "&"))
    return found.values()


def planted():
    """A value for every name that a field of a model has."""
    fields = [field for model in record_models() for field in model._meta.concrete_fields]
    kinds = {"IntegerField": "7654321", "DateField": "2001-02-03", "BooleanField": "on"}
    kinds |= {"DateTimeField": "2001-02-03T04:05:06Z", "PositiveSmallIntegerField": "7654321"}
    kinds |= {"PositiveIntegerField": "7654321", "BigIntegerField": "7654321"}
    values = {each.name: kinds.get(each.get_internal_type(), "planted words") for each in fields}
    return values | {each.attname: "planted words" for each in fields if each.is_relation}


@pytest.mark.parametrize("who", PEOPLE)
def test_form_writes_no_field_that_it_does_not_show(world, shown, who, counted):
    """Every name of every field of every model is sent along with each form, and none is taken."""
    client, wrong = world.client(who), []

    for form in shown[who]:
        more = {name: value for name, value in planted().items() if name not in form.body()}
        with undone() as writes:
            answer = ask(client, "POST", form.action, more | form.body())
        found = {table for value in PLANTED for table in writes.hold(value)} - KEPT_AS_TYPED
        found -= TAKES_WORDS.get(form.name, set())
        if found or answer.status_code >= 500:
            wrong.append((form.name, answer.status_code, sorted(found)))
        counted["forms sent with every field of every model besides"] += 1

    assert wrong == [], wrong
