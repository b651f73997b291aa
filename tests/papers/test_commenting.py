"""Comments to the author: made on a block or the whole, answered, resolved."""

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied

from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import ClearanceKind, PaperEvent
from papers.models import ClearanceRequest, PaperComment
from papers.workflow.writing import add_comment, answer_comment, resolve_comment
from tests.asking import address
from tests.factories import BEFORE, a_text

pytestmark = pytest.mark.django_db

SCRIPT = {"headers": {"X-Requested-With": "fetch"}}


@pytest.fixture
def written(paper, officer):
    a_text(paper, "## 1 Background\n\n1.1 Four posts are asked for.", officer)
    return paper


@pytest.fixture
def comment(written, finance):
    return add_comment(written, text="Which source?", block="b2", by=finance, on=BEFORE)


def url(name, about):
    return address(f"papers:{name}", about.forum, about)


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def events(*names):
    return list(AuditEntry.objects.filter(event__in=names).values_list("sentence", flat=True))


def tabled(paper, officer):
    type(paper).objects.filter(pk=paper.pk).update(
        tabled_at=paper.recorded_at, tabled_by=officer, tabled_on=BEFORE
    )
    paper.refresh_from_db()
    return paper


def test_comment_stands_with_its_block_and_version(comment, finance):
    assert (comment.block, comment.about) == ("b2", "Four posts are asked for.")
    assert (comment.version, comment.made_by, comment.post) == (
        1,
        finance,
        "Schools Finance Manager",
    )
    assert events(PaperEvent.COMMENT_MADE) == [
        "Schools and early help: comment to the author, version 1"
    ]


def test_comment_on_a_block_that_is_gone_is_about_the_whole(written, finance):
    comment = add_comment(written, text="Why?", block="b99", by=finance, on=BEFORE)

    assert (comment.block, comment.about) == ("", "")


def test_auditor_reads_and_does_not_comment(written, auditor):
    with pytest.raises(PermissionDenied):
        add_comment(written, text="Checked?", by=auditor, on=BEFORE)

    assert not written.comments.exists()


def test_who_is_asked_to_clear_comments(written, primary_head, officer):
    ClearanceRequest.objects.create(
        forum=written.forum,
        paper=written,
        kind=ClearanceKind.CHAIR,
        asked_of=primary_head,
        post="Chair",
        version=1,
        asked_at=written.recorded_at,
        asked_by=officer,
        asked_on=BEFORE,
    )

    comment = add_comment(written, text="Too long.", by=primary_head, on=BEFORE)
    answer_comment(comment, text="By half.", by=primary_head, on=BEFORE)

    assert [each.text for each in comment.replies.all()] == ["By half."]


def test_member_and_stranger_do_not_comment(written, comment, primary_head, stranger):
    for person in (primary_head, stranger):
        with pytest.raises(PermissionDenied):
            add_comment(written, text="X", by=person, on=BEFORE)
        with pytest.raises(PermissionDenied):
            answer_comment(comment, text="X", by=person, on=BEFORE)
        with pytest.raises(PermissionDenied):
            resolve_comment(comment, by=person, on=BEFORE)
    assert PaperComment.objects.count() == 1


