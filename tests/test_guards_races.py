"""Two connections at once: whoever comes second is refused by what the first has done.

Each race is run with the guards and once more with guards that hold no row first: without the
locks the second goes through, and what no guard would allow stands in the database.
PostgreSQL only: on SQLite whoever writes holds the one write lock, so nobody is second.
"""

import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from decisions.choices import BallotStatus
from forum.guards import declared_guards, install
from papers.models import NilDeclaration
from tests.factories import MEETING_DAY, a_constitution, a_meeting
from tests.guarded import (
    a_ballot,
    a_document,
    a_vote,
    an_action,
    an_award,
    an_entry,
    an_outcome,
    drafted,
    move,
    settle,
    some_minutes,
    table,
    tabled,
)
from tests.raw import postgresql_only

pytestmark = [postgresql_only, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Statement:
    sql: str
    values: tuple = ()


def put(draft):
    return Statement(
        "UPDATE papers_placement SET tabled_at = now(), tabled_by_id = %s, tabled_on = %s "
        "WHERE id = %s",
        (str(draft.clerk.pk), MEETING_DAY, str(draft.placement.pk)),
    )


def source():
    """The last source is taken away, and the recommendation tabled."""
    draft = drafted()
    draft.rate.delete()
    draft.second.delete()
    gone = Statement("DELETE FROM papers_fundingoption WHERE id = %s", (str(draft.first.pk),))
    return gone, put(draft)


def withdrawn():
    """One of two sources is withdrawn, and the other."""
    asked = tabled()
    sql = "UPDATE papers_fundingoption SET status = 'withdrawn' WHERE id = %s"
    return Statement(sql, (str(asked.first.pk),)), Statement(sql, (str(asked.second.pk),))


def questions():
    """The question is taken away, and the recommendation tabled."""
    draft = drafted()
    gone = Statement("DELETE FROM papers_question WHERE id = %s", (str(draft.question.pk),))
    return gone, put(draft)


def nil():
    """The constitution stops allowing nil declarations, and one is relied on."""
    draft = drafted()
    draft.rate.delete()
    draft.recommendation.options.all().delete()
    allowed = a_constitution(draft.forum, nil_funding_declaration=True)
    NilDeclaration.objects.create(
        forum=draft.forum,
        recommendation=draft.recommendation,
        reason="R",
        declared_post="P",
        declared_at=timezone.now(),
        declared_by=draft.clerk,
        declared_on=MEETING_DAY,
    )
    stops = Statement(
        "UPDATE forum_constitution SET nil_funding_declaration = false WHERE id = %s",
        (str(allowed.pk),),
    )
    return stops, put(draft)


def asked_more():
    """A recommendation is added to a paper, and the paper tabled."""
    draft = drafted()
    table(draft.placement, draft.clerk)
    more = Statement(
        "INSERT INTO papers_recommendation SELECT (jsonb_populate_record(r, jsonb_build_object("
        "'id', gen_random_uuid(), 'label', '2'))).* FROM papers_recommendation r WHERE id = %s",
        (str(draft.recommendation.pk),),
    )
    whole = Statement(
        "UPDATE papers_paper SET tabled_at = now(), tabled_by_id = %s, tabled_on = %s "
        "WHERE id = %s",
        (str(draft.clerk.pk), MEETING_DAY, str(draft.paper.pk)),
    )
    return more, whole


def vote():
    """A vote is cast, and the ballot closed with the counts of before."""
    asked = tabled()
    ballot = a_ballot(asked)
    first, second = an_entry(asked, ballot), an_entry(asked, ballot)
    move(ballot, BallotStatus.OPEN)
    cast = a_vote(asked, first)
    cast_another = Statement(
        "INSERT INTO decisions_vote SELECT (jsonb_populate_record(v, jsonb_build_object("
        "'id', gen_random_uuid(), 'entry_id', %s))).* FROM decisions_vote v WHERE id = %s",
        (str(second.pk), str(cast.pk)),
    )
    close = Statement(
        "UPDATE decisions_ballot SET status = 'closed', votes_for = 1, votes_against = 0, "
        "abstentions = 0, closed_at = now(), closed_by_id = %s WHERE id = %s",
        (str(asked.clerk.pk), str(ballot.pk)),
    )
    return cast_another, close


def award():
    """An award is changed, and the outcome settled by it."""
    asked = tabled()
    outcome = an_outcome(asked)
    less = Statement(
        "UPDATE decisions_award SET amount = amount - 1 WHERE id = %s",
        (str(an_award(asked, outcome).pk),),
    )
    return less, Statement(
        "UPDATE decisions_outcome SET settlement = 'settled' WHERE id = %s", (str(outcome.pk),)
    )


def agreeing(asked):
    minutes, document = some_minutes(asked), a_document(asked)
    later = a_meeting(asked.forum, "2026-03-15")
    return Statement(
        "UPDATE decisions_minutes SET agreed_at = now(), agreed_by_id = %s, "
        "agreed_document_id = %s, agreed_at_meeting_id = %s WHERE id = %s",
        (str(asked.clerk.pk), str(document.pk), str(later.pk), str(minutes.pk)),
    )


def owner():
    """An action loses its owner, and the minutes are agreed."""
    asked = tabled()
    outcome = an_outcome(asked)
    an_award(asked, outcome)
    settle(outcome)
    action = an_action(asked)
    left = Statement(
        "UPDATE decisions_action SET owner_id = NULL WHERE id = %s", (str(action.pk),)
    )
    return left, agreeing(asked)


def late_tabling():
    """A recommendation is tabled, and the minutes of its meeting agreed."""
    draft = drafted()
    return put(draft), agreeing(draft)


RACES = [source, withdrawn, questions, nil, asked_more, vote, award, owner, late_tabling]


@pytest.mark.parametrize("race", RACES)
@pytest.mark.parametrize("order", ["one way", "the other"])
def test_second_is_refused(race, order):
    first, second = race() if order == "one way" else reversed(race())

    assert isinstance(outcome_of(first, second), psycopg2.errors.CheckViolation)


@pytest.mark.parametrize("race", RACES)
def test_second_goes_through_where_nothing_is_held(race):
    first, second = race()
    install(connection, [replace(guard, locks=()) for guard in declared_guards()])

    one_way = outcome_of(first, second)

    assert one_way is None


def outcome_of(first, second):
    """What the second is told, when it starts before the first has committed."""
    told = []

    def late():
        with connected() as cursor:
            try:
                cursor.execute(second.sql, second.values)
                cursor.connection.commit()
                told.append(None)
            except psycopg2.Error as error:
                told.append(error)

    with connected() as cursor:
        cursor.execute(first.sql, first.values)
        thread = threading.Thread(target=late)
        thread.start()
        thread.join(timeout=0.3)
        cursor.connection.commit()
        thread.join()
    return told[0]


@contextmanager
def connected():
    """A cursor of a connection of its own."""
    with closing(psycopg2.connect(**connection.get_connection_params())) as own:
        yield own.cursor()
