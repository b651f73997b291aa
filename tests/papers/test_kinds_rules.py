from itertools import pairwise

import pytest

from papers.choices import PaperKind, Purpose
from papers.rules.kinds import (
    ABOUT,
    ACTIONS,
    Heading,
    beginning,
    guidance_left,
    heading_from,
    headings_in,
    outline,
    purpose_of,
    template_problems,
)
from papers.rules.text.blocks import HEADING, PARAGRAPH, TABLE, Block, identified, problems
from papers.rules.text.text_form import parse, written


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_has_a_purpose_a_sentence_and_headings_that_skip_no_level(kind):
    headings = outline(kind)

    assert purpose_of(kind) in Purpose
    assert ABOUT[kind]
    assert list(template_problems(headings)) == []
    levels = [heading.level for heading in headings]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_begins_with_blocks_that_can_be_kept(kind):
    assert list(problems(identified(beginning(outline(kind))))) == []


@pytest.mark.parametrize("kind", PaperKind)
def test_headings_that_are_typed_and_read_again_are_the_same(kind):
    typed = written(beginning(outline(kind)))

    assert headings_in(parse(typed)) == outline(kind)


def test_executive_report_has_its_recommendations_at_the_front_and_at_12():
    places = [each.number for each in outline(PaperKind.EXECUTIVE) if "Recommend" in each.text]

    assert places == ["", "12"]


def test_progress_report_begins_with_a_table_of_actions():
    (table,) = (each for each in beginning(outline(PaperKind.PROGRESS)) if each.kind == TABLE)

    assert table.rows == (ACTIONS, ("", "", "", ""))


def test_heading_is_kept_as_it_was():
    heading = Heading("Progress", "3.", 2, "What was done.", ("Action", "State"))

    assert heading_from(heading.as_json()) == heading
    assert heading_from({"text": "Background"}) == Heading("Background")


def test_guidance_stands_in_brackets_until_it_is_written_over():
    begun = beginning((Heading("Background", "2", guidance="What was decided."), Heading("End")))

    assert [(each.kind, each.text) for each in begun] == [
        (HEADING, "Background"),
        (PARAGRAPH, "[What was decided.]"),
        (HEADING, "End"),
    ]
    assert guidance_left(begun) == ("Background",)
    assert guidance_left([begun[0], Block(PARAGRAPH, "[[It is secret.]]")]) == ()


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        ((), "Enter at least one heading: a line that begins with ##."),
        ((Heading("A", level=5),), "A heading has two, three or four # before it."),
        (
            (Heading("A", level=2), Heading("B")),
            "Begin with a heading of the highest level, so that none is skipped.",
        ),
    ],
)
def test_template_that_cannot_be_used_says_what_to_do(headings, sentence):
    assert sentence in list(template_problems(headings))
