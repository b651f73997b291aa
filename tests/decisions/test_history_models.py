"""The timeline of a matter: what followed its decisions, and how well each row is shown."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from decisions.choices import (
    ExternalBody,
    ExternalResult,
    HappeningKind,
    ImplementationState,
    LinkKind,
)
from decisions.models import (
    Correction,
    DecisionLink,
    ExternalStep,
    Happening,
    Implementation,
)
from decisions.models.auditing.review import review_of
from decisions.workflow.conditions import mark_condition, set_condition
from forum.choices import DayBasis, EvidenceGrade
from papers.models import NamedSource
from tests.factories import a_meeting
from tests.guarded import agree
from tests.middlesbrough import FEBRUARY, JANUARY, JULY, middlesbrough

pytestmark = pytest.mark.django_db
MARCH = date(2019, 3, 27)


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def timeline(story, *, inside=True, on=MARCH):
    return review_of(story.matter, on=on, inside=inside).timeline


def of_kind(story, kind, **more):
    return [event for event in timeline(story, **more) if event.kind.value == kind]


def a_happening(story, kind, **more):
    told = {"text": "Posts start", "evidence_grade": EvidenceGrade.LATER_ASSERTION}
    return Happening.objects.create(
        forum=story.forum, matter=story.matter, kind=kind, **(told | more)
    )


def test_condition_shows_when_and_by_what_it_was_met(story):
    condition = set_condition(story.settled, "A report comes", by=story.clerk, on=FEBRUARY)
    mark_condition(condition, "met", evidence="Item 4", by=story.clerk, on=MARCH)

    (event,) = of_kind(story, "Condition")

    assert (event.on, event.text, event.evidence) == (
        MARCH,
        "Condition met: A report comes",
        "Item 4",
    )
    decided = of_kind(story, "Decided")[-1]
    assert "On condition that: A report comes." in decided.detail


def test_body_outside_is_asked_and_answers_with_a_day_of_its_own(story):
    ExternalStep.objects.create(
        forum=story.forum,
        outcome=story.settled,
        body=ExternalBody.COUNCIL_EXECUTIVE,
        body_words="Cabinet",
        asked="Agree it.",
        asked_on=date(2019, 3, 1),
        result=ExternalResult.REFUSED,
        decided_on=date(2019, 3, 20),
        overtakes=True,
        evidence="Minute 42",
    )

    (asked,), (decided,) = of_kind(story, "Asked outside"), of_kind(story, "Decided outside")

    assert (asked.on, decided.on) == (date(2019, 3, 1), date(2019, 3, 20))
    assert decided.text == "Cabinet: refused"
    assert "in place of the forum’s decision" in decided.detail
    assert not of_kind(story, "Authority ends")
    assert not of_kind(story, "Decided outside", on=date(2019, 3, 19))


def test_authority_that_was_reversed_does_not_end_by_running_out(story):
    assert of_kind(story, "Authority ends")

    DecisionLink.objects.create(
        forum=story.forum,
        later=story.settled,
        earlier=story.agreed,
        kind=LinkKind.REVERSES,
    )

    assert [event.on for event in of_kind(story, "Authority ends")] == [date(2019, 10, 31)]


def test_what_happened_keeps_the_day_as_the_record_has_it(story):
    a_happening(
        story,
        HappeningKind.EVENT,
        happened_on=date(2018, 9, 1),
        day_words="September 2018",
        evidence_shown="Minutes of 16 January 2019",
    )

    (event,) = of_kind(story, "Happened")

    assert (event.on, event.day) == (date(2018, 9, 1), "September 2018")
    assert (event.grade.value, event.evidence) == (
        "Later assertion",
        "Minutes of 16 January 2019",
    )


def test_slip_shows_the_words_as_printed_and_what_they_should_read(story):
    a_happening(story, HappeningKind.SLIP, happened_on=JANUARY, as_printed="SMT", reads_as="SMF")

    (event,) = of_kind(story, "Slip")

    assert event.detail == "Printed: “SMT”. It should read: “SMF”."


def test_source_that_is_none_of_the_four_is_kept_as_it_was_named(story):
    NamedSource.objects.create(
        forum=story.forum,
        matter=story.matter,
        meeting=story.meetings[0],
        words="direct school grant",
        where="paragraph 13",
        named_on=JULY,
        evidence_grade=EvidenceGrade.REPORT,
        evidence_shown="Item 5",
    )

    (event,) = of_kind(story, "Source named")

    assert event.text == "“direct school grant”: none of the four sources"
    assert (event.grade.value, event.evidence) == ("Report", "Item 5, paragraph 13")


def test_last_word_on_carrying_out_stands_beside_the_decision(story, client):
    for state, day in ((ImplementationState.UNDER_WAY, 1), (ImplementationState.STOPPED, 20)):
        Implementation.objects.create(
            forum=story.forum,
            outcome=story.settled,
            state=state,
            said_on=date(2019, 3, day),
            words="Two posts are filled.",
        )

    text = client.get(story.settled.get_absolute_url()).content.decode()

    assert [event.text for event in of_kind(story, "Carrying out")] == [
        "Under way: Recommendation 1",
        "Stopped: Recommendation 1",
    ]
    assert text.index("Stopped") < text.index("Under way")


def test_correction_stands_in_the_timeline_on_its_own_day(story):
    february = story.meetings[2]
    agree(
        february.minutes,
        SimpleNamespace(forum=story.forum, meeting=february, clerk=story.clerk),
    )
    Correction.objects.create(
        forum=story.forum,
        meeting=february,
        agenda_item=story.settled.question.placement.agenda_item,
        outcome=story.settled,
        made_at_meeting=a_meeting(story.forum, MARCH),
        corrected_on=MARCH,
        kind="amount",
        was="£89,604",
        reads="£8,960",
        amount_was=Decimal(89604),
        amount_reads=Decimal(8960),
        reason="A nought too many.",
        asked_twice=True,
    )

    (event,) = of_kind(story, "Corrected")

    assert event.on == MARCH
    assert "£89,604 should read £8,960" in event.text


def test_public_reads_what_happened_only_with_what_is_published(story):
    a_happening(story, HappeningKind.EVENT, happened_on=JULY)
    a_happening(story, HappeningKind.EVENT, happened_on=JANUARY, outcome=story.agreed)

    assert [event.on for event in of_kind(story, "Happened")] == [JULY, JANUARY]
    assert [event.on for event in of_kind(story, "Happened", inside=False)] == [JANUARY]


def test_day_that_the_record_does_not_state_is_printed_so(story):
    meeting = a_meeting(
        story.forum,
        date(2017, 10, 1),
        is_historic=True,
        day_basis=DayBasis.INFERRED,
        day_words="autumn 2017",
        agenda_published_at=timezone.now(),
        agenda_published_by=story.clerk,
        agenda_published_on=MARCH,
    )
    NamedSource.objects.create(
        forum=story.forum, matter=story.matter, meeting=meeting, words="DSG"
    )

    (event,) = of_kind(story, "Source named")

    assert event.day.startswith("autumn 2017")
    assert event.grade.value == "No evidence stated"


@pytest.mark.parametrize("count", [1, 3])
def test_decision_takes_the_same_queries_however_much_followed(
    story, client, count, django_assert_max_num_queries
):
    for number in range(count):
        set_condition(story.settled, f"Condition {number}", by=story.clerk, on=FEBRUARY)
        ExternalStep.objects.create(
            forum=story.forum, outcome=story.settled, body=ExternalBody.DFE, asked="Agree."
        )
    client.force_login(story.clerk)

    with django_assert_max_num_queries(16):
        page = client.get(story.settled.get_absolute_url())

    assert page.content.decode().count("Not answered yet") == count
