"""A file that is not in shape is told every place where it is not; no database is asked."""

import json

import pytest

from decisions.records.pointing import own_parents_first, pointing_problems
from decisions.records.problems import MOST_SHOWN, NotImported, Problem
from decisions.records.shape import parsed, record_in
from decisions.records.writing import canonical, lines
from papers.choices import Block

FORUM = "6f1c7c1e-9c2e-4c3e-8f57-0c9b1c1d2e3f"
HEAD = {"seq": 0, "hash": "0" * 64}
NOW = "2026-01-15T16:30:00.000000Z"


def an_id(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def a_line(number, **more):
    row = {"id": an_id(number), "recorded_at": NOW, "name": f"Line {number}"}
    return {**row, "block": "high_needs", "kind": "line", **more}


def a_comment(number, **more):
    row = {"id": an_id(number), "recorded_at": NOW, "paper": an_id(50), "made_by": an_id(60)}
    return {**row, "version": 1, "made_at": NOW, "text": "Why?", **more}


def a_file(**record):
    forum = {"id": FORUM, "recorded_at": NOW, "slug": "borsetshire", "name": "Borsetshire"}
    forum |= {"short_name": "the Forum", "authority": "Borsetshire"}
    tables = {name.replace("_", ".", 1): rows for name, rows in record.items()}
    trail = {"head": HEAD, "entries": []}
    whole = {"format": "tabled-record/v1", "forum": forum, "people": [], "record": tables}
    return {**whole, "trail": trail}


def problems_of(found):
    with pytest.raises(NotImported) as error:
        record_in(found)
    return [str(problem) for problem in error.value.problems]


def test_file_in_shape_is_written_again_in_the_one_way_there_is():
    file = record_in(parsed(json.dumps(a_file(papers_budgetline=[a_line(2), a_line(1)])).encode()))

    again = "".join(lines(file.parts()))

    rows = json.loads(again)["record"]["papers.budgetline"]
    assert [row["id"] for row in rows] == [an_id(1), an_id(2)]
    assert "".join(lines(record_in(parsed(again.encode())).parts())) == again


def test_row_stands_on_a_line_of_its_own():
    text = "".join(lines(record_in(a_file(papers_budgetline=[a_line(1), a_line(2)])).parts()))

    found = text.splitlines()
    at = found.index('"papers.budgetline":[')
    assert [json.loads(line.rstrip(","))["id"] for line in found[at + 1 : at + 3]] == [
        an_id(1),
        an_id(2),
    ]
    assert text.endswith("]}}\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"format":NaN}', "NaN is not JSON"),
        (b'{"format":"a","format":"b"}', "“format” stands twice"),
        (b"[]", "it says “None”"),
        (b'{"format":"tabled-record/v2"}', "it says “tabled-record/v2”"),
    ],
    ids=["bytes", "half", "deep", "nan", "twice", "list", "later"],
)
def test_what_is_no_record_file_is_told_why(content, sentence):
    with pytest.raises(NotImported, match=sentence):
        parsed(content)


def test_places_that_are_missing_or_unknown_are_told_together():
    found = a_file() | {"notes": []}
    del found["people"], found["trail"]

    assert problems_of(found) == [
        "notes: The format knows no such place.",
        "people: This is missing.",
        "trail: This is missing.",
    ]


def test_every_problem_is_told_at_once_with_its_place():
    lines_ = [a_line(1, block="dsg", colour="red"), "a row", a_line(3, kind=None)]
    lines_[0].pop("name")

    assert problems_of(a_file(papers_budgetline=lines_, papers_lines=[])) == [
        'record["papers.lines"]: There is no such table: is the file of a later version?',
        'record["papers.budgetline"][0].name: This is missing.',
        f'record["papers.budgetline"][0].block: “dsg” is not in the list: {", ".join(Block)}.',
        'record["papers.budgetline"][0].colour: The table papers.budgetline has no such field.',
        'record["papers.budgetline"][1]: Write a row in curly brackets, its fields by name.',
        'record["papers.budgetline"][2].kind: This cannot be null.',
    ]


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ("record", [], "record: Write an object with a list of rows for each table."),
        ("people", {}, "people: Write a list of rows in square brackets."),
        ("trail", [], 'trail: Write the trail as {"head": …, "entries": […]}.'),
        (
            "trail",
            {"head": 5, "entries": []},
            'trail.head: Write the head of the trail as {"hash": …, "seq": …}.',
        ),
        ("forum", [], "forum: Write a row in curly brackets, its fields by name."),
    ],
    ids=["record", "people", "trail", "head", "forum"],
)
def test_place_of_another_kind_is_told(place, value, sentence):
    assert problems_of(a_file() | {place: value}) == [sentence]


def test_parent_that_is_not_in_the_file_is_told():
    allocation = {"id": an_id(7), "recorded_at": NOW, "budget_line": an_id(9), "amount": 100}
    found = a_file(papers_allocation=[{**allocation, "financial_year": "2025-26"}])

    (problem,) = pointing_problems(record_in(found))

    assert str(problem) == (
        f'record["papers.allocation"][0].budget_line: There is no row {an_id(9)} of '
        "papers.budgetline in the file."
    )


def test_identity_that_stands_twice_is_told():
    file = record_in(a_file(papers_budgetline=[a_line(1), a_line(1)]))

    (problem,) = pointing_problems(file)

    assert problem.place == 'record["papers.budgetline"][1].id'


def test_rows_come_after_those_of_their_own_table_that_they_point_to():
    answer, question = a_comment(1, reply_to=an_id(2)), a_comment(2)
    rows = record_in(a_file(papers_papercomment=[answer, question])).record["papers.papercomment"]

    assert [str(given.id) for given in own_parents_first(rows)] == [an_id(2), an_id(1)]


def test_rows_that_point_to_each_other_in_a_circle_are_told():
    circle = [a_comment(1, reply_to=an_id(2)), a_comment(2, reply_to=an_id(1))]
    rows = record_in(a_file(papers_papercomment=circle)).record["papers.papercomment"]

    with pytest.raises(NotImported, match="in a circle"):
        own_parents_first(rows)


def test_very_many_problems_are_counted_and_the_first_are_shown():
    error = NotImported(Problem(f"people[{number}]", "Wrong.") for number in range(60))

    assert error.text.splitlines()[-1] == "… and 10 more"
    assert len(error.text.splitlines()) == MOST_SHOWN + 1


def test_canonical_json_is_sorted_and_without_spaces():
    assert canonical({"b": "£ é", "a": [1, None]}) == '{"a":[1,null],"b":"£ é"}'
