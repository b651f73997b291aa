from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from decisions.audit import record_check
from decisions.models import Action, Outcome
from decisions.models.told import told_ahead
from decisions.workflow.telling import tell_record
from forum.models import AuditEntry, Meeting, ReturningBusiness, SearchText
from forum.rules.ruling import Refused
from papers.models import Commitment, FundingOption, Matter
from tests.factories import a_forum, a_line, a_meeting
from tests.told import TODAY, enter, record_of

LINE = {"id": "line", "name": "Inclusion support", "block": "high_needs"}
AWARD = {"source": "high_needs", "line": "line", "amount": 100, "year": "2024-25"}
AGREED = {"id": "agreed", "result": "carried", "amount": 100, "awards": [AWARD], "grade": "minute"}


def a_record(forum, outcome=AGREED, **more):
    asked = {"id": "ask", "label": "1", "text": "Agree £100.", "outcomes": [outcome]} | more
    asked.setdefault("asks", {"amount": 100, "year": "2024-25"})
    item = {"number": "5", "title": "Inclusion workers", "recommendations": [asked]}
    told = {
        "forum": {"slug": forum.slug},
        "lines": [LINE],
        "meetings": [{"day": "2024-06-12", "items": [item]}],
    }
    return {"format": "tabled-record/v1", "told": told}


def tell(forum, clerk, document):
    return tell_record(forum, document, by=clerk, on=TODAY)


def refused(forum, clerk, document):
    with pytest.raises(Refused) as raised:
        tell(forum, clerk, document)
    return {reason.where: reason.text for reason in raised.value.ruling.reasons}, {
        reason.code for reason in raised.value.ruling.reasons
    }


def test_a_decision_of_long_ago_is_entered_with_its_evidence_and_its_trail(forum, clerk):
    entered = tell(forum, clerk, a_record(forum))

    outcome = Outcome.objects.get()
    assert (outcome.get_settlement_display(), outcome.evidence_grade) == (
        "Source settled",
        "minute",
    )
    assert outcome.meeting.is_historic
    assert outcome.ballot is None
    assert Commitment.objects.get().amount == Decimal(100)
    assert entered.words == (
        "1 meeting, 1 recommendation, 1 decision, 1 award entered (10 records in all)"
    )
    sentences = list(AuditEntry.objects.filter(forum=forum).values_list("sentence", flat=True))
    assert f"Historic record: {entered.words}" in sentences
    assert "Recommendation 1, All who may vote: carried, £100" in sentences
    assert (
        "Recommendation 1, All who may vote: £100 from high needs, Inclusion support, 2024-25"
        in sentences
    )
    assert record_check(forum).passed


def test_the_same_file_twice_changes_nothing_and_says_so(forum, clerk):
    tell(forum, clerk, a_record(forum))
    before = AuditEntry.objects.count()

    entered = tell(forum, clerk, a_record(forum))

    assert entered.words == ("Nothing changed: everything in the file is in the record already.")
    assert (Outcome.objects.count(), AuditEntry.objects.count()) == (1, before)


def test_a_longer_file_adds_only_what_is_new(forum, clerk):
    tell(forum, clerk, a_record(forum))
    longer = a_record(forum)
    later = {"label": "1", "text": "Note the work.", "outcomes": [{"result": "noted"}]}
    item = {"number": "4", "title": "Inclusion workers", "recommendations": [later]}
    longer["told"]["meetings"].append({"day": "2024-12-04", "items": [item]})

    entered = tell(forum, clerk, longer)

    assert entered.words.startswith("1 meeting, 1 recommendation, 1 decision entered")
    assert Outcome.objects.count() == 2


def test_a_file_that_says_otherwise_than_the_record_is_refused(forum, clerk):
    tell(forum, clerk, a_record(forum))
    other = a_record(forum, AGREED | {"resolution": "Agree £100 for a year."})

    reasons, codes = refused(forum, clerk, other)

    assert codes == {"told-wrong"}
    place = "meetings[0].items[0].recommendations[0].outcomes[0].resolution"
    assert "The record has “Agree £100.” here" in reasons[place]
    assert Outcome.objects.get().resolution == "Agree £100."


def test_one_wrong_place_keeps_the_whole_file_out(forum, clerk):
    wrong = a_record(forum)
    wrong["told"]["meetings"].append({"day": "2024-13-01"})

    reasons, _ = refused(forum, clerk, wrong)

    assert list(reasons) == ["meetings[1].day"]
    assert not Meeting.objects.exists()
    assert not AuditEntry.objects.filter(event="record-told").exists()


def test_what_the_database_refuses_is_told_with_its_place(forum, clerk):
    line = a_line(forum, "Growth fund")
    option = {"id": "own", "source": "high_needs", "line": "line", "amount": 100}
    record = a_record(forum, AGREED | {"awards": [AWARD | {"option": "own"}]})
    items = record["told"]["meetings"][0]["items"]
    items.append({"title": "Other", "recommendations": [{"text": "Other.", "options": [option]}]})

    reasons, codes = refused(forum, clerk, record)

    assert codes == {"told-refused"}
    assert reasons == {
        "meetings[0].items[0].recommendations[0].outcomes[0].awards[0]": (
            "An award takes up an option of its own recommendation."
        )
    }
    assert list(forum.budgetline_set.all()) == [line]


