"""A paper of the record as a Word file, in full or as the public reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from papers.models import Paper
from papers.models.attached import Shown, every_block, shown_appendices
from papers.models.cover import Asked, Offer, asked
from papers.models.figures import assets, pictures_of
from papers.models.option_words import amount_words, source_words
from papers.models.printed import printed_blocks
from papers.rules.text.redacting import public as as_published
from papers.rules.text.redacting import public_words
from papers.rules.text.text_form import parse
from papers.word.writing import PrintedAppendix, PrintedAsk, WordPaper, write_word


def paper_word(
    paper: Paper, *, facts: Iterable[Mapping[str, str]] = (), public: bool = True
) -> bytes:
    """The paper as a .docx file: cover, what is asked, text, appendices in words and tables."""
    content, blocks = paper.content, printed_blocks(paper)
    return write_word(
        WordPaper(
            title=paper.title,
            blocks=as_published(blocks) if public else blocks,
            facts=tuple((each["label"], each["value"]) for each in facts),
            asks=tuple(_ask(asked(each), public) for each in paper.recommendations.all()),
            appendices=tuple(_appendix(e) for e in shown_appendices(paper, is_public=public)),
            pictures=_pictures(paper, public),
            saved_at=content.saved_at if content else None,
        )
    )


def _pictures(paper: Paper, public: bool) -> dict[str, bytes]:
    shown = assets(every_block(paper, is_public=public))
    return {str(e.pk): bytes(e.content) for e in pictures_of(paper).filter(pk__in=shown)}


def _ask(each: Asked, public: bool) -> PrintedAsk:
    it = each.recommendation
    text, stem = (public_words(w) if public else w for w in (it.text, it.stem))
    return PrintedAsk(it.label, text, stem, tuple(_lines(each, public)))


def _lines(each: Asked, public: bool) -> Iterator[str]:
    """Who may vote, and each option with its rates as printed."""
    if each.recommendation.decision_type:
        yield f"Who may vote: {each.role} {each.voters}"
    for offer in each.offers:
        option = offer.option
        said = f"Option {option.letter}: {source_words(option)}. {amount_words(option)}"
        yield public_words(said) if public else said
        yield from _rates(offer)
        yield from (public_words(line) if public else line for line in offer.terms)


def _rates(offer: Offer) -> Iterator[str]:
    for rate, check in offer.rates:
        before = (
            f"; {rate.prior_year_label or 'the year before'}: £{rate.prior_rate:f}"
            if rate.prior_rate is not None
            else ""
        )
        yield f"{rate.factor}: £{rate.unit_rate:f} a unit, {check.sentence}{before}"


def _appendix(each: Shown) -> PrintedAppendix:
    return PrintedAppendix(each.name, parse(each.summary), each.blocks)
