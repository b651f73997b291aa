"""What is proposed from the five documents, and from smaller texts."""

from datetime import date
from decimal import Decimal

import pytest

from forum.choices import Group
from papers.choices import ProposalKind
from papers.rules.appendices import cited
from papers.rules.asks import asks
from papers.rules.proposing import proposals
from papers.rules.schedules.rate_tables import rate_tables
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, TABLE, Block, Point
from papers.rules.text.front_matter import author_parts, contacts, day_in, front_of, particulars
from papers.word.pasting import read_text
from tests.papers.intaken import havering, text_of

HEAD = Block(HEADING, "Recommendations")


def of(name):
    return read_text(text_of(name)).blocks


def proposed(blocks, kind):
    return [each for each in proposals(blocks) if each.kind == kind]


def labels(blocks):
    return [each.label for each in asks(blocks)]


def test_havering_asks_eight_things_in_their_smallest_parts():
    found = proposed(havering(), ProposalKind.RECOMMENDATION)

    assert [each.label for each in found] == [
        *("1", "2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "3(i)", "3(ii)")
    ]
    third = found[2].value
    assert third["text"] == "Free school meals eligibility checking"
    assert third["stem"].endswith("for the following services:")
    assert (third["decision_type"], third["amount"], third["financial_year"]) == (
        "DEDEL_PRIMARY",
        "30352",
        "2024-25",
    )
    assert found[6].value["decision_type"] == "EDU_FUNCTIONS"
    assert found[6].value["groups"] == ["maintained_primary", "maintained_special"]


def test_havering_rates_are_read_as_printed():
    found = rate_tables(havering())

    assert [table.precision for table in found] == [1000, 1000, 1, 1000, 1000, 1, 1000, 100]
    assert sum(table.total for table in found) == Decimal(1_951_280)
    behaviour = found[5].shares[0]
    assert [rate.factor for rate in behaviour.rates] == [
        *("AWPU", "FSM Ever 6", "IDACI E", "IDACI D", "IDACI C", "IDACI B", "IDACI A"),
        "Low attainment",
    ]
    assert [str(rate.prior_rate) for rate in behaviour.rates] == [
        *("5.00", "2.00", "14.08", "22.08", "12.05", "7.71", "10.07", "5.00")
    ]
    assert [share.group for share in found[6].shares] == [
        Group.MAINTAINED_PRIMARY,
        Group.MAINTAINED_SPECIAL,
    ]


def test_mislabelled_year_is_kept_as_printed():
    meals = rate_tables(havering())[2].shares[0].rates[0]

    assert (meals.prior_rate, meals.prior_year_label) == (Decimal("9.50"), "2024-25")


def test_rates_go_to_the_recommendation_of_their_name():
    found = proposed(havering(), ProposalKind.RATES)

    assert [each.label for each in found] == [
        *("1", "2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "3(i)", "3(ii)")
    ]
    assert found[5].value["shares"][0]["rates"][2] == {
        "factor": "IDACI E",
        "rate": "14.08",
        "total": "31111",
        "units": None,
        "prior_rate": "14.08",
        "prior_year_label": "2023-24",
    }


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("kent-flo-information-paper", ["5.1"]),
        ("kent-executive-decision-23-00113", ["A", "B"]),
        ("middlesbrough-funding-review-2019", ["26", "27"]),
        ("staffordshire-progress-report-2016", ["1", "2", "3"]),
    ],
)
def test_each_document_asks_what_it_prints(name, asked):
    assert labels(of(name)) == asked


def test_extract_from_another_report_is_not_asked():
    texts = [each.text for each in asks(of("middlesbrough-funding-review-2019"))]

    assert all("SMF note" in text for text in texts)


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("havering-de-delegation-2024-25", ProposalKind.ELIGIBILITY,
         {"eligibility": "LA maintained school representatives"}),
        ("havering-de-delegation-2024-25", ProposalKind.PAPER_KIND, {"kind": "de_delegation"}),
        ("kent-flo-information-paper", ProposalKind.PURPOSE, {"purpose": "information"}),
        ("kent-executive-decision-23-00113", ProposalKind.PAPER_KIND, {"kind": "executive"}),
        ("middlesbrough-funding-review-2019", ProposalKind.WRITTEN_ON,
         {"written_on": "2019-03-27"}),
        ("staffordshire-progress-report-2016", ProposalKind.WRITTEN_ON,
         {"written_on": "2016-07-05"}),
    ],
)  # fmt: skip
def test_what_the_head_of_a_document_says_is_proposed(name, kind, value):
    (found,) = proposed(of(name), kind)

    assert (found.value, found.is_sure) == (value, True)


