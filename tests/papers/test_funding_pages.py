"""Which money: the four sources, an option of each, and the lines that they are drawn from."""

from decimal import Decimal

import pytest

from papers.choices import Block, LineKind, OptionStatus, Source
from papers.models import Allocation, BudgetLine, Commitment, FundingOption
from tests.asking import DE_DELEGATION, OPTION, address
from tests.factories import a_line, a_rate, a_recommendation, an_option

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_officer(client, officer):
    client.force_login(officer)


@pytest.fixture
def asked(paper):
    return a_recommendation(paper, seeks_resources=True, amount=Decimal(89604))


def add(asked, source):
    return address("papers:option_add", asked.forum, asked, source)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_four_sources_are_explained_and_dsg_is_none(client, asked):
    page = words(client.get(address("papers:option_source", asked.forum, asked)))

    for source in Source:
        assert f'href="{add(asked, source)}">{source.label}</a>' in page
    assert "“DSG”, or “direct school grant”, is not a source" in page
    assert "declare that it touches no funding source" not in page


@pytest.mark.parametrize("source", ["dsg", "direct_school_grant", "x" * 300])
def test_source_that_is_none_does_not_exist(client, asked, source):
    assert client.get(add(asked, source)).status_code == 404


@pytest.mark.parametrize(
    ("source", "block", "kind"),
    [
        (Source.CENTRALLY_RETAINED, Block.CSSB, LineKind.LINE),
        (Source.HIGH_NEEDS, Block.HIGH_NEEDS, LineKind.LINE),
        (Source.ONE_OFF, Block.HIGH_NEEDS, LineKind.GRANT),
    ],
)
def test_officer_offers_money_of_a_source(client, asked, source, block, kind):
    line = a_line(asked.forum, "The line", block=block, kind=kind)

    answer = client.post(add(asked, source), OPTION | {"budget_line": line.pk, "letter": "a"})

    option = FundingOption.objects.get()
    assert answer.url == asked.paper.get_absolute_url()
    assert (option.source, option.budget_line, option.letter) == (source, line, "A")
    assert option.amount == Decimal(89604)


def test_officer_offers_a_de_delegation_with_its_rates(client, asked):
    line = a_line(asked.forum, "Behaviour support", block=Block.SCHOOLS)

    client.post(add(asked, "de_delegated"), DE_DELEGATION | {"budget_line": line.pk})

    option = FundingOption.objects.get()
    rate = option.rates.get()
    assert (option.service, option.group) == ("Behaviour support", "maintained_primary")
    assert (str(rate.unit_rate), rate.units, rate.printed_total) == (
        "5.00", Decimal(17284), Decimal(86420),
    )  # fmt: skip
    assert (rate.prior_year_label, option.from_on) == ("2024-25", None)


def test_incomplete_option_is_kept_as_a_draft(client, asked):
    """Written without phase and rates: the gate refuses that, not the form."""
    sent = {"letter": "A", "printed_precision": "1", "rates-TOTAL_FORMS": "2",
            "rates-INITIAL_FORMS": "0"}  # fmt: skip

    client.post(add(asked, "de_delegated"), sent)

    option = FundingOption.objects.get()
    assert (option.group, option.amount, option.rates.count()) == ("", None, 0)


def test_more_rate_lines_are_given_and_nothing_is_saved(client, asked):
    answer = client.post(add(asked, "de_delegated"), DE_DELEGATION | {"more": "yes"})

    page = words(answer)
    assert "Rate line 6" in page
    assert 'value="86,420"' in page
    assert not FundingOption.objects.exists()


