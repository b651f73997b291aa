"""What is only ever added to."""

from __future__ import annotations

from forum.guards import Guard, Refusal, add_only, changed, columns, on


def book_guards() -> tuple[Guard, ...]:
    """The books of the asking side."""
    return (
        *_books(),
        *_comments(),
        *_intakes(),
        *_packs(),
    )


def _books() -> tuple[Guard, ...]:
    return (
        *add_only("papers_paperversion", "The versions of a paper are only ever added to."),
        *add_only("papers_clearance", "A clearance stands for its version."),
        *add_only("papers_acknowledgement", "An acknowledgement stands with its reason."),
        *_commitments(),
    )


def _commitments() -> tuple[Guard, ...]:
    """An award on its line stays as it was decided; what undid it is written down beside it."""
    table, sentence = "papers_commitment", "A commitment repeats an award, and stands with it."
    awarded = changed(columns(table, but=("undone_on", "still_stands")))
    return (
        *on("UPDATE", table, "stays_as_awarded", Refusal(sentence, awarded)),
        *on("DELETE", table, "is_kept", Refusal(sentence)),
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
    accepted = ("accepted_at", "accepted_by_id", "about")
    answer = (*accepted, "declined_at", "declined_by_id", "declined_why")
    came = Refusal("What came in stays as it came.", changed(columns(intake, but=taken)))
    said = Refusal("A proposal stays as it was made.", changed(columns(proposal, but=answer)))
    answered = "OLD.accepted_at IS NOT NULL OR OLD.declined_at IS NOT NULL"
    once = Refusal("A proposal is answered once.", answered)
    again = Refusal("A text is taken once.", "OLD.taken_at IS NOT NULL")
    return (
        *on("UPDATE", intake, "stays_as_it_came", came),
        *on("UPDATE", intake, "taken_once", again, given=changed(taken)),
        *on("DELETE", intake, "is_kept", Refusal("What came in is kept.")),
        *on("UPDATE", proposal, "stays_as_made", said),
        *on("UPDATE", proposal, "answered_once", once, given=changed(answer)),
        *on("DELETE", proposal, "is_kept", Refusal("A proposal is kept with its answer.")),
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