def test_paper_without_title_or_date_has_none_proposed():
    kinds = {each.kind for each in proposals(of("kent-flo-information-paper"))}

    assert not kinds & {ProposalKind.TITLE, ProposalKind.WRITTEN_ON, ProposalKind.AUTHOR}


def test_amounts_keep_their_words_and_paragraphs():
    found = proposed(of("kent-executive-decision-23-00113"), ProposalKind.AMOUNT)
    by_words = {each.words: each for each in found}

    assert by_words["£4,996,042"].where == "Paragraph 4.3"
    assert by_words["up to and including £5m"].value["precision"] == "up_to"
    assert not any(each.is_sure for each in found)


def test_sources_of_the_body_are_proposed_with_where_they_stand():
    found = proposed(of("middlesbrough-funding-review-2019"), ProposalKind.SOURCE)

    assert {each.value["source"] for each in found} == {
        *("centrally_retained", "one_off", "de_delegated", "high_needs")
    }
    assert "Paragraphs" in found[0].where


def test_executive_report_gives_its_particulars():
    head = particulars(front_of(of("kent-executive-decision-23-00113")))

    assert head["reference"] == "23/00113"
    assert [each["words"] for each in head["past_pathway"]] == ["N/A"]
    assert head["future_pathway"][0]["on"] == "2024-01-16"
    assert particulars(front_of(havering())) == {}


def test_contacts_keep_name_post_telephone_and_address():
    first, second = contacts(of("kent-executive-decision-23-00113"))

    assert (first["role"], second["role"]) == ("Report Author", "Relevant Director")
    assert all(each["name"] and each["post"] and each["telephone"] for each in (first, second))
    assert all("@" in each["email"] for each in (first, second))
    assert [each["role"] for each in contacts(of("staffordshire-progress-report-2016"))] == [
        "Report author"
    ]


def test_background_documents_are_proposed_and_none_means_none():
    found = proposed(of("kent-flo-information-paper"), ProposalKind.BACKGROUND)

    assert len(found) == 2
    assert proposed(of("staffordshire-progress-report-2016"), ProposalKind.BACKGROUND) == []


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("A Name – Finance Manager", ("A Name", "Finance Manager")),
        ("A Name, Lead – Early Help", ("A Name", "Lead – Early Help")),
        ("A Name", ("A Name", "")),
    ],
)
def test_author_is_a_name_and_a_post(words, parts):
    assert author_parts(words) == parts


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("27th March 2019", date(2019, 3, 27)),
        ("on 5 July 2016, at", date(2016, 7, 5)),
        ("31 February 2016", None),
        ("March 2016", None),
    ],
)
def test_day_is_read_where_it_exists(words, day):
    assert day_in(words) == day


def test_cover_table_says_title_and_author():
    rows = (("Subject:", "Growth fund"), ("Report of:", "A Name, Head of Finance"), ("Other", "x"))

    front = front_of((Block(TABLE, rows=rows),))

    assert (front.title, front.get("author")) == ("Growth fund", "A Name, Head of Finance")


def test_points_without_labels_are_asked_one_by_one_or_hang_on_their_line():
    loose = Block(BULLETS, points=(Point("note it"), Point("agree it")))
    stem = Block(PARAGRAPH, "The Forum is asked to:")
    hung = Block(PARAGRAPH, "Agree these:", number="1.")

    assert labels((HEAD, loose)) == ["1", "2"]
    assert [each.stem for each in asks((HEAD, stem, loose))] == ["The Forum is asked to:"] * 2
    (one,) = asks((HEAD, hung, loose))
    assert one.text == "Agree these:\n- note it\n- agree it"


def test_amount_in_the_recommendation_is_asked_for():
    text = "That the Forum agrees to fund posts at up to £20,000 in 2026-27."
    (found,) = proposed((HEAD, Block(PARAGRAPH, text, number="1.")), ProposalKind.RECOMMENDATION)

    assert found.value["seeks_resources"] is True
    assert (found.value["amount"], found.value["precision"]) == ("20000", "up_to")
    assert found.value["financial_year"] == "2026-27"


