"""What a paper asks, promises and leaves open, in words that a record would miss."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.rules.ruling import Reason
from papers.choices import ForumRole, PaperKind
from papers.rules.claims import claims_in
from papers.rules.consistency.reading import Reading, listed, places, quoted, short
from papers.rules.regulations import PRACTICE, REVIEW
from papers.rules.text.wording import verbs

AUTHOR = "the author"
CLERK = "the clerk"
A_SENTENCE = 200

_CONSIDERS = re.compile(r"\b(?:consider|endorse|support)s?\b", re.IGNORECASE)
_IDENTIFIES = re.compile(
    r"\bidentif(?:y|ies)\b|\b(?:suggest|propose)s? (?:any|what|which)\b", re.IGNORECASE
)
_SUBJECT_TO = re.compile(r"\bsubject to (?P<what>[^.;:()]{5,120})", re.IGNORECASE)
_ASKED = re.compile(
    r"\bis asked\b|\bare asked\b|\bthat (?:the )?(?:schools )?forum\b", re.IGNORECASE
)
_CLAWED_BACK = re.compile(
    r"\b(?:reclaim(?:ed)?|claw(?:ed)?[- ]?back|repaid|recovered|recoup(?:ed)?|paid back)\b", re.I
)
_OF_MONEY = re.compile(r"£|\b(?:funding|grant|money|sums?)\b", re.IGNORECASE)
_PROMISED = re.compile(
    r"\b(?:will|would) (?:continue to )?be (?:completed|developed|sought|carried out|undertaken"
    r"|reviewed|evaluated|presented|reported|brought)\b|\bshould feed ?back\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\bby (?:the )?[A-Z]|\bby (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_MATCHED = re.compile(
    r"\bfor every £\s?\d[\d.,]*\b[^.;]{0,80}£\s?\d|\bmatch[- ]fund\w*|\bco-fund\w*", re.IGNORECASE
)
_AGREES_FUNDING = re.compile(r"\bon the allocation\b|\bfunding\b|£", re.IGNORECASE)
_BUYS_BACK = re.compile(r"\bbuy[- ]?back|\bbuy (?:it|in|into)\b|\btraded\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:if|were|should)\b[^.;]{0,60}\b(?:not (?:be )?(?:de-delegated|agreed|approved|continue)"
    r"|refuse[ds]?)\b|\bwithout (?:this|the) (?:service|funding)\b|\bwithout de-delegat",
    re.IGNORECASE,
)
_CONSULTED = re.compile(r"\bconsult(?:ed|ation)\b", re.IGNORECASE)


def claims_against_the_record(paper: Reading) -> Iterator[Reason]:
    """An approval "from" some money, where the record says that no source was settled."""
    for claim in claims_in(paper.facts.text) if paper.facts.unsettled else ():
        text = (
            f"The text says “{short(claim.words, A_SENTENCE)}” The record says: "
            f"{listed(paper.facts.unsettled)}."
        )
        yield Reason("claim-against-the-record", text, AUTHOR, REVIEW, "The paper")


def verbs_without_a_decision(paper: Reading) -> Iterator[Reason]:
    """ "Consider", where each recommendation needs a yes or a no."""
    labels = [
        each.label
        for each in paper.facts.recommendations
        if (kind := paper.facts.kind_of(each)) is not None
        and kind.forum_role == ForumRole.DECIDES
        and not verbs(each.text)
        and _CONSIDERS.search(each.text)
    ]
    if labels:
        some = "Recommendation" if len(labels) == 1 else "Recommendations"
        each = "which needs" if len(labels) == 1 else "each of which needs"
        text = (
            f"Members are asked to consider {some} {listed(labels)}, {each} a yes or a no: say "
            "what they are to agree."
        )
        yield Reason("verb-tells-no-decision", text, AUTHOR, PRACTICE, "The paper")


def members_asked_for_input(paper: Reading) -> Iterator[Reason]:
    """Members are asked what else they need: each answer is an action with an owner."""
    asking = [each.name for each in paper.facts.recommendations if _IDENTIFIES.search(each.text)]
    if asking:
        text = (
            f"{listed(asking)} asks members what they need. Make each request an action, with an "
            "owner and a day."
        )
        yield Reason("members-asked", text, CLERK, PRACTICE, asking[0])


def conditions_in_words(paper: Reading) -> Iterator[Reason]:
    """A recommendation that hangs on something: it is kept as a condition, and marked."""
    asked = [(each.name, each.text) for each in paper.facts.recommendations]
    asked += [(each.where, each.text) for each in paper.own if _ASKED.search(each.text)]
    told: dict[str, str] = {}
    for where, words in asked:
        for found in _SUBJECT_TO.finditer(words):
            told.setdefault(found["what"].strip(), where)
    for what, where in told.items():
        text = (
            f"What is asked hangs on a condition in {where}: “subject to {what}”. Record it with "
            "the decision, so that it is marked met, failed or lapsed."
        )
        yield Reason("condition-in-words", text, CLERK, PRACTICE, what[:60])


def money_that_may_go_back(paper: Reading) -> Iterator[Reason]:
    """Money that may have to be paid back: whose risk is it?"""
    for passage in paper.own:
        for sentence in passage.sentences:
            found = _CLAWED_BACK.search(sentence)
            if found and _OF_MONEY.search(sentence):
                text = (
                    f"In {passage.where} money may have to be given back (“{found[0]}”): say who "
                    "would bear it, and record it as a condition of the grant."
                )
                yield Reason("may-be-reclaimed", text, AUTHOR, PRACTICE, passage.where)
                break


def promises(paper: Reading) -> Iterator[Reason]:
    """Work that is promised, with nobody named and no day."""
    found = [
        passage
        for passage in paper.own
        if any(_PROMISED.search(each) and not _OWNED.search(each) for each in passage.sentences)
    ]
    if found:
        text = (
            f"Work is promised with no owner or no day in {places(found)}: set an action for what "
            "the forum should hear of again."
        )
        yield Reason("promised-without-owner", text, CLERK, PRACTICE, "The paper")


def matched_money(paper: Reading) -> Iterator[Reason]:
    """Money beside the forum's own, in words only."""
    for passage in paper.own:
        found = _MATCHED.search(passage.text)
        if found and "£" in passage.text:
            text = (
                f"In {passage.where} other money stands beside the forum's (“{found[0]}”): enter "
                "it as match funding of the option, so that the whole cost is seen."
            )
            yield Reason("matched-in-words", text, AUTHOR, PRACTICE, passage.where)


