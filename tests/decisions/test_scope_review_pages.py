"""The reviews of a forum, a year, a source and a line: pages, notes, signatures, documents."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from decisions.models import Action, FindingNote, ReviewSignOff
from forum.choices import Role
from tests.factories import a_forum, a_matter, a_member, a_role
from tests.middlesbrough import middlesbrough

MARCH = {"on_day": "27", "on_month": "3", "on_year": "2019"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


@pytest.fixture
def room(client, forum, auditor):
    """A browser in which the auditor is signed in."""
    client.force_login(auditor)
    return client


def url(forum, name="review_forum", kind="", key=""):
    return reverse(f"decisions:{name}", args=[forum.slug, *filter(None, (kind, key))])


def overdue(forum, number, matter=None):
    """An action that is overdue, in a matter of its own."""
    return Action.objects.create(
        forum=forum, matter=matter or a_matter(forum, f"Matter {number}"), origin="by_hand",
        reference=f"A{number}", text="Report.", due_on=date(2019, 1, 1), set_on=date(2018, 1, 1),
    )  # fmt: skip


def test_every_scope_shows_what_bears_on_it(client, story):
    client.force_login(story.auditor)
    line = story.lines["balance"]

    pages = {
        kind: client.get(url(story.forum, "review", kind, key), MARCH, follow=True)
        for kind, key in (
            ("forum", "all"), ("year", "2018-19"), ("source", "one_off"), ("line", str(line.pk)),
        )
    }  # fmt: skip

    for page in pages.values():
        assert page.status_code == 200
        assert "A later paper contradicts the record" in page.content.decode()
    rules = {
        kind: {each.rule for each in page.context["found"].findings}
        for kind, page in pages.items()
    }
    assert "one-off-for-recurring" in rules["line"] & rules["source"] & rules["forum"]
    assert "Every matter of" in pages["forum"].content.decode()
    assert "Financial year 2018-19" in pages["year"].content.decode()


def test_scope_that_no_money_came_from_finds_nothing(client, story):
    client.force_login(story.auditor)

    page = client.get(url(story.forum, "review", "source", "de_delegated"))

    assert page.context["found"].findings == ()
    assert "The rules find nothing here." in page.content.decode()
    assert "No money was agreed." in page.content.decode()


def test_forum_says_from_what_money_decided_when_until_when(client, story):
    client.force_login(story.auditor)

    page = client.get(url(story.forum), MARCH)

    first, second = page.context["approvals"]
    assert (first.days, second.days) == (238, 0)
    assert (first.sources, first.lines) == ("One-off", "Additional high needs grant")
    assert first.until == date(2019, 10, 31)
    assert first.decision.day == "4 July 2018"


def test_one_name_of_finding_is_shown_by_itself(room, forum):
    overdue(forum, 1)

    shown = room.get(url(forum), {"rule": "action-overdue"}).context["rows"]
    others = room.get(url(forum), {"rule": "settled-late"}).context["rows"]

    assert [row.finding.rule for row in shown] == ["action-overdue"]
    assert others == []


@pytest.mark.parametrize(
    ("kind", "key"),
    [("forum", "some"), ("year", "2018"), ("source", "dsg"), ("line", "x"), ("planet", "mars")],
)
def test_scope_that_there_is_not_is_not_found(room, forum, kind, key):
    assert room.get(url(forum, "review", kind, key)).status_code == 404


def test_review_of_another_forum_is_not_found(client, story, stranger):
    line = str(story.lines["balance"].pk)
    other = a_forum("ambridge")
    client.force_login(stranger)
    strange = client.get(url(story.forum)).status_code
    client.force_login(a_role(other, Role.AUDITOR))

    assert strange == 404
    assert client.get(url(other, "review", "line", line)).status_code == 404
    assert client.get(url(other, "review_note", "matter", str(story.matter.pk))).status_code == 404


def test_reviews_are_read_by_those_inside_and_written_by_auditors(client, forum, clerk, auditor):
    read, write = url(forum), url(forum, "review_note", "forum", "all")
    codes = [client.get(read).status_code, client.get(write).status_code]
    for person in (a_member(forum), clerk, auditor):
        client.force_login(person)
        codes += [client.get(read).status_code, client.get(write).status_code]

    assert codes == [302, 302, 200, 403, 200, 403, 200, 200]
    assert "Sign this review off" in client.get(read).content.decode()


def test_note_is_written_beside_its_finding(room, forum):
    overdue(forum, 1)
    row = room.get(url(forum)).context["rows"][0]
    address = f"{url(forum, 'review_note', 'forum', 'all')}?finding={row.finding.key}"

    empty = room.post(address, {"text": " "})
    kept = room.post(address, {"text": "Ask again."}, follow=True)

    assert "Write the note" in empty.content.decode()
    assert FindingNote.objects.get().finding == "action-overdue"
    assert "Ask again." in kept.content.decode()


def test_review_is_signed_as_it_was_read(room, forum):
    overdue(forum, 1)
    address = url(forum, "review_sign", "forum", "all")
    form = room.get(address).context["form"].initial

    signed = room.post(address, {**form, "words": "Accepted."}, follow=True)

    assert ReviewSignOff.objects.get().words == "Accepted."
    assert "Signed off on" in signed.content.decode()
    assert "The findings are the same since." in signed.content.decode()


def test_review_that_changed_meanwhile_is_refused_with_the_reason(room, forum):
    address = url(forum, "review_sign", "forum", "all")
    form = room.get(address).context["form"].initial
    overdue(forum, 1)

    refused = room.post(address, {**form, "words": ""})

    assert refused.status_code == 409
    assert "The findings changed after you opened the review." in refused.content.decode()
    assert not ReviewSignOff.objects.exists()


def test_review_asks_as_often_for_three_matters_as_for_one(
    room, forum, django_assert_num_queries, django_assert_max_num_queries
):
    overdue(forum, 1)
    with django_assert_max_num_queries(45) as asked:
        room.get(url(forum))
    for number in (2, 3):
        overdue(forum, number)

    with django_assert_num_queries(len(asked)):
        room.get(url(forum))


def test_review_of_a_forum_is_a_document_too(client, story, tmp_path, capsys):
    client.force_login(story.auditor)
    file = tmp_path / "review.pdf"

    page = client.get(url(story.forum, "review_pdf", "forum", "all"), MARCH)
    call_command("review", story.forum.slug, "--source", "one_off", "--pdf", str(file))

    assert page["Content-Type"] == "application/pdf"
    assert page["Cache-Control"] == "private, no-store"
    assert page.content.startswith(b"%PDF-")
    assert file.read_bytes().startswith(b"%PDF-")
    assert "One-off money, as the record stood on" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ([], "Name a matter, or --line"),
        (["Early help", "--forum"], "Name a matter, or --line"),
        (["--year", "2018"], "is no financial year"),
        (["--line", "Zebras"], "has no budget line “Zebras”"),
    ],
)
def test_command_says_what_it_was_not_told(forum, tmp_path, named, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("review", forum.slug, *named, "--pdf", str(tmp_path / "review.pdf"))


def test_review_of_a_forum_holds_what_belongs_to_no_matter(room, forum, chair):
    held = chair.appointments.get()
    held.authority_tie = "executive_member"
    held.save()
    overdue(forum, 1)
    Action.objects.update(matter=None)

    rows = room.get(url(forum)).context["rows"]

    found = {(row.finding.rule, row.matter, row.matter_title) for row in rows}
    assert ("barred-office", None, "The forum itself") in found
    assert ("action-overdue", None, "The forum itself") in found
