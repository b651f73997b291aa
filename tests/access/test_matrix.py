"""Every address, by every method, as everybody, in the own forum and in the other one."""

import re

import pytest

from tests.access.addresses import every_address
from tests.access.asking import ask, of_nothing, places, undone, url_of
from tests.access.expected import BORROWED, HERE, HIDDEN, IN, PARTS, came_to, expected
from tests.access.twins import AN_ID

NEW_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|tabled-reference">[\w-]+|[0-9a-f]{8,32}'
)
pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
STATES = ("hidden", "shown")
EVERYWHERE = {"anonymous", "member", "clerk", "auditor", "administrator"}
"""Who is taken to the other forum too; what differs between the others differs at home."""


def cells(who):
    for address in every_address():
        for method in METHODS:
            for place in places(address) if who in EVERYWHERE else (HERE,):
                for state in STATES if address.name in HIDDEN else STATES[:1]:
                    yield address, method, place, state


@pytest.mark.parametrize("who", PARTS)
def test_everybody_comes_where_the_table_says_and_nowhere_else(world, who, counted):
    client, wrong = world.client(who), []

    for address, method, place, state in cells(who):
        right = expected(address, method, who, place, state)
        with undone() as writes:
            response = ask(client, method, url_of(world, address, place, state))
        found = came_to(response)
        if found not in right:
            wrong.append((address.name, method, place, state, found, sorted(right)))
        elif writes.tables and (found != IN or method == "GET"):
            wrong.append((address.name, method, place, state, "wrote", sorted(writes.tables)))
        counted["cells of the access matrix"] += 1

    assert wrong == [], wrong


@pytest.mark.parametrize("who", ["anonymous", "member", "clerk", "auditor"])
def test_record_of_another_forum_is_no_more_there_than_one_of_no_forum(world, who, counted):
    """What is said of somebody else's record is, letter for letter, what is said of none."""
    client, told = world.client(who), []

    for address in every_address():
        if not (address.is_in_a_forum and address.records):
            continue
        with undone():
            theirs = ask(client, "GET", url_of(world, address, BORROWED, "shown"))
            nothing = ask(client, "GET", of_nothing(world, address))
        if words_of(theirs) != words_of(nothing):
            told.append(address.name)
        counted["pairs of answers about another forum's record and about none"] += 1

    assert told == [], told


def words_of(response):
    """What is answered, without what is new in every answer: tokens, references, identities."""
    body = AN_ID.sub("", response.content.decode())
    location = AN_ID.sub("", response.headers.get("Location", ""))
    return response.status_code, location, NEW_EACH_TIME.sub("", body)