def test_tabled_paper_takes_no_comment(written, comment, officer, finance):
    tabled(written, officer)
    comment.refresh_from_db()

    for act in (
        lambda: add_comment(written, text="X", by=finance, on=BEFORE),
        lambda: answer_comment(comment, text="X", by=finance, on=BEFORE),
        lambda: resolve_comment(comment, by=finance, on=BEFORE),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.ruling.codes == {"comment-after-tabling"}
    assert PaperComment.objects.count() == 1


def test_resolved_comment_is_dealt_with(comment, officer, finance):
    answer_comment(comment, text="One-off.", by=officer, on=BEFORE)
    resolve_comment(comment, by=officer, on=BEFORE)

    assert (comment.is_resolved, comment.resolved_by) == (True, officer)
    assert [each.text for each in comment.replies.all()] == ["One-off."]
    assert events(PaperEvent.COMMENT_RESOLVED) == [
        "Schools and early help: comment resolved, version 1"
    ]
    with pytest.raises(Refused) as refused:
        answer_comment(comment, text="But", by=finance, on=BEFORE)
    assert refused.value.ruling.codes == {"comment-already-resolved"}


def test_auditor_resolves_nothing(comment, auditor):
    with pytest.raises(PermissionDenied):
        resolve_comment(comment, by=auditor, on=BEFORE)

    comment.refresh_from_db()
    assert not comment.is_resolved


# Pages


def test_comment_is_made_on_its_page_and_read_there(client, written, finance):
    client.force_login(finance)

    answer = client.post(
        url("comment_list", written), {"text": "Which *source*?", "block": "b2"}, follow=True
    )

    page = words(answer)
    assert "Your comment is sent to the author." in page
    assert "Which <em>source</em>?" in page
    assert "“Four posts are asked for.”" in page
    assert "Comments to the author (1 open)" in words(client.get(written.get_absolute_url()))


def test_list_of_drafts_tells_of_comments_and_of_what_is_not_saved(
    client, written, comment, officer, clerk
):
    answer_comment(comment, text="Yes.", by=officer, on=BEFORE)
    add_comment(written, text="And when?", by=clerk, on=BEFORE)
    written.working_copies.create(
        forum=written.forum, base=1, kept_at=written.recorded_at, kept_by=officer
    )
    client.force_login(officer)

    page = words(client.get(address("papers:paper_list", written.forum)))

    assert "2 comments" in page
    assert "your changes are not saved" in page
    client.force_login(clerk)
    page = words(client.get(address("papers:paper_list", written.forum)))
    assert "your changes are not saved" not in page


def test_empty_comment_says_what_to_do(client, written, finance):
    client.force_login(finance)

    page = words(client.post(url("comment_list", written), {"text": " "}))

    assert "Enter what you want to say to the author" in page
    assert not PaperComment.objects.exists()


def test_editor_is_answered_with_the_comments_of_the_block(client, written, comment, officer):
    client.force_login(officer)

    made = client.post(
        url("comment_list", written), {"text": "From the budget?", "block": "b2"}, **SCRIPT
    )
    answered = client.post(url("comment_answer", comment), {"text": "One-off."}, **SCRIPT)
    resolved = client.post(url("comment_resolve", comment), **SCRIPT)

    assert "<html" not in words(made)
    assert "Which source?" in words(made)
    assert "From the budget?" in words(made)
    assert "One-off." in words(answered)
    assert "Resolved" in words(resolved)
    page = words(client.get(url("paper_edit", written)))
    assert '<div data-block="b2">' in page


def test_answer_and_resolution_work_without_a_script(client, comment, officer):
    client.force_login(officer)

    answered = words(client.post(url("comment_answer", comment), {"text": "Yes."}, follow=True))
    empty = words(client.post(url("comment_answer", comment), {"text": ""}, follow=True))
    resolved = words(client.post(url("comment_resolve", comment), follow=True))

    assert "Yes." in answered
    assert "Enter an answer" in empty
    assert "The comment is resolved." in resolved


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    client, written, finance, officer, many, django_assert_max_num_queries
):
    for at in range(many):
        made = add_comment(written, text=f"Comment {at}", by=finance, on=BEFORE)
        answer_comment(made, text="Yes", by=officer, on=BEFORE)
    client.force_login(officer)

    with django_assert_max_num_queries(13):
        client.get(url("comment_list", written))


def test_comments_are_not_for_others(client, written, comment, primary_head, stranger):
    for person in (primary_head, stranger):
        client.force_login(person)
        assert client.get(url("comment_list", written)).status_code == 404
        assert client.post(url("comment_resolve", comment)).status_code == 404
    client.logout()
    assert client.get(url("comment_list", written)).status_code == 302


def test_get_changes_nothing(client, comment, officer):
    client.force_login(officer)

    assert client.get(url("comment_answer", comment)).status_code == 405
    assert client.get(url("comment_resolve", comment)).status_code == 405


def test_tabled_paper_says_why_it_takes_no_comment(client, written, comment, officer):
    tabled(written, officer)
    client.force_login(officer)

    page = words(client.get(url("comment_list", written)))

    assert "what is to be said about it now is said at the meeting" in page
    assert "Send the comment" not in page
