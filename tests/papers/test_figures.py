"""Pictures: added with words that say what they show, shown to who may see them, printed."""

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum.models import StoredFile
from forum.rules.ruling import Refused
from papers.pdfs.paper import paper_pdf
from papers.rules.text.blocks import FIGURE
from papers.workflow.drafting import save_paper
from papers.workflow.figures import Figure, add_figure
from tests.asking import address
from tests.documents import broken_promises
from tests.factories import BEFORE, a_paper, a_text, edited
from tests.files.bad_pictures import a_picture

pytestmark = pytest.mark.django_db

ALT = "Spending rises from £1m to £1.4m"
SCRIPT = {"headers": {"X-Requested-With": "fetch"}}


def an_upload(name="chart.png", content=None):
    return SimpleUploadedFile(name, content or a_picture(), "image/png")


@pytest.fixture
def written(paper, officer):
    a_text(paper, "## 1 Background\n\n1.1 Four posts are asked for.", officer)
    return paper


@pytest.fixture
def shown(written, officer):
    """A paper with a picture after its heading."""
    figure = Figure(an_upload(), ALT, "Spending", after="b1")
    return add_figure(written, figure, by=officer, on=BEFORE)


def url(name, paper):
    return address(f"papers:{name}", paper.forum, paper)


def picture(paper, asset=None):
    asset = asset or paper.blocks[1].asset
    return reverse("papers:figure_image", args=[paper.forum.slug, paper.pk, asset])


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def publish(paper, officer):
    """Tabled, for a meeting whose agenda is out."""
    type(paper).objects.filter(pk=paper.pk).update(
        tabled_at=paper.recorded_at, tabled_by=officer, tabled_on=BEFORE
    )
    meeting = paper.agenda_item.meeting
    meeting.agenda_published_at, meeting.agenda_published_by = paper.recorded_at, officer
    meeting.agenda_published_on = BEFORE
    meeting.save()


def test_picture_stands_where_it_was_put_in_the_next_version(shown):
    figure = shown.blocks[1]

    assert [each.kind for each in shown.blocks] == ["heading", FIGURE, "paragraph"]
    assert (figure.alt, figure.caption) == (ALT, "Spending")
    assert (shown.version, shown.content.note) == (2, "Picture added")
    assert StoredFile.objects.get(pk=figure.asset).is_picture


def test_picture_without_words_is_refused_and_not_kept(written, officer):
    with pytest.raises(Refused) as refused:
        add_figure(written, Figure(an_upload(), " "), by=officer, on=BEFORE)

    assert refused.value.ruling.codes == {"figure-without-words"}
    assert not StoredFile.objects.exists()
    assert written.version == 1


def test_file_that_is_no_picture_is_refused(written, officer):
    page = an_upload("chart.png", b"<html>")

    with pytest.raises(Refused):
        add_figure(written, Figure(page, ALT), by=officer, on=BEFORE)
    assert not StoredFile.objects.exists()


def test_auditor_adds_no_picture(written, auditor):
    with pytest.raises(PermissionDenied):
        add_figure(written, Figure(an_upload(), ALT), by=auditor, on=BEFORE)
    assert not StoredFile.objects.exists()


def test_picture_is_added_by_its_form(client, written, officer):
    client.force_login(officer)
    sent = {"picture": an_upload(), "alt": ALT, "caption": "", "after": ""}

    answer = client.post(url("figure_add", written), sent, follow=True)

    assert "The picture is in version 2." in words(answer)
    written.refresh_from_db()
    assert [each.kind for each in written.blocks] == ["heading", "paragraph", FIGURE]
    assert f'alt="{ALT}"' in words(answer)


def test_form_without_words_or_picture_says_what_to_do(client, written, officer):
    client.force_login(officer)

    page = words(client.post(url("figure_add", written), {"alt": ""}))

    assert "Choose the picture" in page
    assert "Say what the picture shows" in page
    assert not StoredFile.objects.exists()


def test_editor_sends_a_picture_and_saves_it_with_the_text(client, written, officer):
    client.force_login(officer)

    found = client.post(
        url("figure_add", written), {"picture": an_upload(), "alt": ALT}, **SCRIPT
    ).json()
    wrong = client.post(url("figure_add", written), {"alt": ""}, **SCRIPT)

    assert found["address"] == picture(written, found["asset"])
    assert client.get(found["address"])["Content-Type"] == "image/png"
    assert wrong.status_code == 422
    assert "Choose the picture" in wrong.json()["wrong"]["picture"]
    written.refresh_from_db()
    assert written.version == 1


def test_picture_is_shown_to_all_only_while_the_public_version_shows_it(client, shown, officer):
    asset = shown.blocks[1].asset
    assert client.get(picture(shown)).status_code == 404

    publish(shown, officer)

    answer = client.get(picture(shown))
    assert answer.status_code == 200
    assert "sandbox" in answer["Content-Security-Policy"]
    other = StoredFile.objects.exclude(pk=asset).first()
    assert other is None or client.get(picture(shown, other.pk)).status_code == 404


def test_picture_of_an_exempt_block_is_not_for_the_public(client, shown, officer, primary_head):
    blocks = [
        each if each.kind != FIGURE else type(each)(**(vars(each) | {"exempt": "Names a child"}))
        for each in shown.blocks
    ]
    save_paper(shown, edited(shown, blocks=tuple(blocks)), by=officer, on=BEFORE)
    publish(shown, officer)

    assert client.get(picture(shown)).status_code == 404
    assert picture(shown) not in words(client.get(shown.get_absolute_url()))
    client.force_login(primary_head)
    assert client.get(picture(shown)).status_code == 200


def test_picture_of_a_draft_is_not_reached_through_a_paper_that_is_out(
    client, shown, officer, primary_head, forum
):
    draft = a_paper(shown.matter, title="A draft", author=officer)
    a_text(draft, "## 1 Background", officer)
    hidden = add_figure(
        draft, Figure(an_upload(), ALT, "Plans", after="b1"), by=officer, on=BEFORE
    )
    publish(shown, officer)
    place = picture(shown, hidden.blocks[1].asset)

    client.force_login(primary_head)
    assert client.get(place).status_code == 404
    client.force_login(officer)
    assert client.get(place).status_code == 200


def test_picture_of_another_forum_is_not_there(client, shown, stranger):
    client.force_login(stranger)

    assert client.get(picture(shown)).status_code == 404


def test_paper_with_a_picture_is_an_accessible_document(shown):
    made = paper_pdf(shown, public=False, on=BEFORE)

    assert broken_promises(made, title=shown.title) == []
    assert b"/Image" in made
