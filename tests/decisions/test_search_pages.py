from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from decisions import search as decisions_search
from decisions.models import ExecutiveDecision, MinuteItem, Minutes
from decisions.search import keep_items, keep_outcome, rebuild
from decisions.views import searching
from decisions.workflow.conditions import set_condition
from decisions.workflow.executive import record_executive_decision, report_decision
from decisions.workflow.minuting import begin_minutes, publish_draft, save_item
from forum.models import SearchText
from forum.search import keeping, moved
from forum.workflow.meetings import close_meeting
from papers import search as papers_search
from papers.workflow.budget import change_matter
from tests.factories import MEETING_DAY, a_line, a_matter, a_member, a_paper, a_text, an_item
from tests.middlesbrough import a_held_meeting, ask, middlesbrough, offer, put
from tests.record import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def held(forum, clerk):
    a_member(forum)
    return a_held_meeting(forum, clerk, MEETING_DAY)


@pytest.fixture
def a_written_minute(forum, held, clerk):
    """Writes the minute of the one item of a meeting, and perhaps publishes the draft."""

    def write(text, *, published=False):
        an_item(held, "1", "Schools budget")
        minutes = begin_minutes(held, by=clerk, on=MEETING_DAY)
        item = minutes.items.get()
        save_item(item, text=text, version=item.version, by=clerk, on=MEETING_DAY)
        if published:
            close_meeting(held, by=clerk, on=MEETING_DAY, open_ballots=0)
            publish_draft(minutes, by=clerk, on=MEETING_DAY)
        return minutes.items.get()

    return write


@pytest.fixture
def executive(forum):
    """A cabinet member's decision, not recorded yet."""
    return ExecutiveDecision(
        forum=forum,
        matter=a_matter(forum, "Pathfinder"),
        reference="EX/0113",
        title="Pathfinder grant",
        decided_by_post="Cabinet Member for Children's Services",
        text="Accept the zebra grant.",
        source="high_needs",
    )


def search(client, forum, **asked):
    return client.get(reverse("decisions:search", args=[forum.slug]), asked)


def found(client, forum, **asked):
    return [(hit.kind, hit.day) for hit in search(client, forum, **asked).context["hits"]]


FEBRUARY_DECISION = ("Decision", "27 February 2019")
FEBRUARY_PAPER = ("Paper", "27 February 2019")
JULY_DECISION = ("Decision", "4 July 2018")
JULY_PAPER = ("Paper", "4 July 2018")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"words": "october"}, [FEBRUARY_DECISION]),
        ({"words": "settling source"}, [FEBRUARY_DECISION, FEBRUARY_PAPER]),
        ({"words": '"term time only"'}, [JULY_DECISION]),
        ({"words": "from the DSG"}, [("Paper", "16 January 2019")]),
        ({"words": "89604 october"}, [FEBRUARY_DECISION]),
        ({"words": "posts -october", "kind": "decision"}, [JULY_DECISION]),
        ({"source": "one_off"}, [FEBRUARY_DECISION, FEBRUARY_PAPER]),
        ({"source": "high_needs"}, [JULY_PAPER]),
        ({"result": "carried_as_amended"}, [JULY_DECISION]),
        ({"group": "forum", "kind": "paper"}, [FEBRUARY_PAPER, JULY_PAPER]),
        ({"group": "maintained_primary"}, []),
        ({"year": "2018-19", "kind": "decision"}, [FEBRUARY_DECISION, JULY_DECISION]),
        ({"least": "89,605"}, []),
        ({"least": "89,604", "most": "£89,604", "result": "carried"}, [FEBRUARY_DECISION]),
        ({"words": "zebra"}, []),
    ],
)
def test_search_finds_by_words_and_choices_the_latest_first(client, story, asked, expected):
    assert sorted(found(client, story.forum, **asked)) == sorted(expected)


