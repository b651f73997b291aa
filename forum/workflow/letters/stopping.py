"""Letters ended by one press, by whoever has the link that stood in one of them."""

from __future__ import annotations

from dataclasses import dataclass

from forum.choices import NoticeKind, Rhythm
from forum.models import Person, Subscription
from forum.workflow.letters.choosing import ended_by, stop
from forum.workflow.letters.following import leave
from forum.workflow.letters.paper import read_stop


@dataclass
class Ending:
    """What a link ends: some letters to a person, or those to a follower."""

    what: str
    person: Person | None = None
    follower: Subscription | None = None
    is_over: bool = False
    is_account: bool = False

    @property
    def words(self) -> str:
        """Which letters these are."""
        if not self.is_account:
            return f"letters about {self.follower}" if self.follower else "these letters"
        if self.what in Rhythm.values:
            return f"letters that come {Rhythm(self.what).label.lower()}"
        return f"letters of the kind “{NoticeKind(self.what).label}”"

    def end(self) -> None:
        """End them; pressed twice, nothing changes."""
        if self.person and not self.is_over:
            stop(self.person, self.what)
        if self.follower:
            leave(self.follower)
        self.is_over = True


def ending(token: str) -> Ending | None:
    """What a link ends; none where it is not one of ours."""
    read = read_stop(token)
    if read is None:
        return None
    is_person, who, what = read
    if not is_person:
        follower = Subscription.objects.select_related("forum").filter(pk=who).first()
        return Ending(what, follower=follower, is_over=follower is None)
    person = Person.objects.filter(pk=who).first()
    is_over = person is None or not ended_by(person, what)
    return Ending(what, person=person, is_over=is_over, is_account=True)
