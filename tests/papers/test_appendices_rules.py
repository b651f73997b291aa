"""Text and appendices agree: every one that is spoken of is there, and every one there is used."""

import pytest

from papers.rules.appendices import AppendixFacts, appendix_cautions, cited, may_attach


def an_appendix(letter="A", title="Rates", **more):
    values = {"summary": "What each school pays."} | more
    return AppendixFacts(letter, title, **values)


def codes(text, *attached):
    return {reason.code for reason in appendix_cautions(text, attached)}


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("is attached at Appendix A.", ("A",)),
        ("see Appendix 1, and Appendix 3", ("1", "3")),
        ("Appendices A, B and C", ("A", "B", "C")),
        ("paper for Appendix 2 and 3", ("2", "3")),
        ("Appendices A to D", ("A", "B", "C", "D")),
        ("(APPENDIX 1)", ("1",)),
        ("Annex 4", ("4",)),
        ("appendix B & C", ("B", "C")),
        ("An appendix is attached. The Appendix of last year", ()),
        ("Appendix A and the Board", ("A",)),
        ("Appendix A model", ("A",)),
        ("appendices A, B, and C", ("A", "B", "C")),
    ],
)
def test_what_the_text_speaks_of_is_read(text, letters):
    assert cited(text) == letters


def test_a_paper_whose_text_and_appendices_agree_gives_no_warning():
    attached = an_appendix(), an_appendix("Appendix B", "Profiles")

    assert codes("See Appendices A and B.", *attached) == set()
    assert codes("Nothing is attached.") == set()


def test_an_appendix_that_is_spoken_of_and_not_attached_is_named():
    (warning,) = appendix_cautions("See Appendix A and Appendix B.", [an_appendix()])

    assert warning.code == "appendix-not-attached"
    assert warning.where == "Appendix B"


def test_a_number_that_is_passed_over_is_missed():
    attached = [an_appendix(letter, f"No {letter}") for letter in ("1", "3", "4")]

    (warning,) = appendix_cautions("Appendices 1, 3 and 4", attached)

    assert warning.code == "appendix-letter-missing"
    assert "There is no Appendix 2, though there is 1, 3, 4." in warning.text


@pytest.mark.parametrize(
    ("attached", "code"),
    [
        ([an_appendix("")], "appendix-without-letter"),
        ([an_appendix("A", "Rates"), an_appendix("B", "Maps")], "appendix-not-cited"),
        ([an_appendix(summary=" ")], "appendix-without-summary"),
        ([an_appendix("A", "One"), an_appendix("a.", "Two")], "appendix-letter-twice"),
        ([an_appendix("A", "Rates"), an_appendix("B", "rates ")], "appendix-title-twice"),
        (
            [
                an_appendix("A", "One", file_name="rates.xlsx"),
                an_appendix("B", "Two", file_name="Rates.xlsx"),
            ],
            "appendix-file-twice",
        ),
    ],
)
def test_what_is_wrong_with_an_appendix_is_a_warning(attached, code):
    assert code in codes("See Appendix A.", *attached)


def test_every_warning_has_a_key_of_its_own():
    attached = [an_appendix("A", "One"), an_appendix("A", "One"), an_appendix("", "Two")]

    keys = [each.key for each in appendix_cautions("See Appendices C to F and 2", attached)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (an_appendix(), set()),
        (an_appendix(summary=" "), {"appendix-without-summary"}),
        (an_appendix(title="Of [[Gemma]]"), {"appendix-title-withheld"}),
        (an_appendix(is_picture=True), {"appendix-without-alt"}),
        (an_appendix(is_picture=True, alt="A map"), set()),
        (an_appendix(is_exempt=True), {"exempt-without-approval"}),
        (
            an_appendix(is_exempt=True, exempt_reason="x", exempt_approved_by_post="Director"),
            set(),
        ),
        (
            an_appendix(
                is_exempt=True,
                exempt_reason="x",
                exempt_approved_by_post="Director",
                summary="[[all of it]]",
            ),
            {"exempt-without-public-summary"},
        ),
    ],
)
def test_an_appendix_is_attached_once_it_says_what_it_must(facts, found):
    assert may_attach(facts, is_tabled=False).codes == found


def test_the_appendices_of_a_tabled_paper_are_fixed():
    assert may_attach(an_appendix(), is_tabled=True).codes == {"appendices-fixed"}
