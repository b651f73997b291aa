"""Ways round the tabling gate that only one of the engines has."""

import pytest
from django.db import IntegrityError

from papers.models import Placement
from tests import raw
from tests.factories import a_meeting, an_item
from tests.guarded import drafted, tabled
from tests.raw import change, copy, postgresql_only, replace, sqlite_only, try_both

pytestmark = pytest.mark.django_db
TABLE = (
    "UPDATE papers_placement SET tabled_at = now(), tabled_by_id = %s, tabled_on = '2026-01-15'"
)


@pytest.fixture
def asked():
    return tabled()


@pytest.fixture
def draft():
    return drafted()


# SQLite: writing one row over another


@sqlite_only
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_tabled_rows_are_not_written_over(asked, recursive):
    raw.run(f"PRAGMA recursive_triggers = {recursive}")
    try:
        untabled = {"tabled_at": None, "tabled_by_id": None, "tabled_on": None}
        try_both(lambda: replace(asked.placement, **untabled))
        try_both(lambda: copy(asked.placement, verb="REPLACE", **untabled))
        try_both(lambda: replace(asked.paper, **untabled))
        try_both(lambda: replace(asked.recommendation, text="Agree to more."))
        try_both(lambda: replace(asked.first, status="withdrawn"))
        try_both(lambda: replace(asked.rate, unit_rate="9.00"))
        try_both(lambda: replace(asked.version, text="Because."))
        try_both(lambda: copy(asked.question, verb="REPLACE", amount_asked=1))
    finally:
        raw.run("PRAGMA recursive_triggers = ON")


@sqlite_only
def test_tabled_placement_is_not_pushed_out_by_another(asked):
    later = a_meeting(asked.forum, "2026-06-01")
    item = an_item(later)
    other = Placement.objects.create(
        forum=asked.forum, recommendation=asked.recommendation, meeting=later, agenda_item=item
    )

    try_both(
        lambda: change(
            other, verb="UPDATE OR REPLACE", meeting_id=asked.meeting, agenda_item_id=asked.item
        ),
        "guard_papers_placement_changed",
    )


@sqlite_only
def test_option_is_not_withdrawn_in_an_insert(asked):
    asked.second.status = "withdrawn"
    asked.second.save()

    try_both(
        lambda: raw.run(
            "INSERT INTO papers_fundingoption SELECT * FROM papers_fundingoption WHERE id = %s "
            "ON CONFLICT (id) DO UPDATE SET status = 'withdrawn'",
            asked.first,
        )
    )


# PostgreSQL: several writes in one statement, other tables, other isolation


@postgresql_only
def test_sources_are_not_removed_in_the_statement_that_tables(draft):
    raw.remove(draft.rate)
    tables_first = (
        f"WITH t AS ({TABLE} WHERE id = %s RETURNING recommendation_id) "
        "DELETE FROM papers_fundingoption f USING t "
        "WHERE f.recommendation_id = t.recommendation_id"
    )
    removes_first = (
        "WITH gone AS ("
        "DELETE FROM papers_fundingoption WHERE recommendation_id = %s RETURNING 1) "
        f"{TABLE} WHERE id = %s AND (SELECT count(*) FROM gone) > 0"
    )

    try_both(lambda: raw.run(tables_first, draft.clerk, draft.placement))
    try_both(lambda: raw.run(removes_first, draft.recommendation, draft.clerk, draft.placement))


@postgresql_only
def test_gate_looks_at_no_table_put_before_ours(draft):
    def write():
        raw.run("CREATE TEMP TABLE papers_fundingoption AS SELECT * FROM papers_fundingoption")
        raw.run("DELETE FROM public.papers_fundingoption WHERE recommendation_id = %s", rec)
        return raw.run(f"{TABLE} WHERE id = %s", draft.clerk, draft.placement)

    rec = draft.recommendation
    raw.remove(draft.rate)

    try_both(write, "tabled_with_a_source")


@postgresql_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_gate_is_not_passed_with_an_old_view_of_the_sources(isolation):
    draft = drafted()
    raw.run(f"BEGIN ISOLATION LEVEL {isolation}")
    try:
        with pytest.raises(IntegrityError, match="READ COMMITTED"):
            raw.run(f"{TABLE} WHERE id = %s", draft.clerk, draft.placement)
    finally:
        raw.run("ROLLBACK")


@postgresql_only
def test_gate_stands_for_a_replica(draft):
    def write():
        raw.run("SET LOCAL session_replication_role = replica")
        return raw.run(f"{TABLE} WHERE id = %s", draft.clerk, draft.placement)

    raw.remove(draft.rate)
    draft.recommendation.options.all().delete()

    try_both(write, "tabled_with_a_source")
