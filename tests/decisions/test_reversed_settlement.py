"""A decision that settled a source and is reversed later: the source is open again."""

from datetime import date

import pytest

from decisions.choices import LinkKind
from decisions.models import Outcome
from decisions.models.auditing.matter_facts import facts_of
from decisions.models.auditing.review import review_of
from decisions.models.auditing.scope import Scope
from decisions.models.following.following_facts import worth_facts
from decisions.models.looking.register import newest_first, rows_of, unsettled
from decisions.models.money.source_spans import SpanState, source_spans
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.matter_record import matter_record
from decisions.models.threads.references import reference
from decisions.models.threads.waiting import waits_of
from decisions.rules.findings.settling import authority_facts
from decisions.rules.source_status import SourceState
from decisions.rules.worth import WorthState, worth
from decisions.workflow.linking import link_to_earlier
from forum.choices import ReturningKind
from forum.models import ReturningBusiness
from tests.middlesbrough import FEBRUARY, JULY, a_held_meeting, middlesbrough
from tests.record import decisions

pytestmark = pytest.mark.django_db
JUNE = date(2019, 6, 5)


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def june(story):
    """Two decisions of a meeting in June 2019."""
    meeting = a_held_meeting(story.forum, story.clerk, JUNE)
    return decisions(meeting, 2, clerk=story.clerk, officer=story.officer)


@pytest.fixture
def reversed_in_june(story, june):
    link_to_earlier(june[0], story.settled, LinkKind.REVERSES, by=story.clerk, on=JUNE)
    return story


def waiting(outcome):
    kind = ReturningKind.UNSETTLED_SOURCE
    return ReturningBusiness.objects.waiting().filter(kind=kind, about=outcome.pk).exists()


def test_source_is_open_again_and_comes_back_to_an_agenda(reversed_in_june):
    agreed = reversed_in_june.agreed

    assert list(Outcome.objects.unsettled()) == [agreed]
    assert waiting(agreed)
    row = LogRow(agreed)
    assert row.is_unsettled
    assert row.settlement == "Agreed in principle, source not settled"
    assert waits_of(row) == ((JULY, FEBRUARY), (JUNE, None))


def test_source_is_still_settled_where_another_decision_only_amends(story, june):
    link_to_earlier(june[0], story.settled, LinkKind.AMENDS, by=story.clerk, on=JUNE)

    assert not Outcome.objects.unsettled().exists()
    assert not waiting(story.agreed)


def test_what_replaces_the_settling_decision_stands_in_its_place(story, june):
    link_to_earlier(june[0], story.settled, LinkKind.REPLACES, by=story.clerk, on=JUNE)

    assert not Outcome.objects.unsettled().exists()


def test_source_is_settled_anew_by_a_later_decision(reversed_in_june, june):
    story = reversed_in_june

    link_to_earlier(june[1], story.agreed, LinkKind.SETTLES_SOURCE, by=story.clerk, on=JUNE)

    assert not Outcome.objects.unsettled().exists()
    assert not waiting(story.agreed)
    assert LogRow(story.agreed).settled_by == june[1]


def test_public_hears_of_it_from_the_minutes_that_reverse_it(reversed_in_june):
    forum = reversed_in_june.forum

    assert list(unsettled(forum, inside=True)) == [reversed_in_june.agreed]
    assert list(unsettled(forum, inside=False)) == []


def test_review_says_so_by_name_and_by_day(reversed_in_june):
    """Though the decision that reverses it is of another matter."""
    review = review_of(reversed_in_june.matter, on=date(2019, 7, 1))
    spans = source_spans(matter_record(reversed_in_june.matter, on=date(2019, 7, 1)))

    assert review.decisions[0].is_unsettled
    open_ = [each for each in spans if each.state == SpanState.NOT_SETTLED]
    assert [(each.from_on, each.until_on) for each in open_] == [
        (JULY, FEBRUARY),
        (JUNE, date(2019, 7, 1)),
    ]
    assert (review.status.state, review.status.words) == (
        SourceState.UNSETTLED,
        "since 5 June 2019",
    )
    assert review.authority_until is None
    finding = next(each for each in review.findings if each.rule == "approved-without-source")
    assert review.figures.never_settled == 1
    assert not finding.is_resolved
    assert finding.sentence.endswith(
        "the decision of 27 February 2019 that settled it was reversed on 5 June 2019."
    )


def test_pages_of_both_decisions_say_until_when(client, reversed_in_june):
    story = reversed_in_june
    client.force_login(story.clerk)

    agreed = client.get(story.agreed.get_absolute_url()).content.decode()
    settled = client.get(story.settled.get_absolute_url()).content.decode()

    assert "of 27 February 2019, until that was reversed on 5 June 2019" in agreed
    assert "Agreed in principle, source not settled" in agreed
    early = "Until 5 June 2019, by the decision that took it back; awarded until 31 October 2019"
    assert early in settled
    (link,) = LogRow(story.agreed).links_later
    assert link.dated.endswith("of 27 February 2019, until that was reversed on 5 June 2019")


def test_review_of_the_whole_forum_says_the_same(reversed_in_june):
    forum, on = reversed_in_june.forum, date(2019, 7, 1)

    one = review_of(reversed_in_june.matter, on=on).facts
    every = facts_of(Scope(forum), on=on)[reversed_in_june.matter.pk]

    assert every.decisions == one.decisions
    assert [each.reversed_on for each in every.decisions] == [None, JUNE]


@pytest.mark.parametrize(("on", "reversed_on"), [(date(2019, 6, 4), None), (JUNE, JUNE)])
def test_review_of_an_earlier_day_does_not_know_of_it(reversed_in_june, on, reversed_on):
    (_, settled) = review_of(reversed_in_june.matter, on=on).facts.decisions

    assert settled.reversed_on == reversed_on


def test_history_tells_it_on_its_day_and_what_was_so_before(reversed_in_june, june):
    told = review_of(reversed_in_june.matter, on=date(2019, 7, 1)).timeline

    (event,) = [each for each in told if each.on == JUNE]
    assert event.text == f"Recommendation 1 of 27 February 2019 reversed by {reference(june[0])}"
    february = {each.status.state for each in told if each.on == FEBRUARY}
    assert SourceState.UNSETTLED not in february
    assert event.status.state == SourceState.UNSETTLED


def test_spending_after_the_reversal_has_no_authority(reversed_in_june):
    facts = review_of(reversed_in_june.matter, on=date(2019, 7, 1)).facts
    (_, settled) = facts.decisions

    (ending,) = authority_facts(settled, facts).endings

    assert (ending.on, ending.words) == (JUNE, "by the decision of 5 June 2019")


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2019, 3, 1), WorthState.STANDS),
        (date(2019, 6, 4), WorthState.STANDS),
        (JUNE, WorthState.UNSETTLED),
    ],
)
def test_what_was_agreed_is_worth_nothing_to_spend_once_it_is_open_again(
    reversed_in_june, on, state
):
    assert worth(worth_facts(LogRow(reversed_in_june.agreed)), on).state == state


def test_register_says_so_in_as_many_queries(reversed_in_june, django_assert_max_num_queries):
    forum = reversed_in_june.forum
    with django_assert_max_num_queries(4):
        rows = rows_of(newest_first(Outcome.objects.filter(forum=forum), inside=True))
        (open_,) = [row for row in rows if row.is_unsettled]

    assert open_.outcome == reversed_in_june.agreed
    public = rows_of(newest_first(Outcome.objects.filter(forum=forum), inside=False))
    assert not [row for row in public if row.is_unsettled]
