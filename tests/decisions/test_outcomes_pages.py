"""Recording an outcome, and reading it."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from decisions.choices import LinkKind, Result, Settlement, VoteCast
from decisions.models import Action, Outcome
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.minuting import begin_minutes, publish_draft
from forum.choices import Group, Presence
from papers.models import Question
from tests.decisions.conftest import ASKED, put
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_paper,
    a_recommendation,
    an_item,
    an_option,
    is_present,
)

pytestmark = pytest.mark.django_db

FOR, AGAINST = VoteCast.FOR, VoteCast.AGAINST
ROWS = {"award-TOTAL_FORMS": "1", "award-INITIAL_FORMS": "0"}


def to(name, record):
    return reverse(f"decisions:{name}", args=[record.forum.slug, record.pk])


@pytest.fixture
def options(recommendation):
    return {option.letter: option for option in recommendation.options.all()}


def carried(**more):
    """What the clerk sends for a request that was agreed."""
    return {
        "result": "carried",
        "resolution": "Agree to fund four posts.",
        "amount_agreed": "89,604",
        "funding": "decided",
        **ROWS,
        **more,
    }


def award(option, row=0, **more):
    """One row about the money: a tabled option, taken as it stands."""
    sent = {"option": option.pk if option else "", **more}
    return {f"award-{row}-{name}": value for name, value in sent.items()}


def test_form_shows_what_was_tabled_asked_and_voted(as_clerk, question, sitting):
    sitting.vote(question, FOR, FOR, AGAINST, letter="B")

    page = as_clerk.get(to("outcome_record", question))

    assertContains(page, "Agree to fund four posts.")
    assertContains(page, "<strong>£89,604</strong>")
    assertContains(page, "For 2, against 1, abstained 0")


def test_form_is_filled_in_from_the_option_that_the_forum_chose(as_clerk, question, sitting):
    sitting.vote(question, FOR, FOR, FOR, letter="B")

    form = as_clerk.get(to("outcome_record", question)).context["formset"].forms

    assert [row.initial["option"].letter for row in form] == ["B"]
    assert form[0].initial["amount"] == ASKED


def test_form_offers_what_the_ballot_leaves_open(as_clerk, question, sitting):
    sitting.vote(question, AGAINST, AGAINST, AGAINST)

    page = as_clerk.get(to("outcome_record", question))

    assertContains(page, 'value="not_carried"')
    assertNotContains(page, 'value="carried"')


def test_form_before_a_vote_says_why_carried_is_not_offered(as_clerk, question):

    page = as_clerk.get(to("outcome_record", question))

    assertContains(page, "The forum decides by a vote")
    assertContains(page, to("ballot_open", question))
    assertNotContains(page, 'value="carried"')


def test_clerk_records_what_was_carried_with_its_award(as_clerk, question, sitting, options):
    sitting.vote(question, FOR, FOR, FOR, letter="B")

    page = as_clerk.post(to("outcome_record", question), carried(**award(options["B"])))

    outcome = Outcome.objects.get()
    assertRedirects(page, to("meeting_run", question.placement.meeting))
    assert (outcome.settlement, outcome.amount_agreed) == (Settlement.SETTLED, ASKED)
    assert outcome.awards.get().budget_line == options["B"].budget_line


def test_agreed_without_a_source_is_refused_with_the_ways_out_and_nothing_is_lost(
    as_clerk, question, sitting
):
    sitting.vote(question, FOR, FOR, FOR)

    page = as_clerk.post(to("outcome_record", question), carried(comments="Hear, hear"))

    assertContains(page, "Agreed, but which source? £89,604 was asked for.", status_code=409)
    assertContains(page, "or defer it", status_code=409)
    assertContains(page, "Hear, hear", status_code=409)
    assertContains(page, 'value="89,604"', status_code=409)
    assert not Outcome.objects.exists()


def test_agreed_in_principle_needs_an_owner_and_a_day(as_clerk, question, sitting):
    sitting.vote(question, FOR, FOR, FOR)

    page = as_clerk.post(to("outcome_record", question), carried(funding="in_principle"))

    assertContains(page, "who is to settle the funding source", status_code=409)
    assertContains(page, "the date by which the funding source is to be settled", status_code=409)


def test_agreed_in_principle_leaves_out_what_was_only_filled_in(
    as_clerk, officer, question, sitting, later_meeting, options
):
    sitting.vote(question, FOR, FOR, FOR, letter="A")
    page = as_clerk.get(to("outcome_record", question))
    row = page.context["formset"].forms[0]
    untouched = {field.html_name: field.value() or "" for field in row if field.name != "DELETE"}
    days = {}
    for name, day in (("from_on", options["A"].from_on), ("until_on", options["A"].until_on)):
        untouched.pop(f"award-0-{name}")
        parts = {"day": day.day, "month": day.month, "year": day.year}
        days |= {f"award-0-{name}_{part}": value for part, value in parts.items()}
    untouched |= {
        "award-0-option": options["A"].pk,
        "award-0-budget_line": options["A"].budget_line_id,
    }
    sent = carried(
        funding="in_principle",
        action_owner=officer.pk,
        action_due_meeting=later_meeting.pk,
        action_text="Find the money",
        **untouched,
        **days,
    ) | {"award-INITIAL_FORMS": "1"}

    as_clerk.post(to("outcome_record", question), sent)

    assert Outcome.objects.get().settlement == Settlement.UNSETTLED
    assert Action.objects.get().owner == officer


def test_amendment_is_kept_beside_the_text_tabled(as_clerk, question, sitting, options):
    sitting.vote(question, FOR, FOR, FOR, letter="A")
    sent = carried(result="carried_as_amended", **award(options["A"]))

    refused = as_clerk.post(to("outcome_record", question), sent)
    more = {"resolution": "Agree to fund four posts, full time.", "cost_effect": "not stated"}
    as_clerk.post(to("outcome_record", question), sent | more)

    assertContains(refused, "Enter the text as amended", status_code=409)
    page = as_clerk.get(to("outcome_detail", Outcome.objects.get()))
    assertContains(page, "Agree to fund four posts.")
    assertContains(page, "Agree to fund four posts, full time.")
    assertContains(page, "Effect on the cost: not stated")


def test_award_of_an_option_may_be_changed_before_it_is_recorded(
    as_clerk, question, sitting, options
):
    sitting.vote(question, FOR, FOR, FOR, letter="A")
    less = carried(amount_agreed="50,000", **award(options["A"], amount="50,000"))

    as_clerk.post(to("outcome_record", question), less)

    assert Outcome.objects.get().awards.get().amount == Decimal(50000)


def test_split_between_sources_takes_a_row_for_each(as_clerk, question, sitting, options):
    sitting.vote(question, FOR, FOR, FOR)
    rows = award(options["A"], amount="50,000") | award(options["B"], 1, amount="39,604")
    amended = {"result": "carried_as_amended", "resolution": "From both.", "cost_effect": "none"}

    as_clerk.post(
        to("outcome_record", question), carried(**rows) | amended | {"award-TOTAL_FORMS": "2"}
    )

    assert [each.amount for each in Outcome.objects.get().awards.all()] == [50000, 39604]


def test_another_row_is_added_and_what_was_typed_stays(as_clerk, question, sitting, options):
    sitting.vote(question, FOR, FOR, FOR, letter="A")
    sent = carried(comments="So far", add_award="yes", result="", **award(options["A"]))

    page = as_clerk.post(to("outcome_record", question), sent)

    assert len(page.context["formset"].forms) == 2
    assertContains(page, "So far")
    assertNotContains(page, "There is a problem")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"result": ""}, "Choose what came of it"),
        ({"result": "approved"}, "Choose one of the options in the list"),
        ({"amount_agreed": "lots"}, "Enter an amount in pounds and pence"),
        ({"award-0-financial_year": "2025"}, "Enter the financial year as two years"),
        ({"award-0-until_on_day": "31"}, "must include a month and a year"),
        ({"award-0-budget_line": "no-such-line"}, "Choose one of the options in the list"),
        ({"action_due_on_day": "31", "action_due_on_month": "2", "action_due_on_year": "2026"},
         "31 February 2026 is not a real date"),
        ({"award-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
    ],
)  # fmt: skip
def test_bad_input_is_said_beside_its_field(as_clerk, question, sitting, options, typed, sentence):
    sitting.vote(question, FOR, FOR, FOR, letter="A")

    page = as_clerk.post(to("outcome_record", question), carried(**award(options["A"])) | typed)

    assertContains(page, sentence)
    assert not Outcome.objects.exists()


def test_warning_is_recorded_only_once_it_is_ticked(as_clerk, question, sitting, options):
    sitting.vote(question, FOR, FOR, FOR, letter="A")
    more = carried(amount_agreed="100,000", **award(options["A"], amount="100,000"))

    page = as_clerk.post(to("outcome_record", question), more)
    keys = [warning.key for warning in page.context["ruling"].warnings]
    as_clerk.post(to("outcome_record", question), more | {"confirmed": keys})

    assertContains(page, "more than the £89,604 asked for", status_code=409)
    assert Outcome.objects.get().amount_agreed == 100000


def test_deferral_names_its_meeting(as_clerk, question, later_meeting):

    refused = as_clerk.post(to("outcome_record", question), {"result": "deferred", **ROWS})
    as_clerk.post(
        to("outcome_record", question),
        {"result": "deferred", "deferred_to": later_meeting.pk, **ROWS},
    )

    assertContains(refused, "Choose the meeting that this comes back to.", status_code=409)
    assert Outcome.objects.get().deferred_to == later_meeting


def test_comments_of_what_is_noted_are_listed(as_clerk, question, members, meeting):
    for member in members:
        is_present(meeting, member, Presence.ABSENT)
    sent = {
        "result": "noted",
        "comments": "Heads asked for figures.\r\nThe trust did too.",
        **ROWS,
    }
    page = as_clerk.post(to("outcome_record", question), sent)
    keys = [warning.key for warning in page.context["ruling"].warnings]

    as_clerk.post(to("outcome_record", question), sent | {"confirmed": keys})

    page = as_clerk.get(to("outcome_detail", Outcome.objects.get()))
    assertContains(page, "<li>Heads asked for figures.</li>")


def test_group_without_schools_is_recorded_as_such(as_clerk, clerk, forum, meeting, primary_head):
    paper = a_paper(a_matter(forum, "De-delegation"), an_item(meeting, "6"))
    criteria = a_recommendation(paper, decision_type="CONTINGENCY_CRITERIA")
    an_option(criteria, a_line(forum))
    put(criteria, meeting, clerk)
    asked = Question.objects.get(group=Group.MAINTAINED_SECONDARY)

    assertContains(as_clerk.get(to("outcome_record", asked)), 'value="no_such_schools" checked')
    as_clerk.post(to("outcome_record", asked), {"result": "no_such_schools"})

    assert Outcome.objects.get().result == Result.NO_SUCH_SCHOOLS


def test_later_decision_settles_the_source_and_both_pages_say_so(
    as_clerk, question, sitting, later_meeting, asked_again, options
):
    asked = asked_again
    earlier = sitting.agree_in_principle(question, later_meeting)
    sitting.vote(asked, FOR, FOR, FOR, letter="B")
    assertContains(as_clerk.get(to("outcome_record", asked)), "of 15 January 2026, £89,604")

    as_clerk.post(to("outcome_record", asked), carried(settles=earlier.pk, **award(options["B"])))

    later = Outcome.objects.exclude(pk=earlier.pk).get()
    assert later.links_from.get().kind == LinkKind.SETTLES_SOURCE
    assertContains(as_clerk.get(to("outcome_detail", earlier)), "56 days later")
    assertContains(as_clerk.get(to("outcome_detail", later)), "Settles the source of")


def test_view_of_an_inquorate_forum_is_ratified_later(
    as_clerk, question, sitting, asked_again, options
):
    for member in sitting.members[1:]:
        is_present(question.placement.meeting, member, Presence.ABSENT)
    sitting.vote(question, FOR)
    view = OutcomeDraft(Result.VIEW_RECORDED)
    earlier = record_outcome(question, view, by=sitting.clerk, on=MEETING_DAY)
    sitting.vote(asked_again, FOR, FOR, FOR, letter="A")

    as_clerk.post(
        to("outcome_record", asked_again),
        carried(result="ratified", ratifies=earlier.pk, **award(options["A"])),
    )

    assert Outcome.objects.get(result=Result.RATIFIED).links_from.get().earlier == earlier


def test_outcome_page_shows_the_whole_record(as_clerk, question, sitting):
    outcome = sitting.carry(question)

    page = as_clerk.get(to("outcome_detail", outcome))

    for words in ("2026-01-15/5/1", "For 3, against 0, abstained 0", "Quorate: 3 present",
                  "£89,604", "Combined budgets", "31 March 2026", "Source settled"):  # fmt: skip
        assertContains(page, words)


def test_outcome_is_public_once_the_minutes_are_published(
    client, clerk, question, sitting, meeting, primary_head
):
    outcome = sitting.carry(question)
    sitting.end(meeting)
    assert client.get(to("outcome_detail", outcome)).status_code == 404
    client.force_login(primary_head)
    assert client.get(to("outcome_detail", outcome)).status_code == 200
    publish_draft(begin_minutes(meeting, by=clerk, on=MEETING_DAY), by=clerk, on=MEETING_DAY)
    client.logout()

    assertContains(client.get(to("outcome_detail", outcome)), "Source settled")


def test_question_with_an_outcome_leads_to_it(as_clerk, question, sitting):
    outcome = sitting.carry(question)

    assertRedirects(as_clerk.get(to("outcome_record", question)), to("outcome_detail", outcome))


def test_outcome_is_recorded_once(as_clerk, question, sitting, options):
    sitting.carry(question)

    page = as_clerk.post(to("outcome_record", question), carried(**award(options["A"])))

    assertContains(page, "Its outcome is recorded already.", status_code=409)
    assert Outcome.objects.count() == 1


def test_recording_is_for_the_clerk_of_this_forum(client, officer, stranger, question):
    assert client.get(to("outcome_record", question))["Location"].startswith("/account/sign-in/")
    client.force_login(officer)
    assert client.post(to("outcome_record", question)).status_code == 403
    client.force_login(stranger)
    assert client.post(to("outcome_record", question)).status_code == 404


def test_outcome_of_another_forum_does_not_exist(client, stranger, question, sitting):
    client.force_login(stranger)

    assert client.get(to("outcome_detail", sitting.carry(question))).status_code == 404


def test_recording_takes_as_many_queries_for_three_awards_as_for_one(
    as_clerk, question, sitting, django_assert_num_queries
):
    sitting.vote(question, FOR, FOR, FOR)
    sent = carried(result="", add_award="yes")
    as_clerk.post(to("outcome_record", question), sent)

    for rows in ("0", "2"):
        with django_assert_num_queries(39):
            as_clerk.post(to("outcome_record", question), sent | {"award-TOTAL_FORMS": rows})
