"""The editor: writing, keeping what is typed, two people at once, with and without a script."""

from html import unescape
from json import dumps, loads

import pytest
from django.urls import reverse

from papers.models import WorkingCopy
from papers.rules.text.blocks import PARAGRAPH, Block, as_stored
from papers.workflow.drafting import save_paper
from tests.asking import address
from tests.factories import BEFORE, a_text, edited
from tests.writing import TEXT, by_hand, rewritten, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def written_paper(paper, officer):
    a_text(paper, TEXT, officer)
    return paper


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def url(name, paper):
    return address(f"papers:{name}", paper.forum, paper)


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_paper_without_a_word_is_saved(as_officer, written_paper):
    as_officer.post(url("paper_edit", written_paper), sent(written_paper, []))

    written_paper.refresh_from_db()
    assert (written_paper.version, written_paper.blocks) == (2, ())


def test_editor_holds_the_blocks_for_the_script_and_the_text_for_who_has_none(
    as_officer, written_paper
):
    page = as_officer.get(url("paper_edit", written_paper))

    stored = page.content.decode().split('id="typed-blocks" type="application/json">')[1]
    assert loads(stored.split("</script>")[0]) == as_stored(written_paper.blocks)
    assert TEXT in unescape(page.content.decode()).replace("\r\n", "\n")
    assert 'id="read-b2"' in page.content.decode()


def test_what_the_script_sends_is_the_next_version(as_officer, written_paper):
    blocks = (*rewritten(written_paper, "Five posts.", 1), Block(PARAGRAPH, "New."))

    answer = as_officer.post(url("paper_edit", written_paper), sent(written_paper, blocks))

    written_paper.refresh_from_db()
    assert answer.url == written_paper.get_absolute_url()
    assert [each.text for each in written_paper.blocks][1:] == [
        "Five posts.",
        "They are paid until October.",
        "New.",
    ]
    assert [each.id for each in written_paper.blocks] == ["b1", "b2", "b3", "b4"]


def test_text_typed_without_a_script_keeps_the_ids_of_its_blocks(as_officer, written_paper):
    text = TEXT.replace("Four", "Five").replace("1.2", "Between.\n\n1.2")

    as_officer.post(url("paper_edit", written_paper), by_hand(written_paper, text))

    written_paper.refresh_from_db()
    assert [(each.id, each.text) for each in written_paper.blocks] == [
        ("b1", "Background"),
        ("b2", "Five posts are asked for."),
        ("b4", "Between."),
        ("b3", "They are paid until October."),
    ]


def test_saving_and_carrying_on_stays_in_the_editor(as_officer, written_paper):
    edit = url("paper_edit", written_paper)
    blocks = rewritten(written_paper, "Five.", 1)

    answer = as_officer.post(edit, sent(written_paper, blocks, then="stay"), follow=True)

    assert answer.redirect_chain == [(edit, 302)]
    assert "Version 2 of “Schools and early help” is saved." in words(answer)


def test_save_that_changes_nothing_says_so(as_officer, written_paper):
    answer = as_officer.post(url("paper_edit", written_paper), sent(written_paper), follow=True)

    assert "Nothing was changed, so no version was saved." in words(answer)
    written_paper.refresh_from_db()
    assert written_paper.version == 1


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (Block("heading", number="3"), "Heading 3 (block 1): Enter the words of the heading"),
        (Block("table", rows=(("a", "b"), ("c",))), "(block 1): Give every row of the table"),
        (Block("figure", alt="A chart"), "Picture “A chart” (block 1): Choose the picture"),
    ],
    ids=["heading", "table", "figure"],
)
def test_what_is_wrong_stands_beside_the_field_and_the_text_stays(
    as_officer, written_paper, block, sentence
):
    answer = as_officer.post(url("paper_edit", written_paper), sent(written_paper, [block]))

    assert sentence in words(answer)
    assert dumps(as_stored([block])[0])[1:-1] in answer.content.decode()
    written_paper.refresh_from_db()
    assert written_paper.version == 1


def test_text_that_was_not_sent_whole_is_refused(as_officer, written_paper):
    half = sent(written_paper) | {"blocks": "[{"}

    answer = as_officer.post(url("paper_edit", written_paper), half)

    assert "The text was not sent whole" in words(answer)


def test_id_that_no_block_of_the_text_had_is_given_anew(as_officer, written_paper):
    block = Block(PARAGRAPH, "New.", id="b999999999")

    as_officer.post(url("paper_edit", written_paper), sent(written_paper, [block]))

    written_paper.refresh_from_db()
    assert [each.id for each in written_paper.blocks] == ["b4"]


# Keeping what is typed


def test_what_is_typed_is_kept_and_waits_on_return(as_officer, written_paper, officer):
    blocks = rewritten(written_paper, "Typed and not saved.", 1)

    kept = as_officer.post(url("paper_keep", written_paper), sent(written_paper, blocks))

    copy = WorkingCopy.objects.get(kept_by=officer)
    assert kept.json()["after"] == copy.kept_at.isoformat()
    assert copy.content_blocks == blocks
    page = words(as_officer.get(url("paper_edit", written_paper)))
    assert "that are not saved" in page
    assert "Typed and not saved." in page
    written_paper.refresh_from_db()
    assert (written_paper.version, written_paper.text.count("Typed")) == (1, 0)


def test_what_is_kept_goes_when_the_paper_is_saved(as_officer, written_paper):
    blocks = rewritten(written_paper, "Typed.", 1)
    as_officer.post(url("paper_keep", written_paper), sent(written_paper, blocks))

    as_officer.post(url("paper_edit", written_paper), sent(written_paper, blocks))

    assert not WorkingCopy.objects.exists()


