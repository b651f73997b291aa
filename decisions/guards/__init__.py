from decisions.guards.ballots import ballot_guards
from decisions.guards.elections import election_guards
from decisions.guards.following import following_guards
from decisions.guards.minutes import minutes_guards
from decisions.guards.outcomes import outcome_guards
from decisions.guards.presence import presence_guards
from decisions.guards.reviewing import reviewing_guards
from forum.guards import Guard

__all__ = ["decisions_guards"]


def decisions_guards() -> tuple[Guard, ...]:
    """The guards of the deciding side."""
    return (
        *ballot_guards(),
        *election_guards(),
        *outcome_guards(),
        *following_guards(),
        *minutes_guards(),
        *presence_guards(),
        *reviewing_guards(),
    )
