"""What guards the minutes: the minuting gate, and that agreed minutes stay with all they rest on.

Agreeing holds the row of the meeting; whatever the minutes rest on takes a share of it.
"""

from __future__ import annotations

from decisions.guards.agreed import agreed, historic, meeting_of_outcome, share_of
from forum.guards import Guard, Lock, Refusal, add_only, changed, columns, on, unless

_MINUTES, _ITEM, _ACTION = "decisions_minutes", "decisions_minuteitem", "decisions_action"
_CORRECTION, _NOTE = "decisions_correction", "decisions_postminutenote"

_TABLED_THERE = (
    "FROM papers_question q JOIN papers_placement p ON p.id = q.placement_id "
    "AND p.meeting_id = NEW.meeting_id AND p.tabled_at IS NOT NULL"
)
_OWNED_AND_DATED = (
    "{0}.owner_id IS NOT NULL AND ({0}.due_on IS NOT NULL OR {0}.due_meeting_id IS NOT NULL)"
)
_WAITS_NO_MORE = (
    "EXISTS (SELECT 1 FROM decisions_decisionlink l JOIN decisions_outcome s ON s.id = l.later_id "
    "WHERE l.earlier_id = {} AND (l.kind = 'settles_source' AND s.settlement = 'settled' "
    "OR l.kind IN ('reverses', 'replaces')))"
)


def minutes_guards() -> tuple[Guard, ...]:
    """The guards of minutes and actions."""
    return (
        *_gate(),
        *_agreed_stay(),
        *_added(),
        *_tabling(),
        *_settling_actions(),
        *_actions(),
    )


def _gate() -> tuple[Guard, ...]:
    """Minutes are agreed when every question is answered and every source settled or owned."""
    settling = (
        f"EXISTS (SELECT 1 FROM decisions_action t WHERE t.settles_id = o.id "
        f"AND {_OWNED_AND_DATED.format('t')} "
        f"AND (t.closed_at IS NULL OR {_WAITS_NO_MORE.format('o.id')}))"
    )
    return on(
        "UPDATE",
        _MINUTES,
        "agreed_complete",
        Refusal(
            "Every question that was put has an outcome before the minutes are agreed.",
            f"EXISTS (SELECT 1 {_TABLED_THERE} WHERE NOT EXISTS "
            "(SELECT 1 FROM decisions_outcome o WHERE o.question_id = q.id))",
        ),
        Refusal(
            "Every carried request for money names its source, or an owned and dated action "
            "settles it, before the minutes are agreed.",
            f"EXISTS (SELECT 1 {_TABLED_THERE} "
            "JOIN papers_recommendation r ON r.id = p.recommendation_id "
            "JOIN decisions_outcome o ON o.question_id = q.id "
            "WHERE r.seeks_resources "
            "AND o.result IN ('carried', 'carried_as_amended', 'ratified') "
            "AND o.settlement <> 'settled' "
            f"AND (o.settlement = 'unsettled' AND {settling}) IS NOT TRUE)",
        ),
        Refusal(
            "The awards of every settled outcome add up before the minutes are agreed.",
            f"EXISTS (SELECT 1 {_TABLED_THERE} JOIN decisions_outcome o ON o.question_id = q.id "
            "WHERE o.settlement = 'settled' AND (o.amount_agreed = (SELECT SUM(w.amount) "
            "FROM decisions_award w WHERE w.outcome_id = o.id)) IS NOT TRUE)",
        ),
        Refusal(
            "Every action is owned and dated before the minutes are agreed.",
            f"EXISTS (SELECT 1 FROM {_ACTION} t WHERE t.meeting_id = NEW.meeting_id "
            f"AND ({_OWNED_AND_DATED.format('t')}) IS NOT TRUE)",
        ),
        Refusal(
            "Every ballot is closed before the minutes are agreed.",
            "EXISTS (SELECT 1 FROM decisions_ballot b JOIN forum_agendaitem i "
            "ON i.id = b.agenda_item_id WHERE i.meeting_id = NEW.meeting_id "
            "AND b.status IN ('preparing', 'open'))",
        ),
        given="NEW.agreed_at IS NOT NULL AND OLD.agreed_at IS NULL",
        locks=(Lock("forum_meeting", "NEW.meeting_id"),),
    )


