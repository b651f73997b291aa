from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Settlement
from decisions.rules.actions import ActionFacts
from decisions.rules.awards import may_award
from decisions.rules.money import AwardFacts, MoneyFacts, OfferFacts, settlement
from papers.choices import Source

ASKED = Decimal(89604)
AWARD = AwardFacts(
    source=Source.ONE_OFF,
    budget_line="High needs, additional one-off",
    amount=ASKED,
    financial_year="2019-20",
    from_on=date(2019, 4, 1),
    until_on=date(2019, 10, 31),
    line_left=Decimal(336000),
)
ONE_OFF = (OfferFacts("A", Source.ONE_OFF), OfferFacts("B", Source.HIGH_NEEDS))
SETTLED = MoneyFacts(True, ASKED, ASKED, (AWARD,), offers=ONE_OFF)
ACTION = ActionFacts("Settle the source", has_owner=True, due_on=date(2019, 1, 16))
IN_PRINCIPLE = MoneyFacts(True, ASKED, ASKED, unsettled=True, action=ACTION, offers=ONE_OFF)


def ruling(money, *, is_carried=True):
    return may_award(money, where="Recommendation 1", is_carried=is_carried)


def awarding(**change):
    return ruling(replace(SETTLED, awards=(replace(AWARD, **change),)))


@pytest.mark.parametrize("money", [SETTLED, IN_PRINCIPLE, MoneyFacts()])
def test_money_in_full_is_allowed_without_a_warning(money):
    assert ruling(money).allowed
    assert not ruling(money).warnings


def test_agreed_without_a_source_names_every_way_out():
    (reason,) = ruling(replace(SETTLED, awards=())).reasons

    assert reason.code == "source-not-decided"
    assert reason.text == (
        "Agreed, but which source? £89,604 was asked for. Either choose one option (A or B); or "
        "split it between awards that add up to the amount agreed; or record it as agreed in "
        "principle, with a named owner and a date to settle the source; or defer it."
    )
    assert "recommendation 27" in reason.source


def test_one_option_is_simply_the_option():
    one = replace(SETTLED, awards=(), amount_asked=None, offers=ONE_OFF[:1])

    assert (
        ruling(one)
        .reasons[0]
        .text.startswith("Agreed, but which source? Either choose the option; or split")
    )


@pytest.mark.parametrize(
    ("money", "code"),
    [
        (replace(SETTLED, amount_agreed=None), "amount-agreed-missing"),
        (replace(SETTLED, amount_agreed=None, amount_asked=None), "amount-agreed-missing"),
        (replace(SETTLED, amount_agreed=ASKED + Decimal("0.01")), "awards-do-not-add-up"),
        (replace(SETTLED, amount_agreed=ASKED - Decimal("0.01")), "awards-do-not-add-up"),
        (replace(IN_PRINCIPLE, amount_agreed=Decimal(-1)), "amount-negative"),
        (replace(SETTLED, unsettled=True, action=ACTION), "settled-and-unsettled"),
        (
            replace(IN_PRINCIPLE, action=replace(ACTION, has_owner=False)),
            "unsettled-without-owner",
        ),
        (replace(IN_PRINCIPLE, action=replace(ACTION, due_on=None)), "unsettled-without-date"),
        (replace(IN_PRINCIPLE, action=replace(ACTION, text=" ")), "action-without-text"),
        (replace(SETTLED, seeks_resources=False), "no-resources-sought"),
    ],
)
def test_carried_money_is_refused(money, code):
    assert ruling(money).codes == {code}


def test_awards_that_do_not_add_up_say_both_figures():
    money = replace(SETTLED, awards=(AWARD, AWARD))

    assert "The awards come to £179,208, but £89,604 was agreed." in ruling(money).reasons[0].text


def test_split_adds_up():
    half = replace(AWARD, amount=ASKED / 2)

    assert ruling(replace(SETTLED, awards=(half, half))).allowed


def test_less_than_asked_may_be_agreed():
    less = replace(AWARD, amount=Decimal(50000))
    money = replace(SETTLED, awards=(less,), amount_agreed=Decimal(50000))

    assert ruling(money).allowed
    assert not ruling(money).warnings


