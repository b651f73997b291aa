"""The headings that papers of each kind begin with in a forum."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import Role
from forum.models import Person
from forum.permissions import require
from papers.choices import PaperEvent
from papers.models import PaperTemplate


@transaction.atomic
def add_template(template: PaperTemplate, *, by: Person, on: date) -> PaperTemplate:
    """Offer a template of headings to who starts a paper of its kind."""
    require(by, template.forum, Role.CLERK)
    template.keep()
    _record(PaperEvent.TEMPLATE_ADDED, template, "added", by=by, on=on)
    return template


@transaction.atomic
def change_template(template: PaperTemplate, *, by: Person, on: date) -> PaperTemplate:
    """Change a template, or offer it no more; papers that began with it stay as they are."""
    require(by, template.forum, Role.CLERK)
    template.keep()
    did = "changed" if template.is_active else "no longer offered"
    _record(PaperEvent.TEMPLATE_CHANGED, template, did, by=by, on=on)
    return template


def _record(event: str, template: PaperTemplate, did: str, *, by: Person, on: date) -> None:
    audit.record(
        event,
        f"Template “{template}” for {template.get_kind_display().lower()} papers {did}",
        forum=template.forum,
        by=by,
        on=on,
        about=template,
        kind=template.kind,
        headings=[f"{each.number} {each.text}".strip() for each in template.outline],
    )
