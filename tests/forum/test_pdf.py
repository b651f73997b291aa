import io

import pikepdf
import pytest

from forum import pdf
from forum.pdf.characters import RANGES, printable
from tests.forum.pdf_samples import DRAFT, decision_log, filled, minutes
from tests.pdf_checks import document, faults, links, outline, page_count, read_out, text

BOX = '<svg width="9" height="9" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
STYLES = ["", "font-weight: bold", "font-style: italic", "font-weight: bold; font-style: italic"]
ADDRESSES = ["https://example.org/a", "mailto:clerk@example.org"]
BAD_ADDRESSES = ["javascript:alert(1)", "file:///etc/passwd", "//example.org", "/a", "piece"]


@pytest.fixture(scope="module")
def draft():
    return pdf.render_html(filled("minutes.html", minutes(**DRAFT)))


@pytest.fixture(scope="module")
def heard():
    """What is read out of a short draft (poppler's time grows with the square of the length)."""
    context = minutes(**DRAFT)
    for name in ("attendance", "contents", "items"):
        context[name] = context[name][:2]
    context["money"]["rows"] = []
    return read_out(pdf.render_html(filled("minutes.html", context)))


@pytest.fixture(scope="module")
def log():
    return pdf.render_html(filled("decision_log.html", decision_log()))


# What a document is


@pytest.mark.parametrize("status", ["draft", "preview", "published"])
def test_minutes_are_pdf_ua_1_and_pdf_a_2a(status):
    note = "" if status == "published" else f"{status.title()}: not yet agreed"

    made = pdf.render_html(filled("minutes.html", minutes(status=status, status_note=note)))

    assert faults(made) == []


def test_decision_log_is_pdf_ua_1_and_pdf_a_2a(log):
    assert faults(log) == []


def test_validator_finds_a_picture_without_words():
    made = pdf.render_html(document(BOX))

    assert any("ua1" in fault for fault in faults(made))


def test_template_becomes_a_document():
    made = pdf.render("pdf/base.html", minutes())

    assert faults(made) == []
    assert "Minutes of the meeting of 14 January 2027" in text(made)


def test_every_page_is_numbered(draft):
    pages = page_count(draft)

    for page in range(1, pages + 1):
        assert f"Page {page} of {pages}" in text(draft, page)


def test_every_page_names_forum_and_trail_head(draft):
    for page in range(1, page_count(draft) + 1):
        assert "Borsetshire Schools Forum" in text(draft, page)
        assert "Trail head 412 3f9a…c1 (before this document)" in text(draft, page)


def test_draft_says_so_on_every_page(draft):
    for page in range(1, page_count(draft) + 1):
        assert "Draft: not yet agreed" in text(draft, page)


def test_agreed_minutes_do_not_say_draft():
    made = pdf.render_html(filled("minutes.html", minutes()))

    assert "draft" not in text(made).lower()


def test_margins_are_marked_as_decoration(draft):
    with pikepdf.open(io.BytesIO(draft)) as file:
        for page in file.pages:
            assert page.Contents.read_bytes().count(b"/Type /Pagination") == 5


def test_margins_are_not_read_out(heard):
    assert heard.count("Draft: not yet agreed") == 1
    assert heard.count("Trail head 412") == 1
    assert "Page 1 of" not in heard


def test_contents_are_read_out_without_dots(heard):
    assert '"1. De-delegation for 2027–28: service 1 for maintained schools"' in heard
    assert ". ." not in heard
    assert "..." not in heard


def test_headings_become_bookmarks(draft):
    marks = outline(draft)

    assert marks[0] == (1, "Minutes of the meeting of 14 January 2027")
    assert (2, "Attendance") in marks
    assert (3, "Resolved") in marks
    assert (2, "Contents") not in marks


def test_long_table_repeats_its_heads(log):
    assert page_count(log) == 3
    for page in (1, 2, 3):
        assert "Reference" in text(log, page)


def test_long_title_keeps_to_its_page():
    title = "Transfer from the schools block, the growth fund and de-delegation " * 3

    made = pdf.render_html(filled("decision_log.html", decision_log(title=title)))

    assert faults(made) == []
    assert "D1/001" in text(made, 1)


def test_title_cannot_bring_markup():
    made = pdf.render("pdf/base.html", minutes(title="<b>Bold</b> & “q”"))

    assert "<b>Bold</b> & “q”" in text(made)


def test_same_document_is_the_same_bytes_from_another_process():
    html = filled("decision_log.html", decision_log(5))

    first = pdf.render_html(html)
    pdf._engine.stop()

    assert pdf.render_html(html) == first


def test_links_lead_to_the_web_to_mail_or_into_the_document():
    given = "".join(f'<p><a href="{address}">x</a></p>' for address in ADDRESSES + BAD_ADDRESSES)

    made = pdf.render_html(document(given))

    assert links(made) == ADDRESSES
    assert faults(made) == []


def test_compressed_stream_ending_in_carriage_return_is_valid():
    made = (pdf.render_html(document(f"<p>{number * 7919}</p>")) for number in range(300))

    unlucky = next(file for file in made if b"\r\r\nendstream" in file)

    assert faults(unlucky) == []


# Characters


@pytest.mark.parametrize("style", STYLES)
def test_every_character_that_counts_as_drawn_is_drawn(style):
    ends = [line.partition("-")[::2] for line in RANGES]
    codes = [code for first, last in ends for code in range(int(first, 16), int(last, 16) + 1)]

    for start in range(0, len(codes), 500):
        characters = " ".join(f"&#{code};" for code in codes[start : start + 500])
        made = pdf.render_html(document(f'<p style="{style}">{characters}</p>'))
        assert faults(made) == []


@pytest.mark.parametrize(
    "words", ["中", "&#20013;", "<b>中</b>", '<a href="#中" title="中">中</a>']
)
def test_character_without_a_glyph_is_printed_as_its_number(words):
    made = pdf.render_html(document(f"<p>{words}</p>"))

    assert faults(made) == []
    assert "[U+4E2D]" in text(made)


@pytest.mark.parametrize(
    "words", [" \u0301x", "\u0301", "e\u0301\u0323\u0301\u0301", "a\u00adb", "x\u2028y"]
)
def test_stray_mark_is_valid(words):
    assert faults(pdf.render_html(document(f"<p>{words}</p>"))) == []


def test_unprintable_names_each_missing_character_once():
    assert pdf.unprintable("£5 – 中文中 ✓ 🎉") == ["中", "文", "🎉"]


def test_names_of_many_languages_are_printable():
    names = "Adé Ọláyẹmí, Nguyễn, Łukasz, Ŵyn, Șerban, Παππά, Шевченко, e\u0301"

    assert pdf.unprintable(names) == []


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("o\ufb03ce", "office"),
        ("a\u200bb\u2060", "ab"),
        ("a\u3000b", "a b"),
        ("☑\ufe0f", "☑"),
        ("\x07", ""),
        ("e\u0301", "é"),
    ],
)
def test_odd_character_has_a_plain_stand_in(given, printed):
    assert pdf.unprintable(given) == []
    assert printable(given) == printed
