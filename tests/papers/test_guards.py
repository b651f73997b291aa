from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from forum.guards import declared_guards, install
from forum.guards.identity import identity_guards
from papers.models import (
    Acknowledgement,
    Clearance,
    Commitment,
    FundingOption,
    NilDeclaration,
    Placement,
)
from tests import raw
from tests.factories import (
    MEETING_DAY,
    a_constitution,
    a_matter,
    a_meeting,
    a_paper,
    a_rate,
    a_recommendation,
    an_item,
    an_option,
)
from tests.guarded import drafted, table, tabled
from tests.raw import assert_refused, change, copy, remove, try_both

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def draft():
    return drafted()


def put(draft):
    """Table the placement in raw SQL."""
    return change(draft.placement, tabled_at=NOW, tabled_by_id=draft.clerk, tabled_on=MEETING_DAY)


def declare_nil(draft):
    return NilDeclaration.objects.create(
        forum=draft.forum,
        recommendation=draft.recommendation,
        reason="Touches no money.",
        declared_post="Finance",
        declared_at=NOW,
        declared_by=draft.clerk,
        declared_on=MEETING_DAY,
    )


def without_options(draft):
    draft.rate.delete()
    draft.recommendation.options.all().delete()


# The gate


def test_recommendation_without_a_source_is_not_tabled(draft):
    without_options(draft)

    try_both(lambda: put(draft), "tabled_with_a_source")


@pytest.mark.parametrize("status", ["withdrawn", "unavailable", "rejected"])
def test_recommendation_whose_sources_are_gone_is_not_tabled(draft, status):
    draft.recommendation.options.update(status=status)

    try_both(lambda: put(draft), "tabled_with_a_source")


def test_recommendation_with_one_offered_source_is_tabled(draft):
    change(draft.first, status="withdrawn")

    assert put(draft) == 1


def test_recommendation_without_questions_is_not_tabled(draft):
    draft.question.delete()

    try_both(lambda: put(draft), "tabled_with_a_source")


def test_placement_is_not_made_tabled(draft):
    def write():
        return copy(
            draft.placement,
            meeting_id=draft.later.pk,
            agenda_item_id=draft.later_item.pk,
            tabled_at=NOW,
            tabled_by_id=draft.clerk,
            tabled_on=MEETING_DAY,
        )

    draft.later = a_meeting(draft.forum, date(2026, 6, 1))
    draft.later_item = an_item(draft.later)

    try_both(write, "tabled_later")


@pytest.mark.parametrize(
    ("settings", "is_tabled"),
    [
        ({}, False),
        ({date(2015, 1, 1): False}, False),
        ({date(2015, 1, 1): True}, True),
        ({MEETING_DAY: True}, True),
        ({MEETING_DAY + timedelta(days=1): True}, False),
        ({date(2015, 1, 1): True, date(2020, 1, 1): False}, False),
        ({date(2015, 1, 1): False, date(2020, 1, 1): True}, True),
    ],
    ids=[
        "no constitution",
        "off",
        "on",
        "on that day",
        "on a day late",
        "off by then",
        "on by then",
    ],
)
def test_nil_declaration_tables_where_the_constitution_in_force_allows_it(
    draft, settings, is_tabled
):
    without_options(draft)
    declare_nil(draft)
    for day, allowed in settings.items():
        draft.forum.constitution_set.create(in_force_from=day, nil_funding_declaration=allowed)

    if is_tabled:
        assert put(draft) == 1
    else:
        try_both(lambda: put(draft), "tabled_with_a_source")


def test_constitution_that_a_nil_declaration_rests_on_stays(draft):
    without_options(draft)
    declare_nil(draft)
    allowed = a_constitution(draft.forum, nil_funding_declaration=True)
    put(draft)

    try_both(lambda: change(allowed, nil_funding_declaration=False), "relied_on")
    try_both(lambda: change(allowed, in_force_from=date(2027, 1, 1)), "relied_on")
    try_both(lambda: remove(allowed), "relied_on")
    try_both(
        lambda: copy(allowed, in_force_from=date(2020, 1, 1), nil_funding_declaration=False),
        "relied_on",
    )
    assert copy(allowed, in_force_from=date(2027, 1, 1), nil_funding_declaration=False) == 1


