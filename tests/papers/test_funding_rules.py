from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import Block, LineKind, OptionStatus, Precision, Source
from papers.rules.facts import LineFacts, OptionFacts, RateFacts, RecommendationFacts
from papers.rules.funding import option_obstacles, source_obstacles, split_obstacles

MP, MS = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
WHERE = "Recommendation 1, option A"
CENTRAL = OptionFacts(
    "A",
    Source.CENTRALLY_RETAINED,
    LineFacts("School admissions", Block.CSSB),
    Decimal(1000),
    "2024-25",
)
HIGH_NEEDS = replace(
    CENTRAL, source=Source.HIGH_NEEDS, line=LineFacts("SEN support services", Block.HIGH_NEEDS)
)
HISTORIC = replace(
    CENTRAL,
    line=LineFacts("Combined budgets", Block.CSSB, LineKind.HISTORIC, date(2012, 4, 1)),
    last_year_amount=Decimal(1000),
)
ONE_OFF = replace(
    CENTRAL,
    source=Source.ONE_OFF,
    line=LineFacts("Additional high needs funding", Block.HIGH_NEEDS, LineKind.GRANT),
    until_on=date(2025, 3, 31),
)
DE_DELEGATED = replace(
    CENTRAL,
    source=Source.DE_DELEGATED,
    line=LineFacts("Insurance", Block.SCHOOLS),
    service="Insurance",
    group=MP,
    rates=(RateFacts("AWPU", Decimal("1.00"), Decimal(1000), Decimal(1000)),),
)


def codes(option, phases=(MP, MS)):
    return {reason.code for reason in option_obstacles(option, where=WHERE, phases=phases)}


def text(option):
    return next(iter(option_obstacles(option, where=WHERE, phases=(MP, MS)))).text


@pytest.mark.parametrize(
    "option", [CENTRAL, HIGH_NEEDS, HISTORIC, ONE_OFF, DE_DELEGATED], ids=lambda o: o.source
)
def test_a_complete_option_has_no_obstacle(option):
    assert codes(option) == set()


@pytest.mark.parametrize("source", ["DSG", "direct school grant", ""])
def test_option_source_unknown(source):
    option = replace(CENTRAL, source=source)

    assert codes(option) == {"option-source-unknown"}
    assert {reason.code for reason in source_obstacles(option, where=WHERE)} == {
        "option-source-unknown"
    }
    assert "centrally retained, de-delegated, high needs or one-off" in text(option)


@pytest.mark.parametrize("amount", [None, Decimal(-1), Decimal(0), Decimal("-0.01")])
def test_option_no_amount(amount):
    assert codes(replace(CENTRAL, amount=amount)) == {"option-no-amount"}


@pytest.mark.parametrize("amount", [Decimal("0.01"), Decimal(1), Decimal("4996042")])
def test_any_amount_above_nothing_will_do(amount):
    assert codes(replace(CENTRAL, amount=amount)) == set()


@pytest.mark.parametrize("year", ["", "2024", "2024-26", "2024/25"])
def test_option_no_financial_year(year):
    assert codes(replace(CENTRAL, financial_year=year)) == {"option-no-financial-year"}


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (date(2024, 5, 30), {"option-ends-before-it-begins"}),
        (date(2024, 5, 31), {"option-ends-before-it-begins"}),
        (date(2024, 6, 1), set()),
        (date(2024, 6, 2), set()),
    ],
    ids=str,
)
def test_option_ends_before_it_begins(ends, expected):
    assert codes(replace(CENTRAL, from_on=date(2024, 6, 1), until_on=ends)) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"from_on": date(2025, 3, 31)}, set()),
        ({"from_on": date(2025, 4, 1)}, {"option-outside-its-year"}),
        ({"from_on": date(2025, 4, 2)}, {"option-outside-its-year"}),
        ({"until_on": date(2024, 3, 30)}, {"option-outside-its-year"}),
        ({"until_on": date(2024, 3, 31)}, {"option-outside-its-year"}),
        ({"until_on": date(2024, 4, 1)}, set()),
        ({"from_on": date(2018, 9, 1), "until_on": date(2024, 10, 31)}, set()),
    ],
    ids=str,
)
def test_option_outside_its_year(dates, expected):
    assert codes(replace(CENTRAL, **dates)) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (date(2024, 9, 1), date(2034, 8, 30), set()),
        (date(2024, 9, 1), date(2034, 8, 31), set()),
        (date(2024, 9, 1), date(2034, 9, 1), {"option-too-long"}),
        (date(2024, 9, 1), date(2034, 9, 2), {"option-too-long"}),
        (None, date(2034, 3, 31), set()),
        (None, date(2034, 4, 1), {"option-too-long"}),
        (date(2024, 2, 29), date(2034, 2, 28), set()),
        (date(2024, 2, 29), date(2034, 3, 1), {"option-too-long"}),
    ],
    ids=str,
)
def test_option_too_long(begins, ends, expected):
    assert codes(replace(CENTRAL, from_on=begins, until_on=ends)) == expected


