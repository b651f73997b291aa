"""The forecast of a meeting, and letters to those who could still bring a vote to it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from decisions.models.ballots.forecast import meeting_forecast as read_forecast
from decisions.models.ballots.letters_to_substitutes import letters_about
from decisions.pdfs.forecast import forecast_pdf as as_pdf
from decisions.views.doors import question_for
from decisions.workflow.letters_to_substitutes import ruling_on_letters, write_to_substitutes
from forum.choices import Office, Role
from forum.views.doors import meeting_for, only
from forum.views.page import page
from papers.views.documents import pdf


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR, Office.CHAIR)
@require_GET
def meeting_forecast(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    context = {"title": "Forecast", "meeting": meeting, "seen": read_forecast(meeting)}
    return page(
        request, "decisions/meeting_forecast.html", meeting.forum, context, current="Meetings"
    )


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR, Office.CHAIR)
@require_GET
def forecast_pdf(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    content = as_pdf(meeting, on=timezone.localdate())
    return pdf(content, f"forecast-{meeting.held_on:%Y-%m-%d}")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def forecast_letters(request, slug, pk):
    question = question_for(slug, pk)
    meeting = question.placement.meeting
    if request.method == "POST":
        done = write_to_substitutes(question, by=request.user, on=timezone.localdate())
        number = len(done.to_send)
        words = "1 letter is" if number == 1 else f"{number} letters are"
        messages.success(request, f"{words} in the outbox.")
        return redirect("decisions:meeting_forecast", slug, meeting.pk)
    letters = letters_about(question)
    context = {
        "title": "Write to the substitutes",
        "meeting": meeting,
        "letters": letters,
        "ruling": ruling_on_letters(letters),
    }
    return page(
        request, "decisions/forecast_letters.html", question.forum, context, current="Meetings"
    )
