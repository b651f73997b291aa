"""Papers as they can be found by words: those that were put before the forum."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from forum.choices import SearchKind
from forum.money import pounds
from forum.rules.searching import Reader
from forum.search import Entry, keep
from papers.models import Appendix, FundingOption, Paper, Placement, Recommendation
from papers.models.attached import shown_appendices
from papers.models.paper import PaperQuerySet
from papers.rules.text.text_form import plain

AT_ONCE = 100
HEADING_MARK = "## "
"""How plain text begins a heading; a hit shows its words."""


def keep_paper(paper: Paper) -> None:
    """Let a tabled paper be found by what it says."""
    keep(paper_entries(Paper.objects.filter(pk=paper.pk)))


def paper_entries(papers: PaperQuerySet) -> Iterator[Entry]:
    """Those of the papers that are tabled, each with a text for the public and one in full."""
    options = FundingOption.objects.select_related("budget_line")
    placements = Placement.objects.prefetch_related("questions")
    tabled = papers.filter(tabled_at__isnull=False).with_text()
    near = tabled.select_related("matter", "agenda_item__meeting").prefetch_related(
        Prefetch("appendices", Appendix.objects.with_files()),
        Prefetch("recommendations__options", options),
        Prefetch("recommendations__placements", placements),
    )
    yield from (_entry(paper) for paper in near.order_by().iterator(AT_ONCE))


def _entry(paper: Paper) -> Entry:
    asked = list(paper.recommendations.all())
    meeting = paper.agenda_item.meeting if paper.agenda_item else None
    amounts = [each.amount for each in asked if each.amount is not None]
    full = _words(paper, asked, is_public=False)
    return Entry(
        forum=paper.forum_id,
        kind=SearchKind.PAPER,
        about=paper.pk,
        title=paper.title,
        readings={
            Reader.PUBLIC: _words(paper, asked, is_public=True),
            Reader.MEMBER: full,
            Reader.WORKER: full,
        },
        meeting=meeting.pk if meeting else None,
        day=meeting.held_on if meeting else None,
        amount=max(amounts, default=None),
        facets=(
            ("matter", paper.matter_id.hex),
            *(facet for each in asked for facet in _facets(each)),
        ),
    )


def _words(paper: Paper, asked: list[Recommendation], *, is_public: bool) -> str:
    """What is asked comes first, so that a hit shows it rather than the reasons for it."""
    lines = [line for each in asked for line in _asked(each)]
    text = paper.public_text if is_public else paper.text
    lines += [text.replace(HEADING_MARK, ""), paper.matter.title]
    for each in shown_appendices(paper, is_public=is_public):
        lines += [each.name, each.summary, plain(each.blocks)]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _asked(recommendation: Recommendation) -> Iterator[str]:
    label, text = recommendation.label, f"{recommendation.stem} {recommendation.text}".strip()
    yield f"Recommendation {label}: {text}"
    if recommendation.amount is not None:
        yield pounds(recommendation.amount)
    for option in recommendation.options.all():
        line = f", {option.budget_line.name}" if option.budget_line else ""
        yield f"{option.get_source_display()}{line}, {pounds(option.amount)}"


def _facets(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    yield from (("source", option.source) for option in recommendation.options.all())
    for placement in recommendation.placements.all():
        yield from (("group", question.group) for question in placement.questions.all())
