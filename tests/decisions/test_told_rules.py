from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from decisions.rules.told import Known, expand, headed, is_told

FORUM = UUID("11111111-1111-4111-8111-111111111111")
LINE = {"id": "line", "name": "Inclusion support", "block": "high_needs"}
AWARD = {"source": "high_needs", "line": "line", "amount": 100, "year": "2024-25"}


def told(known=None, **parts):
    document = {"format": "tabled-record/v1", "told": {"forum": {"slug": "here"}, **parts}}
    return expand(document, forum=FORUM, known=known or Known(), on=date(2026, 5, 1))


def meeting(*items, **more):
    return {"day": "2024-06-12", "items": list(items)} | more


def item(**more):
    return {"number": "5", "title": "Inclusion workers"} | more


def asked(*outcomes, **more):
    return {"text": "Agree £100.", "outcomes": list(outcomes)} | more


def rows(found, kind):
    return [row.values for row in found.rows if row.kind == kind]


def said(found):
    return {problem.place: problem.sentence for problem in found.problems}


def test_a_meeting_on_a_stated_day_is_expanded_to_rows_in_the_order_of_writing():
    agreed = {"result": "carried", "amount": 100, "awards": [AWARD]}
    found = told(lines=[LINE], meetings=[meeting(item(recommendations=[asked(agreed)]))])

    assert found.problems == ()
    assert [row.kind for row in found.rows] == [
        "line",
        "matter",
        "meeting",
        "item",
        "paper",
        "recommendation",
        "placement",
        "question",
        "outcome",
        "award",
    ]
    (outcome,) = rows(found, "outcome")
    assert (outcome["settlement"], outcome["amount_agreed"]) == ("settled", Decimal(100))
    assert outcome["decided_on"] == date(2024, 6, 12)


@pytest.mark.parametrize(
    ("told_day", "held_on", "basis"),
    [
        ({"day": "2024-06-12"}, date(2024, 6, 12), "stated"),
        ({"day": "2024-06"}, date(2024, 6, 1), "month"),
        ({"day": "2024-06", "stand_in": "2024-06-30"}, date(2024, 6, 30), "month"),
        (
            {"day": None, "day_words": "autumn 2019", "stand_in": "2019-10-01"},
            date(2019, 10, 1),
            "inferred",
        ),
        ({"day": None, "stand_in": "2019-10-01"}, date(2019, 10, 1), "not_stated"),
        ({"day": "2024-06-12", "day_basis": "inferred"}, date(2024, 6, 12), "inferred"),
    ],
)
def test_a_day_may_be_known_in_part(told_day, held_on, basis):
    (found,) = rows(told(meetings=[meeting(**told_day)]), "meeting")

    assert (found["held_on"], found["day_basis"]) == (held_on, basis)


def test_a_day_of_which_nothing_is_said_is_asked_for():
    found = told(meetings=[{"items": [{"number": "5"}]}, {}])

    assert said(found)["meetings[0].day"].startswith("Write the day as 2019-03-27")
    title = "meetings[0].items[0].title"
    assert list(said(found)) == ["meetings[0].day", title, "meetings[1].day"]


def test_ids_are_worked_out_of_words_and_are_the_same_every_time():
    once, again = (told(meetings=[meeting(item())]) for _ in range(2))
    other = told(meetings=[meeting(item(), day="2024-06-13")])

    assert [row.id for row in once.rows] == [row.id for row in again.rows]
    assert not {row.id for row in once.rows} & {row.id for row in other.rows}


def test_an_id_that_is_one_already_is_kept():
    pk = "0b6a6b0e-8f0c-4c56-9c1d-3f1f0a5d9c11"

    (row,) = [each for each in told(meetings=[meeting(id=pk)]).rows if each.kind == "meeting"]

    assert row.id == UUID(pk)


