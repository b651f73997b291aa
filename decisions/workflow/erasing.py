"""Erasing somebody's details: how they are reached and sign in; what is published stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from decisions.models import TypedSoFar
from decisions.rules.erasing import ERASED, PartsHeld, may_erase
from forum import audit
from forum.choices import ForumEvent
from forum.locks import lock_row
from forum.models import (
    Appointment,
    Erasure,
    Forum,
    Invitation,
    NoticeChoice,
    OutboxMessage,
    Person,
    Reply,
    RoleGrant,
    RoleProposal,
    Subscription,
    Substitution,
)
from forum.models.membership import not_over
from papers.models import PaperRead, WorkingCopy

OURS = ("forum", "papers", "decisions")
OF_THE_ACCOUNT = (Erasure, Invitation, NoticeChoice, OutboxMessage, RoleGrant, RoleProposal)
"""Rows about somebody's account: they are no part in the business of a forum."""


@transaction.atomic
def erase_person(person: Person, *, on: date) -> list[Forum]:
    """Erase how somebody is reached and signs in; the forums whose trail says so."""
    lock_row(person)
    may_erase(parts_held(person, on=on)).insist()
    return _erase(person, on=on)


@transaction.atomic
def erase_again(people: Iterable[str]) -> int:
    """After a restore, erase whom an older backup brought back; says how many."""
    back = Person.objects.filter(pk__in=[UUID(each) for each in people], erasure__isnull=True)
    for person in back:
        _erase(person, on=timezone.localdate())
    return len(back)


def parts_held(person: Person, *, on: date) -> PartsHeld:
    """What somebody is today, in every forum."""
    here = {"person": person}
    sits = [
        *Appointment.objects.filter(not_over(on), **here).select_related("forum"),
        *Substitution.objects.filter(not_over(on), **here).select_related("forum"),
    ]
    grants = RoleGrant.objects.filter(**here).select_related("forum").order_by("forum", "role")
    return PartsHeld(
        seats=tuple(sorted({str(each.forum) for each in sits})),
        roles=tuple(f"{each.get_role_display().lower()} of {each.forum}" for each in grants),
        runs_the_site=person.is_site_administrator,
        is_erased=Erasure.objects.filter(**here).exists(),
    )


def _erase(person: Person, *, on: date) -> list[Forum]:
    forums, address = _forums_of(person), person.email
    _strike_out(person, is_named=bool(forums))
    _forget_letters(person, address)
    _forget_unsaved(person)
    _forget_sign_in(person)
    Erasure(person=person).save(force_insert=True)
    for forum in forums:
        audit.record(
            ForumEvent.PERSON_ERASED,
            "The contact details of a person erased",
            forum=forum,
            by=None,
            on=on,
            about=person,
        )
    return forums


def _forums_of(person: Person) -> list[Forum]:
    """The forums whose record names the person."""
    found: set[UUID] = set()
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label not in OURS or model in OF_THE_ACCOUNT:
            continue
        rows = model._base_manager.filter(**{relation.field.name: person}).order_by()
        found |= set(rows.values_list("forum", flat=True).distinct())
    return list(Forum.objects.filter(pk__in=found))


def _strike_out(person: Person, *, is_named: bool) -> None:
    """Who is named in the record keeps the name; nothing else stays."""
    person.email = f"{person.pk}@erased.invalid"
    person.name = person.name if is_named else ERASED
    person.post, person.is_active, person.last_login = "", False, None
    person.set_unusable_password()
    person.save()


def _forget_letters(person: Person, address: str) -> None:
    """Letters to them lose address and words; that one was written stays, so that none repeats."""
    letters = OutboxMessage.objects.filter(
        models.Q(person=person) | models.Q(address__iexact=address)
    )
    waiting = letters.filter(sent__isnull=True, gathered_in__isnull=True)
    waiting.update(given_up=True)
    letters.update(address="", subject=ERASED, text="", path="", last_error="")
    Subscription.objects.filter(email__iexact=address).delete()
    NoticeChoice.objects.filter(person=person).delete()


def _forget_unsaved(person: Person) -> None:
    """What they typed and never saved, what they read, and notes beside their replies."""
    WorkingCopy.objects.filter(kept_by=person).delete()
    TypedSoFar.objects.filter(typed_by=person).delete()
    PaperRead.objects.filter(read_by=person).delete()
    Reply.objects.filter(given_by=person).update(note="")


def _forget_sign_in(person: Person) -> None:
    """Factors, addresses, identities elsewhere and sessions, whatever keeps them."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Person:
                model._base_manager.filter(**{field.name: person}).delete()
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
