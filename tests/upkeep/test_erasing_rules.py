import pytest

from decisions.rules.erasing import LAW, PartsHeld, may_erase


@pytest.mark.parametrize(
    ("held", "codes"),
    [
        (PartsHeld(), set()),
        (PartsHeld(seats=("the Borsetshire Schools Forum",)), {"still-sits"}),
        (PartsHeld(roles=("clerk of the Borsetshire Schools Forum",)), {"still-holds-role"}),
        (PartsHeld(runs_the_site=True), {"still-runs-site"}),
        (PartsHeld(is_erased=True), {"erased-already"}),
        (PartsHeld(seats=("a",), roles=("b",)), {"still-sits", "still-holds-role"}),
    ],
    ids=["no part", "a seat", "a role", "the site", "done before", "both"],
)
def test_details_are_erased_once_nobody_needs_them(held, codes):
    ruling = may_erase(held)

    assert ruling.codes == codes
    assert all(reason.source == LAW for reason in ruling.reasons)