def test_two_amounts_in_one_recommendation_are_left_to_the_author():
    text = "That the Forum agrees to fund posts at £20,000 and £30,000."
    (found,) = proposed((HEAD, Block(PARAGRAPH, text, number="1.")), ProposalKind.RECOMMENDATION)

    assert found.value["amount"] is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("That the minutes of the last meeting are agreed.", "MINUTES"),
        ("That the growth fund is agreed.", "GROWTH_FUND"),
        ("That the report is noted.", ""),
        ("For maintained secondary members: agree to de-delegate insurance.", "DEDEL_SECONDARY"),
        ("Agree to de-delegate insurance.", ""),
    ],
)
def test_type_of_decision_is_proposed_only_where_it_is_sure(text, code):
    (found,) = proposed((HEAD, Block(PARAGRAPH, text, number="1.")), ProposalKind.RECOMMENDATION)

    assert found.value["decision_type"] == code


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("at Appendix A. Appendix B", ("A", "B")),
        ("Appendices 1, 3 and 4", ("1", "3", "4")),
        ("Appendix A’s summary", ()),
        ("the appendix", ()),
    ],
)
def test_appendices_are_found_where_they_are_cited(text, letters):
    assert cited(text) == letters


def test_table_that_only_resembles_rates_is_none():
    rows = (("Formula factor", "AWPU"), ("Amount", "£5"))

    assert rate_tables((Block(HEADING, "Insurance"), Block(TABLE, rows=rows))) == ()
    figures = (("Formula factor", "AWPU"), ("Amount", "tbc"), ("Total", "tbc"))
    assert rate_tables((Block(HEADING, "Insurance"), Block(TABLE, rows=figures))) == ()


def test_units_and_last_year_may_stand_in_the_table_itself():
    rows = (
        ("2024-25", "Secondary"),
        ("Formula factor", "AWPU"),
        ("Amount", "£5.00"),
        ("Units", "200"),
        ("Total", "£1,000"),
        ("2023-24 rate", "£4.00"),
    )
    (table,) = rate_tables((Block(HEADING, "Insurance"), Block(TABLE, rows=rows)))

    share = table.shares[0]
    assert share.group == Group.MAINTAINED_SECONDARY
    assert (share.rates[0].units, share.rates[0].prior_rate) == (Decimal(200), Decimal("4.00"))


def test_no_more_than_a_dozen_amounts_are_proposed():
    asks_for = Block(PARAGRAPH, "That the Forum agrees.", number="1.")
    sums = [Block(PARAGRAPH, f"It was £{number},000 then.") for number in range(10, 30)]

    found = proposed((HEAD, asks_for, Block(HEADING, "Background"), *sums), ProposalKind.AMOUNT)

    assert len(found) == 12


def test_decision_that_is_no_key_decision_has_no_reasons():
    lines = ("From: A Name, Director", "To: B Name, Member", "Subject: Grant", "Key decision: No")
    blocks = [Block(PARAGRAPH, line) for line in lines]

    head = particulars(front_of(blocks))

    assert (head["key_reasons"], head["reference"], head["subject"]) == ([], "", "Grant")


def test_heading_of_common_words_is_nobodys_table():
    rows = (("Factor", "AWPU"), ("Rate", "£5.00"), ("Total", "£1,000"))
    blocks = (
        HEAD,
        Block(PARAGRAPH, "Agree to de-delegate insurance.", number="1."),
        Block(HEADING, "The service"),
        Block(TABLE, rows=rows),
    )

    assert proposed(blocks, ProposalKind.RATES) == []
    assert proposed(blocks, ProposalKind.PAPER_KIND)[0].value == {"kind": "de_delegation"}


def test_heading_without_anything_under_it_asks_nothing():
    assert asks((HEAD, Block(HEADING, "Background"), Block(PARAGRAPH, "Words."))) == ()


def test_label_that_is_printed_twice_is_told_apart():
    twice = [Block(PARAGRAPH, f"That {word} is noted.", number="1.") for word in ("this", "that")]

    assert labels((HEAD, *twice)) == ["1", "1 (2)"]
