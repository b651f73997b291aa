"""What the asking side guards: the tabling gate, and that what was tabled stays as it was.

A recommendation is tabled when a placement of it is; every guard that counts what stands under it
holds its row first, and so do the steps: the paper, then its recommendations, then their options.
"""

from __future__ import annotations

from forum.guards import SHARE, Guard, Lock, Refusal, add_only, changed, columns, on, unless

_PAPER, _RECOMMENDATION = "papers_paper", "papers_recommendation"
_PLACEMENT, _OPTION = "papers_placement", "papers_fundingoption"

_SOURCES = "'centrally_retained', 'de_delegated', 'high_needs', 'one_off'"
_GONE = "'withdrawn', 'unavailable'"
_OF_OPTION = "(SELECT f.recommendation_id FROM papers_fundingoption f WHERE f.id = ROW.option_id)"


def papers_guards() -> tuple[Guard, ...]:
    """The guards of the asking side."""
    return (
        *_gate(),
        *_tabled_placement(),
        *_tabled_recommendation(),
        *_sources(),
        *_tabled_paper(),
        *_nil_declaration_allowed(),
        *_asked_to_clear(),
        *_schedules(),
        *_books(),
        *_comments(),
        *_intakes(),
        *_packs(),
    )


def _is_tabled(recommendation: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {_PLACEMENT} p "
        f"WHERE p.recommendation_id = {recommendation} AND p.tabled_at IS NOT NULL)"
    )


def _paper_is_tabled(paper: str) -> str:
    return f"EXISTS (SELECT 1 FROM {_PAPER} a WHERE a.id = {paper} AND a.tabled_at IS NOT NULL)"


def _nil_declared(placement: str) -> str:
    """It is declared that no source is touched, and the constitution of that day allows it."""
    return (
        "EXISTS (SELECT 1 FROM papers_nildeclaration n "
        f"WHERE n.recommendation_id = {placement}.recommendation_id) "
        "AND (SELECT c.nil_funding_declaration FROM forum_constitution c "
        f"WHERE c.forum_id = {placement}.forum_id AND c.in_force_from <= {placement}.tabled_on "
        "ORDER BY c.in_force_from DESC LIMIT 1)"
    )


def _gate() -> tuple[Guard, ...]:
    """A placement is tabled with a source, and with the questions that it puts."""
    return (
        *on(
            "INSERT",
            _PLACEMENT,
            "tabled_later",
            Refusal("A placement is made first and tabled after.", "NEW.tabled_at IS NOT NULL"),
        ),
        *on(
            "INSERT UPDATE",
            _PLACEMENT,
            "under_an_item_of_its_meeting",
            unless(
                "EXISTS (SELECT 1 FROM forum_agendaitem i "
                "WHERE i.id = NEW.agenda_item_id AND i.meeting_id = NEW.meeting_id)",
                "A recommendation is placed under an item of its meeting.",
            ),
        ),
        *on(
            "UPDATE",
            _PLACEMENT,
            "tabled_with_a_source",
            unless(
                f"EXISTS (SELECT 1 FROM {_OPTION} f "
                "WHERE f.recommendation_id = NEW.recommendation_id "
                f"AND f.status = 'offered' AND f.source IN ({_SOURCES})) "
                f"OR ({_nil_declared('NEW')})",
                "A recommendation is tabled with at least one of the four funding sources.",
            ),
            unless(
                "EXISTS (SELECT 1 FROM papers_question q WHERE q.placement_id = NEW.id)",
                "A recommendation is tabled with the questions that it puts.",
            ),
            given="NEW.tabled_at IS NOT NULL AND OLD.tabled_at IS NULL",
            locks=(
                Lock("forum_forum", "NEW.forum_id", SHARE),
                Lock(_RECOMMENDATION, "NEW.recommendation_id"),
            ),
        ),
    )


def _tabled_placement() -> tuple[Guard, ...]:
    """What is tabled stays before its meeting, with its questions."""
    return (
        *on(
            "UPDATE",
            _PLACEMENT,
            "tabled_stays",
            Refusal("What is tabled stays tabled as it was.", changed(columns(_PLACEMENT))),
            given="OLD.tabled_at IS NOT NULL",
        ),
        *on(
            "DELETE",
            _PLACEMENT,
            "tabled_is_kept",
            Refusal("What is tabled is not taken away.", "OLD.tabled_at IS NOT NULL"),
        ),
        *_fixed_with(
            "papers_question",
            "put",
            f"EXISTS (SELECT 1 FROM {_PLACEMENT} p "
            "WHERE p.id = ROW.placement_id AND p.tabled_at IS NOT NULL)",
            "The questions of a tabled recommendation are fixed.",
            Lock(_PLACEMENT, "ROW.placement_id"),
        ),
    )


