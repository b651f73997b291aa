"""A paper as a document: its cover sheet, what it recommends, and its text as printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, prefetch_related_objects

from forum import pdf
from papers.models import Acknowledgement, Commitment, Paper
from papers.models.attached import every_block, shown_appendices
from papers.models.comparing_options import comparison
from papers.models.cover import Asked, asked, earlier_decisions
from papers.models.facts import fetch_whole
from papers.models.figures import embedded
from papers.models.printed import printed_blocks
from papers.pdfs import cover, sheet
from papers.pdfs.document import DRAFT, document
from papers.pdfs.schedule import schedule_part
from papers.rules.text.redacting import withheld

NOT_TABLED = (DRAFT, "Draft: not tabled")


def paper_pdf(
    paper: Paper, *, trail_line: str = "", public: bool = True, on: date | None
) -> bytes:
    """The paper as a document; a draft says on every page that it is not tabled."""
    context = paper_context(paper, trail_line=trail_line, public=public, on=on)
    context["figures"] = embedded(paper, every_block(paper, is_public=public))
    return pdf.render("pdf/paper.html", context)


def paper_context(
    paper: Paper, *, trail_line: str = "", public: bool = True, on: date | None = None
) -> dict[str, object]:
    """What the paper says, with the cover sheet that is made for it; all of it, unless public."""
    fetch_whole([paper])
    prefetch_related_objects([paper], "acknowledgements")
    item = paper.agenda_item
    meeting = item.meeting if item else None
    before = meeting.held_on if meeting else on
    put = [asked(each) for each in paper.recommendations.all()]
    offers = [(each, offer) for each in put for offer in each.offers]
    shares = cover.per_group(put)
    earlier = list(earlier_decisions(paper.matter, before=before))
    return {
        "document": document(
            paper.forum,
            paper.title,
            reference=f"{meeting.held_on:%Y-%m-%d}/{item.number}" if meeting and item else "",
            warning=("", "") if paper.is_tabled else NOT_TABLED,
            trail_line=trail_line,
            on=on,
        ),
        "paper": paper,
        "blocks": printed_blocks(paper),
        "appendices": shown_appendices(paper, is_public=public),
        "acknowledged": _acknowledged(paper, public=public),
        "public": public,
        "facts": list(sheet.facts(paper, put, has_earlier=bool(earlier), on=on)),
        "clearances": sheet.clearances(paper, on=on),
        "comparisons": [comparison(each) for each in put if cover.says_more(each)],
        "voting": list(cover.voting(put)),
        "without_schools": cover.without_schools(put, meeting),
        "recommendations": list(_recommendations(put)),
        "nil_declarations": [each for each in map(_nil, put) if each],
        "alternatives": list(cover.alternatives(put)),
        "options": [cover.option_row(*each) for each in offers],
        "rates": [row for each in offers for row in cover.rate_rows(*each)],
        "balances": list(cover.balances(put, before=before)),
        "per_group": shares,
        "together": sum(shares.values(), Decimal(0)),
        "changes": [(each, offer) for each, offer in offers if offer.change],
        "schedule_part": schedule_part(paper),
        "earlier": earlier,
        "commitments": list(_commitments(paper, before)),
    }


def _acknowledged(paper: Paper, *, public: bool) -> list[Acknowledgement]:
    """The warnings acknowledged; none for the public where one might quote what is withheld."""
    return [] if public and withheld(paper.blocks) else list(paper.acknowledgements.all())


def _commitments(paper: Paper, before: date | None) -> QuerySet[Commitment]:
    """Money that earlier decisions took for the same matter."""
    found = paper.matter.commitments.select_related("budget_line")
    return found.filter(decided_on__lt=before) if before else found


def _recommendations(put: list[Asked]) -> Iterator[dict[str, object]]:
    """What the paper asks; the words that several share are printed once above them."""
    stem = ""
    for each in put:
        recommendation = each.recommendation
        is_new = bool(recommendation.stem) and recommendation.stem != stem
        stem = recommendation.stem
        yield {
            "stem": stem if is_new else "",
            "label": recommendation.label,
            "text": recommendation.text,
            "asks_for": cover.asks_for(each),
        }


def _nil(each: Asked) -> dict[str, object] | None:
    """The recommendation with the word of the officer that it touches no source."""
    nil = getattr(each.recommendation, "nil_declaration", None)
    return {"recommendation": each.recommendation, "nil": nil} if nil else None
