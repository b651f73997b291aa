"""Pieces: each part of a pack is printed once, and kept by the hash of its HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from django.utils import timezone

from forum import pdf
from forum.models import Forum
from papers.models import Piece

AT_ONCE = 2
"""Pieces printed side by side: the engine prints no more."""
KEPT = timedelta(days=400)
"""What nobody used for longer is thrown away: the last supplement comes before that."""


class NotPrinted(Exception):
    """A part did not become a PDF: which, and why."""

    def __init__(self, label: str, refusal: pdf.NotRendered):
        self.is_final = refusal.is_final
        super().__init__(f"{label}: {refusal}")


def printed(
    forum: Forum, wanted: Mapping[str, str], *, after_each: Callable[[int], None]
) -> dict[str, Piece]:
    """The piece of each HTML, by its hash; those not kept yet are printed now.

    `wanted` gives each HTML its label; `after_each` is told how many there are so far.
    """
    htmls = {pdf.fingerprint(html): html for html in wanted}
    found = pieces(forum, htmls)
    missing = [key for key in htmls if key not in found]
    after_each(len(found))
    for at in range(0, len(missing), AT_ONCE):
        keys = missing[at : at + AT_ONCE]
        made = _print({htmls[key]: wanted[htmls[key]] for key in keys})
        _keep(forum, zip(keys, made, strict=True))
        after_each(len(found) + at + len(keys))
    return found | pieces(forum, missing)


def pieces(forum: Forum, keys: Iterable[str]) -> dict[str, Piece]:
    """The pieces of these hashes that are kept."""
    kept = Piece.objects.filter(forum=forum, sha256__in=list(keys))
    kept.update(used=timezone.now())
    return {piece.sha256: piece for piece in kept}


def throw_away() -> None:
    """Forget the pieces that no pack was made with for long."""
    Piece.objects.filter(used__lt=timezone.now() - KEPT).delete()


def _print(wanted: Mapping[str, str]) -> list[tuple[int, bytes]]:
    """Side by side; where that fails one after the other, so that it is known which it is."""
    try:
        return pdf.render_pieces(list(wanted))
    except pdf.NotRendered:
        return [_print_one(html, label) for html, label in wanted.items()]


def _print_one(html: str, label: str) -> tuple[int, bytes]:
    try:
        return pdf.render_pieces([html])[0]
    except pdf.NotRendered as refusal:
        raise NotPrinted(label, refusal) from refusal


def _keep(forum: Forum, made: Iterable[tuple[str, tuple[int, bytes]]]) -> None:
    rows = [
        Piece(forum=forum, sha256=key, content=content, pages=pages, used=timezone.now())
        for key, (pages, content) in made
    ]
    # Two workers that print the same part at once keep it once.
    Piece.objects.bulk_create(rows, ignore_conflicts=True)
