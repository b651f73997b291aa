import io
import re

import pikepdf
import pytest

from forum import pdf
from tests.forum.pdf_samples import decision_log, filled
from tests.pdf_checks import document, faults, links, outline, page_count, read_out, text


def piece(number, rows=20):
    return filled(
        "decision_log.html", decision_log(rows, is_piece=True, title=f"Meeting {number}")
    )


def front(starts):
    entries = [
        {"label": f"Meeting {number}", "piece": number, "page": page}
        for number, page in enumerate(starts, 1)
    ]
    context = decision_log(1, is_piece=True, title="Log 2026–27", entries=entries)
    return filled("decision_log.html", context)


@pytest.fixture(scope="module")
def joined():
    pieces = pdf.render_all([piece(number) for number in (1, 2, 3)])
    parts = [(f"Meeting {number}", made) for number, made in enumerate(pieces, 1)]
    return pdf.join(parts, "Log 2026–27", front=front)


def test_joined_document_is_pdf_ua_1_and_pdf_a_2a(joined):
    assert faults(joined) == []


def test_pages_are_numbered_through(joined):
    assert page_count(joined) == 7
    for page in range(1, 8):
        assert text(joined, page).count(f"Page {page} of 7") == 1


def test_each_part_has_its_bookmark(joined):
    marks = ["Log 2026–27", "Meeting 1", "Meeting 2", "Meeting 3"]

    assert [words for level, words in outline(joined) if level == 1] == marks


def test_contents_name_the_first_page_of_each_part(joined):
    contents = re.findall(r"Meeting (\d) +(\d)\n", text(joined, 1))

    assert contents == [("1", "2"), ("2", "4"), ("3", "6")]


def test_contents_lead_to_the_parts(joined):
    with pikepdf.open(io.BytesIO(joined)) as file:
        notes = file.pages[0].obj.Annots
        names = file.Root.Names.Dests.Names
        places = {str(names[at]): names[at + 1][0] for at in range(0, len(names), 2)}
        reached = {pikepdf.Page(places[str(note.Dest)]).index for note in notes}

    assert links(joined) == []
    assert reached == {1, 3, 5}


def test_every_part_is_read_out_in_order():
    words = [f"Number {number}" for number in range(4)]
    made = pdf.render_all([document(f"<p>{word}</p>") for word in words])

    heard = read_out(pdf.join([("Part", part) for part in made], "Whole"))

    assert [heard.index(word) for word in words] == sorted(heard.index(word) for word in words)
    assert "Page 1 of 4" not in heard


def test_links_inside_a_part_stay_inside_it():
    html = '<p><a href="#é">x</a></p><div style="break-before: page" id="é">y</div>'
    made = pdf.render_html(document(html))

    joined = pdf.join([("One", made), ("Two", made)], "Both")

    with pikepdf.open(io.BytesIO(joined)) as file:
        names = file.Root.Names.Dests.Names
        places = {bytes(names[at]): names[at + 1][0] for at in range(0, len(names), 2)}
        reached = [
            pikepdf.Page(places[bytes(file.pages[page].obj.Annots[0].Dest)]).index
            for page in (0, 2)
        ]
    assert reached == [1, 3]


def test_numbering_may_say_what_is_numbered():
    made = pdf.render_html(document("<p>b</p>"))

    joined = pdf.join([("One", made)], "Pack", numbering="Pack page {page} of {pages} & so on")

    assert "Pack page 1 of 1 & so on" in text(joined)
    assert faults(joined) == []


def test_same_parts_make_the_same_bytes():
    made = pdf.render_all([document("<p>b</p>"), document("<p>c</p>")])

    first = pdf.join([("One", made[0]), ("Two", made[1])], "Both")
    pdf._engine.stop()

    assert pdf.join([("One", made[0]), ("Two", made[1])], "Both") == first


def test_bad_piece_is_refused_and_the_engine_goes_on():
    with pytest.raises(pdf.NotRendered):
        pdf.render_all([document("<p>a</p>"), document("<div>" * 3_000), document("<p>c</p>")])

    assert "b" in text(pdf.render_html(document("<p>b</p>")))
