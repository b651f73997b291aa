"""What guards the life of a decision after the meeting: bodies asked outside, carrying it out."""

from __future__ import annotations

from forum.guards import Guard, Refusal, add_only, changed, columns, on, unless

_STEP, _OUTCOME = "decisions_externalstep", "decisions_outcome"
_ANSWER = ("result", "decided_on", "amount", "text", "overtakes", "evidence")
"""What a body outside the forum answers; all else is what it was asked."""


def following_guards() -> tuple[Guard, ...]:
    """The guards of what follows a decision outside the forum's meetings."""
    return (
        *_steps(),
        *add_only(
            "decisions_implementation", "How far a decision was carried out is only added to."
        ),
    )


def _steps() -> tuple[Guard, ...]:
    """A body outside the forum is asked once and answers once; both stay."""
    return (
        *on(
            "UPDATE",
            _STEP,
            "asked_is_fixed",
            Refusal(
                "What a body outside the forum was asked is fixed.",
                changed(columns(_STEP, but=_ANSWER)),
            ),
        ),
        *on(
            "UPDATE",
            _STEP,
            "answers_once",
            unless(
                "OLD.result = 'pending' AND NEW.result <> 'pending'",
                "A body outside the forum answers once.",
            ),
            given=changed(list(_ANSWER)),
        ),
        *on(
            "DELETE",
            _STEP,
            "stays",
            Refusal("What a body outside the forum was asked is never taken away."),
        ),
        *on(
            "INSERT UPDATE",
            _STEP,
            "overtakes_a_decision",
            unless(
                f"EXISTS (SELECT 1 FROM {_OUTCOME} o WHERE o.id = NEW.outcome_id "
                "AND o.result NOT IN ('deferred', 'withdrawn', 'no_such_schools'))",
                "A body outside the forum overtakes something that the forum resolved.",
            ),
            given="NEW.overtakes",
        ),
    )
