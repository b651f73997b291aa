import pytest

from decisions.choices import BallotStatus, MinutesStage
from decisions.rules.stages import NEXT_BALLOT, NEXT_MINUTES


@pytest.mark.parametrize(
    ("table", "stages", "final"),
    [
        (NEXT_BALLOT, BallotStatus, {BallotStatus.VOID}),
        (NEXT_MINUTES, MinutesStage, {MinutesStage.SIGNED}),
    ],
)
def test_every_stage_has_a_way_out_but_the_last(table, stages, final):
    assert set(table) == set(stages)
    assert {stage for stage, after in table.items() if not after} == final


def test_nothing_leads_back_to_an_open_ballot():
    assert [before for before, after in NEXT_BALLOT.items() if BallotStatus.OPEN in after] == [
        BallotStatus.PREPARING
    ]
