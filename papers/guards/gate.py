"""The tabling gate: a recommendation is tabled with a source, and stays as it was.

A recommendation is tabled when a placement of it is; every guard that counts what stands under it
holds its row first, and so do the steps: the paper, then its recommendations, then their options.
"""

from __future__ import annotations

from forum.guards import SHARE, Guard, Lock, Refusal, changed, columns, on, unless
from papers.guards.words import (
    GONE,
    OF_OPTION,
    OPTION,
    PAPER,
    PLACEMENT,
    RECOMMENDATION,
    SOURCES,
    fixed_with,
    is_historic,
    is_tabled,
    nil_declared,
    paper_is_tabled,
)


def gate_guards() -> tuple[Guard, ...]:
    """The gate, and what it fixes."""
    return (
        *_gate(),
        *_tabled_placement(),
        *_tabled_recommendation(),
        *_sources(),
        *_nil_declaration_allowed(),
    )


def _gate() -> tuple[Guard, ...]:
    """A placement is tabled with a source, and with the questions that it puts.

    What a historic meeting took is entered as it was: there the findings say what is missing.
    """
    return (
        *on(
            "INSERT",
            PLACEMENT,
            "tabled_later",
            Refusal("A placement is made first and tabled after.", "NEW.tabled_at IS NOT NULL"),
        ),
        *on(
            "INSERT UPDATE",
            PLACEMENT,
            "under_an_item_of_its_meeting",
            unless(
                "EXISTS (SELECT 1 FROM forum_agendaitem i "
                "WHERE i.id = NEW.agenda_item_id AND i.meeting_id = NEW.meeting_id)",
                "A recommendation is placed under an item of its meeting.",
            ),
        ),
        *on(
            "UPDATE",
            PLACEMENT,
            "tabled_with_a_source",
            unless(
                f"EXISTS (SELECT 1 FROM {OPTION} f "
                "WHERE f.recommendation_id = NEW.recommendation_id "
                f"AND f.status = 'offered' AND f.source IN ({SOURCES})) "
                f"OR ({nil_declared('NEW')}) OR {is_historic('NEW.meeting_id')}",
                "A recommendation is tabled with at least one of the four funding sources.",
            ),
            unless(
                "EXISTS (SELECT 1 FROM papers_question q WHERE q.placement_id = NEW.id)",
                "A recommendation is tabled with the questions that it puts.",
            ),
            given="NEW.tabled_at IS NOT NULL AND OLD.tabled_at IS NULL",
            locks=(
                Lock("forum_forum", "NEW.forum_id", SHARE),
                Lock(RECOMMENDATION, "NEW.recommendation_id"),
            ),
        ),
    )


def _tabled_placement() -> tuple[Guard, ...]:
    """What is tabled stays before its meeting, with its questions."""
    return (
        *on(
            "UPDATE",
            PLACEMENT,
            "tabled_stays",
            Refusal("What is tabled stays tabled as it was.", changed(columns(PLACEMENT))),
            given="OLD.tabled_at IS NOT NULL",
        ),
        *on(
            "DELETE",
            PLACEMENT,
            "tabled_is_kept",
            Refusal("What is tabled is not taken away.", "OLD.tabled_at IS NOT NULL"),
        ),
        *fixed_with(
            "papers_question",
            "put",
            f"EXISTS (SELECT 1 FROM {PLACEMENT} p "
            "WHERE p.id = ROW.placement_id AND p.tabled_at IS NOT NULL)",
            "The questions of a tabled recommendation are fixed.",
            Lock(PLACEMENT, "ROW.placement_id"),
        ),
    )


def _tabled_recommendation() -> tuple[Guard, ...]:
    """The text and the money asked are fixed at tabling, with the paper they stand in."""
    return (
        *on(
            "UPDATE",
            RECOMMENDATION,
            "tabled_is_fixed",
            Refusal(
                "A tabled recommendation is fixed.",
                f"{is_tabled('OLD.id')} OR {paper_is_tabled('OLD.paper_id')}",
            ),
            given=changed(columns(RECOMMENDATION)),
        ),
        *on(
            "DELETE",
            RECOMMENDATION,
            "tabled_is_kept",
            Refusal(
                "A tabled recommendation is not taken away.",
                f"{is_tabled('OLD.id')} OR {paper_is_tabled('OLD.paper_id')}",
            ),
        ),
        # Only who adds to a paper holds it: a recommendation that is changed is held before it.
        *on(
            "INSERT",
            RECOMMENDATION,
            "added_before_tabling",
            Refusal("A tabled paper asks nothing more.", paper_is_tabled("NEW.paper_id")),
            locks=(Lock(PAPER, "NEW.paper_id"),),
        ),
        *on(
            "UPDATE",
            RECOMMENDATION,
            "moved_before_tabling",
            Refusal("A tabled paper asks nothing more.", paper_is_tabled("ROW.paper_id")),
            given=changed(["paper_id"]),
            locks=(Lock(PAPER, "ROW.paper_id"),),
        ),
    )


def _sources() -> tuple[Guard, ...]:
    """What is offered is fixed at tabling, but for what becomes of an option."""
    option = Lock(RECOMMENDATION, "ROW.recommendation_id")
    return (
        *fixed_with(
            OPTION,
            "tabled",
            is_tabled("ROW.recommendation_id"),
            "The funding options of a tabled recommendation are fixed.",
            option,
            but=("status", "status_note", "status_on"),
        ),
        *on(
            "UPDATE",
            OPTION,
            "one_keeps_standing",
            Refusal(
                "A tabled recommendation keeps at least one funding source.",
                f"NOT EXISTS (SELECT 1 FROM {OPTION} f "
                "WHERE f.recommendation_id = NEW.recommendation_id AND f.id <> NEW.id "
                f"AND f.status NOT IN ({GONE})) "
                f"AND EXISTS (SELECT 1 FROM {PLACEMENT} p "
                "WHERE p.recommendation_id = NEW.recommendation_id AND p.tabled_at IS NOT NULL "
                f"AND ({nil_declared('p')}) IS NOT TRUE "
                f"AND NOT {is_historic('p.meeting_id')})",
            ),
            given=f"NEW.status IN ({GONE})",
            locks=(option,),
        ),
        *fixed_with(
            "papers_rateline",
            "tabled",
            is_tabled(OF_OPTION),
            "The rates of a tabled recommendation are fixed.",
            Lock(RECOMMENDATION, OF_OPTION),
        ),
        *fixed_with(
            "papers_nildeclaration",
            "tabled",
            is_tabled("ROW.recommendation_id"),
            "A nil funding declaration is made before tabling and stays.",
            option,
        ),
    )


def _nil_declaration_allowed() -> tuple[Guard, ...]:
    """The constitution that allowed a nil declaration stays as it was on the day of tabling."""
    relied_on = (
        f"EXISTS (SELECT 1 FROM {PLACEMENT} p JOIN papers_nildeclaration n "
        "ON n.recommendation_id = p.recommendation_id "
        "WHERE p.forum_id = ROW.forum_id AND p.tabled_on >= ROW.in_force_from)"
    )
    sentence = "A recommendation was tabled on a nil declaration under these settings."
    table, settings = "forum_constitution", changed(["in_force_from", "nil_funding_declaration"])
    held = (Lock("forum_forum", "ROW.forum_id"),)
    return (
        *on("INSERT DELETE", table, "relied_on", Refusal(sentence, relied_on), locks=held),
        *on(
            "UPDATE", table, "relied_on", Refusal(sentence, relied_on), given=settings, locks=held
        ),
    )