@pytest.mark.parametrize("option", [CENTRAL, HIGH_NEEDS, ONE_OFF, DE_DELEGATED])
def test_option_no_line(option):
    assert codes(replace(option, line=None)) == {"option-no-line"}


@pytest.mark.parametrize(
    ("option", "line"),
    [
        (CENTRAL, LineFacts("SEN support", Block.HIGH_NEEDS)),
        (CENTRAL, LineFacts("General fund", Block.OUTSIDE)),
        (CENTRAL, LineFacts("DSG balance", Block.CSSB, LineKind.BALANCE)),
        (HIGH_NEEDS, LineFacts("School admissions", Block.CSSB)),
        (HIGH_NEEDS, LineFacts("Additional high needs", Block.HIGH_NEEDS, LineKind.GRANT)),
        (ONE_OFF, LineFacts("SEN support", Block.HIGH_NEEDS)),
        (ONE_OFF, LineFacts("General fund", Block.OUTSIDE)),
        (DE_DELEGATED, LineFacts("School admissions", Block.CSSB)),
        (DE_DELEGATED, LineFacts("Underspend", Block.SCHOOLS, LineKind.BALANCE)),
    ],
)
def test_option_line_does_not_fit(option, line):
    assert codes(replace(option, line=line)) == {"option-line-does-not-fit"}


@pytest.mark.parametrize(
    ("option", "line"),
    [
        (CENTRAL, LineFacts("Growth fund", Block.SCHOOLS)),
        (CENTRAL, LineFacts("Early years central", Block.EARLY_YEARS)),
        (ONE_OFF, LineFacts("DSG surplus", Block.SCHOOLS, LineKind.BALANCE)),
        (ONE_OFF, LineFacts("Families First grant", Block.OUTSIDE, LineKind.GRANT)),
        (DE_DELEGATED, LineFacts("Special schools", Block.HIGH_NEEDS)),
    ],
)
def test_a_line_may_lie_in_any_block_that_its_source_reaches(option, line):
    assert codes(replace(option, line=line)) == set()


def test_a_misfit_is_told_in_words():
    balance = LineFacts("DSG balance", Block.CSSB, LineKind.BALANCE)

    assert text(replace(CENTRAL, line=balance)) == (
        "Recommendation 1, option A: “DSG balance” is a balance, so its source is one-off."
    )
    assert text(replace(HIGH_NEEDS, line=CENTRAL.line)) == (
        "Recommendation 1, option A: high needs money does not lie in “School admissions” "
        "(Central school services block)."
    )


@pytest.mark.parametrize(
    ("began", "expected"),
    [
        (None, {"option-no-commitment-date"}),
        (date(2013, 3, 30), set()),
        (date(2013, 3, 31), set()),
        (date(2013, 4, 1), {"option-commitment-too-late"}),
        (date(2013, 4, 2), {"option-commitment-too-late"}),
    ],
    ids=str,
)
def test_a_historic_commitment_began_before_april_2013(began, expected):
    line = replace(HISTORIC.line, commitment_began_on=began)

    assert codes(replace(HISTORIC, line=line)) == expected


