"""What time gives rise to, once a day; a second run on the same day writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from decisions.workflow.absences import tell_of_absences
from decisions.workflow.coming_back import complete_the_book
from decisions.workflow.reminders import announce_authorities, remind_owners
from decisions.workflow.standing import complete_the_lines
from decisions.workflow.witnessing import send_checkpoints
from forum.models import Forum
from papers.workflow.clearance_letters import remind_late


@dataclass(frozen=True)
class Daily:
    """What one run did."""

    clearances: int
    written_down: int
    undone: int
    authorities: int
    actions: int
    absences: int
    intact: int
    altered: int

    @property
    def lines(self) -> tuple[str, ...]:
        """As the command prints them."""
        return (
            f"{self.clearances} reminded of papers to clear",
            f"{self.written_down} entered in the book of what must come back",
            f"{self.undone} awards that were undone taken from their budget lines",
            f"{self.authorities} authorities to spend announced that end soon",
            f"{self.actions} reminded of actions",
            f"{self.absences} told of presenters and owners who do not come",
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
        "authorities": sum(announce_authorities(forum, on=on) for forum in forums),
        "actions": sum(remind_owners(forum, on=on) for forum in forums),
        "absences": sum(tell_of_absences(forum, on=on) for forum in forums),
    }
    # Last, so that the checkpoint that leaves the host covers what this run wrote.
    intact, altered = send_checkpoints(on=on)
    return Daily(**done, intact=intact, altered=altered)