@pytest.mark.parametrize(
    ("part", "place", "words"),
    [
        ({"day": "12 June"}, "day", "is not a day"),
        ({"kind": "annual"}, "kind", "is not known: write one of ordinary"),
        ({"items": {}}, "items", "Write a list here"),
        ({"items": ["one"]}, "items[0]", "Write an object here"),
        ({"place": 5.5, "public": "yes"}, "public", "Write true or false"),
        ({"place": ["hall"]}, "place", "Write words here"),
        ({"palce": "hall"}, "palce", "not part of the format"),
        ({"place": "x" * 201}, "place", "Shorten it to 200 characters"),
    ],
)
def test_a_value_out_of_shape_is_told_with_its_place(part, place, words):
    found = told(meetings=[meeting(**part)])

    assert words in said(found)[f"meetings[0].{place}"]


def problems_of(outcome, **more):
    found = told(lines=[LINE], meetings=[meeting(item(recommendations=[asked(outcome, **more)]))])
    stem = "meetings[0].items[0].recommendations[0]."
    return {place.removeprefix(stem): words for place, words in said(found).items()}


@pytest.mark.parametrize(
    ("outcome", "place", "words"),
    [
        ({}, "outcomes[0].result", "This is missing"),
        ({"result": "agreed"}, "outcomes[0].result", "is not known"),
        ({"result": "deferred"}, "outcomes[0].deferred_to", "Name the meeting"),
        ({"result": "carried", "amount": "lots"}, "outcomes[0].amount", "Enter an amount"),
        ({"result": "carried", "amount": True}, "outcomes[0].amount", "Enter an amount"),
        ({"result": "noted", "unsettled": True}, "outcomes[0].unsettled", "Only what is carried"),
        ({"result": "carried", "counts": {"for": -1}}, "outcomes[0].counts.for", "from 0 to"),
        ({"result": "carried", "counts": {"for": 2.5}}, "outcomes[0].counts.for", "whole number"),
        ({"result": "carried", "group": "pupils"}, "outcomes[0].group", "is not known"),
        ({"result": "carried", "settles": ["x"]}, "", ""),
        ({"result": "carried", "settles": [7]}, "outcomes[0].settles[0]", "Write words here"),
        (
            {"result": "carried", "links": [{"earlier": "x"}]},
            "outcomes[0].links[0].kind",
            "one of",
        ),
        (
            {"result": "carried", "amount": 90, "awards": [AWARD]},
            "outcomes[0].amount",
            "The awards add up to £100, and this is £90",
        ),
        (
            {"result": "carried", "amount": 100, "unsettled": True, "awards": [AWARD]},
            "outcomes[0].unsettled",
            "leave one of the two out",
        ),
        (
            {"result": "carried", "awards": [{}]},
            "outcomes[0].awards[0].source",
            "An award says this",
        ),
    ],
)
def test_an_outcome_that_cannot_be_is_told_with_its_place(outcome, place, words):
    found = problems_of(outcome)

    assert words in found[place] if place else found == {}


def test_an_option_names_one_of_the_four_sources():
    found = problems_of({"result": "noted"}, options=[{"source": "dsg"}, {}])

    assert "write one of centrally_retained" in found["options[0].source"]
    assert "What is none of these belongs to “named_sources”" in found["options[1].source"]


def test_one_group_answers_once():
    found = problems_of({"result": "carried"}, id="ask") | problems_of({"result": "carried"})
    twice = told(
        meetings=[meeting(item(recommendations=[asked({"result": "noted"}, {"result": "noted"})]))]
    )

    assert found == {}
    assert any("This is the same record as" in each.sentence for each in twice.problems)


def test_what_the_record_does_not_show_is_a_question_without_an_outcome():
    found = told(meetings=[meeting(item(recommendations=[asked({"not_stated": True})]))])

    assert len(rows(found, "question")) == 1
    assert rows(found, "outcome") == []


