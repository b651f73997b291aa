"""Personal data in a text is found for a person to look at; officers and plain words are not."""

from pathlib import Path

import pytest

from papers.rules.personal import in_words, personal_cautions, personal_data
from papers.rules.text.blocks import PARAGRAPH, TABLE, Block
from papers.rules.text.text_form import parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gemma has been brilliant.", {"Gemma"}),
        ("My son Tyler is back in school", {"Tyler"}),
        ("the child, named Zara, said", {"Zara"}),
        ("Telephone 01785 278062 or 03000 421 930.", {"01785 278062", "03000 421 930"}),
        ("+44 1632 960000", {"+44 1632 960000"}),
        ("Write to jo.bloggs@example.gov.uk.", {"jo.bloggs@example.gov.uk"}),
        ("born on 3 May 2012", {"3 May 2012"}),
        ("DOB: 03/05/2012", {"03/05/2012"}),
    ],
)
def test_what_may_be_personal_is_found(text, found):
    assert {words for _, words in in_words(text)} == found


@pytest.mark.parametrize(
    "text",
    [
        "The child is called XXXX.",
        "Andrew Ireland, Corporate Director",
        "St Mary’s Catholic Primary School and St. Thomas More",
        "Cllr Roger Gough agreed",
        "In May the forum will mark the grant by June.",
        "£1,234,567 for 2024-25 and 0.5% of 01 April 2024",
        "Kent and Victoria Road",
        "Charlotte Sharman Primary School",
    ],
)
def test_what_is_public_anyway_is_left_alone(text):
    assert list(in_words(text)) == []


def test_what_is_withheld_was_looked_at_already():
    blocks = (
        Block(PARAGRAPH, "[[Gemma]] helped.", id="b1"),
        Block(TABLE, rows=(("Tyler",),), exempt="Names a child", id="b2"),
        Block(PARAGRAPH, "Thank you, Zoe!", number="3.2", id="b3"),
    )

    (found,) = personal_data(blocks)

    assert (found.words, found.block, found.number) == ("Zoe", "b3", "3.2")


def test_the_gate_warns_once_with_the_words_found():
    (warning,) = personal_cautions(parse("Gemma rang 01785 278062."), "Zoe agreed. [[Liam]] too")

    assert warning.code == "personal-data"
    assert "“Gemma” (a first name)" in warning.text
    assert "“01785 278062” (a telephone number)" in warning.text
    assert "“Zoe” (a first name)" in warning.text
    assert "Liam" not in warning.text
    assert list(personal_cautions(parse("Nobody is named."))) == []


def test_the_worker_whom_parents_thank_by_name_is_found_in_the_real_paper():
    text = (Path(__file__).parent / "documents/havering-de-delegation-2024-25.txt").read_text()

    assert [each.words for each in personal_data(parse(text))] == [
        "Inclusions@example.org",
        "Gemma",
    ]
