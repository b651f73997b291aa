"""One recommendation for each service, put to each phase; made again, never doubled."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import Group, Phase
from forum.models import AuditEntry
from forum.rules.ruling import Refused
from papers.choices import PaperEvent, Source
from papers.models import BudgetLine, FundingOption, Recommendation, ScheduleLine
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.generating import generate_recommendations, pot_of
from papers.workflow.schedule import line_from, remove_line, start_schedule
from tests.factories import a_line, a_recommendation, a_school, an_option
from tests.guarded import table
from tests.havering import YEAR
from tests.schedules import a_rate_of, havering

pytestmark = pytest.mark.django_db
ON = date(2023, 9, 7)
PRIMARY, SECONDARY = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY
SPECIAL = Group.MAINTAINED_SPECIAL
LABELS = ["1", "2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "3(i)", "3(ii)"]


@pytest.fixture
def schedule(paper, forum, officer):
    a_school(forum, Phase.PRIMARY)
    a_school(forum, Phase.SPECIAL)
    return havering(paper, by=officer, on=ON)


@pytest.fixture
def generated(schedule, officer):
    generate_recommendations(schedule, by=officer, on=ON)
    return schedule


@pytest.fixture
def small(paper, forum, officer):
    a_school(forum, Phase.PRIMARY)
    a_school(forum, Phase.SECONDARY)
    schedule = start_schedule(paper, financial_year=YEAR, by=officer, on=ON)
    insure(schedule, PRIMARY, 100, by=officer)
    return schedule


def insure(schedule, group, units, *, by, **more):
    line = ScheduleLine(name="Insurance", group=group, label="2(i)", **more)
    return line_from(schedule, line, [a_rate_of("AWPU", "21.00", units)], by=by, on=ON)


def state():
    """All that is asked, in words, to compare before and after."""
    return [
        (each.pk, each.label, each.text, each.amount, option.pk, option.amount, option.group)
        for each in Recommendation.objects.order_by("position")
        for option in each.options.all()
    ]


def test_havering_is_asked_by_service_and_by_phase(generated):
    asked = {each.label: each for each in Recommendation.objects.order_by("position")}

    assert list(asked) == LABELS
    assert {each.decision_type for each in asked.values()} == {"DEDEL_PRIMARY", "EDU_FUNCTIONS"}
    duties = asked["3(i)"]
    assert (duties.amount, duties.groups) == (341000, [PRIMARY, SECONDARY, SPECIAL])
    assert [(each.letter, each.group, each.amount) for each in duties.options.all()] == [
        ("A", PRIMARY, 334000),
        ("A", SPECIAL, 7000),
    ]
    assert duties.text == (
        "Agree to de-delegate funding for Statutory and regulatory duties in 2024-25."
    )
    assert sum(option.rates.count() for option in FundingOption.objects.all()) == 17


def test_what_is_generated_passes_the_gate_but_for_what_the_paper_prints_wrong(generated):
    ruling = may_table(paper_facts(generated.paper, on=ON))

    assert ruling.codes == set()
    assert "prior-year-label" in ruling.warning_codes


def test_an_option_has_its_year_its_pot_and_its_rates(generated):
    (option,) = Recommendation.objects.get(label="2(ii)").options.all()

    assert (option.source, option.financial_year) == (Source.DE_DELEGATED, YEAR)
    assert (option.from_on, option.until_on) == (date(2024, 4, 1), date(2025, 3, 31))
    assert option.budget_line == BudgetLine.objects.get(name=option.service)
    (rate,) = option.rates.all()
    assert (str(rate.unit_rate), rate.units, rate.printed_total) == ("9.50", 3195, 30352)


def test_generating_again_changes_nothing_and_says_so(generated, officer):
    before = state()

    said = generate_recommendations(generated, by=officer, on=ON)

    assert (said, state()) == ((), before)
    entry = AuditEntry.objects.filter(event=PaperEvent.SCHEDULE_GENERATED).latest("seq")
    assert entry.sentence.endswith("nothing to change")


def test_a_changed_rate_is_brought_up_to_date_and_told(small, officer):
    generate_recommendations(small, by=officer, on=ON)
    insure(small, PRIMARY, 110, by=officer)

    said = generate_recommendations(small, by=officer, on=ON)

    assert said == (
        "2(i) Insurance changed: amount",
        "2(i), maintained primary schools: £2,310 brought up to date",
    )
    (asked,) = Recommendation.objects.all()
    assert (asked.amount, asked.options.get().amount) == (2310, 2310)


def test_a_second_phase_votes_by_itself_on_the_same_recommendation(small, officer):
    generate_recommendations(small, by=officer, on=ON)
    insure(small, SECONDARY, 50, by=officer)

    said = generate_recommendations(small, by=officer, on=ON)

    (asked,) = Recommendation.objects.all()
    assert (asked.decision_type, asked.kind.must_separate) == ("DEDEL_BOTH_PHASES", True)
    assert asked.asked_groups == (PRIMARY, SECONDARY)
    assert said[-1] == "2(i), maintained secondary schools: £1,050 offered"
    assert {option.letter for option in asked.options.all()} == {"A"}


def test_words_that_somebody_wrote_stay(small, officer):
    generate_recommendations(small, by=officer, on=ON)
    Recommendation.objects.update(text="Consider insurance.", stem="To consider:")

    generate_recommendations(small, by=officer, on=ON)

    (asked,) = Recommendation.objects.all()
    assert (asked.text, asked.stem) == ("Consider insurance.", "To consider:")


def test_words_of_the_line_are_those_of_the_recommendation(small, officer):
    insure(small, PRIMARY, 100, by=officer, text="Insurance", stem="To agree:", if_refused="Buy.")

    generate_recommendations(small, by=officer, on=ON)

    (asked,) = Recommendation.objects.all()
    assert (asked.text, asked.stem, asked.do_nothing) == ("Insurance", "To agree:", "Buy.")


def test_a_recommendation_of_the_paper_with_the_same_label_is_taken_up(small, officer):
    there = a_recommendation(small.paper, "2(i)", text="Insurance, as printed in Word.")

    generate_recommendations(small, by=officer, on=ON)

    (asked,) = Recommendation.objects.all()
    assert (asked.pk, asked.text) == (there.pk, "Insurance, as printed in Word.")
    assert (asked.decision_type, asked.amount) == ("DEDEL_PRIMARY", 2100)


def test_a_label_that_asks_for_other_money_is_refused(small, forum, officer):
    an_option(a_recommendation(small.paper, "2(i)", amount=Decimal(5)), a_line(forum))

    with pytest.raises(Refused, match="asks for something else"):
        generate_recommendations(small, by=officer, on=ON)

    assert FundingOption.objects.count() == 1


def test_services_are_numbered_anew(small, officer):
    contingency = ScheduleLine(name="Contingencies", group=PRIMARY, label="2(ii)")
    line_from(small, contingency, [a_rate_of("AWPU", "11.00", 100)], by=officer, on=ON)
    generate_recommendations(small, by=officer, on=ON)
    before = {each.amount: each.pk for each in Recommendation.objects.all()}
    small.lines.filter(name="Insurance").update(label="2(ii)")
    small.lines.filter(name="Contingencies").update(label="2(i)")

    said = generate_recommendations(small, by=officer, on=ON)

    assert said == ("2(ii) Insurance changed: label", "2(i) Contingencies changed: label")
    after = {each.label: (each.amount, each.pk) for each in Recommendation.objects.all()}
    assert after == {"2(i)": (1100, before[1100]), "2(ii)": (2100, before[2100])}


def test_a_label_that_another_recommendation_has_is_not_given_twice(small, officer):
    generate_recommendations(small, by=officer, on=ON)
    a_recommendation(small.paper, "1")
    small.lines.update(label="1")

    with pytest.raises(Refused, match="asks for something else"):
        generate_recommendations(small, by=officer, on=ON)


def test_a_line_taken_out_takes_with_it_what_was_asked_from_it(small, officer):
    insure(small, SECONDARY, 50, by=officer)
    generate_recommendations(small, by=officer, on=ON)
    primary, secondary = small.lines.all()

    remove_line(secondary, by=officer, on=ON)
    said = generate_recommendations(small, by=officer, on=ON)

    (asked,) = Recommendation.objects.all()
    assert said == ("2(i) Insurance changed: amount, type of decision",)
    assert [option.group for option in asked.options.all()] == [PRIMARY]
    primary.refresh_from_db()
    remove_line(primary, by=officer, on=ON)
    assert not Recommendation.objects.exists()


def test_a_line_moved_to_another_group_leaves_no_option_behind(small, officer):
    generate_recommendations(small, by=officer, on=ON)
    small.lines.update(group=SECONDARY)

    generate_recommendations(small, by=officer, on=ON)

    assert [option.group for option in FundingOption.objects.all()] == [SECONDARY]
    assert Recommendation.objects.get().decision_type == "DEDEL_SECONDARY"


def test_an_empty_schedule_generates_nothing(paper, officer):
    schedule = start_schedule(paper, financial_year=YEAR, by=officer, on=ON)

    with pytest.raises(Refused, match="has no lines"):
        generate_recommendations(schedule, by=officer, on=ON)


def test_nothing_is_generated_for_a_tabled_paper_nor_by_a_wrong_seat(
    small, paper, clerk, auditor, officer
):
    with pytest.raises(PermissionDenied):
        generate_recommendations(small, by=auditor, on=ON)
    table(paper, clerk)
    with pytest.raises(Refused, match="was tabled"):
        generate_recommendations(small, by=officer, on=ON)

    assert not Recommendation.objects.exists()


def test_a_service_keeps_the_budget_line_of_its_name(small, forum, officer):
    known = a_line(forum, "Insurance")
    service = small.lines.get().service

    assert pot_of(service, by=officer, on=ON) == known
    assert pot_of(service, by=officer, on=ON) == known
    assert BudgetLine.objects.count() == 1
