"""No word of what is not public comes to anybody who may not read it, by whichever way."""

import re
from collections import Counter, deque

import pytest
from django.test import Client
from django.utils import timezone

from config.access import TABLE
from forum.audit import record
from forum.choices import ForumEvent
from forum.models import Meeting, Person
from tests.access.addresses import every_address
from tests.access.asking import ask, undone, url_of
from tests.access.canaries import CANARY, INSIDE, WORKS, plant, words_in
from tests.access.expected import HERE
from tests.access.twins import AN_ID
from tests.logged import logged

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
MOST, OF_A_KIND = 600, 3
"""So many addresses are followed for each reader, and so many that differ in identities only."""
ASKED = ("?q={0}", "?words={0}", "?since=1", "?year=2026-27")


@pytest.fixture
def planted(world):
    return plant(world)


@pytest.fixture
def readers(world):
    """Who reads nothing, or only some, of what is not public here."""
    neighbour = Client(raise_request_exception=False)
    twin = world.twins.ids[str(world.cast["member"].pk)]
    neighbour.force_login(Person.objects.get(pk=twin))
    return {
        "anonymous": world.client("anonymous"),
        "member of the other forum": neighbour,
        "administrator": world.client("administrator"),
        "member": world.client("member"),
    }


def crawl(world, client):
    """Every address, then every link of what they answer, as far as it goes."""
    waiting = deque(start(world))
    seen, kinds = set(waiting), Counter()
    while waiting:
        url = waiting.popleft()
        with undone():
            answer = ask(client, "GET", url)
        yield url, answer
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        for link in LINK.findall(answer.content.decode()):
            address = link.replace("&amp;", "&")
            if address.startswith(f"/{world.twins.forum.slug}/"):
                continue
            kinds[kind := AN_ID.sub("", address)] += address not in seen
            if address not in seen and kinds[kind] <= OF_A_KIND and len(seen) < MOST:
                seen.add(address)
                waiting.append(address)


def start(world):
    """Every address that is read, with records that are hidden and with some that are shown."""
    for address in every_address():
        if "GET" not in TABLE[address.name] or not address.is_in_a_forum:
            continue
        for state in ("hidden", "shown"):
            yield url_of(world, address, HERE, state)
    home = f"/{world.forum.slug}/"
    for word in (WORKS, INSIDE):
        for place in ("search/", "matters/", "decisions/", "decisions.csv", "actions/"):
            yield from (f"{home}{place}{query.format(word)}" for query in ASKED[:2])


@pytest.mark.parametrize(
    "who", ["anonymous", "member of the other forum", "administrator", "member"]
)
def test_word_that_is_not_public_reaches_nobody_who_may_not_read_it(
    world, planted, readers, who, counted
):
    secret = WORKS if who == "member" else ""
    told = {}

    with logged() as log:
        for url, answer in crawl(world, readers[who]):
            found = {word for word in words_in(answer) if word.startswith(secret)}
            sought = {word for word in found if word in url}
            if found - sought:
                told[url] = sorted(found)
            counted[f"answers read for canaries as {who}"] += 1

    assert told == {}
    assert CANARY.findall(log.getvalue()) == []
    counted["lines of the log read for canaries"] += len(log.getvalue().splitlines())


def test_canaries_are_there_to_be_found(world, planted):
    """The control: those who may read them do find most of them."""
    clerk, found = world.client("clerk"), set()

    for url in start(world):
        with undone():
            found |= words_in(ask(clerk, "GET", url)) if "pdf" not in url else set()

    assert len(found & planted) > len(planted) / 3


def test_page_is_there_from_the_moment_of_publishing_and_gone_with_its_end(world):
    """Publication is asked at each reading: nothing that was kept in between is shown."""
    meeting = world.hidden[Meeting]
    told, anybody = [], world.client("anonymous")
    out = {"agenda_published_at": timezone.now(), "agenda_published_by": world.cast["clerk"]}
    out |= {"agenda_published_on": timezone.localdate()}

    for state in (dict.fromkeys(out), out, dict.fromkeys(out), out):
        Meeting.objects.filter(pk=meeting.pk).update(**state)
        record(
            ForumEvent.MEETING_CHANGED, "Said", forum=meeting.forum, by=None, on=meeting.held_on
        )
        answers = [anybody.get(meeting.get_absolute_url()).status_code for _ in range(2)]
        found = anybody.get(f"/{world.forum.slug}/meetings/").content.decode()
        told.append((*answers, str(meeting.pk) in found))

    there, gone = (200, 200, True), (404, 404, False)
    assert told == [gone, there, gone, there]
