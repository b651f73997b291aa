"""S3: Havering's de-delegation for 2024-25: eight recommendations, ten votes, ten rate lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group, Phase
from papers.choices import PaperKind, Purpose, Source
from papers.models.facts import paper_facts
from papers.rules.electorate import voting_groups
from papers.rules.schedules.rates import rate_check
from papers.rules.text.text_form import plain
from tests.factories import a_member, a_school
from tests.papers.documents.entering import entered, lost, not_found, reasons

pytestmark = pytest.mark.django_db

MEETING, ENTERED = date(2023, 9, 21), date(2023, 9, 5)
PUPILS, MEALS = Decimal(17_284), Decimal(3_195)
CONTINUE = (
    "For LA maintained primary school representatives to consider whether to continue with the "
    "de-delegation of funding for the following services:"
)
FUNCTIONS = (
    "For LA maintained primary and special school representatives to consider the de-delegation "
    "of funding for the following:"
)
MP, MSP = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL
LINES = [
    ("1", MP, "AWPU", "11.00", 190_000, "11.00", "2023-24", 1000),
    ("2(i)", MP, "AWPU", "21.00", 363_000, "20.00", "2023-24", 1000),
    ("2(ii)", MP, "FSM eligible pupils", "9.50", 30_352, "9.50", "2024-25", 1),
    ("2(iii)", MP, "AWPU", "36.96", 639_000, "34.87", "2023-24", 1000),
    ("2(iv)", MP, "EAL 3", "38.00", 107_000, "38.00", "2023-24", 1000),
    ("3(i)", MP, "AWPU", "19.31", 334_000, "18.88", "2023-24", 1000),
    ("3(i)", MSP, "Place", "45.00", 7_000, "44.00", "2023-24", 1000),
    ("3(ii)", MP, "AWPU", "5.11", 88_300, "5.11", "2023-24", 100),
    ("3(ii)", MSP, "Place", "15.33", 2_400, "15.33", "2023-24", 100),
]
BEHAVIOUR = {
    "AWPU": ("5.00", 86_420), "FSM Ever 6": ("2.00", 6_640), "IDACI E": ("14.08", 31_111),
    "IDACI D": ("22.08", 27_757), "IDACI C": ("12.05", 6_859), "IDACI B": ("7.71", 4_598),
    "IDACI A": ("10.07", 1_240), "Low attainment": ("5.00", 25_603),
}  # fmt: skip

PRINTED = (
    "15th June 2023", "1st December 2022", "February 2022", "£5.11", "£19.89", "£44.00",
    "£17.90", "£18.88", "£2.50 to £2.63", "£83k", "£78k", "£140k", "£135k", "£2,114",
    "£29,912", "£23.00", "2.3%", "£644.69", "94%", "2nd April", "1st September 2024",
)  # fmt: skip
FINDINGS = [
    ("prior-year-label", "2024-25"),
    ("figure-measured-twice", "2,394 is the median"),
    ("sum-does-not-add-up", "leaves £1,121,000; the text says £1.2m"),
    ("counts-differ", "“4 x SSFPs” and “three SSFPs”"),
    ("percentage-does-not-fit", "76% from 102 to 180"),
    ("reference-used-twice", "(Sch 2, 75)"),
    ("names-differ", "One name may be written in 3 ways"),
    ("volume-not-price", "Show price and volume apart"),
    ("eligibility-wider", "LA maintained school representatives"),
    ("verb-tells-no-decision", "1, 2(i), 2(ii), 2(iii), 2(iv), 2(v), 3(i) and 3(ii)"),
    ("bands-not-in-order", "IDACI rates fall"),
    ("units-not-stated", "implied"),
    ("decision-to-come", "Trade Union Facility Time"),
    ("numbers-repeat", "1, 2, 3, 4 and 5"),
    ("not-stated", "date"),
]


@pytest.fixture
def paper(forum, officer):
    for phase, group in ((Phase.PRIMARY, MP), (Phase.SPECIAL, MSP)):
        a_school(forum, phase)
        a_member(forum, group)
    return entered(forum, "S3", by=officer, on=MEETING)


@pytest.fixture
def facts(paper):
    return paper_facts(paper, on=ENTERED)


def asked(facts, label):
    (found,) = (each for each in facts.recommendations if each.label == label)
    return found


def test_head_is_held_as_printed(paper):
    assert paper.title == "De-delegation of funding for central services 2024-25"
    assert paper.author_as_printed.endswith("– Education Finance Group Manager")
    assert paper.eligibility_as_printed == "LA maintained school representatives"
    assert paper.written_on is None
    assert (paper.kind, paper.purpose) == (PaperKind.DE_DELEGATION, Purpose.DECISION)


def test_headings_stand_with_numbers_that_begin_again_three_times(paper):
    heads = [(each.number, each.text) for each in paper.blocks if each.kind == "heading"]

    for head in (
        ("", "SUMMARY"), ("", "RECOMMENDATIONS"), ("", "REPORT DETAIL"),
        ("", "Contingency for schools in financial difficulty"), ("1.", "Insurance"),
        ("2.", "Free school meals eligibility checking"), ("3.", "Maternity leave insurance"),
        ("4.", "EAL service"), ("5.", "Behaviour support service"),
        ("", "Trade Union Facility Time"), ("1.", "Statutory and regulatory duties"),
        ("2", "Core school improvement activities"), ("1.", "Demographics are changing rapidly"),
    ):  # fmt: skip
        assert head in heads


def test_eight_recommendations_keep_labels_stems_and_words(paper):
    rows = [(each.label, each.stem, each.text) for each in paper.recommendations.all()]

    assert rows[0][0] == "1"
    assert rows[0][2] == (
        "For LA maintained primary school representatives to consider whether they wish to "
        "continue with the de-delegation of funding to provide a contingency to support schools "
        "in financial difficulty."
    )
    assert rows[1:] == [
        ("2(i)", CONTINUE, "Insurance"),
        ("2(ii)", CONTINUE, "Free school meals eligibility checking"),
        ("2(iii)", CONTINUE, "Maternity leave insurance"),
        ("2(iv)", CONTINUE, "EAL service"),
        ("2(v)", CONTINUE, "Behaviour support service"),
        ("3(i)", FUNCTIONS, "Statutory and regulatory duties"),
        ("3(ii)", FUNCTIONS, "Core school improvement activities"),
    ]


def test_it_puts_eight_votes_to_primary_and_two_to_special_schools(facts):
    put = [
        group
        for each in facts.recommendations
        for group in voting_groups(
            facts.kind_of(each), narrowed=each.groups, separately=each.votes_separately
        )
    ]

    with_schools = [group for group in put if group in facts.groups_with_schools]
    assert (with_schools.count(MP), with_schools.count(MSP), len(with_schools)) == (8, 2, 10)
    assert set(put) - set(with_schools) == {Group.MAINTAINED_SECONDARY}


def test_every_rate_line_is_held_as_printed(facts):
    held = [
        (each.label, option.group, rate.factor, str(rate.unit_rate), int(rate.printed_total),
         str(rate.prior_rate), rate.prior_year_label, option.printed_precision)
        for each in facts.recommendations if each.label != "2(v)"
        for option in each.options
        for rate in option.rates
    ]  # fmt: skip

    assert held == LINES
    options = [option for each in facts.recommendations for option in each.options]
    assert {option.source for option in options} == {Source.DE_DELEGATED}
    assert {option.financial_year for option in options} == {"2024-25"}
    assert {rate.units for option in options for rate in option.rates} == {None}


def test_behaviour_support_has_eight_factors_that_foot(facts):
    (option,) = asked(facts, "2(v)").options

    assert {
        each.factor: (str(each.unit_rate), int(each.printed_total)) for each in option.rates
    } == BEHAVIOUR
    assert all(each.prior_rate == each.unit_rate for each in option.rates)
    assert sum(each.printed_total for each in option.rates) == option.amount == 190_228


def test_rate_times_units_agrees_within_the_printed_rounding(facts):
    for label in ("1", "2(i)", "2(ii)", "2(iii)", "3(i)", "3(ii)"):
        option = asked(facts, label).options[0]
        rate = replace(option.rates[0], units=MEALS if label == "2(ii)" else PUPILS)

        assert rate_check(rate, precision=option.printed_precision).agrees is True


def test_sums_of_the_recommendations_are_those_of_their_lines(facts):
    sums = {each.label: each.amount for each in facts.recommendations}

    assert sums["3(i)"] == 341_000
    assert sums["3(ii)"] == 90_700
    assert sum(sums.values()) == 1_951_280


def test_tables_hold_the_range_and_the_two_job_profiles(paper):
    tables = [each.rows for each in paper.blocks if each.is_table]

    assert (("Lowest", "518"), ("Median", "2,394"), ("Highest", "5,639")) in [
        rows[1:] for rows in tables
    ]
    profiles = [rows for rows in tables if rows[0][0].startswith("Job Title:")]
    results = [rows for rows in tables if rows[0] == ("Key Result Area", "Expected End Result")]
    assert (len(profiles), len(results)) == (2, 2)
    assert "10003222 10007778 NEW NEW" in profiles[1][1][1]
    assert len(tables) == 21


def test_figures_decisions_and_outturns_are_held_as_printed(paper):
    text = " ".join(plain(paper.blocks).split())

    assert [words for words in PRINTED if words not in text] == []


def test_nothing_is_lost_on_page_in_pdf_and_in_word(paper, client, officer):
    client.force_login(officer)

    assert lost(paper, client, paper.get_absolute_url()) == {}


def test_every_finding_is_a_warning_or_a_note(paper):
    found = reasons(paper, on=ENTERED)

    assert not_found(found, FINDINGS) == []


def test_both_references_that_are_used_twice_are_found(paper):
    found = reasons(paper, on=ENTERED)["reference-used-twice"]

    assert [text.split(" is given")[0] for text in found] == ["(Sch 2, 75)", "(Sch 2, 78)"]
