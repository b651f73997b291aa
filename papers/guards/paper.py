"""A paper is tabled with all that it asks, and is fixed from then on with all its parts."""

from __future__ import annotations

from forum.guards import Guard, Lock, Refusal, changed, columns, on
from papers.guards.words import (
    PAPER,
    PLACEMENT,
    RECOMMENDATION,
    fixed_with,
    is_tabled,
    paper_is_tabled,
)


def paper_guards() -> tuple[Guard, ...]:
    """What is fixed with a paper."""
    return (
        *_tabled_paper(),
        *_schedules(),
        *_asked_to_clear(),
    )


def _tabled_paper() -> tuple[Guard, ...]:
    """A paper is tabled with all that it asks, and is fixed from then on."""
    return (
        *on(
            "UPDATE",
            PAPER,
            "tabled_with_all_it_asks",
            Refusal(
                "A paper is tabled with every recommendation in it tabled.",
                f"EXISTS (SELECT 1 FROM {RECOMMENDATION} r WHERE r.paper_id = NEW.id "
                f"AND NOT EXISTS (SELECT 1 FROM {PLACEMENT} p JOIN forum_agendaitem i "
                "ON i.meeting_id = p.meeting_id AND i.id = NEW.agenda_item_id "
                "WHERE p.recommendation_id = r.id AND p.tabled_at IS NOT NULL))",
            ),
            given="NEW.tabled_at IS NOT NULL AND OLD.tabled_at IS NULL",
        ),
        *on(
            "UPDATE",
            PAPER,
            "tabled_is_fixed",
            Refusal("A tabled paper is fixed.", changed(columns(PAPER))),
            given="OLD.tabled_at IS NOT NULL",
        ),
        *on(
            "DELETE",
            PAPER,
            "tabled_is_kept",
            Refusal("A tabled paper is not taken away.", "OLD.tabled_at IS NOT NULL"),
        ),
        *on(
            "INSERT",
            "papers_paperversion",
            "written_before_tabling",
            Refusal("The text of a tabled paper is fixed.", paper_is_tabled("NEW.paper_id")),
            locks=(Lock(PAPER, "NEW.paper_id"),),
        ),
        *fixed_with(
            "papers_appendix",
            "tabled",
            paper_is_tabled("ROW.paper_id"),
            "The appendices of a tabled paper are fixed.",
            Lock(PAPER, "ROW.paper_id"),
        ),
        *(
            guard
            for table in ("particulars", "backgrounddocument", "contact")
            for guard in fixed_with(
                f"papers_{table}",
                "tabled",
                paper_is_tabled("ROW.paper_id"),
                "The particulars of a tabled paper are fixed.",
                Lock(PAPER, "ROW.paper_id"),
            )
        ),
    )


def _schedules() -> tuple[Guard, ...]:
    """A schedule is fixed with its paper, and so are the units of schools that it rests on."""
    of_line = "(SELECT s.paper_id FROM papers_schedule s WHERE s.id = ROW.schedule_id)"
    of_rate = (
        "(SELECT s.paper_id FROM papers_schedule s JOIN papers_scheduleline l "
        "ON l.schedule_id = s.id WHERE l.id = ROW.line_id)"
    )
    relied_on = (
        "EXISTS (SELECT 1 FROM papers_schedule s JOIN papers_paper a ON a.id = s.paper_id "
        "JOIN papers_scheduleline l ON l.schedule_id = s.id "
        "JOIN papers_linerate r ON r.line_id = l.id "
        "WHERE s.forum_id = ROW.forum_id AND s.financial_year = ROW.financial_year "
        "AND s.is_final <> ROW.is_estimate AND r.counts = ROW.factor "
        "AND a.tabled_at IS NOT NULL)"
    )
    sentence = "The schedule of a tabled paper is fixed."
    parents = (("schedule", "ROW.paper_id"), ("scheduleline", of_line), ("linerate", of_rate))
    move = "papers_balancemove"
    decided = ("decided_on", "outcome", "amount_decided")
    return (
        *(
            guard
            for table, paper in parents
            for guard in fixed_with(
                f"papers_{table}", "tabled", paper_is_tabled(paper), sentence, Lock(PAPER, paper)
            )
        ),
        *fixed_with(
            "papers_schoolfactor",
            "relied_on",
            relied_on,
            "A tabled schedule rests on these units.",
            Lock("forum_forum", "ROW.forum_id"),
        ),
        *fixed_with(
            move,
            "tabled",
            is_tabled("ROW.recommendation_id"),
            "What a tabled recommendation asks to be moved is fixed.",
            Lock(RECOMMENDATION, "ROW.recommendation_id"),
            but=decided,
        ),
        *on(
            "UPDATE",
            move,
            "decided_stays",
            Refusal("A move that was decided stays as it was.", changed(columns(move))),
            given="OLD.decided_on IS NOT NULL",
        ),
    )


def _asked_to_clear() -> tuple[Guard, ...]:
    """Who was asked to clear a paper, and what they answered, stays as it was."""
    table = "papers_clearancerequest"
    return (
        *fixed_with(
            table,
            "tabled",
            paper_is_tabled("ROW.paper_id"),
            "Nobody clears a paper that is tabled.",
            Lock(PAPER, "ROW.paper_id"),
        ),
        *on(
            "UPDATE",
            table,
            "answered_stays",
            Refusal("What was answered stays as it was.", changed(columns(table))),
            given="OLD.state <> 'waiting'",
        ),
        *on(
            "DELETE",
            table,
            "asked_is_kept",
            Refusal("That somebody was asked to clear a paper is kept.", "TRUE"),
        ),
    )
