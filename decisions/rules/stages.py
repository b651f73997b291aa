"""Which state may follow which, for ballots and for minutes."""

from __future__ import annotations

from decisions.choices import BallotStatus, MinutesStage

NEXT_BALLOT: dict[BallotStatus, frozenset[BallotStatus]] = {
    BallotStatus.PREPARING: frozenset({BallotStatus.OPEN, BallotStatus.VOID}),
    BallotStatus.OPEN: frozenset({BallotStatus.CLOSED, BallotStatus.VOID}),
    # Nothing leads back to open: a ballot that went wrong is voided, and another one is run.
    BallotStatus.CLOSED: frozenset({BallotStatus.VOID}),
    BallotStatus.VOID: frozenset(),
}

NEXT_MINUTES: dict[MinutesStage, frozenset[MinutesStage]] = {
    MinutesStage.WRITING: frozenset({MinutesStage.DRAFT}),
    MinutesStage.DRAFT: frozenset({MinutesStage.AGREED}),
    MinutesStage.AGREED: frozenset({MinutesStage.SIGNED}),
    MinutesStage.SIGNED: frozenset(),
}
