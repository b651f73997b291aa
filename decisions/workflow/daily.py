"""What time gives rise to, once a day; a second run on the same day writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from decisions.workflow.absences import tell_of_absences
from decisions.workflow.coming_back import complete_the_book
from decisions.workflow.left_out import complete_documents
from decisions.workflow.reminders import announce_authorities, remind_owners
from decisions.workflow.retaining import remove_due, remove_due_of_site
from decisions.workflow.standing import complete_the_lines
from decisions.workflow.witnessing import send_checkpoints
from forum.models import Forum
from forum.workflow.ahead import ask_who_comes, tell_of_terms
from forum.workflow.letters.following import forget_unconfirmed
from forum.workflow.letters.gathering import write_digests
from papers.workflow.clearance_letters import remind_late


@dataclass(frozen=True)
class Daily:
    """What one run did."""

    clearances: int
    written_down: int
    undone: int
    completed: int
    authorities: int
    actions: int
    absences: int
    terms: int
    asked: int
    digests: int
    forgotten: int
    removed: int
    intact: int
    altered: int

    @property
    def lines(self) -> tuple[str, ...]:
        """As the command prints them."""
        return (
            f"{self.clearances} reminded of papers to clear",
            f"{self.written_down} entered in the book of what must come back",
            f"{self.undone} awards that were undone taken from their budget lines",
            f"{self.completed} documents published that a stop of the server had left out",
            f"{self.authorities} authorities to spend announced that end soon",
            f"{self.actions} reminded of actions",
            f"{self.absences} told of presenters and owners who do not come",
            f"{self.terms} told of terms of office that end",
            f"{self.asked} asked whether they come",
            f"{self.digests} letters written that hold several",
            f"{self.forgotten} addresses erased that did not confirm",
            f"{self.removed} things removed that were kept long enough",
            f"{self.intact} audit trails checked and intact",
            *([f"{self.altered} AUDIT TRAILS DO NOT VERIFY"] if self.altered else []),
        )


def run_daily(*, on: date) -> Daily:
    """Every part for every forum; each writes down what it did, in its own transactions."""
    forums = list(Forum.objects.all())
    done = {
        "clearances": remind_late(on=on),
        "written_down": sum(complete_the_book(forum, on=on) for forum in forums),
        "undone": sum(complete_the_lines(forum, on=on) for forum in forums),
        "completed": sum(complete_documents(forum, on=on) for forum in forums),
        "authorities": sum(announce_authorities(forum, on=on) for forum in forums),
        "actions": sum(remind_owners(forum, on=on) for forum in forums),
        "absences": sum(tell_of_absences(forum, on=on) for forum in forums),
    }
    done |= {
        "terms": sum(tell_of_terms(forum, on=on) for forum in forums),
        "asked": sum(ask_who_comes(forum, on=on) for forum in forums),
    }
    # After all that was written today, so that it is in the letter of the day.
    done["digests"] = write_digests(on=on)
    done["forgotten"] = forget_unconfirmed(at=timezone.now())
    done["removed"] = sum(removal.many for forum in forums for removal in remove_due(forum, on=on))
    done["removed"] += remove_due_of_site(at=timezone.now())
    # Last, so that the checkpoint that leaves the host covers what this run wrote.
    intact, altered = send_checkpoints(on=on)
    return Daily(**done, intact=intact, altered=altered)
