"""The pictures of a paper: stored files that its figures name."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from forum.choices import FileKind
from forum.models import StoredFile
from papers.models.attached import every_block
from papers.models.paper import Paper
from papers.rules.text.blocks import FIGURE, Block

PICTURES = (FileKind.PNG, FileKind.JPEG)


def assets(blocks: Iterable[Block]) -> frozenset[str]:
    """The identities that the figures name, as far as they can be some."""
    return frozenset(each.asset for each in blocks if each.kind == FIGURE and _is_id(each.asset))


def addresses(paper: Paper, blocks: Iterable[Block]) -> dict[str, str]:
    """Where each picture is shown, for a page."""
    place = [paper.forum.slug, paper.pk]
    return {
        asset: reverse("papers:figure_image", args=[*place, asset]) for asset in assets(blocks)
    }


def embedded(paper: Paper, blocks: Iterable[Block]) -> dict[str, str]:
    """Each picture itself, for a document that fetches nothing."""
    return {
        str(each.pk): f"data:{each.content_type};base64,{b64encode(bytes(each.content)).decode()}"
        for each in pictures_of(paper).filter(pk__in=assets(blocks))
    }


def pictures_of(paper: Paper) -> QuerySet[StoredFile]:
    """Every picture of the forum, which a paper of it may show."""
    return paper.forum.storedfile_set.filter(kind__in=PICTURES)


def shows(paper: Paper, asset: object, *, is_public: bool) -> bool:
    """Whether the paper, or its public version, shows the picture."""
    return str(asset) in assets(every_block(paper, is_public=is_public))


def _is_id(asset: str) -> bool:
    try:
        return str(UUID(asset)) == asset
    except ValueError:
        return False
