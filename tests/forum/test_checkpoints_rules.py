import pytest

from forum.rules.checkpoints import Checkpoint, checkpoint_problems, read_checkpoints
from forum.rules.trail import FORMAT

FORUM = "11111111-1111-1111-1111-111111111111"
BLOCK = f"{FORMAT}\n{FORUM}\n412\n{'a' * 64}\n2026-01-15T12:00:00.000000Z\n"
FOOT = "Audit trail 412 · 0123456789abcdef…89abcdef   Page 3 of 7"
KEPT = Checkpoint(FORUM, 412, "a" * 64, "2026-01-15T12:00:00.000000Z")


def test_checkpoints_are_read_from_blocks_of_five_lines():
    assert read_checkpoints(BLOCK + "\n" + BLOCK) == [KEPT, KEPT]


def test_checkpoint_is_found_inside_the_letter_that_brought_it():
    letter = f"Dear auditor,\n\nKeep this letter.\n\n{BLOCK}\nYours\n"

    assert read_checkpoints(letter) == [KEPT]


def test_line_at_the_foot_of_a_document_is_a_checkpoint_of_the_forum_named():
    assert read_checkpoints(FOOT, forum=FORUM) == [
        Checkpoint(FORUM, 412, "0123456789abcdef…89abcdef")
    ]


def test_line_at_the_foot_of_a_document_asks_whose_it_is():
    with pytest.raises(ValueError, match="Name the forum"):
        read_checkpoints(FOOT)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "five lines"),
        ("a\nb\nc", "five lines"),
        (f"{FORMAT}\n{FORUM}\n4", "five lines"),
        (f"tabled-trail/v9\n{FORUM}\n4\nabc\nnow", "“tabled-trail/v9”"),
        (f"{BLOCK}tabled-trail/v9\n{FORUM}\n4\nabc\nnow", "“tabled-trail/v9”"),
        (f"{FORMAT}\n{FORUM}\nfour\nabc\nnow", "“four” is not the number"),
    ],
)
def test_file_that_is_no_checkpoint_is_refused_plainly(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_checkpoints(text)


@pytest.mark.parametrize(
    ("there", "sentence"),
    [("a", None), ("b", "the trail differs"), (None, "the trail ends before")],
)
def test_checkpoint_holds_while_the_trail_has_its_entry(there, sentence):
    problems = list(checkpoint_problems(Checkpoint(FORUM, 4, "a", "now"), there))

    assert [p.sentence.startswith(sentence or "") for p in problems] == [True] * bool(sentence)


@pytest.mark.parametrize(
    ("there", "is_same"),
    [("abcd12345678", True), ("abcd99995678", True), ("abcd12345679", False), ("x", False)],
)
def test_abbreviated_hash_is_compared_at_both_ends(there, is_same):
    assert Checkpoint(FORUM, 4, "abcd…5678").is_of(there) == is_same
