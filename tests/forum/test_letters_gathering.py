"""Letters of several: once a day or a week, in one letter, with what may still be told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.choices import NoticeKind, Rhythm, Role
from forum.models import NoticeChoice, OutboxMessage, RoleGrant
from forum.workflow.letters import Letter, send_letters, write_letters
from forum.workflow.letters.gathering import write_digests
from tests.factories import a_forum, a_person, a_role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def reader():
    return wants(a_person("Rita Reader"), Rhythm.DAILY)


@pytest.fixture
def today():
    return timezone.localdate()


def wants(person, rhythm, *kinds):
    for kind in kinds or (NoticeKind.AGENDA, NoticeKind.DRAFT_MINUTES):
        NoticeChoice.objects.create(person=person, kind=kind, rhythm=rhythm)
    return person


def tell(forum, person, name="agenda", kind=NoticeKind.AGENDA):
    letter = Letter(
        kind, f"{name[:20]}:{forum.slug}", f"{name} published", f"Read the {name}.", "/x/"
    )
    write_letters(forum, [person], letter)


def digests():
    return OutboxMessage.objects.filter(kind=NoticeKind.DIGEST)


def test_what_came_in_a_day_goes_in_one_letter_the_fact_first(forum, reader, today):
    tell(forum, reader, "minutes", NoticeKind.DRAFT_MINUTES)
    tell(forum, reader, "agenda")

    assert send_letters(at=timezone.now()) == 0
    assert write_digests(on=today) == 1

    letter = digests().get()
    assert letter.subject == "agenda published (and 1 more)"
    assert letter.text.index("Read the agenda.") < letter.text.index("Read the minutes.")
    assert "http://localhost:8000/x/" in letter.text
    assert send_letters(at=timezone.now()) == 1


def test_second_run_of_a_day_writes_no_second_letter(forum, reader, today):
    tell(forum, reader, "agenda")
    write_digests(on=today)
    tell(forum, reader, "minutes")

    assert write_digests(on=today) == 0
    assert write_digests(on=today + DAY) == 1
    assert digests().filter(subject="minutes published").exists()


def test_letter_of_the_week_waits_for_monday(forum, today):
    reader = wants(a_person("Wendy Weekly"), Rhythm.WEEKLY)
    tell(forum, reader)
    days = [today + DAY * number for number in range(8)]

    written = [day for day in days if write_digests(on=day)]

    assert written == [next(day for day in days if day.weekday() == 0)]


def test_each_forum_has_its_own_letter(forum, reader, today):
    other = a_forum("felpersham")
    tell(forum, reader)
    tell(other, reader)

    assert write_digests(on=today) == 2
    assert set(digests().values_list("forum", flat=True)) == {forum.pk, other.pk}


def test_who_has_no_part_any_more_is_not_told_of_drafts(forum, today):
    officer = wants(a_role(forum, Role.OFFICER), Rhythm.DAILY, NoticeKind.CLEARANCE)
    tell(forum, officer, "draft", NoticeKind.CLEARANCE)
    RoleGrant.objects.filter(person=officer).delete()

    assert write_digests(on=today) == 0
    assert OutboxMessage.objects.get().last_error.startswith("Its reader has no part")


def test_closed_account_gets_no_letter_of_the_day(forum, reader, today):
    tell(forum, reader)
    reader.is_active = False
    reader.save()

    assert write_digests(on=today) == 0
    assert not digests().exists()


def test_long_subject_still_says_how_many_more(forum, reader, today):
    tell(forum, reader, "x" * 149)
    tell(forum, reader, "minutes")

    write_digests(on=today)

    subject = digests().get().subject
    assert subject.endswith("… (and 1 more)")
    assert len(subject) <= 150
