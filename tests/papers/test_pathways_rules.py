"""What is typed a line at a time, and what a recommendation says of delegation."""

import pytest

from papers.rules.delegating import Delegated, conditions_in, delegated_in
from papers.rules.pathways import as_typed, documents, lines, stop, stops

OUT_OF_CYCLE = (
    "Decision taken out of Cycle report to Children, Young People and Education Cabinet Committee "
    "– 16 January 2024"
)


def test_stop_keeps_its_words_and_gives_body_and_day():
    found = stop(OUT_OF_CYCLE)

    assert found.words == OUT_OF_CYCLE
    assert found.body == "Children, Young People and Education Cabinet Committee"
    assert found.on == "2024-01-16"
    assert found.as_json() == {"body": found.body, "on": found.on, "words": OUT_OF_CYCLE}


@pytest.mark.parametrize("words", ["N/A", "n/a", "None", "Not applicable."])
def test_no_stop_is_kept_as_words_only(words):
    assert (stop(words).body, stop(words).on) == ("", "")


def test_day_that_does_not_exist_is_not_a_day():
    assert stop("Cabinet, 31 February 2024").on == ""


def test_each_line_is_a_stop():
    assert [each.body for each in stops("Cabinet\n\n  Scrutiny  Committee \n")] == [
        "Cabinet",
        "Scrutiny Committee",
    ]
    assert lines(" a \n\n b") == ("a", "b")


@pytest.mark.parametrize(
    ("line", "title", "address"),
    [
        ("The guide https://example.org/a", "The guide", "https://example.org/a"),
        ("The guide (https://example.org/a)", "The guide", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/a", "https://example.org/a"),
        ("Minutes of 2013", "Minutes of 2013", ""),
        ("[Guide \\(FFC\\)](https://example.org/a)", "Guide (FFC)", "https://example.org/a"),
        ("[Guide](#)", "Guide", ""),
    ],
)
def test_document_has_a_title_and_perhaps_an_address(line, title, address):
    assert list(documents(line)) == [(title, address)]


def test_documents_are_typed_as_they_are_read():
    pairs = [("The guide", "https://example.org/a"), ("Minutes of 2013", "")]

    assert list(documents(as_typed(pairs))) == pairs


def test_delegation_names_who_acts_and_who_is_consulted():
    text = (
        "Delegate authority to the Corporate Director of Children, Young People and Education, in "
        "consultation with the Cabinet Member for Integrated Children's Services, to take other "
        "relevant actions."
    )

    assert delegated_in(text) == Delegated(
        "Corporate Director of Children, Young People and Education",
        "Cabinet Member for Integrated Children's Services",
    )
    assert delegated_in("Delegate authority to the Director of Finance to sign.") == Delegated(
        "Director of Finance"
    )
    assert delegated_in("Agree to enter into the agreements.") == Delegated()


def test_condition_is_what_the_words_are_subject_to():
    text = "The member is asked (subject to selection by the DfE as a Pathfinder) to agree."

    assert conditions_in(text) == ("selection by the DfE as a Pathfinder",)
    assert conditions_in("The member is asked to agree.") == ()