@pytest.mark.parametrize(
    ("last_year", "expected"),
    [
        (None, {"option-no-last-year-amount"}),
        (Decimal("999.99"), {"option-historic-increase"}),
        (Decimal(1000), set()),
        (Decimal("1000.01"), set()),
    ],
)
def test_a_historic_commitment_does_not_increase(last_year, expected):
    assert codes(replace(HISTORIC, last_year_amount=last_year)) == expected


def test_option_no_end_date():
    assert codes(replace(ONE_OFF, until_on=None)) == {"option-no-end-date"}


def test_option_no_service():
    assert codes(replace(DE_DELEGATED, service=" ")) == {"option-no-service"}


def test_option_no_phase():
    assert codes(replace(DE_DELEGATED, group="")) == {"option-no-phase"}


def test_option_wrong_phase():
    special = replace(DE_DELEGATED, group=Group.MAINTAINED_SPECIAL)

    assert codes(special) == {"option-wrong-phase"}
    assert codes(special, phases=(MP, Group.MAINTAINED_SPECIAL)) == set()
    assert text(special) == (
        "Recommendation 1, option A takes money from maintained special schools; this question is "
        "put to maintained primary and maintained secondary members."
    )


def test_option_no_rates():
    assert codes(replace(DE_DELEGATED, rates=())) == {"option-no-rates"}


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal("999.49"), {"option-rates-do-not-add-up"}),
        (Decimal("999.50"), set()),
        (Decimal("1000.50"), set()),
        (Decimal("1000.51"), {"option-rates-do-not-add-up"}),
    ],
)
def test_option_rates_do_not_add_up(amount, expected):
    assert codes(replace(DE_DELEGATED, amount=amount)) == expected


def test_everything_that_an_empty_de_delegation_lacks_is_named_at_once():
    assert codes(OptionFacts("A", Source.DE_DELEGATED)) == {
        "option-no-amount",
        "option-no-financial-year",
        "option-no-line",
        "option-no-service",
        "option-no-phase",
        "option-no-rates",
    }


def recommendation(*options, amount="100", precision=Precision.EXACT):
    asked = None if amount is None else Decimal(amount)
    return RecommendationFacts("1", "Fund it.", amount=asked, precision=precision, options=options)


def part(letter, amount, status=OptionStatus.OFFERED):
    asked = None if amount is None else Decimal(amount)
    return replace(CENTRAL, letter=letter, amount=asked, status=status)


@pytest.mark.parametrize(
    ("precision", "total", "adds_up"),
    [
        (Precision.EXACT, "99.99", False),
        (Precision.EXACT, "100.00", True),
        (Precision.EXACT, "100.01", False),
        (Precision.APPROXIMATE, "99.99", False),
        (Precision.APPROXIMATE, "100", True),
        (Precision.APPROXIMATE, "100.01", False),
        (Precision.UP_TO, "99.99", True),
        (Precision.UP_TO, "100", True),
        (Precision.UP_TO, "100.01", False),
    ],
)
def test_split_adds_up_to_what_is_asked(precision, total, adds_up):
    split = recommendation(part("A", "60"), part("A", Decimal(total) - 60), precision=precision)

    assert (not list(split_obstacles(split))) is adds_up


def test_split_does_not_add_up_names_the_sum_and_the_amount():
    reasons = list(split_obstacles(recommendation(part("A", "60"), part("A", "30"))))

    assert [(reason.code, reason.where) for reason in reasons] == [
        ("split-does-not-add-up", "Recommendation 1, option A")
    ]
    assert reasons[0].text == (
        "Recommendation 1, option A: its parts come to £90; £100 is asked for."
    )


def test_each_alternative_covers_the_amount_by_itself():
    reasons = list(split_obstacles(recommendation(part("A", "100"), part("B", "40"))))

    assert [reason.text for reason in reasons] == [
        "Recommendation 1, option B: it comes to £40; £100 is asked for."
    ]


def test_only_options_on_offer_are_added():
    gone = part("A", "40", OptionStatus.WITHDRAWN)

    assert list(split_obstacles(recommendation(part("A", "100"), gone))) == []


def test_what_has_no_amount_is_not_added():
    assert list(split_obstacles(recommendation(part("A", "60"), part("A", None)))) == []
    assert list(split_obstacles(recommendation(part("A", "60"), amount=None))) == []
