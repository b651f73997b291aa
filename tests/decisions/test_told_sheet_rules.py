from decimal import Decimal

import pytest

from decisions.rules.told.from_sheet import errors_by_row, told_from
from decisions.rules.told.part import Problem
from decisions.rules.told.sheet import COLUMNS, read_sheet

HEAD = (
    "meeting date,item,title,recommendation,group,result,amount,source,line,year,until,evidence\n"
)
ROW = (
    '4/7/2018,5,Early help,Agree four posts,,Agreed,"£89,604",One-off,Grant,2018/19,31/10/2019,'
    "Minute: item 5\n"
)


def row_of(**cells):
    values = {
        "meeting": "4/7/2018",
        "item": "5",
        "title": "Early help",
        "recommendation": "Agree four posts",
        "result": "Agreed",
        "evidence": "Minute: item 5",
    } | cells
    return ",".join(f'"{values.get(column, "")}"' for column in COLUMNS)


def read(*rows, lines=("Grant",)):
    return read_sheet("\n".join([",".join(COLUMNS), *rows]), lines=lines)


def wrong(**cells):
    (row,) = read(row_of(**cells)).rows
    return {error.column: error.sentence for error in row.errors}


def record(*rows, lines=("Grant",)):
    _, document = told_from(read(*rows, lines=lines), slug="here", lines=dict.fromkeys(lines))
    return document["told"]


def test_a_row_is_read_whatever_the_spreadsheet_calls_its_columns():
    sheet = read_sheet(HEAD + ROW, lines=["Grant"])

    assert sheet.is_clean
    (row,) = sheet.rows
    assert (row.meant["result"], row.meant["year"]) == ("carried", "2018-19")
    assert row.meant["amount"] == Decimal("89604.00")
    assert row.meant["evidence"] == ("minute", "item 5")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"meeting": ""}, "meeting", "Enter the day"),
        ({"meeting": "summer"}, "meeting", "is no day"),
        ({"item": ""}, "item", "Enter the number"),
        ({"item": "5 of the agenda"}, "item", "Shorten it to 8"),
        ({"recommendation": ""}, "recommendation", "Enter what was recommended"),
        ({"group": "Pupils"}, "group", "is not known"),
        ({"result": ""}, "result", "Enter what came of it"),
        ({"result": "Perhaps"}, "result", "is not known"),
        ({"result": "No such schools"}, "result", "is not known"),
        ({"result": "Deferred"}, "deferred to", "Enter the day of the meeting"),
        ({"for": "many"}, "for", "Enter a whole number"),
        ({"amount": "lots"}, "amount", "Enter an amount"),
        ({"source": "DSG"}, "source", "the parent of all four"),
        ({"source": "Lottery"}, "source", "is not known"),
        ({"source": "One-off", "amount": "100"}, "line", "Enter the budget line"),
        ({"source": "One-off", "amount": "100", "line": "Grant"}, "year", "Enter the financial"),
        ({"line": "New line"}, "block", "This budget line is new"),
        ({"year": "2018"}, "year", "is not a financial year"),
        ({"until": "then"}, "until", "is no day"),
        ({"evidence": ""}, "evidence", "Begin with one of Minute, Report, Later assertion"),
        ({"evidence": "Hearsay: x"}, "evidence", "Begin with one of"),
        ({"evidence": "Minute: " + "x" * 301}, "evidence", "Shorten it to 300"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_what_to_do(cells, column, words):
    assert words in wrong(**cells)[column]


def test_a_decision_stands_in_one_row():
    first, second = read(row_of(), row_of()).rows

    assert first.errors == ()
    assert [each.sentence for each in second.errors] == [
        "Row 2 tells this decision already: keep one of the two."
    ]


def test_a_file_without_its_columns_says_which():
    assert read_sheet("meeting,item\n1/1/2020,1", lines=()).errors == (
        "Add the missing columns: recommendation, result, evidence.",
    )
    assert "The file is empty" in read_sheet("", lines=()).errors[0]
    assert "quotation marks are not in pairs" in read_sheet('meeting\n"x', lines=()).errors[0]


def test_rows_of_one_recommendation_become_one_with_a_decision_for_each_group():
    money = {"source": "De-delegated", "line": "Grant", "year": "2024-25"}
    told = record(
        row_of(group="Maintained primary", amount="334,000", **money),
        row_of(group="Maintained special", result="Not agreed", amount="7,000", **money),
    )

    (item,) = told["meetings"][0]["items"]
    (asked,) = item["recommendations"]
    assert asked["asks"]["amount"] == "341000.00"
    assert [each["group"] for each in asked["options"]] == [
        "maintained_primary",
        "maintained_special",
    ]
    primary, special = asked["outcomes"]
    assert (primary["amount"], len(primary["awards"])) == ("334000.00", 1)
    assert (special["amount"], special["awards"]) == (None, [])


def test_an_amount_without_a_source_is_agreed_in_principle():
    (meeting,) = record(row_of(amount="89,604"))["meetings"]
    (outcome,) = meeting["items"][0]["recommendations"][0]["outcomes"]

    assert outcome["unsettled"] is True


def test_a_new_budget_line_is_opened_once():
    money = {"source": "One-off", "line": "New", "block": "High needs block", "year": "2024-25"}
    told = record(row_of(**money), row_of(item="6", **money))

    assert told["lines"] == [{"name": "New", "block": "high_needs"}]


def test_what_the_record_says_is_wrong_goes_back_to_its_row():
    sheet, _ = told_from(read(row_of(), row_of(item="6")), slug="here", lines={})
    of_second = sheet.rows[1].place
    problems = [
        Problem(f"{of_second}.amount", "Too much."),
        Problem("meetings[0].items[1].title", "Too long."),
        Problem("meetings[0].day", "Run here."),
        Problem("lines[0]", "Odd."),
    ]

    by_row, other = errors_by_row(sheet, problems)

    assert [(each.column, each.sentence) for each in by_row[3]] == [
        ("amount", "Too much."),
        ("title", "Too long."),
    ]
    assert [each.sentence for each in by_row[2]] == ["Run here."]
    assert other == ["lines[0]: Odd."]
