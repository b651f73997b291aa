"""How a forum looks to everybody, whom they may write to, and how they attend its meetings."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from forum import audit
from forum.choices import FileKind, ForumEvent, Role
from forum.files import Checked
from forum.locks import lock_row
from forum.models import Forum, Person
from forum.permissions import require
from forum.workflow.files import store_file

PICTURES = (FileKind.PNG, FileKind.JPEG)
FIELDS = (
    "colour",
    "logo",
    "logo_words",
    "contact_post",
    "contact_email",
    "contact_phone",
    "how_to_attend",
)


@transaction.atomic
def set_look(
    forum: Forum,
    picture: UploadedFile | Checked | None = None,
    *,
    without_logo: bool = False,
    by: Person,
    on: date,
) -> Forum:
    """Save the colour, logo and contact of the forum, and how its meetings are attended."""
    require(by, forum, Role.CLERK)
    before = Forum.objects.get(pk=forum.pk)
    lock_row(before)
    if picture:
        forum.logo = store_file(before, picture, wanted=PICTURES, by=by, on=on).pk
    elif without_logo:
        forum.logo = None
    if forum.logo is None:
        forum.logo_words = ""
    changed = [name for name in FIELDS if getattr(before, name) != getattr(forum, name)]
    if not changed:
        return forum
    forum.validate_constraints()
    forum.save(update_fields=changed)
    audit.record(
        ForumEvent.LOOK_SET,
        f"Public pages of {forum.name}: {', '.join(name.replace('_', ' ') for name in changed)}",
        forum=forum,
        by=by,
        on=on,
        about=forum,
        changed=changed,
        colour=forum.colour,
    )
    return forum
