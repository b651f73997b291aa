"""Who holds the post of an action now: people come and go, the post answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from decisions.models.following.action import Action, ActionQuerySet
from forum.models import Appointment, Forum, Person


@dataclass(frozen=True)
class Holding:
    """An action, and who answers for it today."""

    action: Action
    holders: tuple[Person, ...] = ()
    """Whoever holds the post now, where that is not its owner any more."""
    has_left: bool = False
    """Whether its owner does not hold the post any more."""

    @property
    def words(self) -> str:
        """What the page says of the post; empty while its owner holds it."""
        if not self.has_left:
            return ""
        if not self.holders:
            return f"Nobody is recorded as {self.action.owner_post} now"
        return f"{', '.join(each.name for each in self.holders)} is {self.action.owner_post} now"

    @property
    def answering(self) -> tuple[Person, ...]:
        """To whom a reminder goes."""
        if self.has_left or self.action.owner is None:
            return self.holders
        return (self.action.owner,)


def is_own(action: Action, person: Person) -> bool:
    """Whether it is the person's action: as its owner, or as who holds its post now."""
    return action.owner_id == person.pk or _took_over(action, person)


def theirs(actions: ActionQuerySet, person: Person) -> ActionQuerySet:
    """The actions of the person: their own, and those of the post that they took over."""
    own = Q(owner=person.pk)
    if person.post:
        still = Q(owner__is_active=True, owner__post__iexact=person.post)
        own |= Q(owner_post__iexact=person.post) & ~still
    return actions.filter(own)


def _took_over(action: Action, person: Person) -> bool:
    """Whether the person holds its post in this forum now, and its owner does not."""
    is_post = bool(person.post) and _same(person.post, action.owner_post)
    if not is_post or not (action.owner is None or _has_left(action)):
        return False
    return of_forum(action.forum, on=timezone.localdate()).filter(pk=person.pk).exists()


def holdings(actions: Iterable[Action], forum: Forum, *, on: date) -> list[Holding]:
    """Each action with who answers for it, in one query however many there are."""
    actions = list(actions)
    vacant = {each.owner_post.lower() for each in actions if _has_left(each)}
    holders: dict[str, list[Person]] = {}
    if vacant:
        for person in of_forum(forum, on=on).annotate(post_held=Lower("post")):
            if person.post_held in vacant:
                holders.setdefault(person.post_held, []).append(person)
    return [_holding(each, holders) for each in actions]


def of_forum(forum: Forum, *, on: date) -> QuerySet[Person]:
    """Everybody who works for the forum or sits on it on the day."""
    seated = Appointment.objects.current(on).filter(forum=forum).values("person")
    part = Q(role_grants__forum=forum) | Q(pk__in=seated)
    return Person.objects.filter(part, is_active=True).exclude(post="").distinct()


def _holding(action: Action, holders: dict[str, list[Person]]) -> Holding:
    if not _has_left(action):
        return Holding(action)
    found = holders.get(action.owner_post.lower(), ())
    return Holding(action, tuple(found), has_left=True)


def _has_left(action: Action) -> bool:
    """Whether the post of an open action is held by another, or by nobody."""
    owner = action.owner
    if not action.is_open or not action.owner_post or owner is None:
        return False
    return not (owner.is_active and _same(owner.post, action.owner_post))


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
