"""In attendance: who is expected, who came, and who of them may speak."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from forum.choices import Capacity, ForumEvent
from forum.models import AuditEntry, InAttendance
from forum.rules.ruling import Refused
from forum.workflow.in_attendance import expect, mark_came, take_off
from tests.asking import address
from tests.factories import BEFORE, MEETING_DAY, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def presenter(meeting, clerk):
    item = an_item(meeting, "7", "Growth fund")
    person = InAttendance(
        forum=meeting.forum,
        meeting=meeting,
        name="Sam Lee",
        post="Schools Finance Manager",
        capacity=Capacity.PRESENTER,
        agenda_item=item,
    )
    return expect(person, by=clerk, on=BEFORE)


def begin(meeting, clerk):
    meeting.opened_at, meeting.opened_by = timezone.now(), clerk
    meeting.save()


def sentences():
    entries = AuditEntry.objects.filter(event=ForumEvent.IN_ATTENDANCE)
    return [each.sentence.partition(": ")[2] for each in entries.order_by("seq")]


def words(answer):
    return " ".join(answer.content.decode().split())


def test_trail_names_capacity_and_post_and_no_person(presenter, clerk):
    take_off(presenter, by=clerk, on=BEFORE)

    assert sentences() == [
        "Presents a paper (Schools Finance Manager), item 7, entered",
        "Presents a paper (Schools Finance Manager), item 7, taken off the list",
    ]
    assert "Sam Lee" not in "".join(AuditEntry.objects.values_list("body", flat=True))
    assert not InAttendance.objects.exists()


def test_who_did_not_come_stays_on_the_list(presenter, meeting, clerk):
    begin(meeting, clerk)

    with pytest.raises(Refused) as refused:
        take_off(presenter, by=clerk, on=MEETING_DAY)
    mark_came(presenter, False, by=clerk, on=MEETING_DAY)

    assert refused.value.ruling.codes == {"meeting-opened"}
    assert InAttendance.objects.get().is_expected is False
    assert sentences()[-1].endswith("did not come")


def test_officer_does_not_keep_the_list(presenter, officer):
    for step in (take_off, expect):
        with pytest.raises(PermissionDenied):
            step(presenter, by=officer, on=BEFORE)
    with pytest.raises(PermissionDenied):
        mark_came(presenter, False, by=officer, on=BEFORE)


@pytest.mark.parametrize(
    ("capacity", "said"),
    [
        ("director", "regulation 8(4)(a)"),
        ("presenter", "say which item it is"),
        ("public", "not for speaking"),
    ],
)
def test_list_says_who_may_speak_and_bars_nobody(client, forum, meeting, clerk, capacity, said):
    client.force_login(clerk)
    url = address("forum:people_in_attendance", forum, meeting)

    page = words(client.post(url, {"name": "Alex Doe", "capacity": capacity}, follow=True))

    assert "Alex Doe is on the list" in page
    assert said in page


def test_same_person_is_listed_once_in_a_capacity(client, forum, meeting, clerk, presenter):
    client.force_login(clerk)
    url = address("forum:people_in_attendance", forum, meeting)

    answer = words(client.post(url, {"name": "Sam Lee", "capacity": "presenter"}))

    assert "They are on the list already" in answer
    assert InAttendance.objects.count() == 1


def test_clerk_says_who_came_once_the_meeting_is_open(client, forum, meeting, clerk, presenter):
    begin(meeting, clerk)
    client.force_login(clerk)
    url = address("forum:person_remove", forum, presenter)

    gone = words(client.post(url, {"what": "absent"}, follow=True))
    back = words(client.post(url, {"what": "came"}, follow=True))

    assert "Came after all" in gone
    assert 'value="absent"' in back
    assert client.post(url, {"what": "remove"}).status_code == 409
    assert client.post(url, {"what": "x"}).status_code == 400


def test_person_is_taken_off_before_the_meeting(client, forum, clerk, presenter):
    client.force_login(clerk)

    answer = client.post(address("forum:person_remove", forum, presenter), follow=True)

    assert "Nobody is on the list yet" in words(answer)


@pytest.mark.parametrize("name", ["people_in_attendance", "person_remove"])
def test_list_is_kept_by_the_clerk_of_the_forum_only(
    client, forum, officer, stranger, presenter, name
):
    record = presenter.meeting if name == "people_in_attendance" else presenter
    url = address(f"forum:{name}", forum, record)

    assert client.post(url).status_code == 302
    client.force_login(officer)
    assert client.post(url).status_code == 403
    client.force_login(stranger)
    assert client.post(url).status_code == 404
    assert InAttendance.objects.count() == 1


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    client, forum, meeting, clerk, many, django_assert_num_queries
):
    item = an_item(meeting)
    for number in range(many):
        InAttendance.objects.create(
            forum=forum, meeting=meeting, name=f"Officer {number}", agenda_item=item,
            capacity=Capacity.PRESENTER,
        )  # fmt: skip
    client.force_login(clerk)

    with django_assert_num_queries(7):
        client.get(address("forum:people_in_attendance", forum, meeting))
