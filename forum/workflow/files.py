"""Keeping what somebody uploads, once it was checked."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from forum import audit
from forum.choices import FileKind, ForumEvent, Role
from forum.files import Checked, Unfit, checked, measured
from forum.locks import lock_row
from forum.models import Forum, Person, StoredFile
from forum.permissions import require
from forum.rules.files import ShelfFacts, may_store
from forum.rules.ruling import Refused, Ruling


@transaction.atomic
def store_file(
    forum: Forum,
    upload: UploadedFile | Checked,
    *,
    wanted: Iterable[FileKind | str] = tuple(FileKind),
    by: Person,
    on: date | None = None,
) -> StoredFile:
    """Keep a file of one of these kinds; what a form has checked already is not checked again."""
    require(by, forum, Role.CLERK, Role.OFFICER)
    file = upload if isinstance(upload, Checked) else _checked(upload, wanted)
    lock_row(forum)
    may_store(_shelf(forum, file, by)).insist()
    stored = StoredFile(
        forum=forum,
        name=file.name,
        kind=file.kind,
        content_type=file.content_type,
        size=file.size,
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
        stored_at=timezone.now(),
        stored_by=by,
    ).keep()
    audit.record(
        ForumEvent.FILE_STORED,
        f"{stored.get_kind_display()} of {stored.size:,} bytes stored",
        forum=forum,
        by=by,
        on=on or timezone.localdate(),
        about=stored,
        kind=stored.kind,
        size=stored.size,
        sha256=stored.sha256,
    )
    return stored


def _checked(upload: UploadedFile, wanted: Iterable[FileKind | str]) -> Checked:
    kinds = tuple(str(each) for each in wanted)
    try:
        measured(upload.name or "", upload.size or 0, kinds)
        return checked(upload.name or "", upload.read(), kinds)
    except Unfit as unfit:
        raise Refused(Ruling.no("file-unfit", str(unfit), who="whoever adds the file")) from unfit


def _shelf(forum: Forum, file: Checked, by: Person) -> ShelfFacts:
    """What is kept already, as far as the limits ask."""
    kept = StoredFile.objects.order_by()
    today = kept.filter(stored_by=by, stored_at__date=timezone.localdate())
    return ShelfFacts(
        size=file.size,
        of_forum=_total(kept.filter(forum=forum)),
        by_person_today=_total(today),
        free=shutil.disk_usage(tempfile.gettempdir()).free - file.size,
    )


def _total(files: QuerySet[StoredFile]) -> int:
    """The bytes of them all."""
    return files.aggregate(total=Sum("size"))["total"] or 0
