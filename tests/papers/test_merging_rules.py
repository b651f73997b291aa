"""Two people write in the same paper: nothing that either typed is lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papers.rules.text.aligning import aligned, recognised, unmoved
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, TABLE, Block, Point, identified
from papers.rules.text.merging import merge, merge_line, settled
from papers.rules.text.text_form import parse, written

BASE = identified(
    [
        Block(HEADING, "Background", number="2"),
        Block(PARAGRAPH, "Early Help began in 2012.", number="2.1"),
        Block(PARAGRAPH, "It costs £89,604 a year.", number="2.2"),
        Block(BULLETS, points=(Point("Insurance", 0, "(i)"),)),
    ]
)


def texts(blocks):
    return [each.words for each in blocks]


def changed(blocks, at, **more):
    return (*blocks[:at], replace(blocks[at], **more), *blocks[at + 1 :])


def moved(blocks, at, to):
    rest = [*blocks[:at], *blocks[at + 1 :]]
    return (*rest[:to], blocks[at], *rest[to:])


def test_change_of_different_blocks_is_brought_together():
    theirs = changed(BASE, 1, text="Early Help began in 2011.")
    mine = changed(BASE, 2, text="It costs £90,000 a year.")

    merged = merge(BASE, theirs, mine)

    assert merged.conflicts == ()
    assert texts(merged.blocks)[1:3] == ["Early Help began in 2011.", "It costs £90,000 a year."]
    assert [each.id for each in merged.blocks] == ["b1", "b2", "b3", "b4"]


def test_change_of_the_same_block_shows_both_texts():
    theirs = changed(BASE, 1, text="Early Help began in 2011.")
    mine = changed(BASE, 1, text="Early Help began in 2010.")

    merged = merge(BASE, theirs, mine)

    (conflict,) = merged.conflicts
    assert conflict.id == "b2"
    assert conflict.base == BASE[1]
    assert conflict.mine_written == "2.1 Early Help began in 2010."
    assert conflict.theirs_written == "2.1 Early Help began in 2011."
    assert merged.blocks[1].text == "Early Help began in 2010."


def test_same_change_by_both_is_no_conflict():
    both = changed(BASE, 1, text="Early Help began in 2011.")

    merged = merge(BASE, both, both)

    assert merged.conflicts == ()
    assert merged.blocks == both


def test_changes_of_different_parts_of_a_block_go_together():
    theirs = changed(BASE, 1, exempt="Names a child")
    mine = changed(BASE, 1, text="Early Help began in 2010.")

    merged = merge(BASE, theirs, mine)

    assert merged.conflicts == ()
    assert merged.blocks[1].exempt == "Names a child"
    assert merged.blocks[1].text == "Early Help began in 2010."


def test_rows_and_headers_of_a_table_are_taken_from_one_side():
    table = identified([Block(TABLE, rows=(("Factor", "Rate"), ("AWPU", "£5.00")))])
    theirs = changed(table, 0, header_rows=0)
    mine = changed(table, 0, rows=(("AWPU", "£5.00"),))

    assert [each.id for each in merge(table, theirs, mine).conflicts] == ["b1"]


def test_block_taken_out_by_one_and_changed_by_the_other_is_a_conflict():
    without = (*BASE[:1], *BASE[2:])
    other = changed(BASE, 1, text="Early Help began in 2011.")

    taken_out = merge(BASE, other, without)
    changed_here = merge(BASE, without, other)

    (conflict,) = taken_out.conflicts
    assert (conflict.mine, conflict.mine_written) == (None, "")
    assert texts(taken_out.blocks) == texts(other)
    (conflict,) = changed_here.conflicts
    assert (conflict.theirs, conflict.theirs_written) == (None, "")
    assert texts(changed_here.blocks) == texts(other)


def test_block_taken_out_by_one_and_left_by_the_other_is_gone():
    without = (*BASE[:1], *BASE[2:])

    assert merge(BASE, without, BASE) == merge(BASE, BASE, without)
    assert texts(merge(BASE, without, BASE).blocks) == texts(without)


def test_new_blocks_of_both_stay_where_they_were_put():
    theirs = (*BASE[:2], Block(PARAGRAPH, "Theirs.", id="b5"), *BASE[2:])
    mine = (*BASE[:3], Block(PARAGRAPH, "Mine."), BASE[3], Block(PARAGRAPH, "Mine, last."))

    merged = merge(BASE, theirs, mine)

    assert merged.conflicts == ()
    assert texts(merged.blocks) == [
        "Background",
        "Early Help began in 2012.",
        "Theirs.",
        "It costs £89,604 a year.",
        "Mine.",
        "(i) Insurance",
        "Mine, last.",
    ]
    assert [each.id for each in merged.blocks] == ["b1", "b2", "b5", "b3", "", "b4", ""]


def test_text_that_is_sent_twice_stands_once():
    mine = (*BASE[:2], Block(PARAGRAPH, "New."), *BASE[2:])
    saved = identified(mine, like=BASE)

    assert texts(merge(BASE, saved, mine).blocks) == texts(saved)


def test_new_block_with_an_id_that_somebody_else_was_given_is_another_one():
    theirs = (*BASE, Block(PARAGRAPH, "Theirs.", id="b5"))
    mine = (*BASE, Block(PARAGRAPH, "Mine.", id="b5"))

    merged = merge(BASE, theirs, mine)

    assert merged.conflicts == ()
    assert {"Theirs.", "Mine."} < set(texts(merged.blocks))


def test_block_that_one_moves_and_the_other_changes_is_both():
    theirs = changed(BASE, 3, points=(Point("Insurance for all", 0, "(i)"),))
    mine = moved(BASE, 3, 0)

    expected = ["(i) Insurance for all", *texts(BASE[:3])]
    assert texts(merge(BASE, theirs, mine).blocks) == expected
    assert texts(merge(BASE, mine, theirs).blocks) == expected


def test_blocks_moved_by_both_stand_once_where_the_later_put_them():
    merged = merge(BASE, moved(BASE, 3, 0), moved(BASE, 3, 1))

    assert texts(merged.blocks) == texts(moved(BASE, 3, 1))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("A", "A", "B", ("B", False)),
        ("A", "B", "A", ("B", False)),
        ("A", "B", "B", ("B", False)),
        ("A", "B", "C", ("C", True)),
        (None, "B", "C", ("C", False)),
    ],
    ids=["mine", "theirs", "both the same", "both", "what it was is not known"],
)
def test_line_is_taken_from_whoever_changed_it(base, theirs, mine, expected):
    assert merge_line(base, theirs, mine) == expected


def test_choice_settles_each_conflict():
    theirs = changed(changed(BASE, 1, text="T1"), 2, text="T2")
    mine = changed(changed(BASE, 1, text="M1"), 2, text="M2")
    merged = merge(BASE, theirs, mine).blocks
    edited = (Block(PARAGRAPH, "One."), Block(PARAGRAPH, "Two."))

    both = settled(merged, theirs, {"b2": None, "b3": edited})
    gone = settled(merged, (theirs[0], *theirs[2:]), {"b2": None, "b3": ()})

    assert texts(both)[1:4] == ["T1", "One.", "Two."]
    assert [each.id for each in both] == ["b1", "b2", "b3", "", "b4"]
    assert texts(gone) == [texts(BASE)[0], texts(BASE)[3]]


def test_unmoved_blocks_are_as_many_as_can_be():
    assert unmoved(list("abcde"), list("eabcd")) == frozenset("abcd")
    assert unmoved([], ["a"]) == frozenset()


def test_typed_text_keeps_the_id_of_what_it_was():
    typed = [
        Block(PARAGRAPH, "Early Help began in 2011.", number="2.1"),
        Block(PARAGRAPH, "Something else entirely about transport."),
        BASE[2],
        BASE[0],
    ]
    plain = [replace(each, id="") for each in typed]

    assert [each.id for each in aligned(plain, BASE)] == ["b2", "", "b3", "b1"]


def test_another_text_altogether_is_new():
    before = identified([Block(PARAGRAPH, f"Word{at} of the old text") for at in range(60)])
    # In another order, so that none stands in the place of the one it is like.
    typed = [Block(PARAGRAPH, f"{at}th of a new one, word{at}") for at in reversed(range(60))]

    assert {each.id for each in aligned(typed, before)} == {""}


def test_text_left_as_it_was_keeps_what_plain_text_cannot_say():
    rows = (("", "2023-24", "2024-25"), ("", "Rate", "Rate"), ("AWPU", "£5", "£6"))
    table = Block(TABLE, rows=rows, header_rows=1, header_columns=2, id="b1")
    base = (table, replace(table, id="b2"), Block(PARAGRAPH, "Four posts are paid.", id="b3"))
    typed = parse(written(base).replace("Four", "Five"))

    found = recognised(typed, base)

    assert typed[0] != table
    assert found == (table, table, Block(PARAGRAPH, "Five posts are paid."))
    assert [each.id for each in aligned(found, base)] == ["b1", "b2", "b3"]


# What hypothesis tries

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.sampled_from(["", "alpha", "beta", "gamma", "delta"])
kinds = st.sampled_from([PARAGRAPH, HEADING])
a_block = st.builds(Block, kinds, words, number=st.sampled_from(["", "1", "2.1"]))
bases = st.lists(a_block, max_size=6).map(lambda found: identified(found))


@st.composite
def edited(draw, base):
    """What somebody made of it: changed, took out, moved and added."""
    found = []
    for each in base:
        what = draw(st.sampled_from(["keep", "keep", "change", "remove"]))
        if what == "keep":
            found.append(each)
        elif what == "change":
            found.append(replace(draw(a_block), id=each.id))
    found = draw(st.permutations(found)) if draw(st.booleans()) else found
    for each in draw(st.lists(a_block, max_size=2)):
        found.insert(draw(st.integers(0, len(found))), each)
    return tuple(found)


@st.composite
def two_edits(draw):
    base = draw(bases)
    theirs = identified(draw(edited(base)), like=base)
    return base, theirs, draw(edited(base))


@unhurried
@given(two_edits())
def test_nothing_that_either_typed_is_lost(three):
    base, theirs, mine = three

    merged = merge(base, theirs, mine)

    was = {each.id: each for each in base}
    stands = [replace(each, id="") for each in merged.blocks]
    shown = [side for each in merged.conflicts for side in (each.theirs, each.mine) if side]
    for each in (*theirs, *mine):
        if was.get(each.id) == each:
            continue
        kept = each in stands or each in shown
        assert kept or _in_parts(each, was[each.id], merged.blocks)
    ids = [each.id for each in merged.blocks if each.id]
    assert len(ids) == len(set(ids))


def _in_parts(typed, was, blocks):
    """Whether each part that was changed stands in the block, beside the other's changes."""
    now = next(each for each in blocks if each.id == was.id)
    parts = ("text", "number", "kind")
    changed_parts = [name for name in parts if getattr(typed, name) != getattr(was, name)]
    return all(getattr(now, name) == getattr(typed, name) for name in changed_parts)


@unhurried
@given(two_edits())
def test_merge_of_one_side_alone_is_that_side(three):
    base, theirs, mine = three

    assert merge(base, theirs, base).blocks == theirs
    assert merge(base, base, mine).blocks == mine
    assert merge(base, base, mine).conflicts == ()


@unhurried
@given(two_edits())
def test_what_was_brought_together_needs_no_second_merge(three):
    _, theirs, _ = three
    merged = merge(*three).blocks

    again = merge(theirs, theirs, merged)

    assert again.blocks == merged
    assert again.conflicts == ()
