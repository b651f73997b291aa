"""What a member has read, and what is not as it was then."""

import pytest
from django.core.exceptions import PermissionDenied

from papers.choices import OptionStatus
from papers.models import PaperRead
from papers.models.reading import NEW, READ, UPDATED, readings
from papers.workflow.reading import mark_as_read
from tests.guarded import tabled
from tests.packs import a_tabled_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return tabled()


def test_paper_that_nobody_marked_is_new(asked):
    assert readings(asked.meeting, asked.member)[asked.paper.pk].state == NEW


def test_paper_is_read_once_its_reader_says_so_and_for_nobody_else(asked):
    mark_as_read([asked.paper], asked.forum, by=asked.member)

    assert readings(asked.meeting, asked.member)[asked.paper.pk].state == READ
    assert readings(asked.meeting, asked.clerk)[asked.paper.pk].state == NEW


def test_option_withdrawn_since_makes_it_updated(asked):
    mark_as_read([asked.paper], asked.forum, by=asked.member)
    asked.second.status = OptionStatus.WITHDRAWN
    asked.second.save()

    reading = readings(asked.meeting, asked.member)[asked.paper.pk]

    assert (reading.state, reading.sentences) == (
        UPDATED,
        ("Recommendation 1, option B: withdrawn.",),
    )


def test_marking_again_forgets_what_was_updated(asked):
    mark_as_read([asked.paper], asked.forum, by=asked.member)
    asked.second.status = OptionStatus.WITHDRAWN
    asked.second.save()

    mark_as_read([asked.paper], asked.forum, by=asked.member)

    assert readings(asked.meeting, asked.member)[asked.paper.pk].state == READ
    assert PaperRead.objects.count() == 1


def test_who_has_no_seat_marks_nothing(asked, stranger):
    with pytest.raises(PermissionDenied):
        mark_as_read([asked.paper], asked.forum, by=stranger)

    assert PaperRead.objects.count() == 0


@pytest.mark.parametrize("many", [0, 2])
def test_readings_ask_the_database_as_often_for_more_papers(
    asked, many, django_assert_num_queries
):
    for number in range(many):
        paper = a_tabled_paper(asked.meeting, str(number + 8), f"Paper {number}", by=asked.clerk)
        mark_as_read([paper], asked.forum, by=asked.member)

    with django_assert_num_queries(5):
        readings(asked.meeting, asked.member)
