"""What the forum side guards: the audit trail, what was published, and published agendas."""

from __future__ import annotations

from forum.guards.declaring import Guard, Lock, Refusal, add_only, changed, on, unless

_START = "0" * 64
_ENTRY, _HEAD = "forum_auditentry", "forum_trailhead"
_OF_FORUM = "FROM forum_auditentry e WHERE e.forum_id = NEW.forum_id"
_PUBLISHED = (
    "EXISTS (SELECT 1 FROM forum_meeting m "
    "WHERE m.id = ROW.meeting_id AND m.agenda_published_at IS NOT NULL)"
)


def forum_guards() -> tuple[Guard, ...]:
    """The guards of the forum side."""
    return (*_trail(), *_head(), *_documents(), *_agendas(), *_terms())


def _terms() -> tuple[Guard, ...]:
    """Nobody sits where somebody sits already."""
    return on(
        "INSERT UPDATE",
        "forum_appointment",
        "one_at_a_time",
        Refusal(
            "Somebody sits here in that time already.",
            "EXISTS (SELECT 1 FROM forum_appointment a "
            "WHERE a.seat_id = NEW.seat_id AND a.id <> NEW.id "
            "AND (a.until_on IS NULL OR a.until_on >= NEW.from_on) "
            "AND (NEW.until_on IS NULL OR NEW.until_on >= a.from_on))",
        ),
        locks=(Lock("forum_seat", "NEW.seat_id"),),
    )


def _trail() -> tuple[Guard, ...]:
    """One unbroken chain per forum, only ever added to."""
    return (
        *add_only(_ENTRY, "The audit trail is only ever added to."),
        *on(
            "INSERT",
            _ENTRY,
            "next_in_its_chain",
            unless(
                f"NEW.seq = (SELECT COALESCE(MAX(e.seq), 0) + 1 {_OF_FORUM})",
                "An entry takes the next number of its forum's trail.",
            ),
            unless(
                f"NEW.prev = COALESCE((SELECT e.hash {_OF_FORUM} ORDER BY e.seq DESC LIMIT 1), "
                f"'{_START}')",
                "An entry names the hash of the entry before it.",
            ),
            unless(
                f"EXISTS (SELECT 1 FROM {_HEAD} h WHERE h.forum_id = NEW.forum_id "
                "AND h.seq = NEW.seq - 1 AND h.hash = NEW.prev)",
                "An entry follows the head of its forum's trail.",
            ),
            locks=(Lock(_HEAD, "NEW.forum_id", key="forum_id"),),
        ),
    )


def _head() -> tuple[Guard, ...]:
    """The head of a trail is its newest entry."""
    return (
        *on(
            "INSERT",
            _HEAD,
            "starts_at_nothing",
            unless(
                f"NEW.seq = 0 AND NEW.hash = '{_START}' AND NOT EXISTS (SELECT 1 {_OF_FORUM})",
                "A trail starts before its first entry.",
            ),
        ),
        *on(
            "UPDATE",
            _HEAD,
            "is_the_newest_entry",
            unless("NEW.seq = OLD.seq + 1", "The head of a trail moves on by one entry."),
            unless(
                f"EXISTS (SELECT 1 {_OF_FORUM} AND e.seq = NEW.seq AND e.hash = NEW.hash)",
                "The head of a trail is its newest entry.",
            ),
        ),
        *on("DELETE", _HEAD, "stays", Refusal("A trail keeps its head.")),
    )


def _documents() -> tuple[Guard, ...]:
    return (
        *add_only("forum_publisheddocument", "What was published is never rewritten."),
        *add_only("forum_storedfile", "A stored file is never rewritten."),
        *add_only("forum_erasure", "That somebody's details were erased stays on record."),
    )


def _agendas() -> tuple[Guard, ...]:
    """A published agenda stays: its meeting, its items and their numbers."""
    return (
        *on(
            "INSERT",
            "forum_meeting",
            "historic_is_past",
            unless(
                "NEW.held_on < NEW.recorded_at",
                "A meeting that is entered from evidence is past.",
            ),
            given="NEW.is_historic",
        ),
        *on(
            "UPDATE",
            "forum_meeting",
            "stays_historic",
            Refusal(
                "A meeting is entered from evidence, or it is not: that stays.",
                changed(["is_historic"]),
            ),
        ),
        *on(
            "DELETE",
            "forum_meeting",
            "published_stays",
            Refusal(
                "A meeting whose agenda is published stays.", "OLD.agenda_published_at IS NOT NULL"
            ),
        ),
        # The unique key covers only meetings that go ahead, so the walk over the models leaves it.
        *on(
            "INSERT",
            "forum_meeting",
            "one_a_day",
            Refusal(
                "There is already a meeting on this day.",
                "NEW.cancelled_at IS NULL AND EXISTS (SELECT 1 FROM forum_meeting m WHERE "
                "m.forum_id = NEW.forum_id AND m.held_on = NEW.held_on "
                "AND m.cancelled_at IS NULL)",
            ),
        ),
        *on(
            "UPDATE",
            "forum_meeting",
            "stays_published",
            Refusal(
                "An agenda that is published stays published.",
                "OLD.agenda_published_at IS NOT NULL AND NEW.agenda_published_at IS NULL",
            ),
        ),
        *on(
            "UPDATE",
            "forum_agendaitem",
            "stays_in_its_meeting",
            Refusal("An agenda item stays in its meeting.", changed(["meeting_id"])),
        ),
        *on(
            "UPDATE",
            "forum_agendaitem",
            "number_published",
            Refusal("The number of an item stays once the agenda is published.", _PUBLISHED),
            given=changed(["number"]),
            locks=(Lock("forum_meeting", "ROW.meeting_id"),),
        ),
        *on(
            "DELETE",
            "forum_agendaitem",
            "published_stays",
            Refusal("An item stays once the agenda is published.", _PUBLISHED),
            locks=(Lock("forum_meeting", "ROW.meeting_id"),),
        ),
    )
