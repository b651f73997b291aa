"""The funding source review of a matter: its history, its options, and the findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from decisions.models.auditing.record_facts import facts_told
from decisions.models.auditing.scope import scope_of_matter
from decisions.models.auditing.scope_review import ScopeReview
from decisions.models.following.action import Action
from decisions.models.threads.history import Event, history
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.matter_record import MatterRecord, OptionRow, matter_record
from decisions.rules.findings import Figures, Finding, MatterFacts, figures, findings
from decisions.rules.findings.settling import authority_ended_on
from decisions.rules.source_status import SourceStatus, source_status
from forum.reading import nothing_thrown_away
from papers.models import Matter


@dataclass(frozen=True)
class Review:
    """Whether, when and from which money the forum agreed one matter, as of a day."""

    record: MatterRecord
    facts: MatterFacts
    inside: bool = True

    @cached_property
    def found(self) -> ScopeReview:
        """What the rules find in it, with the auditor's notes and signatures."""
        scope, facts = scope_of_matter(self.matter), {self.matter.pk: self.facts}
        return ScopeReview(scope, self.on, facts, self.inside)

    @property
    def matter(self) -> Matter:
        return self.record.matter

    @property
    def on(self) -> date:
        return self.record.on

    @cached_property
    def status(self) -> SourceStatus:
        """Where the funding source stands."""
        return source_status(self.facts, self.on)

    @cached_property
    def figures(self) -> Figures:
        return figures(self.facts)

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        return history(self.record, self.facts)

    @property
    def options(self) -> tuple[OptionRow, ...]:
        """Every option as entered, with its status and who proposed it."""
        return self.record.options

    @property
    def decisions(self) -> tuple[LogRow, ...]:
        return self.record.rows

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.facts)

    @property
    def open_actions(self) -> tuple[Action, ...]:
        return self.record.open_actions

    @cached_property
    def overdue_actions(self) -> tuple[Action, ...]:
        return tuple(each for each in self.open_actions if each.due_day and each.due_day < self.on)

    @property
    def authority_until(self) -> date | None:
        """The last day of all authority to spend; None where none stands or it has no end."""
        return authority_ended_on(self.facts)

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """What had to be assumed because the record does not state it."""
        return tuple(
            f"{row.reference}: {assumption}"
            for row in self.decisions
            for assumption in row.assumptions
        )


def review_of(matter: Matter, *, on: date, inside: bool = True, drafts: bool = True) -> Review:
    """Review the matter as it stood on the day, in a fixed number of queries."""
    with nothing_thrown_away():
        record = matter_record(matter, on=on, inside=inside, drafts=drafts)
        return Review(record, facts_told(record, inside=inside), inside)
