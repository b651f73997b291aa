"""What guards an outcome: what it rests on, that its awards add up, and that it stays."""

from __future__ import annotations

from decisions.guards.agreed import agreed, meeting_of_outcome, meeting_of_question, share_of
from forum.guards import SHARE, Guard, Lock, Refusal, add_only, changed, columns, on, unless

_OUTCOME, _AWARD, _CONDITION = "decisions_outcome", "decisions_award", "decisions_condition"
_LINK, _EXECUTIVE = "decisions_decisionlink", "decisions_executivedecision"
_AGREED = "What the agreed minutes record is fixed."


def outcome_guards() -> tuple[Guard, ...]:
    """The guards of what was resolved and from which money."""
    return (
        *_recording(),
        *_settling(),
        *_staying(),
        *_awards(),
        *_conditions(),
        *_links(),
        *_executive(),
        *add_only(
            "decisions_happening", "What bears on a matter is only ever added to its record."
        ),
    )


def _recording() -> tuple[Guard, ...]:
    """An outcome answers a question that is tabled, by a ballot on it that is closed."""
    meeting = meeting_of_question("NEW.question_id")
    return on(
        "INSERT",
        _OUTCOME,
        "of_what_is_tabled",
        unless(
            "EXISTS (SELECT 1 FROM papers_question q JOIN papers_placement p "
            "ON p.id = q.placement_id WHERE q.id = NEW.question_id AND p.tabled_at IS NOT NULL)",
            "An outcome is recorded of what was tabled.",
        ),
        unless(
            "NEW.ballot_id IS NULL OR EXISTS (SELECT 1 FROM decisions_ballot b "
            "WHERE b.id = NEW.ballot_id AND b.status = 'closed' "
            "AND b.question_id = NEW.question_id)",
            "An outcome rests on a closed ballot on its question.",
        ),
        Refusal("An outcome is settled once its awards are named.", "NEW.settlement = 'settled'"),
        Refusal(_AGREED, agreed(meeting)),
        locks=(share_of(meeting), Lock("decisions_ballot", "NEW.ballot_id", SHARE)),
    )


def _settling() -> tuple[Guard, ...]:
    """An outcome is settled by awards that add up to the amount agreed; that is the only move."""
    return (
        *on(
            "UPDATE",
            _OUTCOME,
            "settles_only",
            unless(
                "OLD.settlement = 'unsettled' AND NEW.settlement = 'settled'",
                "An outcome whose source is not settled becomes settled, and nothing else.",
            ),
            given=changed(["settlement"]),
        ),
        *on(
            "UPDATE",
            _OUTCOME,
            "awards_add_up",
            unless(
                f"NEW.amount_agreed = (SELECT SUM(w.amount) FROM {_AWARD} w "
                "WHERE w.outcome_id = NEW.id)",
                "The awards add up to the amount agreed.",
            ),
            given="NEW.settlement = 'settled' AND OLD.settlement <> 'settled'",
            # Its row is held already, being changed; this asks for the isolation that adds afresh.
            locks=(Lock(_OUTCOME, "NEW.id"),),
        ),
    )


def _staying() -> tuple[Guard, ...]:
    """An outcome is never taken away, and is fixed once settled or in agreed minutes."""
    meeting = meeting_of_question("OLD.question_id")
    return (
        *on(
            "UPDATE",
            _OUTCOME,
            "stays_on_its_question",
            Refusal("An outcome stays on its question.", changed(["question_id", "ballot_id"])),
        ),
        *on(
            "UPDATE",
            _OUTCOME,
            "settled_is_fixed",
            Refusal("A settled outcome is fixed.", changed(columns(_OUTCOME))),
            given="OLD.settlement = 'settled'",
        ),
        *on(
            "UPDATE",
            _OUTCOME,
            "agreed_is_fixed",
            Refusal(_AGREED, agreed(meeting)),
            given=changed(columns(_OUTCOME)),
            locks=(share_of(meeting),),
        ),
        *on("DELETE", _OUTCOME, "stays", Refusal("An outcome is never taken away.")),
    )


def _awards() -> tuple[Guard, ...]:
    """Awards are named while the outcome is unsettled, and stand from then on."""
    meeting = meeting_of_outcome("ROW.outcome_id")
    locks = (share_of(meeting), Lock(_OUTCOME, "ROW.outcome_id"))
    refusals = (
        unless(
            f"EXISTS (SELECT 1 FROM {_OUTCOME} o "
            "WHERE o.id = ROW.outcome_id AND o.settlement = 'unsettled')",
            "Awards are named while the outcome is not settled.",
        ),
        Refusal(_AGREED, agreed(meeting)),
    )
    touched = changed(columns(_AWARD))
    return (
        *on("INSERT DELETE", _AWARD, "settled_is_fixed", *refusals, locks=locks),
        *on("UPDATE", _AWARD, "settled_is_fixed", *refusals, given=touched, locks=locks),
        *on(
            "INSERT UPDATE",
            _AWARD,
            "of_its_recommendation",
            unless(
                f"EXISTS (SELECT 1 FROM {_OUTCOME} o "
                "JOIN papers_question q ON q.id = o.question_id "
                "JOIN papers_placement p ON p.id = q.placement_id JOIN papers_fundingoption f "
                "ON f.recommendation_id = p.recommendation_id "
                "WHERE o.id = NEW.outcome_id AND f.id = NEW.option_id)",
                "An award takes up an option of its own recommendation.",
            ),
            given="NEW.option_id IS NOT NULL",
        ),
    )


def _conditions() -> tuple[Guard, ...]:
    """The words of a condition are fixed with the minutes; whether it is met is not."""
    meeting = meeting_of_outcome("ROW.outcome_id")
    held = (share_of(meeting),)
    words = changed(columns(_CONDITION, but=("state", "marked_on", "evidence")))
    refusal = Refusal(_AGREED, agreed(meeting))
    return (
        *on("INSERT DELETE", _CONDITION, "agreed_is_fixed", refusal, locks=held),
        *on("UPDATE", _CONDITION, "agreed_is_fixed", refusal, given=words, locks=held),
    )


def _links() -> tuple[Guard, ...]:
    """A link between decisions stays; only a settled decision settles an earlier one."""
    return (
        *add_only(_LINK, "How decisions bear on each other is only ever added to."),
        *on(
            "INSERT",
            _LINK,
            "settles_by_a_settled_one",
            unless(
                f"EXISTS (SELECT 1 FROM {_OUTCOME} o "
                "WHERE o.id = NEW.later_id AND o.settlement = 'settled') "
                f"AND EXISTS (SELECT 1 FROM {_OUTCOME} o "
                "WHERE o.id = NEW.earlier_id AND o.settlement = 'unsettled')",
                "A settled decision settles the source of one that is not settled.",
            ),
            given="NEW.kind = 'settles_source'",
            locks=(Lock(_OUTCOME, "NEW.later_id, NEW.earlier_id", SHARE),),
        ),
    )


def _executive() -> tuple[Guard, ...]:
    """What an office-holder decided stands; only where it is reported and called in is added."""
    words = changed(columns(_EXECUTIVE, but=("reported_to_id", "call_in", "call_in_until_on")))
    sentence = "What an office-holder decided is fixed."
    return (
        *on("UPDATE", _EXECUTIVE, "decided_is_fixed", Refusal(sentence), given=words),
        *on("DELETE", _EXECUTIVE, "decided_is_kept", Refusal(sentence)),
        *add_only("decisions_delegatedact", "Acts under a delegation are only ever added to."),
    )
