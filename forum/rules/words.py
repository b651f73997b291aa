"""The words of the field, each in a sentence or two: for whoever meets one for the first time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One word, what it means here, and what it is often taken for."""

    word: str
    means: str
    source: str = ""
    """Where the law or guidance says so."""

    @property
    def anchor(self) -> str:
        """Where it stands on the page of words."""
        return self.word.lower().replace(" ", "-").replace("’", "")


REGULATIONS = "Schools Forums (England) Regulations 2012"
FINANCE = "School and Early Years Finance (England) Regulations"
WORDS: dict[str, Word] = {
    each.anchor: each
    for each in (
        Word(
            "Abstain",
            "To be present, able to vote, and to vote neither for nor against. Whether it counts "
            "against the question the forum’s constitution says.",
        ),
        Word(
            "Action",
            "Something that one named person does by a meeting or a day. It stays on the log "
            "until it is closed with what shows that it was done.",
        ),
        Word(
            "Agreed in principle",
            "The forum agrees that the money should be spent, but has not said from which source. "
            "It gives no authority to spend, and comes back to every agenda until it is settled.",
        ),
        Word(
            "Authority to spend",
            "What a decision about money gives: from which source, how much, for which year, and "
            "until when. After its last day nothing may be spent under it.",
        ),
        Word(
            "Block",
            "One of the four parts of the Dedicated Schools Grant: schools, central school "
            "services, high needs and early years.",
            FINANCE,
        ),
        Word(
            "Budget line",
            "The particular pot inside a block, or a named balance or grant, that money is drawn "
            "from.",
        ),
        Word(
            "Casting vote",
            "A second vote of the chair where the votes are equal. Only a forum whose "
            "constitution gives one has it; without it a tie does not carry.",
        ),
        Word(
            "Centrally retained",
            "Money of the grant that the authority keeps for a service to all schools, line by "
            "line, with the forum’s agreement.",
            f"{FINANCE}, Schedule 2",
        ),
        Word(
            "Clear working day",
            "A day between two others that is neither a weekend nor a bank holiday in England; "
            "the day of publishing and the day of the meeting do not count.",
        ),
        Word(
            "Clearance",
            "A named officer, such as for finance or law, has read this version of a paper and "
            "agrees that it is put to the forum.",
        ),
        Word(
            "Constitution",
            "The forum’s own rules, where the regulations leave it free: notice, quorum of "
            "filled or of all seats, substitutes, casting vote.",
            f"{REGULATIONS}, regulation 8",
        ),
        Word(
            "De-delegation",
            "Maintained schools of one phase give part of their budgets back, for a service that "
            "the authority runs for them. Their members vote on it, phase by phase and year by "
            "year.",
            FINANCE,
        ),
        Word(
            "Dedicated Schools Grant",
            "The money that the government gives an authority for its schools, early years and "
            "high needs. It is the parent of every funding source, and never one itself.",
        ),
        Word(
            "Funding source",
            "From which of four kinds of money something is paid: centrally retained, "
            "de-delegated, high needs, or one-off. Every recommendation names at least one.",
        ),
        Word(
            "Group",
            "Those whom a seat represents, such as maintained primary schools. It decides what "
            "the holder may vote on.",
            f"{REGULATIONS}, regulation 8(10)",
        ),
        Word(
            "Handed round",
            "A paper that members first see at the meeting itself.",
        ),
        Word(
            "High needs",
            "Money for children and young people with special needs or in alternative provision.",
        ),
        Word(
            "Matter",
            "One subject over the years, such as early help: everything that was asked, decided "
            "and done about it.",
        ),
        Word(
            "One-off",
            "Money that is there once: a balance brought forward, or a grant. It has a last day.",
        ),
        Word(
            "Outcome",
            "What one voting group did with one recommendation: carried, not carried, amended, "
            "deferred, noted. Groups that vote separately have an outcome each.",
        ),
        Word(
            "Pack",
            "The agenda and all its papers in one document with one numbering.",
        ),
        Word(
            "Quorum",
            "How many members must be present for an item to be decided: two fifths. It is worked "
            "out for each item from who is in the room.",
            f"{REGULATIONS}, regulation 8(3)",
        ),
        Word(
            "Recommendation",
            "What a paper asks the forum to do. What the forum then does is the resolution.",
        ),
        Word(
            "Register",
            "Who may vote in one ballot, fixed when it opens, with the reason for each.",
        ),
        Word(
            "Resolution",
            "What the forum resolved, in its own words. It may differ from what was recommended.",
        ),
        Word(
            "Seat",
            "A place on the forum for one group. Somebody is appointed to it for a term of "
            "office; with nobody in it, it is vacant.",
            f"{REGULATIONS}, regulation 4",
        ),
        Word(
            "Settled",
            "Said of a funding source: the forum has decided from which money, and the record "
            "shows it.",
        ),
        Word(
            "Substitute",
            "Somebody of the same group who comes and votes in place of a member.",
            f"{REGULATIONS}, regulation 8(8)",
        ),
        Word(
            "Supplement",
            "What comes out after the agenda and its pack, numbered S1, S2 and on.",
        ),
        Word(
            "Tabled",
            "Put before the forum, with its text fixed. In Britain it never means put off.",
        ),
        Word(
            "Term of office",
            "For how long somebody is appointed to a seat. After its last day they are no member.",
            f"{REGULATIONS}, regulation 4",
        ),
    )
}