def test_recommendation_is_placed_under_an_item_of_its_meeting(draft):
    elsewhere = an_item(a_meeting(draft.forum, date(2026, 6, 1)))

    try_both(lambda: change(draft.placement, agenda_item_id=elsewhere), "item_of_its_meeting")


def test_recommendation_is_not_placed_under_an_item_of_another_meeting(draft):
    later = a_meeting(draft.forum, date(2026, 6, 1))

    try_both(lambda: copy(draft.placement, meeting_id=later), "item_of_its_meeting")


def test_paper_is_tabled_with_all_it_asks(draft):
    def write():
        return change(draft.paper, tabled_at=NOW, tabled_by_id=draft.clerk, tabled_on=MEETING_DAY)

    try_both(write, "tabled_with_all_it_asks")
    put(draft)
    assert write() == 1


# What is tabled stays

FIXED = {
    "placement untabled": lambda a: change(
        a.placement, tabled_at=None, tabled_by_id=None, tabled_on=None
    ),
    "placement dated anew": lambda a: change(a.placement, tabled_on=date(2026, 1, 1)),
    "placement moved": lambda a: raw.run(
        "UPDATE papers_placement SET meeting_id = %s, agenda_item_id = %s WHERE id = %s",
        a.later,
        a.later_item,
        a.placement,
    ),
    "placement of another recommendation": lambda a: change(
        a.placement, recommendation_id=a.other
    ),
    "placement removed": lambda a: remove(a.question) + remove(a.placement),
    "question added": lambda a: copy(a.question, group="maintained_primary"),
    "question changed": lambda a: change(a.question, amount_asked=1),
    "question removed": lambda a: remove(a.question),
    "text changed": lambda a: change(a.recommendation, text="Agree to twice as much."),
    "amount changed": lambda a: change(a.recommendation, amount=1),
    "money no longer sought": lambda a: change(a.recommendation, seeks_resources=False),
    "recommendation out of its paper": lambda a: change(
        a.recommendation, paper_id=None, origin="floor"
    ),
    "option added": lambda a: copy(a.first, letter="C"),
    "option moved in": lambda a: change(a.spare, recommendation_id=a.recommendation),
    "option moved out": lambda a: change(a.first, recommendation_id=a.other),
    "option removed": lambda a: remove(a.second),
    "source changed": lambda a: change(a.first, source="one_off"),
    "option's amount changed": lambda a: change(a.first, amount=1),
    "all options withdrawn at once": lambda a: raw.run(
        "UPDATE papers_fundingoption SET status = 'withdrawn' WHERE recommendation_id = %s",
        a.recommendation,
    ),
    "options withdrawn one by one": lambda a: (
        change(a.first, status="withdrawn") + change(a.second, status="unavailable")
    ),
    "all options removed": lambda a: (
        remove(a.rate)
        + raw.run(
            "DELETE FROM papers_fundingoption WHERE recommendation_id = %s", a.recommendation
        )
    ),
    "rate added": lambda a: copy(a.rate, position=2),
    "rate changed": lambda a: change(a.rate, unit_rate="6.00"),
    "rate removed": lambda a: remove(a.rate),
    "rate moved in": lambda a: change(a.spare_rate, option_id=a.first),
    "nil declared after": lambda a: raw.insert(
        "papers_nildeclaration",
        id=uuid4(),
        recorded_at=NOW,
        forum_id=a.forum,
        recommendation_id=a.recommendation,
        reason="Late.",
        declared_post="Finance",
        declared_at=NOW,
        declared_by_id=a.clerk,
        declared_on=MEETING_DAY,
    ),
    "paper untabled": lambda a: change(a.paper, tabled_at=None, tabled_by_id=None, tabled_on=None),
    "paper retitled": lambda a: change(a.paper, title="Other"),
    "paper said to be in time": lambda a: change(a.paper, lateness="late"),
    "version added": lambda a: copy(a.version, number=2),
    "paper asks more": lambda a: copy(a.recommendation, label="2"),
    "recommendation moved into the paper": lambda a: change(a.other, paper_id=a.paper, label="2"),
}


@pytest.fixture
def beside(asked):
    """What stands beside the tabled recommendation, not tabled."""
    asked.later = a_meeting(asked.forum, date(2026, 6, 1))
    asked.later_item = an_item(asked.later)
    asked.other = a_recommendation(a_paper(a_matter(asked.forum, "Other")), amount=5)
    asked.spare = an_option(asked.other, asked.line)
    asked.spare_rate = a_rate(asked.spare)
    return asked


