"""What guards a ballot: its register, its votes, and its counts.

A vote holds a share of its ballot's row, and closing takes the whole of it: a vote counts if and
only if it was there when the ballot closed.
"""

from __future__ import annotations

from decisions.guards.agreed import agreed, historic
from forum.guards import SHARE, Guard, Lock, Refusal, add_only, changed, columns, on, unless

BALLOT = "decisions_ballot"
AT_CLOSING = (
    "closed_at",
    "closed_by_id",
    "votes_for",
    "votes_against",
    "abstentions",
    "stated_carried",
    "elected_id",
    "replied",
)
CASTING = ("casting_vote", "casting_at", "casting_by_id")
AT_VOIDING = ("voided_at", "voided_by_id", "void_reason")
_MEETING = "(SELECT i.meeting_id FROM forum_agendaitem i WHERE i.id = NEW.agenda_item_id)"
WHOLE = Lock(BALLOT, "NEW.ballot_id")


def ballot_guards() -> tuple[Guard, ...]:
    """The guards of voting."""
    return (
        *_opening(),
        *_stages(),
        *_closing(),
        *_register(),
        *_votes(),
    )


def _opening() -> tuple[Guard, ...]:
    """A ballot is prepared on a tabled question, in a meeting without agreed minutes."""
    return on(
        "INSERT",
        BALLOT,
        "prepared",
        unless("NEW.status = 'preparing'", "A ballot is prepared before it is opened."),
        unless(
            " AND ".join(f"NEW.{name} IS NULL" for name in AT_CLOSING)
            + " AND NEW.voided_at IS NULL AND NEW.void_reason = '' AND NEW.casting_vote = ''",
            "A ballot has no result before it is opened.",
        ),
        unless(
            "NEW.question_id IS NULL OR EXISTS (SELECT 1 FROM papers_question q "
            "JOIN papers_placement p ON p.id = q.placement_id WHERE q.id = NEW.question_id "
            "AND p.tabled_at IS NOT NULL AND p.agenda_item_id = NEW.agenda_item_id)",
            "A ballot is taken on what is tabled, under its item.",
        ),
        # The unique key covers only ballots that stand, so the walk over the models leaves it out.
        Refusal(
            "A ballot on this question already stands.",
            f"EXISTS (SELECT 1 FROM {BALLOT} b "
            "WHERE b.question_id = NEW.question_id AND b.status <> 'void')",
        ),
        Refusal("The minutes of this meeting are agreed.", agreed(_MEETING)),
        Refusal("A historic meeting takes no ballot.", historic(_MEETING)),
        locks=(Lock("forum_meeting", _MEETING, SHARE),),
    )


def _stages() -> tuple[Guard, ...]:
    """From preparing to open to closed, or to void; never back, and never gone."""
    moves = " OR ".join(
        f"(OLD.status = '{old}' AND NEW.status = '{new}')"
        for old, new in [
            ("preparing", "open"),
            ("open", "closed"),
            ("preparing", "void"),
            ("open", "void"),
            ("closed", "void"),
        ]
    )
    return (
        *on(
            "UPDATE",
            BALLOT,
            "moves_on",
            unless(moves, "A ballot opens, then closes, or is void; it never goes back."),
            given=changed(["status"]),
        ),
        *on(
            "UPDATE",
            BALLOT,
            "stays_what_it_is",
            Refusal(
                "A ballot stays on what it was opened for.",
                changed(columns(BALLOT, but=("status", *AT_CLOSING, *AT_VOIDING, *CASTING))),
            ),
        ),
        *on(
            "UPDATE",
            BALLOT,
            "result_stays",
            Refusal(
                "The result of a ballot is written when it closes.",
                "(OLD.status = 'open' AND NEW.status = 'closed') IS NOT TRUE",
            ),
            given=changed(AT_CLOSING),
        ),
        *on(
            "UPDATE",
            BALLOT,
            "void_stays",
            Refusal(
                "A ballot is made void once.",
                "(OLD.status <> 'void' AND NEW.status = 'void') IS NOT TRUE",
            ),
            given=changed(AT_VOIDING),
        ),
        *on(
            "UPDATE",
            BALLOT,
            "with_an_outcome_stands",
            Refusal(
                "A ballot that an outcome rests on stands.",
                "EXISTS (SELECT 1 FROM decisions_outcome o WHERE o.ballot_id = NEW.id)",
            ),
            given="NEW.status = 'void' AND OLD.status <> 'void'",
        ),
        *on("DELETE", BALLOT, "stays", Refusal("A ballot is made void, never taken away.")),
    )


