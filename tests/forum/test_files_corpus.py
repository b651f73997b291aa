"""Uploads that are refused, each in one sentence; and good ones that are kept."""

import pytest

from forum.files import TYPES, Unfit, checked
from tests.files.bad_office import bad_office
from tests.files.bad_pictures import bad_names, bad_pictures, bad_tables
from tests.files.good import good_files
from tests.files.pdf_files import bad_pdfs

BAD = [*bad_office(), *bad_pdfs(), *bad_pictures(), *bad_tables(), *bad_names()]
GOOD = [*good_files()]


@pytest.mark.parametrize("case", BAD, ids=str)
def test_a_bad_upload_is_refused_with_a_sentence_that_says_what_to_do(case):
    with pytest.raises(Unfit) as refused:
        checked(case.name, case.content)

    sentence = str(refused.value)
    assert case.says
    assert case.says in sentence
    assert len(sentence) < 400
    assert "\n" not in sentence


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_a_good_upload_is_kept_under_a_type_of_ours(case):
    kept = checked(case.name, case.content)

    assert kept.content_type.partition(";")[0] == TYPES[kept.kind].partition(";")[0]
    assert kept.content == case.content or kept.kind in ("png", "jpeg")


def test_the_corpus_is_as_large_as_was_promised():
    assert len(BAD) >= 80
    assert len({case.what for case in BAD}) == len(BAD)
    assert len(GOOD) >= 40
    assert len({case.what for case in GOOD}) == len(GOOD)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv", "png"])
def test_a_kind_that_is_not_wanted_here_is_refused(kind):
    case = next(each for each in GOOD if each.name.endswith(f".{kind}"))
    others = [each for each in TYPES if each != kind]

    with pytest.raises(Unfit, match="Choose"):
        checked(case.name, case.content, others)
