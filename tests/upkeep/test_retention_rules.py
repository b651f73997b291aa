from datetime import date

import pytest

from forum.choices import Kept
from forum.rules.retention import LAW, MOST, USUAL, keeps_from, may_keep


def test_every_kind_has_a_usual_time_within_bounds():
    assert set(USUAL) == set(Kept)
    assert all(may_keep(months).allowed for months in USUAL.values())


@pytest.mark.parametrize(
    ("months", "codes"),
    [(0, {"months-out-of-range"}), (1, set()), (MOST, set()), (MOST + 1, {"months-out-of-range"})],
)
def test_months_are_one_to_ten_years(months, codes):
    ruling = may_keep(months)

    assert ruling.codes == codes
    assert {(reason.who, reason.source) for reason in ruling.reasons} <= {
        ("The administrator", LAW)
    }


@pytest.mark.parametrize(
    ("day", "months", "since"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 3, 1), 120, date(2016, 3, 1)),
    ],
)
def test_months_are_counted_back_to_a_day_there_is(day, months, since):
    assert keeps_from(day, months) == since
