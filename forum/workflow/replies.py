"""Replies: a member says whether they come, and who comes in their place."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Answer, ForumEvent
from forum.locks import lock_row
from forum.models import Person, Reply, Substitution
from forum.models.replies import substitutes_on
from forum.permissions import appointments, require_own
from forum.rules.replies import may_reply
from forum.workflow.substitutes import end_substitute, name_substitute


@transaction.atomic
def give_reply(
    reply: Reply, *, substitution: Substitution | None = None, by: Person, on: date
) -> Reply:
    """A member answers for their seat, or the clerk for anybody; a later answer replaces it.

    Somebody newly named stands in; whoever was named for this meeting before is taken back.
    """
    meeting, holder = reply.meeting, reply.appointment
    own = {each.pk for each in appointments(by, meeting.forum, meeting.held_on)}
    require_own(by, meeting.forum, is_own=holder.pk in own)
    lock_row(meeting)
    known = substitutes_on(meeting).get(holder.seat_id)
    may_reply(
        meeting.stage,
        answer=reply.answer,
        is_outside=meeting.is_outside,
        has_substitute=known is not None or substitution is not None,
    ).insist()
    _stand_in(reply, known, substitution, by=by, on=on)
    values = {
        "forum": meeting.forum,
        "answer": reply.answer,
        "note": reply.note,
        "given_at": timezone.now(),
        "given_by": by,
    }
    kept, _ = Reply.objects.update_or_create(meeting=meeting, appointment=holder, defaults=values)
    audit.record(
        ForumEvent.REPLY_GIVEN,
        f"{meeting}: {holder.seat.name}, {kept.get_answer_display().lower()}",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        seat=holder.seat_id,
        answer=kept.answer,
    )
    return kept


def _stand_in(
    reply: Reply,
    known: Substitution | None,
    named: Substitution | None,
    *,
    by: Person,
    on: date,
) -> None:
    is_sending = reply.answer == Answer.SUBSTITUTE
    if known is not None and known.meeting_id and (named is not None or not is_sending):
        end_substitute(known, until_on=known.from_on - timedelta(days=1), by=by, on=on)
    if named is not None and is_sending:
        name_substitute(named, by=by, on=on)