def test_hit_links_to_its_record_and_marks_what_was_looked_for(client, story):
    page = search(client, story.forum, words="october").content.decode()

    assert story.settled.get_absolute_url() in page
    assert "<mark>October</mark>" in page


def test_words_of_the_record_are_escaped_around_a_hit(client, forum, clerk, officer, held):
    (outcome,) = decisions(held, 1, clerk=clerk, officer=officer)
    set_condition(outcome, "<script>alert(1)</script> zebra", by=clerk, on=MEETING_DAY)
    client.force_login(clerk)

    page = search(client, forum, words="zebra").content.decode()

    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_nothing_asked_for_finds_nothing_and_says_what_there_is(client, story):
    page = search(client, story.forum)

    assert page.context["hits"] == []
    assert "Search every decision" in page.content.decode()
    assert "Nothing was found" in search(client, story.forum, words="zebra").content.decode()


def test_mistakes_in_the_form_are_said_beside_the_field_and_what_was_typed_stays(client, story):
    page = search(client, story.forum, words="october", least="50", most="lots")
    swapped = search(client, story.forum, least="50", most="40").content.decode()

    assert "Enter an amount in pounds and pence" in page.content.decode()
    assert 'value="october"' in page.content.decode()
    assert page.context["hits"] == []
    assert "Enter an amount that is not below the lower one" in swapped


def test_search_of_another_forum_finds_nothing_of_this_one(client, story, stranger):
    elsewhere = stranger.role_grants.get().forum

    assert found(client, elsewhere, words="october") == []
    assert client.get("/nowhere/search/").status_code == 404


def test_page_holds_forty_hits_and_leads_on(client, story, monkeypatch):
    monkeypatch.setattr(searching, "ON_A_PAGE", 2)

    first = search(client, story.forum, words="early help")
    second = search(client, story.forum, words="early help", page=2)

    assert (len(first.context["hits"]), first.context["shown"].paginator.count) == (2, 5)
    assert "page=2" in first.content.decode()
    assert first.context["hits"] != second.context["hits"]


@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_as_often_for_three_hits_as_for_one(
    as_clerk, held, clerk, officer, count, django_assert_num_queries
):
    decisions(held, count, clerk=clerk, officer=officer)

    with django_assert_num_queries(8 if connection.vendor == "sqlite" else 12):
        assert len(found(as_clerk, held.forum, words="fund", kind="decision")) == count


# Who finds what


def test_decision_is_found_by_the_public_once_its_minutes_are_published(
    client, forum, held, clerk, officer, primary_head
):
    decisions(held, 1, clerk=clerk, officer=officer)
    asked = {"words": "matter", "kind": "decision"}

    assert found(client, forum, **asked) == []
    client.force_login(primary_head)
    assert len(found(client, forum, **asked)) == 1
    client.logout()
    Minutes.objects.create(
        forum=forum, meeting=held, draft_published_at="2026-01-01T00:00Z", draft_published_by=clerk
    )
    assert len(found(client, forum, **asked)) == 1


def test_minutes_being_written_are_found_by_who_works_on_them_only(
    client, forum, held, clerk, primary_head, a_written_minute
):
    a_written_minute("The zebra was discussed.")

    client.force_login(primary_head)
    assert found(client, forum, words="zebra") == []
    client.force_login(clerk)
    (hit,) = search(client, forum, words="zebra").context["hits"]
    assert hit.kind == "Minutes"
    assert hit.url.endswith("/minutes/#item-1")


def test_exempt_minute_is_never_found_by_the_public(client, forum, clerk, a_written_minute):
    item = a_written_minute("The zebra was discussed.", published=True)
    assert len(found(client, forum, words="zebra")) == 1

    MinuteItem.objects.filter(pk=item.pk).update(is_exempt=True, exempt_reason="Personal data")
    keep_items(MinuteItem.objects.filter(pk=item.pk))

    assert found(client, forum, words="zebra") == []


