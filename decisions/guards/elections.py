"""What guards elections, hands counted for one of several, and the casting vote."""

from __future__ import annotations

from decisions.guards.ballots import BALLOT, CASTING, WHOLE, ballot_is, offers
from forum.guards import Guard, Refusal, add_only, changed, on, unless

_STANDS = (
    "EXISTS (SELECT 1 FROM decisions_candidate c "
    "WHERE c.ballot_id = NEW.ballot_id AND c.letter = NEW.letter)"
)


def election_guards() -> tuple[Guard, ...]:
    """The guards of elections, of counts by option and number, and of the casting vote."""
    return (*_casting(), *_candidates(), *_counts(), *_rulings())


def _casting() -> tuple[Guard, ...]:
    """The chair casts once, on a closed ballot that no outcome rests on yet."""
    return on(
        "UPDATE",
        BALLOT,
        "cast_by_the_chair",
        unless(
            "OLD.casting_vote = '' AND NEW.status = 'closed' AND OLD.status = 'closed'",
            "The casting vote is given once, when the ballot is closed.",
        ),
        Refusal(
            "An outcome rests on this ballot.",
            "EXISTS (SELECT 1 FROM decisions_outcome o WHERE o.ballot_id = NEW.id)",
        ),
        given=changed(CASTING),
    )


def _candidates() -> tuple[Guard, ...]:
    """Who stands in an election is known before it opens, and elected is one of them."""
    return (
        *add_only("decisions_candidate", "Who stood in an election stays on record."),
        *on(
            "INSERT",
            "decisions_candidate",
            "before_opening",
            unless(ballot_is("b.status = 'preparing'"), "Candidates are named first."),
            locks=(WHOLE,),
        ),
        *on(
            "UPDATE",
            BALLOT,
            "elects_a_candidate",
            unless(
                "EXISTS (SELECT 1 FROM decisions_candidate c "
                "WHERE c.ballot_id = NEW.id AND c.appointment_id = NEW.elected_id)",
                "Only a candidate is elected.",
            ),
            given="NEW.elected_id IS NOT NULL AND OLD.elected_id IS NULL",
        ),
    )


def _counts() -> tuple[Guard, ...]:
    """How many preferred an option or a number is written before the ballot closes."""
    return (
        *add_only("decisions_numbercount", "The counts of a ballot stand."),
        *on(
            "INSERT",
            "decisions_numbercount",
            "while_open",
            unless(
                ballot_is(
                    "b.status = 'open' AND b.method <> 'electronic' AND b.number_asked <> ''"
                ),
                "Numbers are counted while a ballot that asks for one is open.",
            ),
            locks=(WHOLE,),
        ),
        *add_only("decisions_optioncount", "The counts of a ballot stand."),
        *on(
            "INSERT",
            "decisions_optioncount",
            "while_open",
            unless(
                ballot_is("b.status = 'open' AND b.method <> 'electronic'"),
                "Hands are counted while the ballot is open.",
            ),
            unless(
                f"{offers('NEW.letter')} OR {_STANDS}",
                "Hands are counted for an option that is offered, or a candidate who stands.",
            ),
            locks=(WHOLE,),
        ),
    )


def _rulings() -> tuple[Guard, ...]:
    return add_only("decisions_registeroverride", "A ruling on who may vote stays on record.")
