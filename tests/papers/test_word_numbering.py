"""Numbers counted as Word counts them, from the parts of a file alone."""

import pytest
from lxml import etree

from papers.word.numbering import Numbering, formatted
from papers.word.styles import Styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OUTLINE = (
    ("decimal", "%1."),
    ("decimal", "%1.%2"),
    ("lowerLetter", "(%3)"),
    ("lowerRoman", "(%4)"),
)


def part(inside):
    return etree.fromstring(f'<w:numbering xmlns:w="{W}">{inside}</w:numbering>')


def levels(forms, more=""):
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )


def a_list(number, pattern, overrides=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{pattern}"/>{overrides}</w:num>'


def restart(level, start):
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbering(*inside, forms=OUTLINE, more=""):
    pattern = f'<w:abstractNum w:abstractNumId="0">{levels(forms, more)}</w:abstractNum>'
    return Numbering(part(pattern + "".join(inside or [a_list(1, 0)])), Styles(None))


def count(numbers, *places):
    return [numbers.label(str(number), level) for number, level in places]


def test_levels_are_counted_under_each_other():
    numbers = numbering()

    found = count(numbers, (1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 3), (1, 2), (1, 0), (1, 1))

    assert found == ["1.", "1.1", "1.2", "(a)", "(i)", "(ii)", "(b)", "2.", "2.1"]


def test_level_without_one_above_begins_with_its_start():
    assert count(numbering(), (1, 1), (1, 1)) == ["1.1", "1.2"]


def test_lists_of_one_pattern_count_on_together():
    numbers = numbering(a_list(1, 0), a_list(2, 0))

    assert count(numbers, (1, 0), (2, 0), (1, 0)) == ["1.", "2.", "3."]


def test_list_that_overrides_its_start_begins_there_once():
    numbers = numbering(a_list(1, 0), a_list(2, 0, restart(0, 5)))

    assert count(numbers, (1, 0), (2, 0), (2, 0), (1, 0)) == ["1.", "5.", "6.", "7."]


def test_level_that_never_restarts_goes_on():
    numbers = numbering(
        more='<w:lvlRestart w:val="0"/>', forms=(("decimal", "%1"), ("decimal", "%2"))
    )

    assert count(numbers, (1, 0), (1, 1), (1, 0), (1, 1)) == ["1", "1", "2", "2"]


def test_legal_level_prints_figures_only():
    forms = (("upperRoman", "%1"), ("decimal", "%1.%2"))

    assert count(numbering(forms=forms), (1, 0), (1, 0), (1, 1)) == ["I", "II", "II.1"]
    legal = numbering(forms=forms, more="<w:isLgl/>")
    assert count(legal, (1, 0), (1, 0), (1, 1)) == ["1", "2", "2.1"]


def test_bullet_has_no_label():
    numbers = numbering(forms=(("bullet", "•"),))

    assert (count(numbers, (1, 0)), numbers.is_bullet("1", 0)) == ([""], True)


def test_number_nought_takes_a_paragraph_out_of_all_lists():
    assert not numbering().knows("0")
    assert not numbering().knows("99")
    assert numbering().knows("1")


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (3, "lowerLetter", "c"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (23, "ordinal", "23rd"),
        (5, "none", ""),
        (5, "chicago", "5"),
        (0, "lowerLetter", "0"),
    ],
)
def test_counts_are_printed_in_their_form(number, form, printed):
    assert formatted(number, form) == printed
