"""What happens to minutes: a part is exempt, an amount is corrected, a figure is added later."""

from __future__ import annotations

from datetime import timedelta

from decisions.choices import CorrectionKind
from decisions.models import Minutes, Outcome
from decisions.models.minuting.correcting import CorrectionDraft
from decisions.workflow.correcting import add_note, correct_minutes
from decisions.workflow.minute_items import exempt_item
from decisions.workflow.minuting import publish_draft
from demo.telling import Teller
from forum.models import Meeting

SAID = "The chair said that a survey would cost about £450 and could be done by the summer."
WRONG, RIGHT = "would cost about £450", "would cost about £4,500"
NAMED = "Ash Lane Primary asked for help with its deficit; members heard what it owes to whom."


def correct_the_survey(teller: Teller, of: Meeting, at: Meeting) -> None:
    """A nought was missing: so great a change is asked about twice."""
    draft = CorrectionDraft(
        kind=CorrectionKind.AMOUNT,
        was=WRONG,
        reads=RIGHT,
        reason="The motion asked for £4,500; the nought was lost when the draft was typed.",
        made_at_meeting=at,
        outcome=Outcome.objects.get(question__placement__recommendation__label="Motion 1"),
    )
    correct_minutes(of, draft, by=teller.clerk, on=at.held_on, confirmed=True)


def note_the_figures(teller: Teller, of: Meeting, title: str) -> None:
    """An officer promised a figure, and sent it after the meeting."""
    add_note(
        of.minutes,
        text="The four hubs have 48 places between them, as officers promised to find out.",
        item=of.items.get(title=title),
        by=teller.clerk,
        on=of.held_on + timedelta(days=12),
    )


def publish_without_the_school(teller: Teller, minutes: Minutes) -> None:
    """The public reads why a part is left out; members have the full version."""
    on = minutes.meeting.held_on + timedelta(days=6)
    item = minutes.items.get(agenda_item__kind="other_business")
    exempt_item(
        item,
        reason="It is about the finances of one school, which the school has not published.",
        by=teller.clerk,
        on=on,
    )
    publish_draft(minutes, by=teller.clerk, on=on)