def test_draft_of_published_minutes_shows_the_public_what_was_published(
    client, forum, clerk, a_written_minute
):
    item = a_written_minute("The zebra was discussed.", published=True)
    save_item(item, text="The giraffe instead.", version=item.version, by=clerk, on=MEETING_DAY)

    assert len(found(client, forum, words="zebra")) == 1
    assert found(client, forum, words="giraffe") == []
    client.force_login(clerk)
    assert len(found(client, forum, words="giraffe")) == 1


def test_executive_decision_is_found_once_it_is_reported_to_a_published_meeting(
    client, forum, clerk, primary_head, executive, held
):
    asked = {"words": "zebra", "source": "high_needs"}
    record_executive_decision(executive, by=clerk, on=MEETING_DAY)

    assert found(client, forum, **asked) == []
    client.force_login(primary_head)
    assert found(client, forum, **asked) == [("Executive decision", "Day not stated")]
    client.logout()
    report_decision(executive, held, by=clerk, on=MEETING_DAY)
    assert len(found(client, forum, **asked)) == 1


def test_withheld_words_of_a_paper_are_found_inside_the_forum_only(
    client, forum, clerk, officer, primary_head, held
):
    paper = a_paper(a_matter(forum), an_item(held), title="Early help", author=officer)
    a_text(paper, "About [[zebra]] and giraffe.", officer)
    wanted = ask(paper, "Note it.", "2025-26", officer, MEETING_DAY)
    offer(wanted, "A", a_line(forum), officer, MEETING_DAY)
    put(paper, wanted, clerk, MEETING_DAY)

    assert len(found(client, forum, words="giraffe")) == 1
    assert found(client, forum, words="zebra") == []
    client.force_login(primary_head)
    assert len(found(client, forum, words="zebra")) == 1


# Kept up to date


def test_condition_set_later_is_found(client, story, clerk):
    set_condition(story.settled, "the zebra agrees", by=clerk, on=MEETING_DAY)

    assert found(client, story.forum, words="zebra") == [FEBRUARY_DECISION]


def test_record_kept_twice_is_found_once(client, story):
    keep_outcome(story.settled)
    keep_outcome(story.settled)

    assert found(client, story.forum, words="october") == [FEBRUARY_DECISION]


def test_what_is_before_a_meeting_is_found_under_the_day_it_moves_to(story):
    text = SearchText.objects.get(title="Schools and early help")
    text.meeting.held_on = date(2027, 5, 4)

    moved(text.meeting)

    text.refresh_from_db()
    assert text.day == date(2027, 5, 4)
    assert " =year:2027-28 " in text.scope
    assert " =year:2018-19 " not in text.scope


def test_matter_that_is_worded_anew_is_found_by_its_new_name(client, story, officer):
    matter = story.agreed.question.placement.recommendation.matter
    matter.title = "Zebra Practitioners"

    change_matter(matter, by=officer, on=MEETING_DAY)

    assert len(found(client, story.forum, words="zebra")) == 5
    kept = texts(story.forum)
    rebuild(story.forum)
    assert texts(story.forum) == kept


@pytest.mark.parametrize("at_once", [1, 200])
def test_rebuilding_finds_what_the_steps_kept_and_nothing_else(story, monkeypatch, at_once):
    for room in (decisions_search, papers_search, keeping):
        monkeypatch.setattr(room, "AT_ONCE", at_once)
    kept = texts(story.forum)

    call_command("search_rebuild", "--forum", story.forum.slug, stdout=StringIO())

    assert texts(story.forum) == kept


def test_rebuilding_a_forum_that_is_not_there_says_so(db):
    with pytest.raises(CommandError, match="no forum “nowhere”"):
        call_command("search_rebuild", "--forum", "nowhere")


def texts(forum):
    fields = ("kind", "about", "part", "meeting", "day", "title", "words", "amount", "scope")
    return sorted(SearchText.objects.filter(forum=forum).values_list(*fields), key=str)
