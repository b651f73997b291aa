from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import a_member, a_paper, a_recommendation, an_option
from tests.middlesbrough import ASSUMED, middlesbrough

pytestmark = pytest.mark.django_db
MARCH = {"on_day": "27", "on_month": "3", "on_year": "2019"}


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def url(story, name="matter_review"):
    return reverse(f"decisions:{name}", args=[story.forum.slug, story.matter.pk])


@pytest.fixture
def review(client, story):
    """The review as it stood on 27 March 2019."""
    client.force_login(story.auditor)
    return client.get(url(story), MARCH)


def test_review_shows_238_days_to_a_settled_source(review):
    figures = review.context["review"].figures

    assert "<strong>238</strong> days to a settled source" in review.content.decode()
    assert (figures.meetings, figures.labels, figures.overdue_actions) == (3, 3, 1)
    assert figures.statements_contradicted == 1


def test_review_shows_every_option_as_entered(review):
    options = review.context["review"].options

    assert [(row.named_on, row.label, row.status, row.proposer) for row in options] == [
        (
            date(2018, 7, 4),
            "Centrally retained, Combined budgets",
            "Not chosen",
            "Early Help Manager",
        ),
        (date(2018, 7, 4), "High needs, Inclusion support", "Not chosen", "Early Help Manager"),
        (
            date(2019, 2, 27),
            "Centrally retained, Combined budgets",
            "Unavailable",
            "Early Help Manager",
        ),
        (
            date(2019, 2, 27),
            "One-off, Additional high needs grant",
            "Chosen",
            "Assistant Director",
        ),
    ]


def test_review_shows_where_the_source_stood_after_each_event(review):
    timeline = review.context["review"].timeline
    after = {(event.on, event.kind.value): event.status.state.value for event in timeline}

    assert after[date(2018, 7, 4), "Asked"] == "Offered"
    assert after[date(2018, 7, 4), "Decided"] == "Not settled"
    assert after[date(2019, 1, 16), "Said"] == "Not settled"
    assert after[date(2019, 2, 27), "Decided"] == "Settled"
    assert after[date(2019, 10, 31), "Authority ends"] == "Ended"


def test_review_says_what_became_of_an_option_from_the_trail(review):
    marked = [each for each in review.context["review"].timeline if each.kind.value == "Marked"]

    assert [event.grade.value for event in marked] == ["Audit trail"]
    assert marked[0].text.endswith("unavailable")


def test_review_grades_its_evidence(review):
    grades = {each.kind.value: each.grade.value for each in review.context["review"].timeline}

    assert grades["Asked"] == "Paper"
    assert grades["Decided"] == "Draft minutes"
    assert grades["Said"] == "Later assertion"
    assert grades["Authority ends"] == "Worked out"


def test_review_shows_findings_with_rule_evidence_and_what_resolves_them(review):
    text = review.content.decode()

    rules = {finding.rule for finding in review.context["review"].findings}
    assert {
        "approved-without-source",
        "settled-late",
        "source-changed",
        "one-off-for-recurring",
        "statement-contradicted",
        "action-overdue",
    } <= rules
    assert "Rule: approved-without-source" in text
    assert "Settled by the decision of 27 February 2019." in text


def test_review_shows_open_actions_authority_and_what_was_assumed(review):
    text = review.content.decode()

    assert "Present Early Help and clusters to the Forum." in text
    assert "Overdue" in text
    assert "31 October 2019" in text
    assert ASSUMED in text


def test_review_names_the_head_of_the_trail(review, story):
    story.forum.trail_head.refresh_from_db()

    assert story.forum.trail_head.hash in review.content.decode()


def test_review_of_an_earlier_day_knows_nothing_of_later_ones(client, story):
    client.force_login(story.auditor)

    page = client.get(url(story), {"on_day": "1", "on_month": "2", "on_year": "2019"})

    review = page.context["review"]
    assert review.figures.days_to_settled is None
    assert review.status.words == "since 4 July 2018"
    assert {action.reference for action in review.open_actions} == {"Jul18-A1", "Jan19-A1"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on_day": "31", "on_month": "2", "on_year": "2019"}, "is not a real date"),
        ({"on_day": "27", "on_month": "", "on_year": "2019"}, "must include a month"),
    ],
)
def test_day_that_is_none_is_an_error_beside_the_field(client, story, typed, sentence):
    client.force_login(story.auditor)

    page = client.get(url(story), typed)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert f'value="{typed["on_day"]}"' in page.content.decode()


def test_review_is_for_those_inside_the_forum(client, story, stranger):
    codes = [client.get(url(story)).status_code]
    for person in (stranger, a_member(story.forum), story.officer):
        client.force_login(person)
        codes.append(client.get(url(story)).status_code)

    assert codes == [302, 404, 200, 200]


def test_option_of_a_draft_is_in_the_review_of_those_who_work_here_only(client, story):
    draft = a_recommendation(a_paper(story.matter, title="A draft"), amount=Decimal(500))
    an_option(draft, proposer="Not for members yet")
    member = a_member(story.forum, name="Mia Member")
    told = []

    for person in (story.auditor, member):
        client.force_login(person)
        told.append("Not for members yet" in client.get(url(story)).content.decode())

    assert told == [True, False]


def test_review_takes_the_same_queries_however_long_the_matter(
    client, story, django_assert_max_num_queries
):
    client.force_login(story.auditor)

    with django_assert_max_num_queries(36):
        client.get(url(story))


# As a document


def test_review_is_a_pdf_for_those_inside(client, story):
    outside = client.get(url(story, "matter_review_pdf"))
    client.force_login(story.auditor)
    inside = client.get(url(story, "matter_review_pdf"), MARCH)

    assert outside.status_code == 302
    assert inside["Content-Type"] == "application/pdf"
    assert inside["Cache-Control"] == "private, no-store"
    assert inside.content.startswith(b"%PDF-")


@pytest.mark.parametrize("by_title", [True, False])
def test_command_writes_the_pdf_and_says_the_figures(story, tmp_path, capsys, by_title):
    file = tmp_path / "review.pdf"
    named = story.matter.title if by_title else str(story.matter.pk)

    call_command("review", story.forum.slug, named, "--pdf", str(file), "--on", "2019-03-27")

    assert file.read_bytes().startswith(b"%PDF-")
    assert "Days to a settled source: 238" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slug", "matter", "extra", "sentence"),
    [
        ("nowhere", "Early Help Practitioners", [], "There is no forum “nowhere”"),
        ("borsetshire", "Zebras", [], "has no matter “Zebras”"),
        ("borsetshire", "Early Help Practitioners", ["--on", "soon"], "“soon” is not a day"),
    ],
)
def test_command_that_finds_nothing_says_so(story, tmp_path, slug, matter, extra, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("review", slug, matter, "--pdf", str(tmp_path / "review.pdf"), *extra)


def test_command_that_cannot_write_says_so(story, tmp_path):
    file = tmp_path / "nowhere" / "review.pdf"

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("review", story.forum.slug, story.matter.title, "--pdf", str(file))
