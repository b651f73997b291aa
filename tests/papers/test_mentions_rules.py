import pytest

from papers.choices import Source
from papers.rules.mentions import (
    Mention,
    Paragraph,
    mentions,
    paragraphs,
    proposed_changes,
    sentences,
    where_found,
)

CR, DD, HN, OO = (
    Source.CENTRALLY_RETAINED, Source.DE_DELEGATED, Source.HIGH_NEEDS, Source.ONE_OFF,
)  # fmt: skip


def labels(text):
    return [(mention.quote, mention.source) for mention in mentions(text)]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("13. It is proposed", "13"),
        ("13 It is proposed", "13"),
        ("13) It is proposed", "13"),
        ("3.1 As the Forum", "3.1"),
        ("3.1. As the Forum", "3.1"),
        ("7. **SMF 4th July 2018**", "7"),
        ("**7.** SMF", "7"),
        ("## 5 Survey to School Leaders", "5"),
        ("2024-25 Primary", ""),
        ("2016 budget process", ""),
        ("1 September 2016 is the day", ""),
        ("No number", ""),
    ],
)
def test_a_paragraph_keeps_its_number_as_printed(line, number):
    assert paragraphs(line)[0].number == number


def test_a_wrapped_line_that_begins_with_a_figure_is_no_paragraph():
    text = "1.2 In total approximately £1m is distributed to\n176 schools, with the average"

    assert [paragraph.number for paragraph in paragraphs(text)] == ["1.2"]


def test_a_bare_number_after_a_gap_is_a_paragraph():
    text = "1.2 In total.\n\n12 Contact details"

    assert [paragraph.number for paragraph in paragraphs(text)] == ["1.2", "12"]


def test_what_has_no_number_goes_on_with_the_paragraph_before():
    text = "13. It is proposed:\n\n- from the reserves\n\n14. If approved"

    assert [paragraph.number for paragraph in paragraphs(text)] == ["13", "14"]
    assert "reserves" in paragraphs(text)[0].text


def test_a_heading_without_a_number_ends_a_paragraph():
    text = "13. It is proposed.\n\n## Recommendation\n\nVote."

    assert [paragraph.number for paragraph in paragraphs(text)] == ["13", ""]


def test_an_empty_text_has_no_paragraph():
    assert paragraphs("") == paragraphs(" \n ") == ()
    assert mentions("") == proposed_changes("") == ()


def test_sentences_are_on_one_line_and_plain():
    assert sentences("*It is\nproposed.* A second; and more.\n\n- a point") == [
        "It is proposed.",
        "A second; and more.",
        "a point",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("centrally retained budgets", [("centrally retained budgets", CR)]),
        ("a centrally retained DSG budget", [("centrally retained DSG budget", CR)]),
        ("the central school services block", [("central school services block", CR)]),
        ("out of the central services block,", [("central services block", CR)]),
        ("the CSSB", [("CSSB", CR)]),
        ("the growth fund", [("growth fund", CR)]),
        ("a historic commitment", [("historic commitment", CR)]),
        ("de-delegates this service", [("de-delegates", DD)]),
        ("De-delegation", [("De-delegation", DD)]),
        ("the high needs block", [("high needs block", HN)]),
        ("the High Needs budget (£336k)", [("High Needs budget", HN)]),
        (
            "the additional one off high needs allocation",
            [("additional one off high needs allocation", OO)],
        ),
        ("additional one-off funding", [("additional one-off funding", OO)]),
        ("from reserves", [("reserves", OO)]),
        ("an underspend", [("underspend", OO)]),
        ("paid from the pupil premium grant", [("pupil premium grant", OO)]),
        ("the pupil premium grant", []),
        ("a balanced budget", []),
        ("the direct school grant", [("direct school grant", None)]),
        ("from the direct schools grant", [("direct schools grant", None)]),
        ("approved from the DSG", [("DSG", None)]),
        ("out of the Dedicated Schools Grant", [("Dedicated Schools Grant", None)]),
        ("The DSG rose by 2%", []),
        ("had been transferred to the DSG", []),
        ("nothing about money", []),
    ],
)
def test_labels_of_sources(text, found):
    assert labels(text) == found


def test_labels_come_in_the_order_of_the_text_and_once_in_a_paragraph():
    text = "4. From reserves or de-delegation, or reserves.\n\n5. From reserves."

    assert [(each.number, each.quote) for each in mentions(text)] == [
        ("4", "reserves"),
        ("4", "de-delegation"),
        ("5", "reserves"),
    ]


@pytest.mark.parametrize(
    ("text", "is_proposed"),
    [
        ("It is proposed that reserves are used.", True),
        ("The other option is the reserves.", True),
        ("It could be met from reserves.", True),
        ("The posts are funded from reserves.", True),
        ("Reserves fell last year.", False),
    ],
)
def test_a_sentence_proposes_or_only_speaks(text, is_proposed):
    assert mentions(text)[0].is_proposed is is_proposed


def test_a_proposal_outweighs_an_earlier_word():
    text = "6. Reserves fell.\nWe propose that Reserves be used."

    assert mentions(text) == (Mention("6", "Reserves", OO, True),)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("We are proposing to cease making payments to schools.", True),
        ("We propose that the budget (c. £1m) will be redirected.", True),
        ("The proposal is to end the grant of £5,000.", True),
        ("The budget will be reduced.", True),
        ("Expenditure will be reported after the year end with any budget underspent.", False),
        ("We propose to redirect our efforts.", False),
        ("Last year the budget was reduced.", False),
    ],
)
def test_changes_that_a_text_proposes(text, changes):
    assert bool(proposed_changes(text)) is changes


def test_a_change_says_where_it_stands():
    text = "3. Why\n\n3.1 All is well. We propose to stop the grant of £5."

    assert proposed_changes(text) == (Paragraph("3.1", "We propose to stop the grant of £5."),)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], "the text"),
        ([""], "the text"),
        (["13"], "paragraph 13"),
        (["", "13", "13"], "paragraph 13"),
        (["3", "13"], "paragraphs 3 and 13"),
        (["1", "2", "3", "4", "5"], "paragraphs 1, 2, 3, 4 and 5"),
        (["1", "2", "3", "4", "5", "6"], "paragraphs 1, 2, 3, 4 and others"),
    ],
)
def test_where_found_in_words(numbers, words):
    assert where_found(Paragraph(number, "") for number in numbers) == words
