"""Adding a picture to a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from forum.choices import Role
from forum.files import Checked
from forum.locks import lock_row
from forum.models import Person, StoredFile
from forum.permissions import require
from forum.workflow.files import store_file
from papers.models import Paper
from papers.models.figures import PICTURES
from papers.rules.drafting import may_change
from papers.rules.text.blocks import FIGURE, Block
from papers.rules.text.figures import may_show
from papers.workflow.drafting import Edited, save_paper


@dataclass(frozen=True)
class Figure:
    """A picture that is put into a paper, and what it shows in words."""

    upload: UploadedFile | Checked
    alt: str
    caption: str = ""
    after: str = ""
    """The id of the block that it follows; empty: it stands last."""


@transaction.atomic
def store_picture(paper: Paper, figure: Figure, *, by: Person, on: date) -> StoredFile:
    """Keep a picture for a paper that is being written; the figure is saved with the text."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    may_change(is_tabled=paper.is_tabled).insist()
    may_show(alt=figure.alt).insist()
    return store_file(paper.forum, figure.upload, wanted=PICTURES, by=by, on=on)


@transaction.atomic
def add_figure(paper: Paper, figure: Figure, *, by: Person, on: date) -> Paper:
    """Put a picture into a paper and save it as the next version."""
    lock_row(paper)
    stored = store_picture(paper, figure, by=by, on=on)
    shown = Block(FIGURE, asset=str(stored.pk), alt=figure.alt, caption=figure.caption)
    blocks = list(paper.blocks)
    places = [at for at, each in enumerate(blocks, start=1) if each.id == figure.after]
    blocks.insert(places[0] if places else len(blocks), shown)
    edited = Edited(
        base=paper.version,
        title=paper.title,
        purpose=paper.purpose,
        blocks=tuple(blocks),
        note="Picture added",
    )
    return save_paper(paper, edited, by=by, on=on)
