"""The constitution: every setting dated, what changed when, and each day judged by its own."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from forum.choices import ForumEvent
from forum.models import AuditEntry, Constitution
from forum.models.clocks import clocks
from forum.models.quorum import members_counted, quorum_of
from forum.workflow.meetings import ruling_on_agenda
from forum.workflow.setup import set_constitution
from tests.asking import address, day
from tests.factories import BEFORE, MEETING_DAY, a_constitution, a_meeting, a_member, an_item

pytestmark = pytest.mark.django_db

SENT = {
    "quorum_percent": "50",
    "quorum_base": "filled_seats",
    "majority_rule": "two_thirds",
    "substitute_rule": "permanent",
    "max_members_per_institution": "2",
    "transfer_voters": "formula",
    "notice_working_days": "5",
    "minutes_draft_days": "10",
    "legal_clearance": "on",
    "director_clearance": "on",
    "urgency_procedure": "on",
}


@pytest.fixture(autouse=True)
def new_year(time_machine):
    time_machine.move_to(datetime(2026, 1, 2, 12, tzinfo=UTC))


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def test_every_setting_is_set_and_shown_with_its_source(as_clerk, forum):
    url = address("forum:constitution", forum)

    page = words(as_clerk.post(url, SENT | day("in_force_from", "2 1 2026"), follow=True))

    for said in (
        "Two thirds of those voting for or against",
        "Permanent substitutes only",
        "At most 2",
        "Those who vote on the funding formula",
        "5 clear working days",
        "10 days",
        "Allowed, every member being asked",
        "regulation 8(3): two fifths",
        "regulation 8(8)",
    ):
        assert said in page
    assert Constitution.objects.get().legal_clearance


def test_page_shows_what_each_dated_row_changed(as_clerk, forum):
    a_constitution(forum)
    sent = SENT | day("in_force_from", "1 4 2026") | {"adopted_where": "Minute 12"}

    page = words(as_clerk.post(address("forum:constitution", forum), sent, follow=True))

    before, _, after = page.partition('id="changes"')
    changed = after.partition('id="set"')[0]
    assert "From 1 April 2026 <strong" in changed
    assert "To come" in changed
    assert "Minute 12" in changed
    assert '40%</td> <td class="govuk-table__cell">50%' in changed
    assert '7 days</td> <td class="govuk-table__cell">10 days' in changed
    assert "In force from 1 January 2015" in before


def test_change_is_on_the_trail_with_every_old_and_new_value(forum, clerk):
    a_constitution(forum)
    rules = Constitution(forum=forum, in_force_from=BEFORE, minutes_draft_days=10)

    set_constitution(rules, by=clerk, on=BEFORE)

    entry = AuditEntry.objects.get(event=ForumEvent.CONSTITUTION_SET)
    facts = json.loads(entry.body)["facts"]
    assert entry.sentence == (
        "Constitution set from 2 January 2026: Draft minutes published within"
    )
    assert set(facts["before"]) == set(facts["after"]) == set(rules.settings)
    assert (facts["before"]["minutes_draft_days"], facts["after"]["minutes_draft_days"]) == (7, 10)


def test_quorum_is_judged_by_the_settings_of_the_meetings_day(forum, clerk):
    for _ in range(5):
        a_member(forum)
    forum.seat_set.create(forum=forum, name="Vacant", group="maintained_primary")
    Constitution.objects.create(
        forum=forum, in_force_from=MEETING_DAY, quorum_percent=60, quorum_base="all_seats"
    )

    before = a_meeting(forum, MEETING_DAY - timedelta(days=1))
    on_the_day = a_meeting(forum, MEETING_DAY)

    assert (members_counted(before), quorum_of(before).needed) == (5, 2)
    assert (members_counted(on_the_day), quorum_of(on_the_day).needed) == (6, 4)


def test_notice_is_judged_by_the_settings_of_the_day_of_publishing(forum, meeting):
    an_item(meeting)
    Constitution.objects.create(forum=forum, in_force_from=BEFORE, notice_working_days=20)

    day_before = ruling_on_agenda(meeting, on=BEFORE - timedelta(days=1))
    on_the_day = ruling_on_agenda(meeting, on=BEFORE)

    assert not day_before.warnings
    assert on_the_day.warning_codes == {"short-notice"}


def test_draft_minutes_are_judged_by_the_settings_of_the_meetings_day(forum):
    Constitution.objects.create(forum=forum, in_force_from=MEETING_DAY, minutes_draft_days=10)
    before = a_meeting(forum, MEETING_DAY - timedelta(days=1))
    on_the_day = a_meeting(forum, MEETING_DAY)

    found = clocks(forum, [before, on_the_day], on=BEFORE)

    assert found[before.pk][1].by == date(2026, 1, 21)
    assert found[on_the_day.pk][1].by == date(2026, 1, 25)


def test_form_begins_with_the_newest_settings(as_clerk, forum):
    Constitution.objects.create(forum=forum, in_force_from=date(2027, 1, 1), quorum_percent=55)

    page = words(as_clerk.get(address("forum:constitution", forum)))

    assert 'value="55"' in page
    assert "Nothing was set for today" in page


def test_settings_dated_back_over_a_meeting_are_warned_of(as_clerk, forum, meeting, clerk):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    meeting.opened_at, meeting.opened_by = moment, clerk
    meeting.closed_at, meeting.closed_by = moment, clerk
    meeting.save()
    sent = SENT | day("in_force_from", "1 1 2026")

    page = words(as_clerk.post(address("forum:constitution", forum), sent, follow=True))

    assert "1 meeting was held since 1 January 2026" in page


def test_choice_that_is_left_out_is_asked_for_beside_its_field(as_clerk, forum):
    sent = SENT | day("in_force_from", "1 1 2026") | {"majority_rule": ""}

    page = words(as_clerk.post(address("forum:constitution", forum), sent))

    assert "Say what carries a question" in page
    assert not Constitution.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_rows(
    client, forum, many, django_assert_num_queries
):
    for number in range(many):
        Constitution.objects.create(forum=forum, in_force_from=date(2020 + number, 1, 1))

    with django_assert_num_queries(3):
        client.get(address("forum:constitution", forum))
