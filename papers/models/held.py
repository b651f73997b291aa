"""The papers of a meeting as a pack holds them, or as somebody reads them, in plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from forum.models import Meeting
from papers.models.appendix import Appendix
from papers.models.facts import fetch_whole
from papers.models.option import FundingOption
from papers.models.paper import Paper, PaperVersion
from papers.models.printed import printed_blocks
from papers.rules.editions import Held, text_changes
from papers.rules.text.blocks import blocks_from
from papers.rules.text.redacting import is_marked, withheld
from papers.rules.text.redacting import public as without_what_is_withheld


def papers_of(meeting: Meeting, *, drafts: bool = False) -> list[Paper]:
    """The papers of an agenda in its order; with drafts, also those that are not tabled yet."""
    papers = Paper.objects.filter(agenda_item__meeting=meeting)
    if not drafts:
        papers = papers.filter(tabled_at__isnull=False)
    papers = papers.select_related("agenda_item", "matter", "author")
    found = list(papers.order_by("agenda_item__position", "recorded_at"))
    for paper in found:
        paper.forum = meeting.forum
        if paper.agenda_item:
            paper.agenda_item.meeting = meeting
    return found


def held(papers: Sequence[Paper]) -> tuple[Held, ...]:
    """The papers as they stand, in a fixed number of queries."""
    options = FundingOption.objects.order_by("recommendation__position", "letter", "recorded_at")
    appendices = Prefetch("appendices", Appendix.objects.with_files())
    prefetch_related_objects(papers, Prefetch("recommendations__options", options), appendices)
    return tuple(_held(paper) for paper in papers)


def _held(paper: Paper) -> Held:
    item = paper.agenda_item
    return Held(
        paper=str(paper.pk),
        title=paper.title,
        item=item.number if item else "",
        item_title=item.title if item else "",
        version=paper.version,
        is_tabled=paper.is_tabled,
        options=tuple(
            (f"{recommendation}, option {option.letter}", option.get_status_display())
            for recommendation in paper.recommendations.all()
            for option in recommendation.options.all()
        ),
        appendices=tuple((str(each), _fingerprint(each)) for each in paper.appendices.all()),
    )


def _fingerprint(appendix: Appendix) -> str:
    """Of all that it says; of what is exempt, so that those who may read it are told."""
    files = [each.sha256 if each else "" for each in (appendix.file, appendix.public_file)]
    said = [appendix.summary, appendix.tables, appendix.public_tables, *files, appendix.is_exempt]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def holds_exempt(papers: Sequence[Paper]) -> bool:
    """Whether something in these papers is left out of their public version."""
    fetch_whole(papers)
    return any(withheld(printed_blocks(paper)) for paper in papers) or any(
        each.is_exempt or is_marked(each.summary) or withheld(blocks_from(each.tables))
        for paper in papers
        for each in paper.appendices.all()
    )


def text_between(
    before: Iterable[Held], after: Iterable[Held], *, public: bool
) -> Mapping[str, tuple[str, ...]]:
    """Of each paper whose version is another, what is new in its words."""
    earlier = {each.paper: each.version for each in before}
    pairs = {
        each.paper: (earlier[each.paper], each.version)
        for each in after
        if earlier.get(each.paper, each.version) != each.version
    }
    found = PaperVersion.objects.filter(paper__in=[UUID(name) for name in pairs])
    blocks = {(str(each.paper_id), each.number): each.content_blocks for each in found}
    if public:
        blocks = {key: without_what_is_withheld(each) for key, each in blocks.items()}
    return {
        name: text_changes(blocks.get((name, old), ()), blocks.get((name, new), ()))
        for name, (old, new) in pairs.items()
    }
