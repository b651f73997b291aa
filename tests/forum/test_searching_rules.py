import pytest

from forum.rules.searching import (
    MOST_TERMS,
    WINDOW,
    Part,
    Piece,
    Term,
    facets,
    marked,
    parts,
    scope,
    shown,
    terms,
)


def hits(text, typed):
    return [piece.text for piece in marked(text, terms(typed)) if piece.is_hit]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("early help", [Term(("early",)), Term(("help",))]),
        ('"early help" posts', [Term(("early help",)), Term(("posts",))]),
        ("help -posts", [Term(("help",)), Term(("posts",), is_left_out=True)]),
        ('-"early help"', [Term(("early help",), is_left_out=True)]),
        ('"early help', [Term(("early help",))]),
        ('" - * ( ', []),
        ("", []),
    ],
)
def test_words_are_asked_for_as_typed(typed, asked):
    assert list(terms(typed)) == asked


@pytest.mark.parametrize(
    ("typed", "spellings"),
    [
        ("89604", ("89604", "89,604")),
        ("89,604", ("89,604", "89604")),
        ("£89,604", ("£89,604", "89604")),
        ("999", ("999",)),
        ("1000", ("1000", "1,000")),
    ],
)
def test_amount_is_found_with_and_without_its_commas(typed, spellings):
    assert terms(typed) == (Term(spellings),)


def test_more_words_than_anybody_types_are_not_all_looked_for():
    assert len(terms("word " * 500)) == MOST_TERMS


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("funding", ["Funded", "funds"]),
        ("POST", ["posts"]),
        ('"early help"', ["Early-Help"]),
        ("help -posts", ["Help"]),
        ("zebra", []),
    ],
)
def test_hits_are_marked_whatever_their_ending(typed, found):
    assert hits("Funded the Early-Help posts from funds", typed) == found


def test_text_is_shown_around_its_first_hit():
    text = "before " * 100 + "the zebra runs " + "after " * 100

    pieces = shown(text, terms("zebra"))

    assert Piece("zebra", is_hit=True) in pieces
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")
    assert sum(len(piece.text) for piece in pieces) <= WINDOW + 4


def test_text_without_a_hit_is_shown_from_its_beginning():
    assert shown("About\n  schools", terms("zebra")) == (Piece("About schools"),)
    assert shown("About schools", ()) == (Piece("About schools"),)


def test_facts_are_words_that_begin_with_a_sign_no_text_begins_a_word_with():
    words = scope([("source", "high_needs"), ("kind", "paper"), ("kind", "paper")])

    assert words == " =kind:paper =source:high_needs "
    assert facets(words) == {"kind": ["paper"], "source": ["high_needs"]}


def test_latest_years_are_looked_through_first_and_none_is_left_out():
    years = ["2026-27", "2025-26", "2024-25", "2023-24", "2022-23"]

    newest, recent, rest = parts(years)

    assert newest == Part(("2027-28", "2028-29", "2026-27"))
    assert recent == Part(("2025-26", "2024-25", "2023-24"))
    assert rest == Part((*newest.years, *recent.years), is_all_others=True)


def test_forum_without_meetings_is_looked_through_at_once():
    assert parts([]) == (Part(),)