def test_agreed_in_principle_without_an_action_wants_owner_and_date():
    money = replace(IN_PRINCIPLE, action=None)

    assert ruling(money).codes == {"unsettled-without-owner", "unsettled-without-date"}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"source": None}, "funding source"),
        ({"budget_line": " "}, "budget line"),
        ({"amount": None}, "amount"),
        ({"financial_year": ""}, "financial year"),
        ({"until_on": None}, "last day (one-off money ends on a day)"),
    ],
)
def test_incomplete_award_says_what_is_missing(change, missing):
    (reason,) = awarding(**change).reasons

    assert (reason.code, reason.where) == ("award-incomplete", "Recommendation 1, award 1")
    assert reason.text == f"Add what is missing from the award: {missing}."


def test_only_one_off_money_needs_a_last_day():
    assert awarding(source=Source.HIGH_NEEDS, until_on=None).allowed


@pytest.mark.parametrize("year", ["2019", "2019-21", "2019/20", "next year"])
def test_award_for_what_is_no_financial_year_is_refused(year):
    assert awarding(financial_year=year).codes == {"award-year-invalid"}


@pytest.mark.parametrize(
    ("until_on", "codes"),
    [(date(2019, 4, 1), set()), (date(2019, 3, 31), {"award-ends-before-it-starts"})],
)
def test_award_does_not_end_before_it_starts(until_on, codes):
    assert awarding(until_on=until_on).codes == codes


def test_negative_award_is_refused():
    money = replace(SETTLED, awards=(AWARD, replace(AWARD, amount=Decimal(-1))))

    assert "award-negative" in ruling(money).codes


@pytest.mark.parametrize("money", [SETTLED, IN_PRINCIPLE, MoneyFacts(amount_agreed=Decimal(0))])
def test_what_is_not_carried_has_no_money(money):
    assert ruling(money, is_carried=False).codes == {"award-not-carried"}


def test_what_is_not_carried_without_money_is_fine():
    asked = MoneyFacts(seeks_resources=True, amount_asked=ASKED)

    assert ruling(asked, is_carried=False).allowed


def of(amount):
    """The whole request agreed at this amount, from one award."""
    return replace(
        SETTLED, amount_agreed=amount, awards=(replace(AWARD, amount=amount, line_left=None),)
    )


@pytest.mark.parametrize(
    ("amount", "warnings"),
    [
        pytest.param(ASKED + 1, {"amount-agreed-over-asked"}, id="a pound over"),
        pytest.param(ASKED * 10 - 1, {"amount-agreed-over-asked"}, id="under ten times"),
        pytest.param(
            ASKED * 10, {"amount-agreed-over-asked", "award-ten-times-asked"}, id="ten times"
        ),
        pytest.param(ASKED / 10, {"award-ten-times-asked"}, id="a tenth"),
        pytest.param(ASKED / 10 + 1, set(), id="over a tenth"),
    ],
)
def test_amount_far_from_the_one_asked_warns(amount, warnings):
    assert ruling(of(amount)).warning_codes == warnings


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"source": Source.CENTRALLY_RETAINED}, "award-source-not-offered"),
        ({"line_left": ASKED - 1}, "award-over-line"),
        ({"until_on": date(2020, 4, 1)}, "award-beyond-year"),
    ],
)
def test_award_warns(change, warning):
    assert awarding(**change).allowed
    assert awarding(**change).warning_codes == {warning}


@pytest.mark.parametrize(
    "change", [{"line_left": ASKED}, {"line_left": None}, {"until_on": date(2020, 3, 31)}]
)
def test_award_within_line_and_year_does_not_warn(change):
    assert not awarding(**change).warnings


def test_de_delegation_beyond_its_year_warns_that_it_lapses():
    award = replace(AWARD, source=Source.DE_DELEGATED, until_on=date(2020, 8, 31))
    money = replace(SETTLED, awards=(award,), offers=(OfferFacts("A", Source.DE_DELEGATED),))

    (warning,) = ruling(money).warnings

    assert warning.code == "de-delegation-beyond-year"
    assert "lapses on 31 March 2020" in warning.text


@pytest.mark.parametrize(
    ("money", "is_carried", "stands"),
    [
        (SETTLED, True, Settlement.SETTLED),
        (IN_PRINCIPLE, True, Settlement.UNSETTLED),
        (MoneyFacts(), True, Settlement.NOT_APPLICABLE),
        (SETTLED, False, Settlement.NOT_APPLICABLE),
    ],
)
def test_settlement_says_where_the_source_stands(money, is_carried, stands):
    assert settlement(money, is_carried=is_carried) == stands
