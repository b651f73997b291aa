"""Are you coming? One press for a member; the answers of all for the clerk."""

from datetime import UTC, datetime

import pytest

from forum.models import Person, Reply, Substitution
from tests.asking import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def early_in_january(time_machine):
    time_machine.move_to(datetime(2026, 1, 2, 12, tzinfo=UTC))


@pytest.fixture
def url(forum, meeting):
    return address("forum:meeting_reply", forum, meeting)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_member_answers_with_one_press(client, url, primary_head):
    client.force_login(primary_head)

    page = words(client.get(url))
    answer = words(client.post(url, {"answer": "coming"}, follow=True))

    assert "Are you coming?" in page
    assert "No answer yet" in page
    assert "Maintained primary schools" in page
    assert "Thank you" in answer
    assert Reply.objects.get().appointment.person == primary_head


def test_member_names_who_comes_instead(client, url, primary_head):
    client.force_login(primary_head)
    sent = {"answer": "substitute", "name": "Sue Stands In", "email": "Sue@example.org"}

    refused = words(client.post(url, sent | {"email": "sue"}))
    answer = words(client.post(url, sent, follow=True))

    assert "Enter an email address in the right format" in refused
    assert "Sue Stands In" in refused
    assert "Sue Stands In comes instead" in answer
    assert Substitution.objects.get().person == Person.objects.get(email="sue@example.org")


def test_substitute_without_a_name_is_refused_with_the_reason(client, url, primary_head):
    client.force_login(primary_head)

    answer = client.post(url, {"answer": "substitute"})

    assert answer.status_code == 409
    assert "Enter who comes in the member" in words(answer)


def test_clerk_sees_all_answers_and_answers_for_a_member(
    client, url, clerk, primary_head, secondary_head
):
    holder = primary_head.appointments.get()
    client.force_login(clerk)

    listed = words(client.get(url))
    one = words(client.get(f"{url}?seat={holder.pk}"))
    after = words(client.post(url, {"seat": holder.pk, "answer": "apologies"}, follow=True))

    assert "2 no answer yet." in listed
    assert f"?seat={holder.pk}" in listed
    assert "Pat Primary holds" in one
    assert "1 apologies, 1 no answer yet." in after


def test_member_sees_neither_the_answers_nor_the_seat_of_others(
    client, url, primary_head, secondary_head
):
    other = secondary_head.appointments.get()
    client.force_login(primary_head)

    page = words(client.get(url))

    assert "Sam Secondary" not in page
    assert client.get(f"{url}?seat={other.pk}").status_code == 403
    assert client.post(url, {"seat": other.pk, "answer": "coming"}).status_code == 403
    assert not Reply.objects.exists()


def test_answer_that_is_none_is_asked_again(client, url, primary_head):
    client.force_login(primary_head)

    assert client.post(url, {"answer": "perhaps"}).status_code == 200
    assert not Reply.objects.exists()


def test_officer_has_no_seat_to_answer_for(client, url, officer):
    client.force_login(officer)

    assert client.get(url).status_code == 403


def test_seat_that_is_none_and_a_stranger_find_nothing(client, url, clerk, stranger):
    assert client.get(url).status_code in {302, 404}
    client.force_login(clerk)
    assert client.get(f"{url}?seat=none").status_code == 404
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_meeting_that_is_cancelled_asks_nobody(client, url, meeting, clerk, primary_head):
    meeting.cancelled_at, meeting.cancelled_by = datetime(2026, 1, 2, tzinfo=UTC), clerk
    meeting.cancelled_because = "Snow"
    meeting.save()
    client.force_login(primary_head)

    page = words(client.get(url))

    assert "The meeting is cancelled" in page
    assert "I am coming" not in page
    assert client.post(url, {"answer": "coming"}).status_code == 409


def test_clerk_sees_the_answers_on_the_page_of_the_meeting(client, meeting, clerk, primary_head):
    client.force_login(clerk)

    page = words(client.get(meeting.get_absolute_url()))

    assert "1 no answer yet" in page
    assert "No officers, presenters or observers are entered" in page


def test_member_is_led_to_the_answer_from_the_meeting(client, url, meeting, primary_head):
    client.force_login(primary_head)

    assert url in words(client.get(meeting.get_absolute_url()))
