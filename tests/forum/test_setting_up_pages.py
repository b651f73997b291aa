import re

import pytest
from django.utils import timezone

from forum.choices import ForumEvent, Group, Phase, Role, SeatKind
from forum.models import AuditEntry, Constitution, PupilCount, Seat
from forum.models.setting_up import setting_up
from forum.workflow.seat_plan import CALLED
from tests.asking import address, day
from tests.factories import BEFORE, a_constitution, a_forum, a_meeting, a_member, a_role, a_school

pytestmark = pytest.mark.django_db
MAIN = {
    **day("in_force_from", "1 9 2025"),
    "adopted_where": "Minute 3",
    "quorum_percent": "40",
    "quorum_base": "filled_seats",
    "majority_rule": "simple",
    "substitute_rule": "either",
    "max_members_per_institution": "2",
    "notice_working_days": "5",
    "minutes_draft_days": "10",
    "finance_clearance": "on",
}


def to(name, forum):
    return address(f"forum:{name}", forum)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def proposed(page, name):
    """What stands in a box of the form."""
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
    return re.search(r'value="(\d+)"', box)[1]


def done(forum):
    return [step.title for step in setting_up(forum).steps if step.is_done]


def test_steps_are_read_off_the_record(forum, clerk):
    assert done(forum) == []

    a_constitution(forum)
    a_school(forum)
    member = a_member(forum)

    assert done(forum) == [
        "Set the constitution",
        "Enter the schools",
        "Plan the seats",
        "Enter the members",
    ]
    assert setting_up(forum).next.title == "Invite the members"
    member.last_login = timezone.now()
    member.save()
    a_meeting(forum)
    assert setting_up(forum).next is None


def test_forum_at_work_and_the_demo_have_no_steps(forum, clerk):
    published = {"agenda_published_at": timezone.now(), "agenda_published_by": clerk}
    a_meeting(forum, **published, agenda_published_on=BEFORE)

    assert setting_up(forum) is None
    assert setting_up(a_forum("ambridge", is_demo=True)) is None


def test_meeting_entered_from_before_sets_nothing_up(forum, clerk):
    published = {"agenda_published_at": timezone.now(), "agenda_published_by": clerk}
    a_meeting(forum, **published, agenda_published_on=BEFORE, is_historic=True)

    assert done(forum) == []


def test_steps_take_one_query(forum, django_assert_num_queries):
    with django_assert_num_queries(1):
        setting_up(forum)


def test_clerk_and_administrator_see_the_steps_at_home_and_nobody_else(
    client, forum, clerk, officer, primary_head
):
    for person in (clerk, a_role(forum, Role.ADMINISTRATOR)):
        client.force_login(person)
        assert "Set up this forum" in text_of(client.get(f"/{forum.slug}/"))
        assert "Set the forum up: set the constitution" in text_of(client.get("/"))
        assert client.get(to("setting_up", forum)).status_code == 200
    for person in (officer, primary_head):
        client.force_login(person)
        assert "Set up this forum" not in text_of(client.get(f"/{forum.slug}/"))
        assert client.get(to("setting_up", forum)).status_code == 403


def test_stranger_finds_no_steps(client, forum, stranger):
    client.force_login(stranger)

    for name in ("setting_up", "setting_up_constitution", "setting_up_seats"):
        assert client.get(to(name, forum)).status_code == 404


def test_main_settings_are_set_with_the_law_beside_them(client, forum, clerk):
    client.force_login(clerk)

    before = text_of(client.get(to("setting_up_constitution", forum)))
    client.post(to("setting_up_constitution", forum), MAIN)

    assert "regulation 8(3)" in before
    assert "Nil funding" not in before
    settings = Constitution.objects.get()
    assert (settings.notice_working_days, settings.finance_clearance) == (5, True)
    assert settings.transfer_voters == Constitution().transfer_voters
    assert AuditEntry.objects.filter(event=ForumEvent.CONSTITUTION_SET).count() == 1


def test_second_settings_of_a_day_are_refused_beside_the_day(client, forum, clerk):
    client.force_login(clerk)
    client.post(to("setting_up_constitution", forum), MAIN)

    response = client.post(to("setting_up_constitution", forum), MAIN)

    assert "There are settings from this day already" in text_of(response)
    assert Constitution.objects.count() == 1


def test_seats_are_proposed_in_proportion_to_pupils_and_added(client, forum, clerk):
    for phase, pupils in ((Phase.PRIMARY, 6_000), (Phase.SECONDARY, 3_000)):
        school = a_school(forum, phase)
        PupilCount.objects.create(
            forum=forum, school=school, financial_year="2025-26", pupils=pupils
        )
    client.force_login(clerk)
    page = client.get(to("setting_up_seats", forum), {"share": "9"}).content.decode()
    typed = {"maintained_primary_headteacher": "2", "maintained_primary_governor": "1"}

    client.post(to("setting_up_seats", forum), typed)
    client.post(to("setting_up_seats", forum), {"maintained_primary_headteacher": "1"})

    assert proposed(page, "maintained_primary_headteacher") == "4"
    assert proposed(page, "maintained_primary_governor") == "2"
    assert proposed(page, "maintained_secondary_headteacher") == "2"
    assert list(Seat.objects.values_list("name", flat=True)) == [
        "Maintained primary headteacher 1",
        "Maintained primary headteacher 2",
        "Maintained primary governor 1",
        "Maintained primary headteacher 3",
    ]
    assert AuditEntry.objects.filter(event=ForumEvent.SEAT_ADDED).count() == 4


@pytest.mark.parametrize("typed", [{}, {"maintained_primary_governor": "many"}])
def test_plan_without_a_seat_is_no_plan(client, forum, clerk, typed):
    client.force_login(clerk)

    response = client.post(to("setting_up_seats", forum), typed)

    assert response.status_code == 200
    assert {"Enter at least one seat", "Enter a whole number"} & {
        sentence
        for sentence in ("Enter at least one seat", "Enter a whole number")
        if sentence in text_of(response)
    }
    assert not Seat.objects.exists()


def test_share_that_is_no_number_gets_a_sentence(client, forum, clerk):
    a_school(forum)
    client.force_login(clerk)

    assert "must be 60 or less" in text_of(
        client.get(to("setting_up_seats", forum), {"share": "99"})
    )


def test_every_group_has_a_name_for_its_seats():
    assert {group for group, _ in CALLED} == set(Group)
    assert {kind for _, kind in CALLED} == set(SeatKind)