def left_out_of_a_de_delegation(paper: Reading) -> Iterator[Reason]:
    """What a de-delegation paper says and this one does not."""
    if paper.facts.kind != PaperKind.DE_DELEGATION:
        return
    said = paper.facts.text
    wanted = {
        "what happens if a service is not agreed": _REFUSED,
        "how academies can buy it back": _BUYS_BACK,
        "what schools said when they were consulted": _CONSULTED,
    }
    missing = [words for words, pattern in wanted.items() if not pattern.search(said)]
    if missing:
        text = f"The paper does not say {listed(missing, joined='or')}."
        yield Reason("de-delegation-leaves-out", text, AUTHOR, PRACTICE, "The paper")


def tables_of_the_kind(paper: Reading) -> Iterator[Reason]:
    """A progress report lists its actions, an outturn report its figures."""
    wanted: str | None = {
        PaperKind.PROGRESS.value: "a table of actions, each with its state",
        PaperKind.OUTTURN.value: "a table of lines, each with its budget and what was spent",
    }.get(paper.facts.kind)
    if wanted and not any(block.is_table and len(block.rows) > 1 for block in paper.blocks):
        text = f"A {PaperKind(paper.facts.kind).label.lower()} has {wanted}: add it."
        yield Reason("table-of-the-kind-missing", text, AUTHOR, PRACTICE, "The paper")


def not_stated(paper: Reading) -> Iterator[Reason]:
    """A paper from outside that names neither who wrote it nor when."""
    missing = [name for name in ("author", "date") if name in paper.facts.not_stated]
    if missing:
        text = f"The paper does not state its {listed(missing)}: it is printed as “not stated”."
        yield Reason("not-stated", text, AUTHOR, PRACTICE, quoted(missing))
