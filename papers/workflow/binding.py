"""Binding a pack: its parts printed, numbered the same in every version, its first pages made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from forum import pdf
from papers.choices import PackVersion
from papers.models import PackBuild, Paper, Piece
from papers.models.held import held, papers_of
from papers.models.packs import changes_since, latest, latest_draft, leaves_of
from papers.pdfs.pack import Sheet, Wanted, is_any_exempt, sheets
from papers.pdfs.pack_front import Front, front_html
from papers.rules.editions import FRONT, Changes, Held, Leaf, numbered
from papers.workflow.pieces import pieces, printed

PUBLIC, FULL = PackVersion.PUBLIC, PackVersion.FULL
FIRST_PAGES = "First pages"
Progress = Callable[[int, int], None]
"""Told how many parts are printed, of how many."""


@dataclass(frozen=True)
class Bound:
    """All that a document is joined from, and what is kept of it."""

    leaves: tuple[Leaf, ...]
    pieces: dict[str, Piece]
    papers: tuple[Held, ...]
    items: tuple[str, ...]
    next_number: int
    title: str
    is_exempt: bool
    """Whether the public version of it leaves something out."""

    @property
    def holds(self) -> dict[str, object]:
        """What is kept with the build, to make and to compare later editions."""
        return {
            "leaves": [vars(leaf) for leaf in self.leaves],
            "papers": [vars(each) for each in self.papers],
            "items": list(self.items),
            "next": self.next_number,
            "is_exempt": self.is_exempt,
        }

    @property
    def parts(self) -> list[pdf.Part]:
        """The parts as the engine joins them."""
        return [
            pdf.Part(
                leaf.label,
                bytes(self.pieces[leaf.sha256].content),
                leaf.under,
                leaf.name,
                leaf.pages,
                leaf.number,
            )
            for leaf in self.leaves
        ]


@dataclass(frozen=True)
class Making:
    """What one build is made from."""

    build: PackBuild
    base: PackBuild | None
    """The edition that it goes on from; for a draft, only what it is compared with."""
    papers: Sequence[Paper]
    progress: Progress

    @property
    def earlier(self) -> PackBuild | None:
        """The edition that it goes on from, whose pages keep their numbers."""
        return None if self.build.is_draft else self.base

    @property
    def supplement(self) -> int:
        """Which supplement brings what is new."""
        return self.build.holds.get("supplement", 0)


def bind(build: PackBuild, progress: Progress) -> Bound:
    """Print what is not printed yet, and put everything in its place."""
    making = _making(build, progress)
    found = sheets(Wanted(build.meeting, making.papers, making.supplement, build.asked_on))
    now = held(papers_of(build.meeting, drafts=build.is_draft))
    changed = changes_since(making.base, now, public=not build.is_full) if making.base else None
    body = _printed(making, found, ahead=_front_ahead(making, found, changed))
    first = making.earlier.holds["next"] if making.earlier else 1
    own = _with_front(making, _Body(found, body, first, changed))
    if making.earlier and not build.supplement:
        own = _behind(making.earlier, build, own)
    items = tuple(item.number for item in build.meeting.items.all())
    return replace(own, papers=now, items=items, title=title_of(build))


def title_of(build: PackBuild) -> str:
    """The title of the document."""
    kind = f"Supplement S{build.supplement}" if build.supplement else "Pack"
    draft = "Draft pack" if build.is_draft else kind
    version = ", full version" if build.is_full and not build.is_draft else ""
    return f"{draft} for the meeting of {build.meeting.held_on:%-d %B %Y}{version}"


@dataclass(frozen=True)
class _Body:
    """What follows the first pages, before it is known how many those are."""

    sheets: Sequence[Sheet]
    pieces: dict[str, Piece]
    first: int
    changed: Changes | None

    def leaves(self, version: str, front: int, supplement: int) -> tuple[Leaf, ...]:
        """The parts of one version, behind so many first pages."""
        keys = self.keys
        lengths = [[self.pieces[key].pages for key in keys[name]] for name in (PUBLIC, FULL)]
        starts = numbered(lengths, self.first + front)
        return tuple(
            Leaf(
                each.name,
                each.label,
                each.under,
                key,
                self.pieces[key].pages,
                start,
                each.full_note if version == FULL else each.public_note,
                supplement,
            )
            for each, key, start in zip(self.sheets, keys[version], starts, strict=False)
        )

    def last(self, front: int) -> int:
        """The number after the last page, whichever version is longer."""
        pages = [
            max(self.pieces[key].pages for key in both)
            for both in zip(*self.keys.values(), strict=True)
        ]
        return self.first + front + sum(pages)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The pieces of each version."""
        public = [pdf.fingerprint(each.public) for each in self.sheets]
        full = [
            pdf.fingerprint(each.full) if each.is_exempt else key
            for each, key in zip(self.sheets, public, strict=True)
        ]
        return {PUBLIC: public, FULL: full}


