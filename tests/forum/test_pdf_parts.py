"""Longer documents of many parts: bookmarks beneath bookmarks, names, numbers left out."""

import io

import pikepdf
import pytest

from forum import pdf
from forum.pdf import Part
from tests.pdf_checks import document, faults, outline, text


def a_part(title, body="<p>b</p>"):
    """A part with a title, one heading, and a link to the part that is named "last"."""
    return (
        f'<!doctype html><html lang="en-GB"><title>{title}</title><body><h1>{title}</h1>'
        f'<h2>Inside {title}</h2>{body}<p><a href="piece:last">On</a></p></body></html>'
    )


@pytest.fixture(scope="module")
def made():
    htmls = [a_part(title) for title in ("Agenda", "Growth", "Appendix", "Scheme")]
    return [content for _, content in pdf.render_pieces(htmls)]


@pytest.fixture(scope="module")
def joined(made):
    """An agenda, an item with a paper and its appendix, and an item whose number comes later."""
    agenda, growth, appendix, scheme = made
    parts = [
        Part("Agenda", agenda, (), "agenda", 1),
        Part("Growth", growth, ("5. Growth fund",), "growth", 1),
        Part("Appendix", appendix, ("5. Growth fund", "Growth"), "appendix", 1),
        Part("Scheme", scheme, ("6. Scheme",), "last", 1, number=9),
    ]
    return pdf.join(parts, "Pack", numbering="Page {page} of 9", foot="Audit trail 7")


def test_parts_that_were_made_ready_join_to_a_document_of_both_standards(joined):
    assert faults(joined) == []


def test_bookmarks_stand_beneath_item_and_paper(joined):
    assert outline(joined) == [
        (1, "Agenda"),
        (2, "Inside Agenda"),
        (1, "5. Growth fund"),
        (2, "Growth"),
        (3, "Inside Growth"),
        (3, "Appendix"),
        (4, "Inside Appendix"),
        (1, "6. Scheme"),
        (2, "Scheme"),
        (3, "Inside Scheme"),
    ]


def test_every_bookmark_leads_to_its_page(joined):
    with pikepdf.open(io.BytesIO(joined)) as file, file.open_outline() as marks:
        growth = marks.root[1]
        reached = [
            pikepdf.Page(mark.destination[0]).index
            for mark in (marks.root[0], growth, growth.children[0], *growth.children[0].children)
        ]

    assert reached == [0, 1, 1, 1, 2]


def test_numbers_that_are_left_out_are_left_out_on_the_page_and_for_who_jumps(joined):
    assert [
        f"Page {number} of 9" in text(joined, page) for page, number in enumerate((1, 2, 3, 9), 1)
    ] == [True] * 4
    with pikepdf.open(io.BytesIO(joined)) as file:
        assert [page.label for page in file.pages] == ["1", "2", "3", "9"]


def test_foot_stands_on_every_page(joined):
    assert all("Audit trail 7" in text(joined, page) for page in range(1, 5))


def test_link_leads_to_the_part_of_that_name(joined):
    with pikepdf.open(io.BytesIO(joined)) as file:
        names = file.Root.Names.Dests.Names
        places = {bytes(names[at]): names[at + 1][0] for at in range(0, len(names), 2)}
        notes = [page.obj.Annots[0] for page in file.pages]
        reached = {pikepdf.Page(places[bytes(note.Dest)]).index for note in notes}

    assert reached == {3}


def test_part_made_ready_joins_to_the_same_bytes_as_the_part_itself(made):
    html = a_part("Agenda")
    raw = pdf.render_html(html)

    assert pdf.join([("Agenda", made[0])], "Both") != b""
    assert pdf.join([("Agenda", raw)], "One") == pdf.join(
        [Part("Agenda", made[0], pages=1)], "One"
    )


def test_pages_of_a_part_are_counted_when_it_is_made():
    many = "".join(f'<p style="break-after: page">{number}</p>' for number in range(3))

    ((one, _), (three, _)) = pdf.render_pieces([document("<p>a</p>"), document(many)])

    assert (one, three) == (1, 3)


def test_fingerprint_is_of_the_words_and_of_what_prints_them():
    assert pdf.fingerprint("a") == pdf.fingerprint("a")
    assert pdf.fingerprint("a") != pdf.fingerprint("b")
    assert len(pdf.fingerprint("a")) == 64
