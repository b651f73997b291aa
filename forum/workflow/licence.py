"""The terms on which everybody may use what a forum publishes."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import DataLicence, ForumEvent, Role
from forum.models import Forum, Person
from forum.permissions import require


@transaction.atomic
def state_licence(forum: Forum, licence: DataLicence, *, by: Person, on: date) -> Forum:
    """State the licence that the open data of the forum is published under."""
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    forum.data_licence = licence
    forum.save(update_fields=["data_licence"])
    audit.record(
        ForumEvent.DATA_LICENCE_STATED,
        f"Open data of {forum.name}: {DataLicence(licence).label}",
        forum=forum,
        by=by,
        on=on,
        about=forum,
        licence=str(licence),
    )
    return forum
