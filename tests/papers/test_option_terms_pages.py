"""What an option says beyond its amount, typed into its form and read back on the paper."""

from datetime import date
from decimal import Decimal

import pytest

from papers.choices import Block, LineKind, OptionStatus, Source
from papers.models import Allocation, FundingOption
from papers.workflow.funding import mark_option, offer_option
from tests.asking import OPTION, address, day
from tests.factories import BEFORE, a_line, a_recommendation, an_option

pytestmark = pytest.mark.django_db

TERMS = {
    "amount_precision": "approximate",
    "amount_as_printed": "c. £1m",
    "amount_unit": "per_annum",
    "is_recurring": "yes",
    "after_end": "The forum is asked again.",
    "months": "7",
    "full_year_amount": "1,000,000",
    "conditions": "A termly report\n\n  Half from schools  ",
    "match_from": "the County Council",
    "match_amount": "7,200,000",
    "match_ours": "1",
    "match_theirs": "5",
    "match_words": "For every £1 a further £5",
}
GRANT = {
    "grant_reference": "DfE, Families First, wave 2",
    "ceiling": "5,000,000",
    "claw_back": "If delivery is not as documented",
}


@pytest.fixture(autouse=True)
def as_officer(client, officer):
    client.force_login(officer)


@pytest.fixture
def asked(paper):
    return a_recommendation(paper, seeks_resources=True, amount=Decimal(90000))


@pytest.fixture
def grant(forum):
    return a_line(forum, "Pathfinder grant", block=Block.OUTSIDE, kind=LineKind.GRANT)


def add(asked, source, more=""):
    return address("papers:option_add", asked.forum, asked, source) + more


def words(answer):
    return " ".join(answer.content.decode().split())


def test_all_terms_of_an_option_are_kept_and_shown(client, asked, grant):
    client.post(add(asked, "one_off"), OPTION | TERMS | GRANT | {"budget_line": grant.pk})

    option = FundingOption.objects.get()
    assert option.conditions == ["A termly report", "Half from schools"]
    assert (option.match_ours, option.match_theirs) == (Decimal(1), Decimal(5))
    assert (option.is_recurring, option.months, option.ceiling) == (True, 7, Decimal(5000000))
    page = words(client.get(asked.paper.get_absolute_url()))
    for said in (
        "approximately £89,604",
        "of at most £5,000,000, printed “c. £1m”",
        "Comes back every year",
        "Grant: DfE, Families First, wave 2",
        "Condition: Half from schools",
        "To be paid back: If delivery is not as documented",
        "Matched by the County Council: £7,200,000",
        "Matched at 1:5, that is £448,020",
        "After the end: The forum is asked again.",
    ):
        assert said in page


def test_terms_are_read_back_into_the_form(client, asked, grant):
    client.post(add(asked, "one_off"), OPTION | TERMS | GRANT | {"budget_line": grant.pk})
    page = words(
        client.get(address("papers:option_edit", asked.forum, FundingOption.objects.get()))
    )

    assert "A termly report Half from schools</textarea>" in page
    assert 'value="yes" checked' in page
    assert page.count('<details class="govuk-details tabled-folded" open>') == 4


def test_what_is_not_stated_stays_not_stated(client, asked):
    page = words(client.get(add(asked, "high_needs")))
    client.post(add(asked, "high_needs"), OPTION)

    option = FundingOption.objects.get()
    assert (option.is_recurring, option.months, option.conditions) == (None, None, [])
    assert 'tabled-folded" open' not in page
    assert "External grant" not in page


def test_half_a_ratio_is_a_mistake_and_everything_typed_stays(client, asked):
    page = words(client.post(add(asked, "high_needs"), OPTION | TERMS | {"match_theirs": ""}))

    assert "Enter both numbers of the ratio, or neither" in page
    assert "For every £1 a further £5" in page
    assert not FundingOption.objects.exists()


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        ("\n".join("abcdefghijklmnopqrstu"), "Enter at most 20 conditions"),
        ("a" * 301, "Each condition must be 300 characters or fewer"),
    ],
)
def test_too_many_or_too_long_conditions(client, asked, conditions, sentence):
    page = words(client.post(add(asked, "high_needs"), OPTION | {"conditions": conditions}))

    assert sentence in page


