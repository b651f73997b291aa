"""Nobody learns a running total before the ballot closes, at whatever address they look."""

import re

import pytest
import time_machine
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from decisions.choices import Method, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.voting import close_ballot, open_ballot
from forum.workflow.attendance import take_item
from tests.factories import MEETING_DAY, a_chair

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
READERS = ["clerk", "officer", "auditor", "academy_trustee", "primary_head", ""]
"""The fourth is in the chair and has yet to vote, the fifth has voted; the last is the public."""
WAYS = [
    {"choice": VoteCast.FOR, "option_letter": "A", "number": 1},
    {"choice": VoteCast.FOR, "option_letter": "B", "number": 2},
    {"choice": VoteCast.AGAINST},
    {"choice": VoteCast.ABSTAIN},
]


@pytest.fixture(autouse=True)
def one_moment():
    """The clock stands still, so that no answer differs by the time it was given."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def ballot(question, meeting, academy_trustee, forum, clerk):
    """An open ballot with options and a number, on the item that the meeting is on."""
    a_chair(forum, academy_trustee)
    take_item(question.placement.agenda_item, meeting, by=clerk, on=MEETING_DAY)
    return open_ballot(
        question, Method.ELECTRONIC, number_asked="Per cent", by=clerk, on=MEETING_DAY
    )


def addresses(ballot):
    """Every address of the forum that may be read, each with the records of this ballot in it."""
    question = ballot.question
    records = {
        "meetings": ballot.meeting,
        "ballots": ballot,
        "questions": question,
        "items": ballot.agenda_item,
        "papers": question.placement.recommendation.paper,
        "recommendations": question.placement.recommendation,
        "placements": question.placement,
        "matters": question.placement.recommendation.matter,
    }
    for resolver in get_resolver().url_patterns:
        for pattern in getattr(resolver, "url_patterns", ()):
            path = str(pattern.pattern)
            record = records.get(path.partition("/")[0])
            names = set(pattern.pattern.converters)
            # A document takes seconds, and is written from the same record as its page.
            if path.endswith(".pdf") or names - {"pk"} or (names and record is None):
                continue
            given = {"pk": record.pk} if names else {}
            if getattr(resolver, "app_name", None) in {"forum", "papers", "decisions"}:
                name = f"{resolver.app_name}:{pattern.name}"
                yield reverse(name, kwargs={"slug": ballot.forum.slug, **given})


def read(client, address):
    """All that an answer tells: its status, its headers and its bytes."""
    answer = client.get(address)
    told = dict(answer.headers.items())
    told.pop("Content-Length", None)
    body = b"".join(answer) if answer.streaming else answer.content
    # Drawn anew for every answer, whatever is asked.
    body = body.replace(told.pop("X-Request-ID").encode(), b"")
    return answer.status_code, sorted(told.items()), TOKEN.sub(b"", body)


def told(client, ballot, voters, *, closed_by=None):
    """For each way to vote, what every address tells once these members have voted so."""
    found = []
    for way in WAYS:
        with transaction.atomic():
            for voter in voters:
                cast_vote(ballot, **way, by=voter)
            if closed_by:
                close_ballot(ballot, by=closed_by, on=MEETING_DAY)
            found.append({address: read(client, address) for address in addresses(ballot)})
            transaction.set_rollback(True)
        ballot.refresh_from_db()
    return found


@pytest.mark.parametrize("reader", READERS)
def test_open_ballot_tells_nobody_how_the_others_voted(
    client, ballot, primary_head, secondary_head, reader, request
):
    voters = [secondary_head]
    if reader == "primary_head":
        cast_vote(ballot, choice=VoteCast.ABSTAIN, by=primary_head)
    else:
        voters.append(primary_head)
    if reader:
        client.force_login(request.getfixturevalue(reader))

    first, *others = told(client, ballot, voters)

    assert len(first) > 40
    for other in others:
        differs = [address for address in first if first[address] != other[address]]
        assert differs == []


def test_open_ballot_tells_members_nothing_of_the_turnout(
    client, ballot, primary_head, secondary_head, academy_trustee
):
    client.force_login(secondary_head)
    before = {address: read(client, address) for address in addresses(ballot)}

    for voter in (primary_head, academy_trustee):
        cast_vote(ballot, choice=VoteCast.FOR, number=1, by=voter)

    after = {address: read(client, address) for address in addresses(ballot)}
    assert [address for address in before if before[address] != after[address]] == []


def test_closed_ballot_does_tell(client, ballot, primary_head, secondary_head, clerk, auditor):
    """The control: the same look at the same addresses sees a difference once it is closed."""
    client.force_login(auditor)
    voters = [primary_head, secondary_head]

    first, *others = told(client, ballot, voters, closed_by=clerk)

    page = reverse("decisions:ballot_detail", args=[ballot.forum.slug, ballot.pk])
    screen = reverse("decisions:live_state", args=[ballot.forum.slug, ballot.meeting.pk])
    for other in others:
        assert first[page] != other[page]
        assert first[screen] != other[screen] or other is others[0]
