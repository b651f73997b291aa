"""Two realistic documents, to look at and to measure: minutes and a decision log."""

from datetime import date
from pathlib import Path

from django.template import engines

FOLDER = Path(__file__).parent
DOCUMENT = {
    "title": "Minutes of the meeting of 14 January 2027",
    "forum_name": "Borsetshire Schools Forum",
    "colour": "#00454d",
    "reference": "BSF/2027/01/M",
    "status": "agreed",
    "status_note": "",
    "trail_line": "Trail head 412 3f9a…c1 (before this document)",
    "published_on": date(2027, 1, 21),
    "language": "en-GB",
}
DRAFT = {"status": "draft", "status_note": "Draft: not yet agreed"}
PROSE = (
    "The Head of Finance introduced the paper. It asked the forum to agree that £{amount:,} be "
    "drawn for the year 2027–28, on the criteria published in November, and set out what the "
    "service had delivered since the last review. Members representing maintained primary "
    "schools asked how the rate per pupil had been worked out, and whether a school that converts "
    "during the year would be repaid. The officer answered that the rate is the total divided by "
    "the pupils on roll in the October census, and that repayment follows the published scheme."
)
SOURCES = ["De-delegated", "Centrally retained", "High needs", "One-off"]
SEATS = ["Primary head", "Primary governor", "Secondary head", "Academy trustee", "Trade union"]
NAMES = [
    "Adé Ọláyẹmí", "Zoë Ŵyn", "Jürgen Müller", "Siân Llŷr", "Ioana Șerban", "Chloë O’Brien",
    "Nguyễn Thị Hạnh", "Łukasz Żak", "Eleni Παππά", "Olena Шевченко", "Priya Nair", "Tom Archer",
]  # fmt: skip
VOTES = [
    {"group": "Maintained primary", "for": 6, "against": 1, "abstained": 0, "outcome": "carried"},
    {"group": "Maintained special", "for": 1, "against": 0, "abstained": 1, "outcome": "carried"},
]
MEETING = {
    "held": "Thursday 14 January 2027 at 4 pm",
    "place": "Council Chamber, Felpersham",
    "facts": [
        {"label": "Chair", "value": "Head teacher, Ambridge Primary School"},
        {"label": "Quorum", "value": "14 of 22 members in post present throughout; 9 needed"},
        {"label": "Next meeting", "value": "11 March 2027"},
    ],
}


def item(number):
    amount = 41_250 + 9_317 * number
    return {
        "number": number,
        "title": f"De-delegation for 2027–28: service {number} for maintained schools",
        "paragraphs": [PROSE.format(amount=amount)] * (1 + number % 2),
        "resolved": f"That £{amount:,} be de-delegated from maintained primary schools.",
        "source": SOURCES[number % 4],
        "amount": f"£{amount:,}",
        "votes": VOTES if number > 2 else [],
    }


def money(items):
    rows = [
        {"label": item["title"], "cells": [item["amount"], item["amount"], "£4.40"]}
        for item in items
    ]
    return {
        "caption": "Amounts agreed at this meeting",
        "columns": ["Service", "Asked", "Agreed", "Per pupil"],
        "rows": rows,
        "total": {"label": "Total", "cells": ["£814,484", "£814,484", "£35.20"]},
    }


def minutes(**changes):
    items = [item(number) for number in range(1, 11)]
    contents = [
        {"anchor": f"item-{item['number']}", "label": f"{item['number']}. {item['title']}"}
        for item in items
    ]
    attendance = [
        {"name": name, "seat": SEATS[at % 5], "status": "Apologies" if at % 5 == 4 else "Present"}
        for at, name in enumerate(NAMES)
    ]
    return {
        "document": DOCUMENT | changes,
        "meeting": MEETING,
        "contents": [{"anchor": "attendance", "label": "Attendance"}, *contents],
        "attendance": attendance,
        "items": items,
        "money": money(items[2:]),
    }


def decision(row):
    asked, agreed = 12_500 + 731 * row, 12_000 + 731 * row
    return {
        "reference": f"D{row // 10 + 1}/{row:03}",
        "resolved": f"That £{agreed:,} be agreed for service {row % 9 + 1}, reported by 31 March.",
        "source": SOURCES[row % 4],
        "counts": f"{row % 7 + 3}, {row % 3}",
        "asked": f"£{asked:,}",
        "agreed": f"£{agreed:,}",
    }


def decision_log(rows=40, **changes):
    names = {"title": "Decision log 2026–27, edition 3", "reference": "BSF/2026-27/LOG/3"}
    return {
        "document": DOCUMENT | names | changes,
        "rows": [decision(row) for row in range(1, rows + 1)],
    }


def filled(name, context):
    return engines["django"].from_string((FOLDER / name).read_text()).render(context)
