"""Two realistic documents, to look at and to measure: minutes of seven pages and a decision log."""

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
    "The Head of Finance introduced the paper. It asked the forum to agree that £{amount} be drawn for the year "
    "2027–28, on the criteria published in November, and set out what the service had delivered since the last review. "
    "Members representing maintained primary schools asked how the rate per pupil had been worked out, and whether a "
    "school that converts during the year would be repaid. The officer answered that the rate is the total divided by "
    "the pupils on roll in the October census, and that repayment follows the published scheme."
)
SOURCES = ["De-delegated", "Centrally retained", "High needs", "One-off"]
SEATS = ["Primary head teacher", "Primary governor", "Secondary head teacher", "Academy trustee", "Trade union"]
NAMES = [
    "Adé Ọláyẹmí", "Zoë Ŵyn", "Jürgen Müller", "Siân Llŷr", "Ioana Șerban", "Chloë O’Brien", "Nguyễn Thị Hạnh", "Łukasz Żak",
    "Eleni Παππά", "Olena Шевченко", "Priya Nair", "Tom Archer",
]  # fmt: skip


def item(number, amount):
    votes = [
        {"group": "Maintained primary", "for": 6, "against": 1, "abstained": 0, "outcome": "carried"},
        {"group": "Maintained special", "for": 1, "against": 0, "abstained": 1, "outcome": "carried"},
    ]
    return {
        "number": number,
        "title": f"De-delegation for 2027–28: service {number} for maintained schools",
        "paragraphs": [PROSE.format(amount=f"{amount:,}")] * (1 + number % 2),
        "resolved": f"That £{amount:,} be de-delegated for service {number} from maintained primary schools.",
        "source": SOURCES[number % 4],
        "amount": f"£{amount:,}",
        "votes": votes if number > 2 else [],
    }


def minutes(**changes):
    items = [item(number, 41_250 + 9_317 * number) for number in range(1, 11)]
    return {
        "document": DOCUMENT | changes,
        "meeting": {
            "held": "Thursday 14 January 2027 at 4 pm",
            "place": "Council Chamber, Felpersham",
            "facts": [
                {"label": "Chair", "value": "Head teacher, Ambridge Primary School"},
                {"label": "Quorum", "value": "Present throughout: 14 of 22 members in post; 9 needed"},
                {"label": "Agreed", "value": "11 March 2027"},
            ],
        },
        "contents": [{"anchor": "attendance", "label": "Attendance"}]
        + [{"anchor": f"item-{i['number']}", "label": f"{i['number']}. {i['title']}"} for i in items],
        "attendance": [
            {"name": name, "seat": SEATS[at % 5], "status": "Apologies" if at % 5 == 4 else "Present"}
            for at, name in enumerate(NAMES)
        ],
        "items": items,
        "money": {
            "caption": "Amounts agreed at this meeting",
            "columns": ["Service", "Asked", "Agreed", "Per pupil"],
            "rows": [
                {"label": i["title"], "cells": [i["amount"], i["amount"], f"£{i['number']}.40"]} for i in items[2:]
            ],
            "total": {"label": "Total", "cells": ["£777,124", "£777,124", "£59.20"]},
        },
    }  # fmt: skip


def decision_log(rows=40, **changes):
    return {
        "document": DOCUMENT | {"title": "Decision log 2026–27, edition 3", "reference": "BSF/2026-27/LOG/3"} | changes,
        "rows": [
            {
                "reference": f"D{row // 10 + 1}/{row:03}",
                "resolved": f"That £{12_000 + 731 * row:,} be agreed for service {row % 9 + 1}, reported by 31 March.",
                "source": SOURCES[row % 4],
                "counts": f"{row % 7 + 3}, {row % 3}",
                "asked": f"£{12_500 + 731 * row:,}",
                "agreed": f"£{12_000 + 731 * row:,}",
            }
            for row in range(1, rows + 1)
        ],
    }  # fmt: skip


def filled(name, context):
    return engines["django"].from_string((FOLDER / name).read_text()).render(context)