def _agreed_stay() -> tuple[Guard, ...]:
    """Agreed minutes are fixed but for the signature, and signed once."""
    signature = ("signed_at", "signed_by_id", "signed_on")
    fixed = Refusal(
        "Agreed minutes are fixed.",
        f"EXISTS (SELECT 1 FROM {_MINUTES} m "
        "WHERE m.id = ROW.minutes_id AND m.agreed_at IS NOT NULL)",
    )
    held = (Lock(_MINUTES, "ROW.minutes_id"),)
    return (
        *on(
            "INSERT",
            _MINUTES,
            "agreed_later",
            Refusal("Minutes are begun first and agreed after.", "NEW.agreed_at IS NOT NULL"),
        ),
        *on(
            "UPDATE",
            _MINUTES,
            "agreed_is_fixed",
            Refusal("Agreed minutes are fixed.", changed(columns(_MINUTES, but=signature))),
            given="OLD.agreed_at IS NOT NULL",
        ),
        *on(
            "UPDATE",
            _MINUTES,
            "of_one_meeting",
            Refusal("Minutes stay with their meeting.", changed(["meeting_id"])),
        ),
        *on(
            "UPDATE",
            _MINUTES,
            "signed_once",
            Refusal("Minutes are signed once.", changed(signature)),
            given="OLD.signed_at IS NOT NULL",
        ),
        *on(
            "DELETE",
            _MINUTES,
            "published_stays",
            Refusal(
                "Minutes that were published stay.",
                "OLD.agreed_at IS NOT NULL OR OLD.draft_published_at IS NOT NULL",
            ),
        ),
        *on("INSERT DELETE", _ITEM, "agreed_is_fixed", fixed, locks=held),
        *on("UPDATE", _ITEM, "agreed_is_fixed", fixed, given=changed(columns(_ITEM)), locks=held),
    )


def _added() -> tuple[Guard, ...]:
    """Corrections and notes are only added, to what they name, by a meeting that came later."""
    of_the_meeting = unless(
        "NEW.agenda_item_id IS NULL OR EXISTS (SELECT 1 FROM forum_agendaitem i "
        "WHERE i.id = NEW.agenda_item_id AND i.meeting_id = NEW.meeting_id)",
        "What is added to minutes is about an item of their meeting.",
    )
    return (
        *add_only(_CORRECTION, "A correction is never changed: correct it in turn."),
        *add_only(_NOTE, "A post-minute note is never changed."),
        *on(
            "INSERT",
            _CORRECTION,
            "to_agreed_minutes",
            unless(
                f"{agreed('NEW.meeting_id')} OR {historic('NEW.meeting_id')}",
                "Only agreed minutes are corrected; a draft is changed.",
            ),
            unless(
                "EXISTS (SELECT 1 FROM forum_meeting m JOIN forum_meeting l "
                "ON l.id = NEW.made_at_meeting_id AND l.held_on > m.held_on "
                "WHERE m.id = NEW.meeting_id)",
                "Minutes are corrected at a later meeting.",
            ),
            of_the_meeting,
            unless(
                "NEW.outcome_id IS NULL "
                f"OR {meeting_of_outcome('NEW.outcome_id')} = NEW.meeting_id",
                "A correction is to a decision of its meeting.",
            ),
        ),
        *on("INSERT", _NOTE, "of_its_meeting", of_the_meeting),
    )


def _tabling() -> tuple[Guard, ...]:
    """Nothing is tabled at a meeting whose minutes are agreed: it would have no outcome."""
    return on(
        "UPDATE",
        "papers_placement",
        "tabled_before_the_minutes",
        Refusal("The minutes of this meeting are agreed.", agreed("NEW.meeting_id")),
        given="NEW.tabled_at IS NOT NULL AND OLD.tabled_at IS NULL",
        locks=(share_of("NEW.meeting_id"),),
    )


def _settling_actions() -> tuple[Guard, ...]:
    """An action that is to settle a source stays until that is done or no longer needed."""
    return (
        *on(
            "UPDATE",
            _ACTION,
            "keeps_what_it_settles",
            Refusal("An action keeps the outcome that it settles.", changed(["settles_id"])),
            given="OLD.settles_id IS NOT NULL",
        ),
        *on(
            "DELETE",
            _ACTION,
            "settling_stays",
            Refusal("An action that settles a source stays.", "OLD.settles_id IS NOT NULL"),
        ),
        *on(
            "INSERT UPDATE",
            _ACTION,
            "closed_once_settled",
            unless(
                _WAITS_NO_MORE.format("NEW.settles_id"),
                "An action that settles a source is closed once a decision has settled it or "
                "taken back what waited for it.",
            ),
            given="NEW.settles_id IS NOT NULL AND NEW.closed_at IS NOT NULL",
        ),
    )


def _actions() -> tuple[Guard, ...]:
    """Agreed minutes fix what an action says; it keeps an owner and a day, and may be closed."""
    may_change = (
        "owner_id",
        "owner_post",
        "due_on",
        "due_meeting_id",
        "closed_at",
        "closed_by_id",
        "closed_on",
        "evidence",
        "superseded_by_id",
        "reminded_on",
    )
    fixed = Refusal("What the agreed minutes record is fixed.", agreed("ROW.meeting_id"))
    held = (share_of("ROW.meeting_id"),)
    words = changed(columns(_ACTION, but=may_change))
    return (
        *add_only("decisions_actionnote", "Progress on an action is only ever added to."),
        *on("INSERT DELETE", _ACTION, "agreed_is_fixed", fixed, locks=held),
        *on("UPDATE", _ACTION, "agreed_is_fixed", fixed, given=words, locks=held),
        *on(
            "UPDATE",
            _ACTION,
            "keeps_owner_and_day",
            Refusal("An action of agreed minutes is owned and dated.", agreed("NEW.meeting_id")),
            given=f"({_OWNED_AND_DATED.format('NEW')}) IS NOT TRUE",
            locks=held,
        ),
    )
