"""What stands around the text, and the recommendations under the headings for them."""

from papers.rules.recommended import Asked, with_recommendations
from papers.rules.surroundings import Surroundings, surrounded
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, TABLE, Block, Point

FRONT = Block(HEADING, "Recommendation(s)")
TEXT = (Block(HEADING, "Introduction", number="1"), Block(PARAGRAPH, "It is a bid.", number="1.1"))
BACK = Block(HEADING, "Recommendation(s):", number="12")
ASKED = (
    Asked("A)", "Agree to the bid.", "The member is asked to:"),
    Asked("B)", "Delegate authority.", "The member is asked to:"),
)
PRINTED = (
    Block(PARAGRAPH, "The member is asked to:"),
    Block(
        BULLETS,
        points=(Point("Agree to the bid.", 0, "A)"), Point("Delegate authority.", 0, "B)")),
    ),
)


def test_recommendations_are_printed_under_each_heading_for_them():
    assert with_recommendations((FRONT, *TEXT, BACK), ASKED) == (
        FRONT, *PRINTED, *TEXT, BACK, *PRINTED,
    )  # fmt: skip


def test_recommendations_take_the_place_of_guidance():
    guidance = Block(PARAGRAPH, "[They are entered on their own.]")

    assert with_recommendations((FRONT, guidance, *TEXT), ASKED) == (FRONT, *PRINTED, *TEXT)


def test_recommendations_that_the_text_prints_stay_as_they_are():
    own = Block(PARAGRAPH, "Members are asked to note.", number="5.1")

    assert with_recommendations((FRONT, own), ASKED) == (FRONT, own)


def test_reasons_for_recommendations_are_another_heading():
    other = Block(HEADING, "Reasons for recommendations")

    assert with_recommendations((other, *TEXT), ASKED) == (other, *TEXT)


def test_paper_that_asks_nothing_prints_nothing():
    assert with_recommendations((FRONT, *TEXT), ()) == (FRONT, *TEXT)


def test_head_stands_above_the_text_and_says_what_is_not_stated():
    around = Surroundings(head=(("To", "Cabinet Member"), ("Classification", "")))

    table, *text = surrounded(TEXT, around)

    assert text == list(TEXT)
    assert (table.kind, table.header_rows, table.header_columns) == (TABLE, 0, 1)
    assert table.rows == (("To", "Cabinet Member"), ("Classification", "not stated"))


def test_documents_and_contacts_stand_at_the_end():
    around = Surroundings(
        documents=(("Guide [1]", "https://example.org/a"), ("Minutes of 2013", "")),
        contacts=(("Report author", "", "Head of Service", "01632 960000", "a@example.org"),),
    )

    assert surrounded(TEXT, around)[2:] == (
        Block(HEADING, "Background documents"),
        Block(
            BULLETS,
            points=(Point("[Guide \\[1\\]](https://example.org/a)"), Point("Minutes of 2013")),
        ),
        Block(HEADING, "Contact details"),
        Block(
            PARAGRAPH,
            "Report author: Head of Service. Telephone: 01632 960000. E-mail: a@example.org",
        ),
    )


def test_documents_stand_under_the_heading_that_the_text_has_for_them():
    own = Block(HEADING, "List of background papers:")
    around = Surroundings(documents=(("Minutes of 2013", ""),))

    assert surrounded((*TEXT, own), around) == (
        *TEXT, own, Block(BULLETS, points=(Point("Minutes of 2013"),)),
    )  # fmt: skip


def test_address_that_leads_nowhere_is_no_link():
    (points,) = surrounded((), Surroundings(documents=(("A", "javascript:alert(1)"),)))[1:]

    assert points.points == (Point("A, javascript:alert(1)"),)
