"""Two people write in the same paper at once: both texts stand, or both are shown."""

from html import unescape

import pytest

from papers.rules.text.blocks import PARAGRAPH, Block
from papers.rules.text.text_form import written
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


def test_both_changes_of_different_blocks_stand(as_officer, client, written_paper, clerk):
    mine = sent(written_paper, rewritten(written_paper, "Five posts.", 1))
    client.force_login(clerk)
    client.post(
        url("paper_edit", written_paper),
        sent(written_paper, rewritten(written_paper, "Until May.", 2)),
    )

    answer = client.post(url("paper_edit", written_paper), mine, follow=True)

    assert "Version 3" in words(answer)
    assert "Brought together with version 2." in words(answer)
    written_paper.refresh_from_db()
    assert "Five posts." in written_paper.text
    assert "Until May." in written_paper.text


def both_change_the_second_block(client, paper, clerk, officer):
    """The clerk saves first; what the officer then sends is answered."""
    mine = sent(paper, (*rewritten(paper, "Mine.", 1), Block(PARAGRAPH, "More.")), title="Mine")
    client.force_login(clerk)
    client.post(
        url("paper_edit", paper), sent(paper, rewritten(paper, "Theirs.", 1), title="Theirs")
    )
    client.force_login(officer)
    return client.post(url("paper_edit", paper), mine)


def fields_of(answer):
    """What the page of two texts sends when it is answered as it stands."""
    stale = answer.context["stale"]
    again = dict(answer.context["resent"])
    again |= {"version": stale.version, "blocks": stale.sent_again}
    again |= {each.name: each.mine for each in stale.differences}
    again["conflict"] = [each.id for each in stale.merged.conflicts]
    for each in stale.merged.conflicts:
        again |= {f"choice-{each.id}": "yours", f"edited-{each.id}": each.mine_written}
    return again


def test_page_of_two_texts_shows_both_and_loses_nothing(client, written_paper, clerk, officer):
    answer = both_change_the_second_block(client, written_paper, clerk, officer)

    page = words(answer)
    assert answer.status_code == 409
    assert "Clara Clerk, Clerk to the forum saved version 2" in page
    assert "1.1 Mine.</textarea>" in page
    assert "1.1 Theirs.</textarea>" in page
    assert "1.1 Four posts are asked for." in page
    assert "2 places are left for you to choose" in page
    assert "Yours: Mine" in page
    assert "As it was saved: Theirs" in page


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, ["Background", "Mine.", "They are paid until October.", "More."]),
        ({"choice-b2": "theirs"}, [
            "Background", "Theirs.", "They are paid until October.", "More.",
        ]),
        ({"edited-b2": "1.1 Both.\n\nTwo."}, [
            "Background", "Both.", "Two.", "They are paid until October.", "More.",
        ]),
        ({"edited-b2": ""}, ["Background", "They are paid until October.", "More."]),
    ],
    ids=["mine", "theirs", "both by hand", "neither"],
)  # fmt: skip
def test_choice_between_two_texts_is_saved(
    client, written_paper, clerk, officer, choice, expected
):
    answer = both_change_the_second_block(client, written_paper, clerk, officer)

    client.post(url("paper_edit", written_paper), fields_of(answer) | choice)

    written_paper.refresh_from_db()
    assert [each.text for each in written_paper.blocks] == expected
    assert (written_paper.version, written_paper.title) == (3, "Mine")


def test_third_person_meanwhile_is_brought_together_as_well(client, written_paper, clerk, officer):
    answer = both_change_the_second_block(client, written_paper, clerk, officer)
    written_paper.refresh_from_db()
    third = rewritten(written_paper, "Third.", 2)
    save_paper(written_paper, edited(written_paper, blocks=third), by=clerk, on=BEFORE)

    client.post(url("paper_edit", written_paper), fields_of(answer))

    written_paper.refresh_from_db()
    texts = [each.text for each in written_paper.blocks]
    assert texts == ["Background", "Mine.", "Third.", "More."]


def test_text_typed_without_a_script_is_brought_together_too(as_officer, written_paper, clerk):
    blocks = rewritten(written_paper, "Until May.", 2)
    save_paper(written_paper, edited(written_paper, blocks=blocks), by=clerk, on=BEFORE)
    typed = TEXT.replace("Four", "Five")

    as_officer.post(url("paper_edit", written_paper), by_hand(written_paper, typed, version=1))

    written_paper.refresh_from_db()
    assert written(written_paper.blocks) == TEXT.replace("Four", "Five").replace(
        "They are paid until October.", "Until May."
    )