def _tabled_recommendation() -> tuple[Guard, ...]:
    """The text and the money asked are fixed at tabling, with the paper they stand in."""
    return (
        *on(
            "UPDATE",
            _RECOMMENDATION,
            "tabled_is_fixed",
            Refusal(
                "A tabled recommendation is fixed.",
                f"{_is_tabled('OLD.id')} OR {_paper_is_tabled('OLD.paper_id')}",
            ),
            given=changed(columns(_RECOMMENDATION)),
        ),
        *on(
            "DELETE",
            _RECOMMENDATION,
            "tabled_is_kept",
            Refusal(
                "A tabled recommendation is not taken away.",
                f"{_is_tabled('OLD.id')} OR {_paper_is_tabled('OLD.paper_id')}",
            ),
        ),
        # Only who adds to a paper holds it: a recommendation that is changed is held before it.
        *on(
            "INSERT",
            _RECOMMENDATION,
            "added_before_tabling",
            Refusal("A tabled paper asks nothing more.", _paper_is_tabled("NEW.paper_id")),
            locks=(Lock(_PAPER, "NEW.paper_id"),),
        ),
        *on(
            "UPDATE",
            _RECOMMENDATION,
            "moved_before_tabling",
            Refusal("A tabled paper asks nothing more.", _paper_is_tabled("ROW.paper_id")),
            given=changed(["paper_id"]),
            locks=(Lock(_PAPER, "ROW.paper_id"),),
        ),
    )


def _sources() -> tuple[Guard, ...]:
    """What is offered is fixed at tabling, but for what becomes of an option."""
    option = Lock(_RECOMMENDATION, "ROW.recommendation_id")
    return (
        *_fixed_with(
            _OPTION,
            "tabled",
            _is_tabled("ROW.recommendation_id"),
            "The funding options of a tabled recommendation are fixed.",
            option,
            but=("status", "status_note", "status_on"),
        ),
        *on(
            "UPDATE",
            _OPTION,
            "one_keeps_standing",
            Refusal(
                "A tabled recommendation keeps at least one funding source.",
                f"NOT EXISTS (SELECT 1 FROM {_OPTION} f "
                "WHERE f.recommendation_id = NEW.recommendation_id AND f.id <> NEW.id "
                f"AND f.status NOT IN ({_GONE})) "
                f"AND EXISTS (SELECT 1 FROM {_PLACEMENT} p "
                "WHERE p.recommendation_id = NEW.recommendation_id AND p.tabled_at IS NOT NULL "
                f"AND ({_nil_declared('p')}) IS NOT TRUE)",
            ),
            given=f"NEW.status IN ({_GONE})",
            locks=(option,),
        ),
        *_fixed_with(
            "papers_rateline",
            "tabled",
            _is_tabled(_OF_OPTION),
            "The rates of a tabled recommendation are fixed.",
            Lock(_RECOMMENDATION, _OF_OPTION),
        ),
        *_fixed_with(
            "papers_nildeclaration",
            "tabled",
            _is_tabled("ROW.recommendation_id"),
            "A nil funding declaration is made before tabling and stays.",
            option,
        ),
    )


def _tabled_paper() -> tuple[Guard, ...]:
    """A paper is tabled with all that it asks, and is fixed from then on."""
    return (
        *on(
            "UPDATE",
            _PAPER,
            "tabled_with_all_it_asks",
            Refusal(
                "A paper is tabled with every recommendation in it tabled.",
                f"EXISTS (SELECT 1 FROM {_RECOMMENDATION} r WHERE r.paper_id = NEW.id "
                f"AND NOT EXISTS (SELECT 1 FROM {_PLACEMENT} p JOIN forum_agendaitem i "
                "ON i.meeting_id = p.meeting_id AND i.id = NEW.agenda_item_id "
                "WHERE p.recommendation_id = r.id AND p.tabled_at IS NOT NULL))",
            ),
            given="NEW.tabled_at IS NOT NULL AND OLD.tabled_at IS NULL",
        ),
        *on(
            "UPDATE",
            _PAPER,
            "tabled_is_fixed",
            Refusal("A tabled paper is fixed.", changed(columns(_PAPER))),
            given="OLD.tabled_at IS NOT NULL",
        ),
        *on(
            "DELETE",
            _PAPER,
            "tabled_is_kept",
            Refusal("A tabled paper is not taken away.", "OLD.tabled_at IS NOT NULL"),
        ),
        *on(
            "INSERT",
            "papers_paperversion",
            "written_before_tabling",
            Refusal("The text of a tabled paper is fixed.", _paper_is_tabled("NEW.paper_id")),
            locks=(Lock(_PAPER, "NEW.paper_id"),),
        ),
        *_fixed_with(
            "papers_appendix",
            "tabled",
            _paper_is_tabled("ROW.paper_id"),
            "The appendices of a tabled paper are fixed.",
            Lock(_PAPER, "ROW.paper_id"),
        ),
        *(
            guard
            for table in ("particulars", "backgrounddocument", "contact")
            for guard in _fixed_with(
                f"papers_{table}",
                "tabled",
                _paper_is_tabled("ROW.paper_id"),
                "The particulars of a tabled paper are fixed.",
                Lock(_PAPER, "ROW.paper_id"),
            )
        ),
    )


