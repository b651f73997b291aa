"""What the words of a paper seem to say, proposed to its author; never a fact until accepted.

A proposal quotes the words that it comes from and says where they stand. It is ticked from the
start only where the words leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from papers.choices import PaperKind, ProposalKind, Purpose, Source
from papers.rules.amounts import amounts, years
from papers.rules.asks import asks, without_marks
from papers.rules.mentions import Mention, Paragraph, mentions, paragraphs, where_found
from papers.rules.proposed_asks import Asked, asked, rates_words
from papers.rules.schedules.rate_tables import RateTable, rate_tables
from papers.rules.text.blocks import Block
from papers.rules.text.front_matter import (
    Front,
    author_parts,
    background,
    contacts,
    front_of,
    particulars,
)
from papers.rules.text.text_form import plain
from papers.rules.text.wording import verbs

LEAST_SUM = 1000
"""Amounts below this are rates and examples, and not what a paper asks for."""
MOST_AMOUNTS = 12

_PURPOSES = (
    (re.compile(r"\b(?:information|update|noting|to note)\b", re.I), Purpose.INFORMATION),
    (re.compile(r"\bconsult", re.IGNORECASE), Purpose.CONSULTATION),
    (re.compile(r"\bdiscuss", re.IGNORECASE), Purpose.DISCUSSION),
    (re.compile(r"\bdecision\b|\bapprov|\bvote\b", re.IGNORECASE), Purpose.DECISION),
)


@dataclass(frozen=True)
class Proposed:
    """One proposal: what would be entered, from which words, where they stand."""

    kind: ProposalKind
    value: dict[str, Any] = field(default_factory=dict)
    label: str = ""
    words: str = ""
    where: str = ""
    is_sure: bool = False


def proposals(blocks: Sequence[Block], title: str = "") -> tuple[Proposed, ...]:
    """Everything that the paper seems to say, in the order in which it would be entered."""
    front = front_of(blocks, title)
    tables = rate_tables(blocks)
    asking = asked(tuple(without_marks(each) for each in asks(blocks)), tables, front)
    text = plain(blocks)
    return (
        *_front(front, tables, asking),
        *_particulars(front),
        *_asks(asking),
        *_rates(asking),
        *_amounts(text, asking),
        *_sources(text, asking),
        *_around(blocks),
    )


def _front(
    front: Front, tables: Sequence[RateTable], asking: Sequence[Asked]
) -> Iterator[Proposed]:
    if front.title:
        value = {"title": front.title[:300]}
        yield Proposed(ProposalKind.TITLE, value, words=front.title, is_sure=True)
    kind = _kind(front, tables)
    if kind:
        yield Proposed(
            ProposalKind.PAPER_KIND, {"kind": str(kind)}, words=kind.label, is_sure=True
        )
    yield from _purpose(front, asking, kind)
    author = front.get("author")
    if author:
        name, post = author_parts(author)
        value = {"author_as_printed": author[:200], "name": name, "post": post[:160]}
        yield Proposed(ProposalKind.AUTHOR, value, words=author, is_sure=True)
    if front.written_on:
        day = front.written_on
        printed = front.get("date") or f"{day:%-d %B %Y}"
        value = {"written_on": day.isoformat()}
        yield Proposed(ProposalKind.WRITTEN_ON, value, words=printed, is_sure=True)
    said = front.get("eligibility")
    if said:
        value = {"eligibility": said[:200]}
        yield Proposed(ProposalKind.ELIGIBILITY, value, words=said, is_sure=True)


def _kind(front: Front, tables: Sequence[RateTable]) -> PaperKind | None:
    """Tables of rates make a de-delegation paper; from and to, a report to one office-holder."""
    if tables:
        return PaperKind.DE_DELEGATION
    return PaperKind.EXECUTIVE if particulars(front) else None


def _purpose(front: Front, asking: Sequence[Asked], kind: PaperKind | None) -> Iterator[Proposed]:
    """As a line of the paper says; or from what it asks, where that leaves no doubt."""
    said = front.get("purpose")
    named = next((purpose for pattern, purpose in _PURPOSES if pattern.search(said)), None)
    if named and len(said) < 60:
        value = {"purpose": str(named)}
        words = f"{named.label}: “{said}”"
        yield Proposed(ProposalKind.PURPOSE, value, words=words, is_sure=True)
    elif kind == PaperKind.DE_DELEGATION and asking:
        value = {"purpose": str(Purpose.DECISION)}
        words = f"{Purpose.DECISION.label}: each service is put to a vote, phase by phase"
        yield Proposed(ProposalKind.PURPOSE, value, words=words, is_sure=True)
    elif asking and all(set(verbs(each.ask.text)) <= {"note", "receive"} for each in asking):
        value = {"purpose": str(Purpose.INFORMATION)}
        words = f"{Purpose.INFORMATION.label}: the forum is asked to note"
        yield Proposed(ProposalKind.PURPOSE, value, words=words)


def _particulars(front: Front) -> Iterator[Proposed]:
    head = particulars(front)
    if head:
        words = f"From {head['from_name']} to {head['to_name']}: {head['subject']}"
        yield Proposed(ProposalKind.PARTICULARS, head, words=words, is_sure=True)


def _asks(asking: Sequence[Asked]) -> Iterator[Proposed]:
    for each in asking:
        yield Proposed(
            ProposalKind.RECOMMENDATION,
            each.value(),
            label=each.ask.label,
            words=f"{each.ask.stem} {each.ask.text}".strip(),
            where=each.about,
            is_sure=True,
        )


def _rates(asking: Sequence[Asked]) -> Iterator[Proposed]:
    for each in asking:
        if each.rates:
            yield Proposed(
                ProposalKind.RATES,
                each.rates_value(each.rates),
                label=each.ask.label,
                words=rates_words(each.rates),
                where=f"Table {each.rates.number}, under “{each.rates.service}”",
                is_sure=True,
            )


def _amounts(text: str, asking: Sequence[Asked]) -> Iterator[Proposed]:
    """Sums in the body, for a recommendation that states none, each with its paragraph."""
    lacking = [each for each in asking if each.amount is None and not each.rates]
    if not lacking:
        return
    target = lacking[0].ask.label if len(asking) == 1 else ""
    seen = set()
    for paragraph in paragraphs(text):
        for found in amounts(paragraph.text):
            key = (found.amount, found.precision)
            if found.is_rate or found.amount < LEAST_SUM or key in seen:
                continue
            seen.add(key)
            value = {
                "recommendation": target,
                "amount": str(found.amount),
                "precision": str(found.precision),
                "financial_year": next(iter(years(paragraph.text)), ""),
            }
            if len(seen) <= MOST_AMOUNTS:
                yield Proposed(ProposalKind.AMOUNT, value, target, found.words, _where(paragraph))


def _sources(text: str, asking: Sequence[Asked]) -> Iterator[Proposed]:
    """Sources that the body speaks of, for what is asked without one; each with its words."""
    lacking = [each for each in asking if not each.rates]
    target = lacking[0].ask.label if len(lacking) == 1 and len(asking) == 1 else ""
    by_source: dict[Source, list[Mention]] = {}
    for mention in mentions(text) if lacking else ():
        if mention.source is not None:
            by_source.setdefault(mention.source, []).append(mention)
    for source, found in by_source.items():
        quotes = dict.fromkeys(mention.quote.casefold() for mention in found)
        words = f"{source.label}: {', '.join(f'“{each}”' for each in list(quotes)[:4])}"
        value = {"recommendation": target, "source": str(source)}
        yield Proposed(ProposalKind.SOURCE, value, target, words, _sentence(where_found(found)))


def _around(blocks: Sequence[Block]) -> Iterator[Proposed]:
    for document in background(blocks):
        yield Proposed(
            ProposalKind.BACKGROUND, dict(document), words=document["title"], is_sure=True
        )
    for contact in contacts(blocks):
        words = ", ".join(filter(None, (contact["name"], contact["post"])))
        yield Proposed(
            ProposalKind.CONTACT, dict(contact), label=contact["role"], words=words, is_sure=True
        )


def _where(paragraph: Paragraph) -> str:
    return f"Paragraph {paragraph.number}" if paragraph.number else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
