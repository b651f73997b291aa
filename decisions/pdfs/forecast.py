"""The forecast of a meeting as a document, for the clerk's desk and the chair's briefing."""

from __future__ import annotations

from datetime import date

from decisions.models.ballots.forecast import MeetingForecast, meeting_forecast
from forum import pdf
from forum.models import Meeting
from papers.pdfs.document import PREVIEW, document

WARNING = (PREVIEW, "Forecast: not a record")


def forecast_pdf(meeting: Meeting, *, on: date) -> bytes:
    """The forecast as it stands on the day."""
    return pdf.render("pdf/forecast.html", forecast_context(meeting, on=on))


def forecast_context(meeting: Meeting, *, on: date) -> dict[str, object]:
    """What the forecast says: the quorum, then every question of the agenda."""
    seen: MeetingForecast = meeting_forecast(meeting)
    return {
        "document": document(
            meeting.forum,
            f"Forecast for the meeting of {meeting.held_on:%-d %B %Y}",
            reference=f"{meeting.held_on:%Y-%m-%d}/forecast",
            warning=WARNING,
            on=on,
        ),
        "meeting": meeting,
        "on": on,
        "seen": seen,
    }