def test_a_meeting_of_tomorrow_is_no_record(forum, clerk):
    record = a_record(forum)
    record["told"]["meetings"][0]["day"] = "2099-06-12"

    reasons, _ = refused(forum, clerk, record)

    assert reasons == {"meetings[0]": "A meeting that is entered from evidence is past."}


def test_a_meeting_that_was_run_here_is_not_told_again(forum, clerk):
    a_meeting(forum, date(2024, 6, 12))

    reasons, _ = refused(forum, clerk, a_record(forum))

    assert "was run here" in reasons["meetings[0].day"]


def test_pointers_end_in_the_file_or_in_the_forum(forum, clerk):
    tell(forum, clerk, a_record(forum))
    later = {"text": "Reverse it.", "outcomes": [{"result": "carried"}]}
    outcome = later["outcomes"][0]
    outcome["links"] = [{"kind": "reverses", "earlier": "agreed"}]
    item = {"title": "Inclusion workers", "recommendations": [later]}
    record = {"format": "tabled-record/v1", "told": {"forum": {"slug": forum.slug}}}
    record["told"]["meetings"] = [{"day": "2024-12-04", "items": [item]}]
    wrong = deepcopy(record)
    wrong_item = wrong["told"]["meetings"][0]["items"][0]
    wrong_item["recommendations"][0]["outcomes"][0]["links"][0]["earlier"] = "nothing"

    reasons, _ = refused(forum, clerk, wrong)
    tell(forum, clerk, record)

    assert list(reasons.values()) == ["“nothing” is nowhere in the file or in the forum."]
    assert Outcome.objects.get(links_to__kind="reverses").resolution == "Agree £100."


def test_a_record_of_another_forum_is_not_entered_here(forum, clerk):
    other = a_forum(slug="elsewhere", name="Elsewhere Schools Forum")

    reasons, _ = refused(forum, clerk, a_record(other))

    assert "This is a record of “elsewhere”" in reasons["forum.slug"]


def test_only_the_clerk_enters_a_record(forum, officer):
    with pytest.raises(PermissionDenied):
        tell(forum, officer, a_record(forum))

    assert not Matter.objects.filter(forum=forum).exists()


def test_a_source_that_was_never_settled_comes_back_to_an_agenda(forum, clerk):
    tell(forum, clerk, a_record(forum, {"result": "carried", "unsettled": True}))

    waiting = ReturningBusiness.objects.waiting().get()
    assert waiting.sentence == ("Inclusion workers: 1 of 12 June 2024, funding source not settled")


def test_what_became_of_an_option_is_kept_on_the_day_it_became_so(forum, clerk):
    option = {
        "source": "high_needs",
        "line": "line",
        "status": "withdrawn",
        "status_on": "2024-06-20",
    }
    tell(forum, clerk, a_record(forum, {"result": "withdrawn"}, options=[option]))

    option = FundingOption.objects.get()
    assert option.get_status_display() == "Withdrawn"
    marked = AuditEntry.objects.get(event="option-status")
    assert marked.happened_on == date(2024, 6, 20)


def test_actions_without_owner_or_day_are_entered_as_they_are(db):
    enter("middlesbrough")

    found = {each.reference: each for each in Action.objects.all()}
    assert found["Jan19-A1"].owner_words == "Greta Elwood, Early Help Manager"
    assert found["Jan19-A3"].owner_words == "nobody named"
    assert found["Jan19-A3"].due_words == "not stated"
    assert found["Jan19-A2"].closed_on == date(2019, 2, 27)


def test_looking_ahead_writes_nothing(forum):
    ahead = told_ahead(forum, a_record(forum), on=TODAY)

    assert ahead.problems == ()
    assert dict(ahead.counted)["Decisions"] == 1
    assert not Meeting.objects.exists()


def test_nobody_can_sign_in_as_somebody_whom_a_file_names(db):
    entered = enter("middlesbrough")

    people = {each.owner for each in Action.objects.filter(owner__isnull=False)}
    assert {person.has_usable_password() for person in people} == {False}
    assert record_of("middlesbrough")["told"]["forum"]["slug"] == entered.forum.slug


def test_what_was_told_can_be_searched_for(forum, clerk):
    tell(forum, clerk, a_record(forum))

    kinds = set(SearchText.objects.filter(forum=forum).values_list("kind", flat=True))
    assert kinds == {"paper", "decision"}


def test_open_actions_of_long_ago_come_back_to_an_agenda(db):
    enter("middlesbrough")

    waiting = ReturningBusiness.objects.waiting().values_list("sentence", flat=True)
    assert "Jan19-A1: Present early help practitioners and clusters to the forum." in waiting


def test_a_reversed_award_counts_no_more_on_its_line(db):
    enter("reversed")

    assert Commitment.objects.get().standing < 120000
