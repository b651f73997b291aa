"""Substitutes: who may name one, and who may stand in."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import (
    AuthorityTie,
    ForumEvent,
    Group,
    Phase,
    Presence,
    Role,
    SubstituteKind,
    SubstituteRule,
)
from forum.models import Attendance, AuditEntry, Substitution
from forum.rules.ruling import Refused
from forum.workflow.substitutes import end_substitute, name_substitute
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_constitution,
    a_member,
    a_person,
    a_role,
    a_school,
)

pytestmark = pytest.mark.django_db


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def permanent(member, person=None, **more):
    term = member.appointments.get()
    values = {"kind": SubstituteKind.PERMANENT, "from_on": BEFORE} | more
    person = person or a_person("Sub Stitute")
    return Substitution(forum=term.forum, seat=term.seat, person=person, **values)


def for_meeting(member, meeting, person=None, **more):
    return permanent(
        member, person, kind=SubstituteKind.FOR_MEETING, meeting=meeting, from_on=None, **more
    )


def codes(substitution, by, **more):
    with pytest.raises(Refused) as refused:
        name_substitute(substitution, by=by, on=BEFORE, **more)
    return refused.value.ruling.codes


def test_clerk_names_a_permanent_substitute(clerk, primary_head):
    named = name_substitute(permanent(primary_head), by=clerk, on=BEFORE)

    assert Substitution.objects.get() == named
    assert sentences(ForumEvent.SUBSTITUTE_NAMED) == [
        f"{named.seat.name}: permanent substitute named, from 2 January 2026"
    ]
    assert "Sub Stitute" not in AuditEntry.objects.get().body


def test_member_names_their_own_substitute_for_a_meeting(primary_head, meeting):
    named = name_substitute(for_meeting(primary_head, meeting), by=primary_head, on=BEFORE)

    assert (named.from_on, named.until_on) == (MEETING_DAY, MEETING_DAY)
    assert sentences(ForumEvent.SUBSTITUTE_NAMED) == [
        f"{named.seat.name}: substitute for a meeting named, 15 January 2026"
    ]


def test_administrator_names_a_substitute_as_the_clerk_does(forum, primary_head):
    administrator = a_role(forum, Role.ADMINISTRATOR)

    assert name_substitute(permanent(primary_head), by=administrator, on=BEFORE).pk


@pytest.mark.parametrize("kind", ["permanent", "another seat"])
def test_member_names_nobody_for_good_and_nobody_for_others(
    kind, primary_head, secondary_head, meeting
):
    wanted = {
        "permanent": lambda: permanent(primary_head),
        "another seat": lambda: for_meeting(secondary_head, meeting),
    }[kind]()

    with pytest.raises(PermissionDenied):
        name_substitute(wanted, by=primary_head, on=BEFORE)
    assert not Substitution.objects.exists()


def test_substitute_of_another_group_is_refused(forum, clerk, primary_head, meeting):
    school = a_school(forum, Phase.SECONDARY)

    refused = codes(for_meeting(primary_head, meeting, school=school), clerk)

    assert refused == {"another-group"}
    assert sentences(ForumEvent.SUBSTITUTE_NAMED) == []


def test_substitute_of_a_school_that_converted_is_refused(forum, clerk, primary_head, meeting):
    day_before = a_school(forum, converted_on=date(2026, 1, 16))
    day_itself = a_school(forum, converted_on=MEETING_DAY)

    refused = codes(for_meeting(primary_head, meeting, school=day_itself), clerk)

    assert refused == {"another-group"}
    name_substitute(for_meeting(primary_head, meeting, school=day_before), by=clerk, on=BEFORE)


def test_member_stands_in_for_nobody_else(clerk, primary_head, secondary_head, meeting):
    assert codes(for_meeting(primary_head, meeting, secondary_head), clerk) == {"holds-a-seat"}
    assert codes(for_meeting(primary_head, meeting, primary_head), clerk) == {"own-substitute"}


def test_vacant_seat_has_no_substitute(forum, clerk, meeting):
    member = a_member(forum, until_on=date(2025, 8, 31))

    assert codes(for_meeting(member, meeting), clerk) == {"vacant-seat"}


def test_one_for_a_meeting_goes_before_the_permanent_one(clerk, primary_head, meeting):
    name_substitute(permanent(primary_head), by=clerk, on=BEFORE)
    name_substitute(for_meeting(primary_head, meeting), by=clerk, on=BEFORE)

    assert codes(permanent(primary_head), clerk) == {"second-substitute"}
    assert codes(for_meeting(primary_head, meeting), clerk) == {"second-substitute"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [(SubstituteRule.NONE, "no-substitutes"), (SubstituteRule.PERMANENT, "permanent-only")],
)
def test_constitution_says_which_substitutes_there_are(
    rule, code, forum, clerk, primary_head, meeting
):
    a_constitution(forum, substitute_rule=rule)

    assert codes(for_meeting(primary_head, meeting), clerk) == {code}


def test_tie_to_the_authority_bars_from_a_non_schools_seat(forum, clerk, meeting):
    member = a_member(forum, Group.EARLY_YEARS)

    refused = codes(for_meeting(member, meeting), clerk, tie=AuthorityTie.RELEVANT_OFFICER)

    assert refused == {"tied-to-authority"}


def test_permanent_substitute_stands_down(clerk, primary_head):
    named = name_substitute(permanent(primary_head), by=clerk, on=BEFORE)

    end_substitute(named, until_on=date(2026, 3, 31), by=clerk, on=BEFORE)

    assert Substitution.objects.get().until_on == date(2026, 3, 31)
    assert sentences(ForumEvent.SUBSTITUTE_ENDED) == [
        f"{named.seat.name}: permanent substitute ends on 31 March 2026"
    ]


def test_substitute_who_never_sat_is_taken_back(primary_head, meeting):
    named = name_substitute(for_meeting(primary_head, meeting), by=primary_head, on=BEFORE)

    end_substitute(named, until_on=date(2026, 1, 14), by=primary_head, on=BEFORE)

    assert not Substitution.objects.exists()
    assert sentences(ForumEvent.SUBSTITUTE_ENDED)[0].endswith("for a meeting is taken back")


def test_substitute_who_sat_stays_in_the_record(forum, clerk, primary_head, meeting):
    named = name_substitute(permanent(primary_head), by=clerk, on=BEFORE)
    Attendance.objects.create(
        forum=forum,
        meeting=meeting,
        seat=named.seat,
        appointment=primary_head.appointments.get(),
        presence=Presence.SUBSTITUTE,
        substitution=named,
    )

    with pytest.raises(Refused) as refused:
        end_substitute(named, until_on=date(2026, 1, 10), by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"sat-after"}
    assert Substitution.objects.get().until_on is None


def test_substitute_is_not_ended_long_before_the_start(clerk, primary_head):
    named = name_substitute(permanent(primary_head), by=clerk, on=BEFORE)

    with pytest.raises(Refused) as refused:
        end_substitute(named, until_on=date(2025, 1, 1), by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"ends-before-start"}


def test_somebody_else_may_not_end_a_substitute(clerk, primary_head, secondary_head):
    named = name_substitute(permanent(primary_head), by=clerk, on=BEFORE)

    with pytest.raises(PermissionDenied):
        end_substitute(named, until_on=date(2026, 3, 31), by=secondary_head, on=BEFORE)