def test_part_of_a_year_is_worked_out_on_the_paper(client, asked):
    dates = {**day("from_on", "1 9 2025"), "full_year_amount": "1,000,000"}
    client.post(add(asked, "high_needs"), OPTION | dates)

    page = words(client.get(asked.paper.get_absolute_url()))
    assert "7 of 12 months of £1,000,000 for a full year: £583,333.33" in page


def test_another_part_begins_with_the_letter_and_what_is_still_to_find(client, asked, grant):
    sent = OPTION | {"budget_line": grant.pk, "amount": "60,000", "another": "yes"}

    answer = client.post(add(asked, "one_off"), sent)

    assert answer.url == add(asked, "one_off", "?letter=A")
    page = words(client.get(answer.url))
    assert "So far, option A comes to £60,000 of £90,000: £30,000 still to find." in page
    assert 'name="letter" value="A"' in page
    assert 'value="30,000"' in page
    assert "Does not add up" in words(client.get(asked.paper.get_absolute_url()))


def test_letter_that_nothing_stands_under_is_not_taken_up(client, asked):
    assert 'name="letter" value="A"' in words(client.get(add(asked, "one_off", "?letter=ZZ")))


# Side by side


@pytest.fixture
def compared(client, asked, grant, officer):
    line = a_line(asked.forum)
    Allocation.objects.create(
        forum=asked.forum, budget_line=line, financial_year="2025-26", amount=Decimal(100000)
    )
    values = {"forum": asked.forum, "recommendation": asked, "amount": Decimal(90000)}
    first = FundingOption(
        **values, source=Source.CENTRALLY_RETAINED, budget_line=line, financial_year="2025-26"
    )
    offer_option(first, by=officer, on=BEFORE)
    for year, amount in (("2025-26", 60000), ("2026-27", 30000)):
        part = FundingOption(
            **values | {"amount": Decimal(amount)}, source=Source.ONE_OFF, budget_line=grant,
            letter="B", financial_year=year, until_on=date(2027, 3, 31), proposer="Head of SEN",
        )  # fmt: skip
        offer_option(part, by=officer, on=BEFORE)
    return asked


def compare(asked):
    return address("papers:option_compare", asked.forum, asked)


def test_alternatives_stand_side_by_side(client, compared, clerk):
    compared.do_nothing = "The posts end."
    compared.save()

    page = words(client.get(compare(compared)))

    assert "£10,000 of £100,000 in 2025-26" in page
    assert "£60,000 for 2025-26<br>£30,000 for 2026-27" in page
    assert "Offered by Early Help Manager, 2 January 2026" in page
    assert "Head of SEN" in page
    assert "The posts end." in page
    assert "Option B comes to £90,000, all that is asked for." in page
    assert "Compare the options side by side" in words(
        client.get(compared.paper.get_absolute_url())
    )


def test_history_says_what_became_of_an_option_when_and_by_whom(client, compared, clerk):
    option = compared.options.first()
    mark_option(option, OptionStatus.UNAVAILABLE, note="Spent.", by=clerk, on=date(2026, 1, 5))

    page = words(client.get(compare(compared)))

    assert "Marked “unavailable” by Clerk to the forum, 5 January 2026<br>Why: Spent." in page


def test_comparison_is_for_who_may_read_the_paper(client, compared, primary_head, stranger):
    for person in (primary_head, stranger):
        client.force_login(person)
        assert client.get(compare(compared)).status_code == 404
    assert client.post(compare(compared)).status_code == 405


def test_recommendation_without_options_says_what_to_do(client, asked):
    assert "No funding option yet" in words(client.get(compare(asked)))


@pytest.mark.parametrize("many", [1, 3])
def test_comparison_takes_the_same_queries_for_any_number(
    client, asked, many, django_assert_max_num_queries
):
    for letter in "ABC"[:many]:
        an_option(asked, a_line(asked.forum, f"Line {letter}"), letter=letter)

    with django_assert_max_num_queries(19):
        client.get(compare(asked))
