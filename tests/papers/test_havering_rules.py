"""Havering, de-delegation 2024-25: eight recommendations, ten votes, every figure as printed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import Block, Source
from papers.rules.cautions import notes
from papers.rules.decision_types import decision_type
from papers.rules.electorate import SeatFacts, asked_groups, register, voting_groups
from papers.rules.facts import (
    LineFacts,
    OptionFacts,
    RateFacts,
    RecommendationFacts,
    TablingFacts,
)
from papers.rules.schedules.rates import factors_total, rate_check
from papers.rules.tabling import may_table

MP, MS, MSP = (
    Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY, Group.MAINTAINED_SPECIAL,
)  # fmt: skip
YEAR, LAST_YEAR = "2024-25", "2023-24"
PUPILS = 17_284
STEM = "For LA maintained primary school representatives to consider whether to continue with"
FUNCTIONS_STEM = "For LA maintained primary and special school representatives to consider"
BEHAVIOUR = (
    ("AWPU", "5.00", "17284", 86_420),
    ("FSM Ever 6", "2.00", "3320", 6_640),
    ("IDACI E", "14.08", "2209.59", 31_111),
    ("IDACI D", "22.08", "1257.11", 27_757),
    ("IDACI C", "12.05", "569.21", 6_859),
    ("IDACI B", "7.71", "596.37", 4_598),
    ("IDACI A", "10.07", "123.14", 1_240),
    ("Low attainment", "5.00", "5120.60", 25_603),
)


def rate(factor, now, before, units, total):
    stated = None if units is None else Decimal(units)
    return RateFacts(
        factor, Decimal(now), stated, Decimal(total), YEAR, Decimal(before), LAST_YEAR
    )


def line(service, group, precision, *rates):
    return OptionFacts(
        letter="A",
        source=Source.DE_DELEGATED,
        line=LineFacts(service, Block.SCHOOLS),
        amount=factors_total(rates),
        financial_year=YEAR,
        service=service,
        group=group,
        printed_precision=precision,
        rates=rates,
    )


def put(label, code, *options, groups=()):
    stem = FUNCTIONS_STEM if code == "EDU_FUNCTIONS" else STEM
    return RecommendationFacts(
        label=label,
        text=f"{stem} the de-delegation of funding: {options[0].service}.",
        decision_type=code,
        groups=groups,
        seeks_resources=True,
        amount=sum(option.amount for option in options),
        financial_year=YEAR,
        options=options,
    )


def primary(label, service, precision, *rates):
    return put(label, "DEDEL_PRIMARY", line(service, MP, precision, *rates))


def functions(label, service, of_primary, of_special):
    return put(
        label,
        "EDU_FUNCTIONS",
        line(service, MP, *of_primary),
        line(service, MSP, *of_special),
        groups=(MP, MS, MSP),
    )


RECOMMENDATIONS = (
    primary("1", "Contingency", 1000, rate("AWPU", "11.00", "11.00", PUPILS, 190_000)),
    primary("2(i)", "Insurance", 1000, rate("AWPU", "21.00", "20.00", PUPILS, 363_000)),
    primary("2(ii)", "FSM eligibility", 1, rate("FSM", "9.50", "9.50", 3_195, 30_352)),
    primary("2(iii)", "Maternity leave", 1000, rate("AWPU", "36.96", "34.87", PUPILS, 639_000)),
    primary("2(iv)", "EAL service", 1000, rate("EAL 3", "38.00", "38.00", None, 107_000)),
    primary(
        "2(v)",
        "Behaviour support",
        1,
        *(rate(factor, now, now, units, total) for factor, now, units, total in BEHAVIOUR),
    ),
    functions(
        "3(i)",
        "Statutory and regulatory duties",
        (1000, rate("AWPU", "19.31", "18.88", PUPILS, 334_000)),
        (1000, rate("Place", "45.00", "44.00", None, 7_000)),
    ),
    functions(
        "3(ii)",
        "Core school improvement",
        (100, rate("AWPU", "5.11", "5.11", PUPILS, 88_300)),
        (100, rate("Place", "15.33", "15.33", None, 2_400)),
    ),
)
PAPER = TablingFacts(
    title="De-delegation of funding for central services 2024-25",
    tabled_on=date(2023, 9, 12),
    meeting_on=date(2023, 9, 21),
    recommendations=RECOMMENDATIONS,
    eligibility_as_printed="LA maintained school representatives",
    groups_with_members=frozenset({MP, MSP, Group.ACADEMY_MAINSTREAM}),
    # All secondary schools were academies from September 2018.
    groups_with_schools=frozenset({MP, MSP, Group.MAINTAINED_PRU, Group.ACADEMY_MAINSTREAM}),
)
RATES = [
    (recommendation.label, option.printed_precision, rate)
    for recommendation in RECOMMENDATIONS
    for option in recommendation.options
    for rate in option.rates
]


def changed(label, change_option):
    """The paper with the first option of one recommendation changed."""
    changed = []
    for recommendation in RECOMMENDATIONS:
        if recommendation.label == label:
            first, *rest = recommendation.options
            recommendation = replace(recommendation, options=(change_option(first), *rest))
        changed.append(recommendation)
    return replace(PAPER, recommendations=tuple(changed))


def test_the_paper_may_be_tabled_with_one_warning():
    ruling = may_table(PAPER)

    assert ruling.allowed
    assert [(warning.code, warning.where) for warning in ruling.warnings] == [
        ("eligibility-wider", "The paper")
    ]
    assert "recommendations 1, 2(i), 2(ii), 2(iii), 2(iv), 2(v), 3(i), 3(ii) may be" in (
        ruling.warnings[0].text
    )


def asked_of(group):
    return sum(
        option.amount
        for each in RECOMMENDATIONS
        for option in each.options
        if option.group == group
    )


def test_totals_are_those_of_the_paper():
    assert asked_of(MP) == Decimal(1_941_880)
    assert asked_of(MSP) == Decimal(9_400)
    assert RECOMMENDATIONS[5].amount == Decimal(190_228)
    assert RECOMMENDATIONS[6].amount == Decimal(341_000)


def test_there_are_ten_votes_and_two_questions_to_secondary_schools_that_do_not_exist():
    questions = [
        (recommendation.label, group)
        for recommendation in RECOMMENDATIONS
        for group in voting_groups(
            decision_type(recommendation.decision_type, YEAR), narrowed=recommendation.groups
        )
    ]

    voted = [each for each in questions if each[1] in PAPER.groups_with_schools]
    assert len(voted) == 10
    assert [label for label, group in voted if group == MSP] == ["3(i)", "3(ii)"]
    assert [each for each in questions if each not in voted] == [("3(i)", MS), ("3(ii)", MS)]


@pytest.mark.parametrize(
    ("label", "precision", "rate"),
    RATES,
    ids=[f"{label} {rate.factor}" for label, _, rate in RATES],
)
def test_every_rate_agrees_with_its_printed_total_or_states_no_units(label, precision, rate):
    check = rate_check(rate, precision=precision)

    assert check.agrees is (None if rate.units is None else True)


def test_what_states_no_units_is_noted():
    assert [note.where for note in notes(PAPER) if note.code == "units-not-stated"] == [
        "Recommendation 2(iv), option A",
        "Recommendation 3(i), option A, part 2",
        "Recommendation 3(ii), option A, part 2",
    ]


def test_the_mislabelled_year_of_free_school_meals_is_a_warning():
    def mislabel(option):
        return replace(option, rates=(replace(option.rates[0], prior_year_label=YEAR),))

    ruling = may_table(changed("2(ii)", mislabel))

    assert ruling.allowed
    assert ruling.warning_codes == {"eligibility-wider", "prior-year-label"}


def test_a_total_misprinted_by_a_pound_is_a_warning():
    def misprint(option):
        wrong = replace(option.rates[0], printed_total=Decimal(30_354))
        return replace(option, rates=(wrong,), amount=Decimal(30_354))

    facts = changed("2(ii)", misprint)

    assert may_table(facts).warning_codes == {"eligibility-wider", "printed-total-differs"}


def test_a_factor_left_out_does_not_add_up():
    ruling = may_table(changed("2(v)", lambda option: replace(option, rates=option.rates[1:])))

    assert ruling.codes == {"option-rates-do-not-add-up"}
    assert ruling.reasons[0].text == (
        "Recommendation 2(v), option A: its factors come to £103,808, the line to £190,228."
    )


def test_all_services_in_one_recommendation_are_refused():
    services = tuple(each.options[0] for each in RECOMMENDATIONS[1:6])
    at_once = put("2", "DEDEL_PRIMARY", *services)

    ruling = may_table(replace(PAPER, recommendations=(at_once,)))

    assert ruling.codes == {"de-delegation-not-line-by-line"}


def test_special_schools_without_a_line_of_their_own_are_refused():
    facts = changed("3(i)", lambda option: replace(option, group=MSP))

    assert may_table(facts).codes == {"de-delegation-not-by-phase"}


SEATS = (
    SeatFacts("primary", "Primary headteacher", MP, "A", present=True),
    SeatFacts("special", "Special headteacher", MSP, "B", present=True),
    SeatFacts("pru", "Pupil referral unit", Group.MAINTAINED_PRU, "C", present=True),
    SeatFacts("academy", "Academies", Group.ACADEMY_MAINSTREAM, "D", present=True),
    SeatFacts(
        "converted",
        "Primary governor",
        MP,
        "E",
        present=True,
        school_converted_on=date(2023, 9, 1),
    ),
)


@pytest.mark.parametrize(
    ("label", "asked", "codes"),
    [
        (
            "2(i)",
            MP,
            ["may-vote", *["group-not-asked"] * 3, "school-converted"],
        ),
        (
            "3(i)",
            MP,
            [
                "may-vote",
                "votes-with-own-group",
                "narrowed-out",
                "group-not-asked",
                "school-converted",
            ],
        ),
        (
            "3(i)",
            MSP,
            [
                "votes-with-own-group",
                "may-vote",
                "narrowed-out",
                "group-not-asked",
                "votes-with-own-group",
            ],
        ),
    ],
)
def test_who_votes_on_which_recommendation(label, asked, codes):
    (recommendation,) = (each for each in RECOMMENDATIONS if each.label == label)
    kind = decision_type(recommendation.decision_type, YEAR)

    entries = register(
        kind,
        asked=asked,
        groups=asked_groups(kind, recommendation.groups),
        seats=SEATS,
        on=PAPER.meeting_on,
    )

    assert [entry.code for entry in entries] == codes