def _closing() -> tuple[Guard, ...]:
    """The counts of a ballot on members' own devices are those of its votes."""
    counts = " AND ".join(
        f"NEW.{column} = (SELECT COUNT(*) FROM decisions_vote v "
        f"WHERE v.ballot_id = NEW.id AND v.choice = '{choice}')"
        for column, choice in [
            ("votes_for", "for"),
            ("votes_against", "against"),
            ("abstentions", "abstain"),
        ]
    )
    return on(
        "UPDATE",
        BALLOT,
        "counts_its_votes",
        unless(counts, "The counts of a ballot are those of its votes."),
        given="NEW.method = 'electronic' AND NEW.status = 'closed' AND OLD.status <> 'closed'",
        # Its row is held already, being changed; this asks for the isolation that counts afresh.
        locks=(Lock(BALLOT, "NEW.id"),),
    )


def _register() -> tuple[Guard, ...]:
    """The register is frozen when the ballot opens."""
    return (
        *add_only("decisions_registerentry", "The register of a ballot is frozen."),
        *on(
            "INSERT",
            "decisions_registerentry",
            "before_opening",
            unless(ballot_is("b.status = 'preparing'"), "The register is drawn up first."),
            Refusal(
                "Nobody votes from two seats.",
                "EXISTS (SELECT 1 FROM decisions_registerentry e "
                "WHERE e.ballot_id = NEW.ballot_id AND e.is_eligible "
                f"AND {_voter('e')} = {_voter('NEW')})",
                given="NEW.is_eligible",
            ),
            locks=(WHOLE,),
        ),
    )


def _votes() -> tuple[Guard, ...]:
    """One vote for each line of the register that may vote, while the ballot is open."""
    return (
        *add_only("decisions_vote", "A vote is final."),
        *on(
            "INSERT",
            "decisions_vote",
            "while_open",
            unless(
                ballot_is("b.status = 'open' AND b.method = 'electronic'"),
                "Votes are cast while the ballot is open.",
            ),
            unless(
                "EXISTS (SELECT 1 FROM decisions_registerentry e WHERE e.id = NEW.entry_id "
                "AND e.ballot_id = NEW.ballot_id AND e.is_eligible)",
                "Only who stands on the register as a voter votes.",
            ),
            Refusal(
                "This seat has voted already.",
                "EXISTS (SELECT 1 FROM decisions_vote v WHERE v.entry_id = NEW.entry_id)",
            ),
            unless(
                "NEW.option_letter = '' "
                f"OR (NEW.choice = 'for' AND {offers('NEW.option_letter')})",
                "A vote for an option names one that is offered.",
            ),
            unless(
                "NEW.number IS NULL OR (NEW.choice = 'for' AND "
                + ballot_is("b.number_asked <> ''")
                + ")",
                "A number is given with a vote for, where one is asked.",
            ),
            locks=(Lock(BALLOT, "NEW.ballot_id", SHARE),),
        ),
    )


def _voter(entry: str) -> str:
    """The person who votes on a line of the register: the substitute, else the holder."""
    return (
        "COALESCE((SELECT s.person_id FROM forum_substitution s "
        f"WHERE s.id = {entry}.substitution_id), "
        f"(SELECT a.person_id FROM forum_appointment a WHERE a.id = {entry}.appointment_id))"
    )


def ballot_is(condition: str) -> str:
    """The ballot of the row is in such a state."""
    return f"EXISTS (SELECT 1 FROM {BALLOT} b WHERE b.id = NEW.ballot_id AND {condition})"


def offers(letter: str) -> str:
    """The recommendation that the ballot is on offers an option of this letter."""
    return (
        f"EXISTS (SELECT 1 FROM {BALLOT} b JOIN papers_question q ON q.id = b.question_id "
        "JOIN papers_placement p ON p.id = q.placement_id "
        "JOIN papers_fundingoption f ON f.recommendation_id = p.recommendation_id "
        f"WHERE b.id = NEW.ballot_id AND f.status = 'offered' AND f.letter = {letter})"
    )
