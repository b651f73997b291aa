"""What the guards of the asking side say again and again."""

from __future__ import annotations

from forum.guards import Guard, Lock, Refusal, changed, columns, on

PAPER, RECOMMENDATION = "papers_paper", "papers_recommendation"
PLACEMENT, OPTION = "papers_placement", "papers_fundingoption"

SOURCES = "'centrally_retained', 'de_delegated', 'high_needs', 'one_off'"
GONE = "'withdrawn', 'unavailable'"
OF_OPTION = "(SELECT f.recommendation_id FROM papers_fundingoption f WHERE f.id = ROW.option_id)"


def is_tabled(recommendation: str) -> str:
    """A placement of the recommendation is tabled."""
    return (
        f"EXISTS (SELECT 1 FROM {PLACEMENT} p "
        f"WHERE p.recommendation_id = {recommendation} AND p.tabled_at IS NOT NULL)"
    )


def paper_is_tabled(paper: str) -> str:
    """The paper is tabled."""
    return f"EXISTS (SELECT 1 FROM {PAPER} a WHERE a.id = {paper} AND a.tabled_at IS NOT NULL)"


def is_historic(meeting: str) -> str:
    """The meeting was entered from evidence, as it was."""
    return f"EXISTS (SELECT 1 FROM forum_meeting m WHERE m.id = {meeting} AND m.is_historic)"


def nil_declared(placement: str) -> str:
    """It is declared that no source is touched, and the constitution of that day allows it."""
    return (
        "EXISTS (SELECT 1 FROM papers_nildeclaration n "
        f"WHERE n.recommendation_id = {placement}.recommendation_id) "
        "AND (SELECT c.nil_funding_declaration FROM forum_constitution c "
        f"WHERE c.forum_id = {placement}.forum_id AND c.in_force_from <= {placement}.tabled_on "
        "ORDER BY c.in_force_from DESC LIMIT 1)"
    )


def fixed_with(
    table: str, what: str, when: str, sentence: str, lock: Lock, *, but: tuple[str, ...] = ()
) -> tuple[Guard, ...]:
    """No row is added, changed or removed once its parent is fixed."""
    refusal = Refusal(sentence, when)
    fixed = changed(columns(table, but=but))
    return (
        *on("INSERT DELETE", table, f"{what}_is_fixed", refusal, locks=(lock,)),
        *on("UPDATE", table, f"{what}_is_fixed", refusal, given=fixed, locks=(lock,)),
    )