def _making(build: PackBuild, progress: Progress) -> Making:
    meeting = build.meeting
    version = build.version
    base = (
        latest_draft(meeting, before=build.edition)
        if build.is_draft
        else latest(meeting, version, before=build.edition)
    )
    wanted = set(build.holds.get("wanted", ()))
    papers = papers_of(meeting, drafts=build.is_draft)
    return Making(build, base, [each for each in papers if str(each.pk) in wanted], progress)


def _printed(making: Making, found: Sequence[Sheet], ahead: Mapping[str, str]) -> dict[str, Piece]:
    """The pieces of both versions: where one is longer, the numbers of both leave room."""
    wanted = {html: sheet.label for sheet in found for html in (sheet.public, sheet.full)}
    wanted.update(ahead)
    of = len(wanted) + 1
    return printed(making.build.forum, wanted, after_each=lambda done: making.progress(done, of))


def _front_ahead(
    making: Making, found: Sequence[Sheet], changed: Changes | None
) -> dict[str, str]:
    """The first pages of a draft as they will be if every part is as long as it was.

    They are printed beside the part that changed, and are ready when that is.
    """
    known = {leaf.name: leaf.pages for leaf in leaves_of(making.base)} if making.base else {}
    if making.earlier or not known or any(each.name not in known for each in found):
        return {}
    lengths = {pdf.fingerprint(each.full): Piece(pages=known[each.name]) for each in found}
    lengths |= {pdf.fingerprint(each.public): Piece(pages=known[each.name]) for each in found}
    body = _Body(found, lengths, 1, changed)
    html = front_html(_front(making, body, FULL, known[FRONT], is_exempt=is_any_exempt(found)))
    return {html: FIRST_PAGES}


def _with_front(making: Making, body: _Body) -> Bound:
    """The first pages, printed again until they are as long as they were thought to be."""
    build = making.build
    thought, found = 0, _likely(making)
    is_exempt = is_any_exempt(body.sheets)
    versions = (PUBLIC, FULL) if is_exempt and not build.is_draft else (build.version,)
    while thought != found:
        thought = found
        fronts = {
            version: front_html(_front(making, body, version, thought, is_exempt=is_exempt))
            for version in versions
        }
        made = printed(
            build.forum,
            dict.fromkeys(fronts.values(), FIRST_PAGES),
            after_each=lambda done: None,
        )
        found = max(piece.pages for piece in made.values())
    key = pdf.fingerprint(fronts[build.version])
    supplement = making.supplement
    name = f"s{supplement}-{FRONT}" if supplement else FRONT
    label = title_of(_as(build, build.version, supplement))
    front = Leaf(name, label, (), key, made[key].pages, body.first, supplement=supplement)
    leaves = (front, *body.leaves(build.version, found, supplement))
    return Bound(leaves, body.pieces | made, (), (), body.last(found), "", is_exempt)


def _likely(making: Making) -> int:
    """How many first pages there will be, most likely: as many as the last time."""
    known = leaves_of(making.base) if making.base and not making.supplement else ()
    return known[0].pages if known else 1


def _front(making: Making, body: _Body, version: str, pages: int, *, is_exempt: bool) -> Front:
    build, base = making.build, making.base
    return Front(
        meeting=build.meeting,
        title=title_of(_as(build, version, making.supplement)),
        name=f"Supplement S{making.supplement}" if making.supplement else build.name,
        leaves=body.leaves(version, pages, making.supplement),
        supplement=making.supplement,
        is_draft=build.is_draft,
        is_full=version == FULL and not build.is_draft,
        is_exempt=is_exempt,
        since=base.called if base else "",
        changes=body.changed,
    )


def _as(build: PackBuild, version: str, supplement: int) -> PackBuild:
    """The build as it would be called in that version."""
    return PackBuild(
        meeting=build.meeting,
        version=version,
        supplement=supplement,
        is_draft=build.is_draft,
        edition=build.edition,
    )


def _behind(base: PackBuild, build: PackBuild, own: Bound) -> Bound:
    """The earlier edition with the supplement behind it, and with first pages that name it."""
    kept = leaves_of(base)
    leaves = (*kept[1:], *own.leaves)
    html = front_html(
        Front(
            meeting=build.meeting,
            title=title_of(build),
            name=build.name,
            leaves=leaves,
            is_full=build.is_full,
            is_exempt=base.holds.get("is_exempt", False),
        )
    )
    made = printed(build.forum, {html: FIRST_PAGES}, after_each=lambda done: None)
    (front,) = made.values()
    first = Leaf(FRONT, title_of(build), (), front.sha256, front.pages, 1)
    if first.pages != kept[0].pages:
        # They are made to stay as long as they were; should they not, the old ones stay, because
        # no page may move.
        first = kept[0]
    earlier = pieces(build.forum, (leaf.sha256 for leaf in kept))
    return replace(own, leaves=(first, *leaves), pieces=own.pieces | made | earlier)