def test_rate_lines_are_changed_kept_and_removed(client, asked):
    option = an_option(asked, source=Source.DE_DELEGATED)
    for position, factor in enumerate(("AWPU", "FSM", "EAL"), start=1):
        a_rate(option, factor, position=position)
    url = address("papers:option_edit", asked.forum, option)
    row = {"unit_rate": "5.00", "units": "100", "printed_total": "500"}
    rows = {
        f"rates-{number}-{name}": value
        for number, factor in enumerate(("AWPU", "FSM", "EAL 3"))
        for name, value in ({"factor": factor} | row).items()
    }
    sent = DE_DELEGATION | {"rates-TOTAL_FORMS": "5", "rates-INITIAL_FORMS": "3"} | rows

    page = words(client.get(url))
    client.post(url, sent | {"rates-1-DELETE": "on"})

    assert "The saved rate lines come to £1,500; the amount is £89,604." in page
    assert [rate.factor for rate in option.rates.all()] == ["AWPU", "EAL 3"]


def test_lines_show_what_is_left_and_only_those_that_fit(client, asked):
    fits = a_line(asked.forum, "Combined budgets")
    a_line(asked.forum, "Therapies", block=Block.HIGH_NEEDS)
    a_line(asked.forum, "Balance", kind=LineKind.BALANCE)
    Allocation.objects.create(
        forum=asked.forum, budget_line=fits, financial_year="2025-26", amount=Decimal(100000)
    )
    Commitment.objects.create(
        forum=asked.forum, budget_line=fits, financial_year="2025-26", amount=Decimal(40000),
        source=Source.CENTRALLY_RETAINED, award=asked.pk, outcome=asked.pk, matter=asked.matter,
        decided_on=asked.recorded_at.date(), title="Earlier",
    )  # fmt: skip

    page = words(client.get(add(asked, "centrally_retained")))

    assert "Central school services block</th>" in page
    assert "2025-26: </span><strong>£60,000 left</strong>" in page
    assert "of £100,000, £40,000 committed" in page
    assert '2026-27: </span><span class="tabled-quiet">no allocation recorded' in page
    assert "Therapies" not in page
    assert ">Balance</label>" not in page


def test_second_alternative_has_the_next_letter_and_a_part_the_same(client, asked):
    an_option(asked, a_line(asked.forum))

    assert 'name="letter" value="B"' in words(client.get(add(asked, "high_needs")))
    assert 'name="letter" value="A"' in words(client.get(add(asked, "de_delegated")))


def test_officer_takes_an_option_out_after_being_asked(client, asked):
    option = an_option(asked, a_line(asked.forum))
    url = address("papers:option_remove", asked.forum, option)

    asked_first = words(client.get(url))
    assert FundingOption.objects.exists()
    client.post(url)

    assert "Take out option A?" in asked_first
    assert not FundingOption.objects.exists()


def test_option_is_marked_while_another_stands(client, asked):
    line = a_line(asked.forum)
    first, last = an_option(asked, line), an_option(asked, line, letter="B")
    sent = {"status": "unavailable", "note": "Review of the block, item 7"}

    client.post(address("papers:option_mark", asked.forum, first), sent)
    refused = client.post(address("papers:option_mark", asked.forum, last), sent)

    first.refresh_from_db()
    assert (first.status, first.status_note) == (OptionStatus.UNAVAILABLE, sent["note"])
    assert refused.status_code == 409
    assert "last funding option that stands" in words(refused)


def test_officer_opens_a_line_allocates_and_comes_back(client, asked):
    back = add(asked, "centrally_retained")
    sent = {"name": "Admissions", "block": "cssb", "kind": "line", "code": "1.4.2"}

    opened = client.post(f"{address('papers:line_open', asked.forum)}?next={back}", sent)
    put = client.post(opened.url, {"financial_year": "2025-26", "amount": "120,000"})

    line = BudgetLine.objects.get()
    assert (line.name, line.left("2025-26")) == ("Admissions", Decimal(120000))
    assert put.url == back


def test_way_back_lies_on_this_site(client, asked):
    line = a_line(asked.forum)
    url = f"{address('papers:allocation_set', asked.forum, line)}?next=https://example.com/"

    answer = client.post(url, {"financial_year": "2025-26", "amount": "1"})

    assert answer.url == address("decisions:line_detail", asked.forum, line)
