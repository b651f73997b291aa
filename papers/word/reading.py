"""A Word file read into the blocks of a paper: words, numbers as printed, tables, pictures."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256

import mammoth

from forum.rules.ruling import Reason
from papers.rules.text.blocks import FIGURE, Block
from papers.word import noticing
from papers.word.marking import marked
from papers.word.package import NOT_A_WORD_FILE, Unreadable, opened
from papers.word.pieces import Picture, Reading, assembled
from papers.word.tags import Tags

__all__ = ["Picture", "Reading", "Unreadable", "read_word"]

_STYLE_MAP = """
p => p:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => strong
r[style-name='Strong Emphasis'] => strong
highlight => mark
u =>
strike =>
comment-reference =>
"""
_KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg"}


def read_word(content: bytes) -> Reading:
    """The blocks of a Word file, its pictures, and what an author should know about them."""
    package = opened(content)
    left_out = marked(package)
    pictures = _Pictures()
    markup = _converted(package.packed(), pictures)
    tags = Tags()
    pieces = tags.pieces(markup)
    read = assembled(pieces)
    blocks, lost = _with_pictures(read.blocks, pictures)
    notes = (
        *noticing.counted(left_out.counts),
        *noticing.headers_left_out(left_out.headers),
        *tags.notes,
        *read.notes,
        *lost,
    )
    return replace(read, blocks=blocks, pictures=pictures.kept, notes=notes)


class _Pictures:
    """The pictures of the file, by the first letters of their SHA-256."""

    def __init__(self) -> None:
        self.kept: dict[str, Picture] = {}
        self.unreadable: set[str] = set()

    def __call__(self, image: mammoth.documents.Image) -> dict[str, str]:
        try:
            with image.open() as file:
                content = file.read()
        except (KeyError, OSError):
            content = b""
        key = sha256(content).hexdigest()[:16]
        ending = _KINDS.get(image.content_type or "")
        if content and ending:
            self.kept[key] = Picture(
                f"figure-{len(self.kept) + 1}.{ending}", str(image.content_type), content
            )
        else:
            self.unreadable.add(key)
        return {"src": f"asset:{key}"}


def _converted(content: bytes, pictures: _Pictures) -> str:
    try:
        found = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(pictures),
            ignore_empty_paragraphs=True,
        )
    except (ValueError, KeyError, AttributeError, TypeError, OSError, RecursionError) as error:
        # The file opens, and what stands in it is not what the format says.
        raise Unreadable(NOT_A_WORD_FILE) from error
    return found.value


def _with_pictures(
    blocks: tuple[Block, ...], pictures: _Pictures
) -> tuple[tuple[Block, ...], list[Reason]]:
    """The figures whose picture can be kept; the author is told of the others."""
    lost = [e for e in blocks if e.kind == FIGURE and e.asset not in pictures.kept]
    kept = tuple(each for each in blocks if each not in lost)
    return kept, [noticing.unreadable_picture(each.alt) for each in lost]
