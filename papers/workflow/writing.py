"""What happens while a paper is written: what is typed is kept, and colleagues comment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import Paper, PaperComment, WorkingCopy
from papers.rules.commenting import may_comment, may_keep
from papers.rules.drafting import may_change
from papers.rules.text.blocks import as_stored
from papers.workflow.drafting import Edited

COLLEAGUES = (Role.CLERK, Role.OFFICER)
"""Those who work in the forum; besides them, whoever is asked to clear the paper."""
ABOUT = 120
"""So much of a block is repeated beside a comment on it."""


@transaction.atomic
def keep_working_copy(
    paper: Paper, edited: Edited, *, after: datetime | None = None, by: Person
) -> WorkingCopy:
    """Keep what is typed and not saved, in place of what the same window kept before.

    It is no version and no entry: nobody else reads it, and it decides nothing (ADR 14).
    """
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    may_change(is_tabled=paper.is_tabled).insist()
    copy = paper.working_copies.select_for_update().filter(kept_by=by).first()
    may_keep(is_the_last=copy is None or copy.kept_at == after).insist()
    copy = copy or WorkingCopy(forum=paper.forum, paper=paper, kept_by=by)
    copy.base, copy.title, copy.purpose = edited.base, edited.title, edited.purpose
    copy.kind, copy.eligibility = edited.kind or "", edited.eligibility or ""
    copy.blocks, copy.kept_at = as_stored(edited.blocks), timezone.now()
    return copy.keep()


@transaction.atomic
def drop_working_copy(paper: Paper, *, by: Person) -> None:
    """Let go of what the person typed and did not save."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    paper.working_copies.filter(kept_by=by).delete()


@transaction.atomic
def add_comment(paper: Paper, *, text: str, block: str = "", by: Person, on: date) -> PaperComment:
    """Say something to the author, about one block or about the whole paper."""
    if not _is_asked_to_clear(paper, by):
        require(by, paper.forum, *COLLEAGUES)
    may_comment(is_tabled=paper.is_tabled).insist()
    known = {each.id: each for each in paper.blocks}
    about = known[block].words[:ABOUT] if block in known else ""
    comment = PaperComment(
        forum=paper.forum,
        paper=paper,
        version=paper.version,
        block=block if block in known else "",
        about=about,
        text=text,
        post=by.post,
        made_at=timezone.now(),
        made_by=by,
    ).keep()
    _record(PaperEvent.COMMENT_MADE, "comment to the author", comment, by=by, on=on)
    return comment


@transaction.atomic
def answer_comment(comment: PaperComment, *, text: str, by: Person, on: date) -> PaperComment:
    """Answer a comment that is not resolved yet."""
    if not _is_asked_to_clear(comment.paper, by):
        require(by, comment.forum, *COLLEAGUES)
    lock_row(comment)
    _insist_open(comment)
    answer = PaperComment(
        forum=comment.forum,
        paper=comment.paper,
        version=comment.paper.version,
        block=comment.block,
        about=comment.about,
        text=text,
        reply_to=comment,
        post=by.post,
        made_at=timezone.now(),
        made_by=by,
    ).keep()
    _record(PaperEvent.COMMENT_MADE, "answer to a comment", answer, by=by, on=on)
    return answer


@transaction.atomic
def resolve_comment(comment: PaperComment, *, by: Person, on: date) -> PaperComment:
    """The author, or who made the comment, says that it is dealt with."""
    if comment.made_by_id != by.pk:
        require(by, comment.forum, Role.CLERK, Role.OFFICER)
    lock_row(comment)
    _insist_open(comment)
    comment.resolved_at, comment.resolved_by = timezone.now(), by
    comment.save(update_fields=["resolved_at", "resolved_by"])
    _record(PaperEvent.COMMENT_RESOLVED, "comment resolved", comment, by=by, on=on)
    return comment


def _is_asked_to_clear(paper: Paper, person: Person) -> bool:
    return paper.clearance_requests.filter(asked_of=person).exists()


def _insist_open(comment: PaperComment) -> None:
    may_comment(is_tabled=comment.paper.is_tabled, is_resolved=comment.is_resolved).insist()


def _record(event: str, what: str, comment: PaperComment, *, by: Person, on: date) -> None:
    paper = comment.paper
    audit.record(
        event,
        f"{paper.title}: {what}, version {comment.version}",
        forum=paper.forum,
        by=by,
        on=on,
        about=comment,
        matter=paper.matter_id,
    )
