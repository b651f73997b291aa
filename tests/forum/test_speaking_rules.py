import pytest

from forum.choices import Capacity
from forum.rules.speaking import SPEAKING, on_speaking

LISTED = {
    Capacity.DIRECTOR: "(a)",
    Capacity.FINANCE_OFFICER: "(b)",
    Capacity.LEAD_MEMBER: "(c)",
    Capacity.RESOURCES_MEMBER: "(d)",
    Capacity.ADVISER: "(e)",
    Capacity.SOS_OBSERVER: "(f)",
    Capacity.PRESENTER: "(g)",
}


def test_closed_list_of_speakers_is_that_of_the_regulation():
    listed = {capacity: row.paragraph for capacity, row in SPEAKING.items() if row.may_speak}

    assert set(SPEAKING) == set(Capacity)
    assert listed == LISTED
    assert SPEAKING[Capacity.ADVISER].source.endswith("regulation 8(4)(e)")


@pytest.mark.parametrize("capacity", Capacity)
def test_nobody_is_barred_from_speaking(capacity):
    assert on_speaking(capacity, has_item=False).allowed


@pytest.mark.parametrize("capacity", Capacity)
def test_who_is_not_on_the_list_is_pointed_out(capacity):
    outside = {Capacity.OFFICER, Capacity.OBSERVER, Capacity.PUBLIC}

    codes = {"may-not-speak"} if capacity in outside else set()
    assert on_speaking(capacity, has_item=True).warning_codes == codes


@pytest.mark.parametrize(("has_item", "codes"), [(False, {"presents-nothing"}), (True, set())])
def test_presenter_speaks_on_their_item_only(has_item, codes):
    assert on_speaking(Capacity.PRESENTER, has_item=has_item).warning_codes == codes


def test_warning_says_what_the_forum_may_do():
    warning = on_speaking(Capacity.PUBLIC, has_item=True).warnings[0]

    assert "may invite somebody to attend for financial or technical advice" in warning.text
    assert (warning.who, warning.source[-7:]) == ("the forum", "8(4)(e)")