def test_what_is_kept_and_saved_already_is_not_called_unsaved(as_officer, written_paper):
    kept = as_officer.post(url("paper_keep", written_paper), sent(written_paper))

    page = words(as_officer.get(url("paper_edit", written_paper)))

    assert "that are not saved" not in page
    assert f'data-after="{kept.json()["after"]}"' in page


def test_what_is_kept_can_be_discarded(as_officer, written_paper):
    as_officer.post(url("paper_keep", written_paper), sent(written_paper, []))

    answer = as_officer.post(url("copy_drop", written_paper), follow=True)

    assert "Your unsaved changes are discarded." in words(answer)
    assert "Four posts are asked for." in words(answer)


def test_what_is_half_typed_is_kept_too(as_officer, written_paper):
    half = sent(written_paper, [Block("heading")], title="", purpose="")

    answer = as_officer.post(url("paper_keep", written_paper), half)

    assert answer.status_code == 200
    assert WorkingCopy.objects.get().title == ""


def test_what_cannot_be_read_is_not_kept_and_says_why(as_officer, written_paper):
    answer = as_officer.post(
        url("paper_keep", written_paper), sent(written_paper) | {"blocks": "["}
    )

    assert answer.status_code == 422
    assert "press Save again" in answer.json()["wrong"][0]


def test_later_words_of_another_window_are_not_written_over(as_officer, written_paper):
    keep = url("paper_keep", written_paper)
    first = as_officer.post(keep, sent(written_paper, rewritten(written_paper, "First.", 1)))

    other = as_officer.post(keep, sent(written_paper, rewritten(written_paper, "Other.", 1)))
    again = as_officer.post(
        keep,
        sent(written_paper, rewritten(written_paper, "On.", 1), after=first.json()["after"]),
    )

    assert other.status_code == 409
    assert "open in another window" in words(other)
    assert again.status_code == 200
    assert WorkingCopy.objects.get().content_blocks[1].text == "On."


def test_kept_text_of_somebody_else_is_not_mine(as_officer, client, written_paper, clerk):
    as_officer.post(url("paper_keep", written_paper), sent(written_paper, [Block("heading", "X")]))
    client.force_login(clerk)

    page = words(client.get(url("paper_edit", written_paper)))

    assert "that are not saved" not in page
    assert "Four posts are asked for." in page


def test_editor_hints_at_who_else_writes_and_what_they_saved(
    client, written_paper, officer, clerk
):
    client.force_login(clerk)
    client.post(url("paper_keep", written_paper), sent(written_paper))
    save_paper(written_paper, edited(written_paper, "New"), by=clerk, on=BEFORE)
    client.post(url("paper_keep", written_paper), sent(written_paper))
    client.force_login(officer)

    said = client.get(url("paper_writing", written_paper) + "?version=1").json()["others"]

    assert said.startswith("Clara Clerk is writing too. Clara Clerk saved version 2 at ")
    assert client.get(url("paper_writing", written_paper) + "?version=x").status_code == 200


def test_gate_warns_of_what_is_typed_and_not_saved(client, written_paper, officer, clerk):
    client.force_login(officer)
    blocks = rewritten(written_paper, "Typed.", 1)
    client.post(url("paper_keep", written_paper), sent(written_paper, blocks))
    client.force_login(clerk)
    client.post(url("paper_keep", written_paper), sent(written_paper))

    page = words(client.get(url("paper_table", written_paper)))

    assert "what Omar Officer typed until" in page
    assert "Clara Clerk typed" not in page


def test_preview_shows_how_it_reads_and_keeps_nothing(as_officer, written_paper):
    blocks = [Block(PARAGRAPH, "Ask [[Jane]] *now*.", number="1", id="n7")]
    preview = url("paper_preview", written_paper)

    full = as_officer.post(preview, sent(written_paper, blocks))
    public = as_officer.post(preview, sent(written_paper, blocks, public="1"))

    assert 'id="read-n7"' in words(full)
    assert "Jane" in words(full)
    assert "<em>now</em>" in words(full)
    assert "Ask [removed]" in words(public)
    assert as_officer.post(preview, {"blocks": "["}).status_code == 422
    assert not WorkingCopy.objects.exists()


# Who


CHANGES = ["paper_keep", "copy_drop", "paper_preview"]


@pytest.mark.parametrize("name", CHANGES)
def test_get_changes_nothing(as_officer, written_paper, name):
    assert as_officer.get(url(name, written_paper)).status_code == 405


@pytest.mark.parametrize("name", ["paper_edit", "paper_writing", *CHANGES])
def test_auditor_and_stranger_and_member_do_not_write(
    client, written_paper, auditor, stranger, primary_head, name
):
    ask = client.get if name == "paper_writing" else client.post
    place = reverse(f"papers:{name}", args=[written_paper.forum.slug, written_paper.pk])
    found = []
    for person in (auditor, primary_head, stranger):
        client.force_login(person)
        found.append(ask(place, sent(written_paper)).status_code)

    assert found[0] == 403
    assert set(found[1:]) <= {403, 404}
    assert not WorkingCopy.objects.exists()


def test_tabled_paper_is_not_kept(as_officer, written_paper, officer):
    type(written_paper).objects.filter(pk=written_paper.pk).update(
        tabled_at=written_paper.recorded_at, tabled_by=officer, tabled_on=BEFORE
    )

    assert (
        as_officer.post(url("paper_keep", written_paper), sent(written_paper)).status_code == 409
    )
