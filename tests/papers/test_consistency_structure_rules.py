"""Numbers, references, and what stands twice."""

import pytest

from tests.papers.saying import noted, said, warned

TWICE = """## Recommendation(s)

The member is asked to agree these two things, as follows:

- A) Enter into the agreements with the department.
- B) Delegate authority to the director.

## 1 Introduction

It is a bid.

## 12 Recommendation(s)

12.1 {}
The member is asked to agree these two things, as follows:

- A) Enter into the agreements with the department.
- B) Delegate authority to the director.
"""
STRIPS = """| 2024-25 | Primary |
| --- | --- |
| Amount | £9.50 |

| {} | £9.50 |
| --- | --- |
"""


def test_numbers_that_stand_twice_are_kept_and_noted():
    text = "11. One.\n\n12. Two.\n\n9. Three.\n\n11. Four."

    assert said("numbers-repeat", text) == (
        "The printed numbers 11 stand more than once. They are kept as printed; speak of them "
        "with their headings."
    )
    assert noted("1. One.\n\n2. Two.") == set()


def test_reference_given_for_two_duties():
    text = (
        "- Budgeting (Sch 2, 75)\n- Appointment of governors (Sch 2, 75)\n- Pensions (Sch 2, 78)"
    )

    assert said("reference-used-twice", text) == (
        "(Sch 2, 75) is given for “Budgeting (Sch 2, 75)” and “Appointment of governors (Sch 2, "
        "75)”: is it right for both?"
    )


def test_reference_repeated_for_one_duty():
    text = "- Advice (Sch 2, 67); conditions (Sch 2, 67); dismissal (Sch 2, 67)"

    assert noted(text) == set()


def test_recommendations_printed_twice_and_not_alike():
    doubled = "The member is asked to agree these two things, as follows:\n\n"

    assert warned(TWICE.format("")) == set()
    assert said("recommendations-differ", TWICE.format(doubled)) == (
        "The recommendations are printed twice, and the two differ: in paragraph 12.1 the same "
        "words stand twice. Enter them once: they are printed in both places."
    )
    assert noted(TWICE.format(doubled)) == {"said-twice"}


def test_recommendations_of_another_kind_are_no_second_printing():
    text = (
        "## Recommendation\n\nNote the report.\n\n## Recommendations\n\nElect a chair for a year."
    )

    assert warned(text) == set()


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("2023-24 rate", set()),
        ("2024-25 rate", {"prior-year-label"}),
        ("2024-25", {"prior-year-label"}),
    ],
)
def test_row_of_last_year_that_bears_this_year(label, codes):
    assert warned(STRIPS.format(label)) == codes


def test_words_of_the_template_that_are_left():
    text = "## Background\n\n[What was decided before.]\n\n## Proposal\n\nWe propose it."

    assert said("guidance-left", text) == (
        "What to write still stands in square brackets under “Background”: write over it, or take "
        "it out."
    )
    assert warned("## Background\n\n[[It is secret.]]\n\n[A link](https://example.org)") == set()