@pytest.mark.parametrize("write", FIXED.values(), ids=FIXED)
def test_what_is_tabled_stays(beside, write):
    try_both(lambda: write(beside))


def test_what_is_tabled_is_kept_even_where_nothing_points_at_it(asked):
    with raw.unguarded():
        identity = {guard.name for guard in identity_guards()}
        install(connection, [g for g in declared_guards() if g.name not in identity])

        for row in (asked.placement, asked.recommendation, asked.paper):
            assert_refused(lambda row=row: remove(row), "tabled_is_kept")


@pytest.mark.parametrize("status", ["withdrawn", "unavailable", "chosen", "rejected"])
def test_one_of_two_options_may_be_marked_after_tabling(asked, status):
    assert change(asked.first, status=status, status_note="Told by finance.") == 1


def test_last_option_may_be_withdrawn_where_a_nil_declaration_stands(draft):
    declare_nil(draft)
    a_constitution(draft.forum, nil_funding_declaration=True)
    put(draft)

    assert draft.recommendation.options.update(status="withdrawn") == 2


def test_nil_declaration_that_is_not_allowed_keeps_no_source_away(draft):
    declare_nil(draft)
    put(draft)

    try_both(lambda: draft.recommendation.options.update(status="withdrawn"), "one_keeps_standing")


def test_nil_declaration_stays_once_tabled(draft):
    nil = declare_nil(draft)
    a_constitution(draft.forum, nil_funding_declaration=True)
    put(draft)

    try_both(lambda: change(nil, reason="Other."), "tabled_is_fixed")
    try_both(lambda: remove(nil), "tabled_is_fixed")


def test_second_placement_of_a_deferred_recommendation_is_tabled(asked):
    later = a_meeting(asked.forum, date(2026, 6, 1))
    again = Placement.objects.create(
        forum=asked.forum,
        recommendation=asked.recommendation,
        meeting=later,
        agenda_item=an_item(later),
    )
    again.questions.create(forum=asked.forum, group="forum")

    table(again, asked.clerk)

    assert asked.recommendation.placements.filter(tabled_at__isnull=False).count() == 2


def test_everything_may_change_before_tabling(draft):
    without_options(draft)
    draft.question.delete()
    draft.placement.delete()
    draft.recommendation.delete()

    assert not FundingOption.objects.exists()


# Books


def books(asked):
    shared = {"forum": asked.forum}
    return [
        asked.version,
        Clearance.objects.create(
            paper=asked.paper,
            version=1,
            post="Finance",
            cleared_at=NOW,
            cleared_by=asked.clerk,
            cleared_on=MEETING_DAY,
            **shared,
        ),
        Acknowledgement.objects.create(
            paper=asked.paper,
            code="late",
            warning="Late.",
            reason="Urgent.",
            acknowledged_at=NOW,
            acknowledged_by=asked.clerk,
            **shared,
        ),
        Commitment.objects.create(
            budget_line=asked.line,
            financial_year="2025-26",
            source="one_off",
            amount=5,
            award=uuid4(),
            outcome=uuid4(),
            matter=asked.paper.matter,
            decided_on=MEETING_DAY,
            title="Early help",
            **shared,
        ),
    ]


@pytest.mark.parametrize("position", range(3), ids=["version", "clearance", "warning"])
def test_book_is_only_added_to(asked, position):
    row = books(asked)[position]
    text = {"papers_paperversion": "title", "papers_clearance": "post"}
    column = text.get(row._meta.db_table, "reason")

    try_both(lambda: change(row, **{column: "Other"}), "add_only")
    try_both(lambda: remove(row), "add_only")


def test_commitment_stays_as_awarded_and_is_kept(asked):
    commitment = books(asked)[3]

    for column, value in (("amount", 6), ("title", "Other"), ("financial_year", "2026-27")):
        try_both(lambda c=column, v=value: change(commitment, **{c: v}), "stays_as_awarded")
    try_both(lambda: remove(commitment), "is_kept")


def test_what_undid_a_commitment_is_written_beside_it(asked):
    commitment = books(asked)[3]

    change(commitment, undone_on=MEETING_DAY, still_stands=200)

    commitment.refresh_from_db()
    assert (commitment.amount, commitment.standing) == (5, 2)
    assert commitment.budget_line.committed("2025-26") == 2
