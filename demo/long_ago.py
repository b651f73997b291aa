"""What the forum decided long before: told from a report, and from what somebody said later."""

from __future__ import annotations

from datetime import date

from decisions.workflow.telling import tell_record
from demo.telling import Teller

MATTER, LINE = "Family liaison", "Family liaison officers"
SHOWN = "Report on retained budgets of 30 September 2013"


def remember(teller: Teller, today: date) -> None:
    """Two old meetings: of one only the month is known, of the other not even that."""
    began = {
        "day": "2013-09",
        "items": [
            {
                "number": "6",
                "title": "Retained budgets: family liaison officers",
                "matter": MATTER,
                "recommendations": [
                    {
                        "text": "Agree grants for family liaison officers in 2014-15.",
                        "asks": {"amount": 950000, "precision": "approximate", "year": "2014-15"},
                        "options": [{"id": "grants", "source": "centrally_retained", "line": LINE,
                                     "amount": 950000, "precision": "approximate",
                                     "amount_as_printed": "c. £0.95m", "year": "2014-15",
                                     "until": "2015-03-31", "status": "chosen"}],
                        "outcomes": [{"id": "began", "result": "carried", "amount": 950000,
                                      "awards": [{"source": "centrally_retained", "line": LINE,
                                                  "option": "grants", "amount": 950000,
                                                  "year": "2014-15", "until": "2015-03-31",
                                                  "assumption": "The report prints c. £0.95m."}],
                                      "grade": "report", "shown": SHOWN}],
                    }
                ],
            }
        ],
    }  # fmt: skip
    review = {
        "day_words": "autumn 2016",
        "stand_in": "2016-10-15",
        "items": [
            {
                "number": "4",
                "title": "Family liaison officers: a look back",
                "matter": MATTER,
                "happenings": [
                    {
                        "kind": "statement",
                        "decision": "began",
                        "text": "The grants were agreed in 2013 without an end.",
                        "who": "An officer at the meeting",
                        "source_words": "centrally retained",
                        "grade": "later_assertion",
                        "shown": "Remembered in the report of 2016; no minute is found",
                    }
                ],
            }
        ],
    }
    told = {"forum": {"slug": teller.forum.slug}, "meetings": [began, review]}
    document = {"format": "tabled-record/v1", "told": told}
    tell_record(teller.forum, document, by=teller.clerk, on=today)
