"""The packs of a meeting: what is published, what is being made, and what is not in it yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from forum.models import Meeting
from papers.choices import BuildState, PackVersion
from papers.models.held import held, papers_of, text_between
from papers.models.pack import PackBuild
from papers.models.paper import Paper
from papers.rules.editions import Changes, Held, Leaf, changes, held_from, leaf_from
from papers.rules.packs import PackFacts


@dataclass(frozen=True)
class New:
    """What came or changed since the last published edition."""

    papers: tuple[Paper, ...]
    """Those that the edition does not hold. Of a changed one it is said in what: its text, tabled,
    is as it was."""
    changes: Changes


def builds_of(meeting: Meeting) -> list[PackBuild]:
    """Every pack and supplement that was asked for, the newest first, without their bytes."""
    builds = PackBuild.objects.filter(meeting=meeting).select_related("document")
    found = list(builds.without_bytes().order_by("-edition", "supplement", "-version"))
    for build in found:
        build.meeting = meeting
    return found


def latest(
    meeting: Meeting, version: str = PackVersion.PUBLIC, *, before: int | None = None
) -> PackBuild | None:
    """The newest published pack; of the full version the public one, where nothing is exempt."""
    packs = PackBuild.objects.filter(meeting=meeting).published().packs()
    if before is not None:
        packs = packs.filter(edition__lt=before)
    packs = packs.filter(version__in={version, PackVersion.PUBLIC})
    # "full" sorts before "public".
    return packs.select_related("document").without_bytes().order_by("-edition", "version").first()


def latest_draft(meeting: Meeting, *, before: int | None = None) -> PackBuild | None:
    """The newest draft that was made."""
    drafts = PackBuild.objects.filter(meeting=meeting, is_draft=True).made()
    if before is not None:
        drafts = drafts.filter(edition__lt=before)
    return drafts.without_bytes().order_by("-edition").first()


def next_edition(meeting: Meeting, *, is_draft: bool = False) -> int:
    """The number of the next edition, drafts being counted by themselves."""
    builds = PackBuild.objects.filter(meeting=meeting, is_draft=is_draft)
    return (builds.aggregate(last=Max("edition"))["last"] or 0) + 1


def edition_of(meeting: Meeting, name: str) -> PackBuild | None:
    """The edition that somebody asks about: "1", or a draft: "d3"."""
    is_draft, number = name.startswith("d"), name.removeprefix("d")
    if not number.isdecimal() or len(number) > 4:
        return None
    found = PackBuild.objects.filter(meeting=meeting, edition=int(number), is_draft=is_draft)
    return found.made().packs().without_bytes().order_by("version").first()


def progress_of(meeting: UUID) -> list[tuple[object, ...]]:
    """What a page about the packs of the meeting depends on, in one small query."""
    rows = PackBuild.objects.filter(meeting=meeting).order_by("pk")
    return list(rows.values_list("pk", "state", "pieces_done", "pieces", "attempts", "failure"))


def leaves_of(build: PackBuild) -> tuple[Leaf, ...]:
    """The parts that it is bound of."""
    return tuple(leaf_from(each) for each in build.holds.get("leaves", ()))


def held_by(build: PackBuild) -> tuple[Held, ...]:
    """The papers that it holds, as they were."""
    return tuple(held_from(each) for each in build.holds.get("papers", ()))


def changes_since(build: PackBuild, now: tuple[Held, ...], *, public: bool = True) -> Changes:
    """What became of the papers since this edition."""
    before = held_by(build)
    return changes(before, now, text_between(before, now, public=public))


def new_since(meeting: Meeting, edition: PackBuild) -> New:
    """What a supplement to this edition would hold."""
    papers = papers_of(meeting)
    found = changes_since(edition, held(papers))
    new = {each.paper for each in found.added}
    return New(tuple(paper for paper in papers if str(paper.pk) in new), found)


def pack_facts(meeting: Meeting) -> PackFacts:
    """How far the pack is, for the rules."""
    builds = builds_of(meeting)
    edition = latest(meeting)
    papers = papers_of(meeting, drafts=not meeting.is_public)
    return PackFacts(
        stage=meeting.stage,
        papers=len(papers),
        being_made=any(each.is_unfinished for each in builds),
        edition=edition.edition if edition else 0,
        is_new=edition is not None and new_since(meeting, edition).changes.any,
        has_failed=any(each.state == BuildState.FAILED for each in builds),
    )
