"""Setting up a forum, and its constitution."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Role
from forum.models import Constitution, Forum, Person, TrailHead
from forum.permissions import require
from forum.rules.constitution import changes


@transaction.atomic
def found_forum(forum: Forum, *, by: Person | None, on: date) -> Forum:
    """Set up a forum, with the first entry of its trail."""
    forum.keep()
    TrailHead.objects.create(forum=forum)
    audit.record(
        ForumEvent.FORUM_FOUNDED,
        f"{forum.name} of {forum.authority} set up",
        forum=forum,
        by=by,
        on=on,
        about=forum,
    )
    return forum


@transaction.atomic
def set_constitution(constitution: Constitution, *, by: Person, on: date) -> Constitution:
    """Set the forum's rules from a day on; earlier days keep the rules they had."""
    forum, day = constitution.forum, constitution.in_force_from
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    before = forum.constitution_on(day)
    constitution.keep()
    changed = [change.setting.label for change in changes(before.settings, constitution.settings)]
    what = f": {', '.join(changed)}" if changed else ", with nothing changed"
    audit.record(
        ForumEvent.CONSTITUTION_SET,
        f"Constitution set from {day:%-d %B %Y}{what}",
        forum=forum,
        by=by,
        on=on,
        about=constitution,
        in_force_from=day,
        adopted_where=constitution.adopted_where,
        before=before.settings,
        after=constitution.settings,
    )
    return constitution
