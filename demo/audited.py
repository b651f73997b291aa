"""What the auditor made of the posts: one note, and a review signed off in the spring."""

from __future__ import annotations

from datetime import timedelta

from decisions.models.auditing.scope import scope_of_matter
from decisions.models.auditing.scope_review import scope_review
from decisions.workflow.reviewing import Read, note_finding, sign_off_review
from demo import early_help
from demo.telling import Teller
from forum.audit import trail_head
from forum.models import Meeting
from papers.models import Matter

NOTED = "settled-late"


def spring(teller: Teller, meeting: Meeting) -> None:
    """A month after the source was settled the auditor has read the whole of it."""
    auditor, on = teller.people["auditor"], meeting.held_on + timedelta(days=30)
    matter = Matter.objects.select_related("forum").get(
        forum=teller.forum, title=early_help.MATTER
    )
    scope = scope_of_matter(matter)
    review = scope_review(scope, on=on)
    late = next(each for each in review.findings if each.rule == NOTED)
    note_finding(
        review,
        finding=late.key,
        text="The authority has shown what it paid meanwhile. The minutes should say from where.",
        by=auditor,
        on=on,
    )
    head = trail_head(teller.forum)
    sign_off_review(
        scope,
        Read(on, scope_review(scope, on=on).fingerprint, head.seq, head.hash),
        words="To be looked at again when the one-off money ends.",
        by=auditor,
        on=on,
    )