def _nil_declaration_allowed() -> tuple[Guard, ...]:
    """The constitution that allowed a nil declaration stays as it was on the day of tabling."""
    relied_on = (
        f"EXISTS (SELECT 1 FROM {_PLACEMENT} p JOIN papers_nildeclaration n "
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


def _asked_to_clear() -> tuple[Guard, ...]:
    """Who was asked to clear a paper, and what they answered, stays as it was."""
    table = "papers_clearancerequest"
    return (
        *_fixed_with(
            table,
            "tabled",
            _paper_is_tabled("ROW.paper_id"),
            "Nobody clears a paper that is tabled.",
            Lock(_PAPER, "ROW.paper_id"),
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
            for guard in _fixed_with(
                f"papers_{table}", "tabled", _paper_is_tabled(paper), sentence, Lock(_PAPER, paper)
            )
        ),
        *_fixed_with(
            "papers_schoolfactor",
            "relied_on",
            relied_on,
            "A tabled schedule rests on these units.",
            Lock("forum_forum", "ROW.forum_id"),
        ),
        *_fixed_with(
            move,
            "tabled",
            _is_tabled("ROW.recommendation_id"),
            "What a tabled recommendation asks to be moved is fixed.",
            Lock(_RECOMMENDATION, "ROW.recommendation_id"),
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


def _packs() -> tuple[Guard, ...]:
    """What a published pack holds, so that later editions keep its pages, stays as it was."""
    table, published = "papers_packbuild", "OLD.document_id IS NOT NULL"
    return (
        *on(
            "UPDATE",
            table,
            "published_stays",
            Refusal("A published pack stays as it was.", changed(columns(table))),
            given=published,
        ),
        *on(
            "DELETE",
            table,
            "published_is_kept",
            Refusal("A published pack is not taken away.", published),
        ),
        *add_only("papers_packopening", "That a pack was opened stays on record."),
    )


def _books() -> tuple[Guard, ...]:
    return (
        *add_only("papers_paperversion", "The versions of a paper are only ever added to."),
        *add_only("papers_clearance", "A clearance stands for its version."),
        *add_only("papers_acknowledgement", "An acknowledgement stands with its reason."),
        *add_only("papers_commitment", "A commitment repeats an award, and stands with it."),
    )


def _comments() -> tuple[Guard, ...]:
    """What was said to the author stays as it was said; that it is dealt with is added once."""
    table, sentence = "papers_papercomment", "A comment stays as it was made."
    said = changed(columns(table, but=("resolved_at", "resolved_by_id")))
    again = changed(("resolved_at", "resolved_by_id"))
    return (
        *on("UPDATE", table, "stays_as_made", Refusal(sentence, said)),
        *on(
            "UPDATE",
            table,
            "resolved_once",
            Refusal(sentence, "OLD.resolved_at IS NOT NULL"),
            given=again,
        ),
        *on("DELETE", table, "is_kept", Refusal("A comment is kept.")),
    )


def _intakes() -> tuple[Guard, ...]:
    """What came in stays as it came; a proposal stays as it was made, and is answered once."""
    intake, proposal = "papers_intake", "papers_proposal"
    taken = ("version", "taken_at", "taken_by_id")
    answer = ("accepted_at", "accepted_by_id", "about")
    answer += ("declined_at", "declined_by_id", "declined_why")
    came = Refusal("What came in stays as it came.", changed(columns(intake, but=taken)))
    said = Refusal("A proposal stays as it was made.", changed(columns(proposal, but=answer)))
    once = Refusal(
        "A proposal is answered once.", "OLD.accepted_at IS NOT NULL OR OLD.declined_at IS NOT NULL"
    )
    again = Refusal("A text is taken once.", "OLD.taken_at IS NOT NULL")
    return (
        *on("UPDATE", intake, "stays_as_it_came", came),
        *on("UPDATE", intake, "taken_once", again, given=changed(taken)),
        *on("DELETE", intake, "is_kept", Refusal("What came in is kept.")),
        *on("UPDATE", proposal, "stays_as_made", said),
        *on("UPDATE", proposal, "answered_once", once, given=changed(answer)),
        *on("DELETE", proposal, "is_kept", Refusal("A proposal is kept with its answer.")),
    )


def _fixed_with(
    table: str, what: str, when: str, sentence: str, lock: Lock, *, but: tuple[str, ...] = ()
) -> tuple[Guard, ...]:
    """No row is added, changed or removed once its parent is fixed."""
    refusal = Refusal(sentence, when)
    fixed = changed(columns(table, but=but))
    return (
        *on("INSERT DELETE", table, f"{what}_is_fixed", refusal, locks=(lock,)),
        *on("UPDATE", table, f"{what}_is_fixed", refusal, given=fixed, locks=(lock,)),
    )
