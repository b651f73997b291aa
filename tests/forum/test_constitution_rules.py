from datetime import date

import pytest

from forum.choices import MajorityRule, SubstituteRule
from forum.rules.constitution import SECTIONS, SETTINGS, changes, on_setting

VALUES = {
    "quorum_percent": 40,
    "quorum_base": "filled_seats",
    "majority_rule": MajorityRule.SIMPLE,
    "chair_casting_vote": False,
    "substitute_rule": SubstituteRule.EITHER,
    "max_members_per_institution": None,
    "transfer_voters": "all",
    "nursery_votes_on_education_functions": False,
    "education_functions_together": False,
    "surplus_balances_decided": False,
    "notice_working_days": 6,
    "urgency_procedure": False,
    "finance_clearance": False,
    "legal_clearance": False,
    "director_clearance": False,
    "chair_clearance": False,
    "nil_funding_declaration": False,
    "minutes_draft_days": 7,
}


def test_every_setting_has_words_and_a_source():
    assert set(SETTINGS) == set(VALUES)
    for name, setting in SETTINGS.items():
        assert setting.label
        assert setting.source
        assert setting.words(VALUES[name])
    assert sum(len(section.settings) for section in SECTIONS) == len(SETTINGS)


def test_settings_that_stay_are_no_change():
    assert changes(VALUES, dict(VALUES)) == ()


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("quorum_percent", 50, "40%", "50%"),
        ("quorum_base", "all_seats", "Filled seats", "All seats"),
        ("max_members_per_institution", 2, "No limit", "At most 2"),
        ("notice_working_days", 1, "6 clear working days", "1 clear working day"),
        ("minutes_draft_days", 10, "7 days", "10 days"),
        ("legal_clearance", True, "Not asked for", "Needed before a paper is tabled"),
        ("urgency_procedure", True, "Not allowed", "Allowed, every member being asked"),
    ],
)
def test_change_is_told_in_words(name, value, before, after):
    (change,) = changes(VALUES, VALUES | {name: value})

    assert (change.setting.name, change.before, change.after) == (name, before, after)


@pytest.mark.parametrize(
    ("held", "warned"),
    [
        ([], set()),
        ([date(2025, 12, 31)], set()),
        ([date(2026, 1, 1)], {"judges-the-past"}),
        ([date(2026, 1, 1), date(2026, 3, 1)], {"judges-the-past"}),
    ],
)
def test_settings_dated_back_are_warned_of_and_never_barred(held, warned):
    ruling = on_setting(date(2026, 1, 1), held)

    assert ruling.allowed
    assert ruling.warning_codes == warned
    if warned:
        assert ruling.warnings[0].text.startswith(
            "1 meeting was held" if len(held) == 1 else "2 meetings were held"
        )
