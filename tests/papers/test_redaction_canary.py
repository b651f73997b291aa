"""No canary reaches the public: pages, PDFs, Word files, files and pictures of a tabled paper."""

import io
import zipfile

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from forum.choices import Role
from forum.files import checked
from forum.workflow.files import store_file
from papers.models import Appendix
from papers.rules.text.blocks import FIGURE, Block, as_stored, identified
from papers.workflow.appendices import Uploads, add_appendix
from tests.factories import MEETING_DAY, a_role
from tests.files.bad_pictures import a_picture
from tests.guarded import drafted, table
from tests.papers.test_redacting_rules import EVERYWHERE
from tests.pdf_checks import read_out, text

pytestmark = pytest.mark.django_db
CANARY = "CANARY"
EXEMPT = {
    "is_exempt": True,
    "exempt_reason": "Names a child",
    "exempt_approved_by_post": "Monitoring Officer",
}


@pytest.fixture
def asked(client):
    """A tabled paper on a published agenda, with canaries in its text and its appendices."""
    asked = drafted()
    officer = a_role(asked.forum, Role.OFFICER)
    asked.shown = _picture(asked, officer)
    asked.hidden = _picture(asked, officer, "hidden.png", size=(61, 41))
    blocks = identified(
        (
            *(each for each in EVERYWHERE if each.kind != FIGURE),
            Block(FIGURE, asset=str(asked.shown.pk), alt="A map of schools"),
            Block(FIGURE, asset=str(asked.hidden.pk), alt="A photograph of [[CANARY]]"),
        )
    )
    asked.paper.versions.create(
        forum=asked.forum,
        number=asked.paper.version + 1,
        title=asked.paper.title,
        blocks=as_stored(blocks),
        saved_at=timezone.now(),
        saved_by=officer,
    )
    asked.paper.version += 1
    asked.paper.save()
    asked.appendices = list(_appendices(asked, officer))
    table(asked.placement, asked.clerk)
    table(asked.paper, asked.clerk)
    asked.meeting.agenda_published_at = timezone.now()
    asked.meeting.agenda_published_by = asked.clerk
    asked.meeting.agenda_published_on = MEETING_DAY
    asked.meeting.save()
    return asked


def _picture(asked, officer, name="map.png", **how):
    return store_file(asked.forum, checked(name, a_picture(**how)), by=officer)


def _appendices(asked, officer):
    secret = checked("secret.csv", b"Child,Sum\nCANARY,5")
    less = checked("less.csv", b"Child,Sum\nA child,5")
    marked = checked("marked.csv", b"Name,Sum\n[[CANARY]],5")
    for letter, file, public, more in (
        ("A", secret, None, EXEMPT),
        ("B", secret, less, EXEMPT),
        ("C", marked, None, {}),
    ):
        new = Appendix(
            forum=asked.forum,
            paper=asked.paper,
            letter=letter,
            title=f"Sums {letter}",
            summary="What was paid, also to [[CANARY]].",
            **more,
        )
        yield add_appendix(new, Uploads(file, public), by=officer, on=MEETING_DAY)


def address(asked, name, *more):
    return reverse(f"papers:{name}", args=[asked.forum.slug, *more])


def test_the_public_page_of_a_paper_holds_no_canary_and_says_that_something_is_removed(
    asked, client
):
    shown = client.get(address(asked, "paper_detail", asked.paper.pk)).content.decode()

    assert CANARY not in shown
    assert "[removed]" in shown
    assert "[removed: Names staff]" in shown
    assert "Names a child (approved by Monitoring Officer)" in shown
    assert str(asked.shown.pk) in shown
    assert str(asked.hidden.pk) not in shown
    assert "A child" in shown


def test_the_public_pdf_holds_no_canary_in_text_tags_bookmarks_or_any_stream(asked, client):
    content = client.get(address(asked, "paper_pdf", asked.paper.pk)).content

    assert CANARY not in text(content) + read_out(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            held = thing.unparse()
            if isinstance(thing, pikepdf.Stream):
                held += thing.read_bytes()
            for spelt in (CANARY.encode(), CANARY.encode("utf-16-be"), CANARY.encode().hex()):
                assert (spelt if isinstance(spelt, bytes) else spelt.encode()) not in held


def test_the_public_word_file_holds_no_canary_in_any_part(asked, client):
    content = client.get(address(asked, "paper_docx", asked.paper.pk)).content

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            assert CANARY.encode() not in file.read(name), name
        assert b"[removed]" in file.read("word/document.xml")


def test_the_public_is_given_no_file_that_holds_a_canary(asked, client):
    answers = [client.get(address(asked, "appendix_file", each.pk)) for each in asked.appendices]

    assert [each.status_code for each in answers] == [404, 200, 404]
    assert CANARY.encode() not in answers[1].content


def test_the_public_sees_a_picture_only_where_the_public_version_shows_it(asked, client):
    shown, hidden = (
        client.get(address(asked, "figure_image", asked.paper.pk, each.pk))
        for each in (asked.shown, asked.hidden)
    )

    assert (shown.status_code, hidden.status_code) == (200, 404)


def test_the_public_sees_no_earlier_version_and_no_stored_file_by_its_identity(asked, client):
    version = asked.paper.versions.last()
    for path in (
        address(asked, "version_list", asked.paper.pk),
        address(asked, "version_detail", version.pk),
        address(asked, "appendix_list", asked.paper.pk),
        reverse("forum:file_download", args=[asked.forum.slug, asked.hidden.pk]),
    ):
        answer = client.get(path)
        assert answer.status_code in (302, 403, 404)
        assert CANARY.encode() not in answer.content


def test_no_public_page_of_the_forum_holds_a_canary(asked, client):
    for path in (
        f"/{asked.forum.slug}/",
        f"/{asked.forum.slug}/meetings/{asked.meeting.pk}/",
        f"/{asked.forum.slug}/decisions/",
        f"/{asked.forum.slug}/matters/{asked.paper.matter_id}/",
        f"/{asked.forum.slug}/funding/",
    ):
        answer = client.get(path)
        assert CANARY.encode() not in answer.content


def test_a_member_of_the_forum_reads_all_of_it_with_what_is_withheld_marked(asked, client):
    client.force_login(asked.member)

    shown = client.get(address(asked, "paper_detail", asked.paper.pk)).content.decode()
    files = [client.get(address(asked, "appendix_file", each.pk)) for each in asked.appendices]

    assert CANARY in shown
    assert '<mark class="tabled-withheld">' in shown
    assert "Not in the public version: Names a child" in shown
    assert all(CANARY.encode() in each.content for each in files)
    less = client.get(address(asked, "appendix_file", asked.appendices[1].pk) + "?public")
    assert CANARY.encode() not in less.content


def test_who_read_what_is_exempt_is_logged_by_identity(asked, client, caplog):
    client.force_login(asked.member)
    caplog.set_level("INFO", "tabled.exempt")

    for each in asked.appendices:
        client.get(address(asked, "appendix_file", each.pk))

    read = [each.getMessage() for each in caplog.records if each.name == "tabled.exempt"]
    assert len(read) == 2
    assert all(str(asked.member.pk) in each for each in read)
    assert asked.member.name not in "".join(read)


def test_a_member_of_another_forum_reads_what_the_public_reads(asked, client, stranger):
    client.force_login(stranger)

    shown = client.get(address(asked, "paper_detail", asked.paper.pk)).content.decode()

    assert CANARY not in shown