def test_a_deferred_recommendation_comes_back_in_the_same_words():
    first = meeting(item(recommendations=[asked({"result": "noted"}, id="ask")]))
    second = meeting(item(recommendations=[{"again": "ask", "outcomes": []}]), day="2024-09-04")
    found = told(meetings=[first, second])

    assert found.problems == ()
    assert len(rows(found, "recommendation")) == 1
    assert len({row["recommendation_id"] for row in rows(found, "placement")}) == 1
    assert len(rows(found, "placement")) == 2


def test_a_meeting_can_be_pointed_at_by_its_word_its_day_or_its_month():
    actions = [
        {"text": f"Act {number}.", "due_meeting": words}
        for number, words in enumerate(("later", "2024-09-01", "2024-09"))
    ]
    found = told(meetings=[meeting(item(actions=actions)), {"id": "later", "day": "2024-09"}])

    assert found.open_ended == ()
    assert len({row["due_meeting_id"] for row in rows(found, "action")}) == 1


def test_a_pointer_at_what_is_not_in_the_file_is_left_to_the_forum():
    outcome = {"result": "carried", "settles": ["another"]}
    found = told(meetings=[meeting(item(recommendations=[asked(outcome)]))])

    (pointer,) = found.open_ended
    assert (pointer.kind, pointer.words) == ("outcome", "another")
    assert "“another” is nowhere" in pointer.problem.sentence


def test_lines_and_matters_that_are_there_are_taken_by_their_names():
    line, matter = UUID(int=1), UUID(int=2)
    known = Known(lines={"Inclusion support": line}, matters={"Workers": matter})
    agreed = {"result": "carried", "amount": 100, "awards": [AWARD]}
    found = told(
        known,
        lines=[LINE],
        meetings=[meeting(item(matter="Workers", recommendations=[asked(agreed)]))],
    )

    assert rows(found, "line") == rows(found, "matter") == []
    assert rows(found, "award")[0]["budget_line_id"] == line
    assert rows(found, "recommendation")[0]["matter_id"] == matter


def test_a_meeting_that_was_run_here_is_not_told():
    found = told(Known(run_here=frozenset({"2024-06-12"})), meetings=[meeting()])

    assert "was run here" in said(found)["meetings[0].day"]


def test_a_slip_keeps_the_words_as_printed_beside_what_they_should_read():
    slip = {"kind": "slip", "text": "Wrong year.", "as_printed": "2019/21", "matter": "Workers"}
    found = told(happenings=[slip, slip | {"reads_as": "2020-21", "text": "Again."}])

    assert list(said(found)) == ["happenings[0].reads_as"]
    assert rows(found, "happening")[1]["as_printed"] == "2019/21"


def test_a_happening_says_which_matter_it_bears_on():
    found = told(happenings=[{"text": "Posts start."}])

    assert said(found) == {"happenings[0].matter": "Say which matter it bears on."}


def test_an_allocation_is_for_a_financial_year():
    found = told(lines=[LINE | {"allocations": {"2019": 5, "2019-20": 336000}}])

    assert "is not a financial year" in said(found)["lines[0].allocations.2019"]
    assert rows(found, "allocation")[0]["amount"] == Decimal(336000)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"format": "other", "told": {"forum": {"slug": "here"}}}, "format"),
        ({"format": "tabled-record/v1", "told": {"forum": {"slug": "No!"}}}, "forum.slug"),
        ({"format": "tabled-record/v1", "told": {"forum": {}}}, "forum.slug"),
        ({"format": "tabled-record/v1", "told": {"forum": {"slug": "a"}}, "x": 1}, "x"),
        (
            {
                "format": "tabled-record/v1",
                "told": {"forum": {"slug": "a"}, "entered_by": {"name": "A", "email": "nobody"}},
            },
            "entered_by.email",
        ),
    ],
)
def test_a_head_out_of_shape_is_told_with_its_place(document, place):
    assert place in {problem.place.removeprefix("told.") for problem in headed(document).problems}


def test_the_friendly_form_is_known_by_its_word():
    assert is_told({"told": {}})
    assert not is_told({"record": {}})
    assert not is_told([])
