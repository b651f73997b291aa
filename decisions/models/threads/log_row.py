"""One row of the decision log: an outcome, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import LinkKind, Result, Settlement
from decisions.models.ballots.ballot_words import (
    counts_words,
    numbers_words,
    quorum_words,
    stated_words,
)
from decisions.models.following.action import Action
from decisions.models.minuting.correction import Correction
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.implementation import Implementation
from decisions.models.outcomes.outcome import Award, Condition, Outcome
from decisions.models.threads.references import LATER_WORDS, LinkRow, reference
from decisions.rules.authority import last_day_of
from decisions.rules.effect import EffectRow
from decisions.rules.money import AwardFacts
from decisions.rules.standing import UNDOING
from forum.models import AgendaItem, Meeting
from forum.money import pounds
from papers.choices import Precision, Source
from papers.models import Matter, Recommendation


@dataclass(frozen=True)
class LogRow:
    """One outcome with everything the log says about it; reads only what was fetched with it."""

    outcome: Outcome
    known_actions: tuple[Action, ...] | None = None
    """All actions of its matter, where they were fetched apart."""

    @property
    def reference(self) -> str:
        return reference(self.outcome)

    @property
    def meeting(self) -> Meeting:
        return self.outcome.question.placement.meeting

    @property
    def item(self) -> AgendaItem:
        return self.outcome.question.placement.agenda_item

    @property
    def recommendation(self) -> Recommendation:
        return self.outcome.question.placement.recommendation

    @property
    def matter(self) -> Matter:
        return self.recommendation.matter

    @property
    def paper_title(self) -> str:
        """The paper, or where the recommendation came from when it has none."""
        paper = self.recommendation.paper
        return paper.title if paper else self.recommendation.get_origin_display()

    @property
    def text_tabled(self) -> str:
        """What was put, with the words that it shares with others before it."""
        return f"{self.recommendation.stem} {self.recommendation.text}".strip()

    @property
    def text_resolved(self) -> str:
        return self.outcome.resolution

    @property
    def is_amended(self) -> bool:
        return self.outcome.resolution.split() != self.recommendation.text.split()

    @property
    def group(self) -> str:
        return self.outcome.question.get_group_display()

    @property
    def result(self) -> str:
        return self.outcome.get_result_display()

    @property
    def counts(self) -> str:
        """For, against and abstained; or why there are none."""
        if self.meeting.is_historic:
            return stated_words(self.outcome)
        return counts_words(self.outcome.ballot)

    @property
    def quorum(self) -> str:
        """The quorum when the ballot opened; empty where no ballot was taken."""
        return quorum_words(self.outcome.ballot)

    @property
    def numbers(self) -> str:
        """The numbers that those in favour gave, where the ballot asked for one."""
        ballot = self.outcome.ballot
        return numbers_words(ballot) if ballot and ballot.number_asked else ""

    @property
    def is_inquorate(self) -> bool:
        """Whether it rests on a ballot for which the forum was not quorate."""
        return self.outcome.ballot is not None and not self.outcome.ballot.is_quorate

    @property
    def is_carried(self) -> bool:
        """Whether the group decided in favour."""
        return self.outcome.is_carried

    @property
    def is_asked(self) -> bool:
        """Whether anybody was asked: there are schools of its group."""
        return self.outcome.result != Result.NO_SUCH_SCHOOLS

    @property
    def is_outside(self) -> bool:
        """Whether it was decided outside a meeting."""
        return self.meeting.is_outside

    @property
    def amount_asked(self) -> Decimal | None:
        return self.outcome.question.amount_asked

    @property
    def asked(self) -> str:
        """The amount as asked: "up to £5,000,000"; empty where no money was sought."""
        if not self.recommendation.seeks_resources or not self.is_asked:
            return ""
        if self.amount_asked is None:
            return pounds(None)
        firmness = Precision(self.recommendation.precision)
        words = "" if firmness == Precision.EXACT else f"{firmness.label.lower()} "
        return f"{words}{pounds(self.amount_asked)}"

    @property
    def amount_agreed(self) -> Decimal | None:
        return self.outcome.amount_agreed

    @property
    def agreed(self) -> str:
        """The amount agreed; empty where no money was decided."""
        is_money = self.outcome.settlement != Settlement.NOT_APPLICABLE
        return pounds(self.amount_agreed) if is_money or self.amount_agreed is not None else ""

    @property
    def awards(self) -> list[Award]:
        return list(self.outcome.awards.all())

    @property
    def sources(self) -> str:
        """The funding sources decided, in words; empty where none is."""
        return " and ".join(dict.fromkeys(award.get_source_display() for award in self.awards))

    @property
    def lines(self) -> str:
        return " and ".join(dict.fromkeys(str(award.budget_line) for award in self.awards))

    @property
    def years(self) -> str:
        return " and ".join(dict.fromkeys(award.financial_year for award in self.awards))

    @property
    def until(self) -> date | None:
        """The last day of authority, by the law and by what was decided."""
        return last_day_of(tuple(award_facts(award) for award in self.awards))

    @property
    def assumptions(self) -> list[str]:
        return [award.assumption for award in self.awards if award.assumption]

    @property
    def settled_by(self) -> Outcome | None:
        """The later decision that settled its source, where it was agreed in principle."""
        standing = [link for link in self.settling if link.reversed_on is None]
        return standing[0].outcome if standing else None

    @property
    def settling(self) -> list[LinkRow]:
        """The decisions that settled its source, and those that did until they were reversed."""
        links = [link for link in self.links_later if link.kind == LinkKind.SETTLES_SOURCE]
        return sorted(links, key=lambda link: link.decided_on)

    @property
    def taken_back(self) -> LinkRow | None:
        """The first later decision that reversed or replaced it."""
        undoing = [link for link in self.links_later if link.kind in UNDOING]
        return min(undoing, key=lambda link: link.decided_on, default=None)

    @property
    def is_unsettled(self) -> bool:
        """Agreed in principle, and no decision has said from which money, or taken it back."""
        is_open = self.outcome.settlement == Settlement.UNSETTLED
        return is_open and self.settled_by is None and self.taken_back is None

    @property
    def settlement(self) -> str:
        """Where its source stands, in one sentence."""
        later, taken = self.settled_by, self.taken_back
        if self.outcome.settlement == Settlement.UNSETTLED and later is None and taken:
            by = f"{taken.words.lower()} the decision of {taken.decided_on:%-d %B %Y}"
            return f"Agreed in principle; {by}"
        if later is None or self.outcome.settlement != Settlement.UNSETTLED:
            return self.outcome.get_settlement_display()
        days = (later.decided_on - self.outcome.decided_on).days
        settled = f"source settled on {later.decided_on:%-d %B %Y}, {days} days later"
        return f"Agreed in principle; {settled}"

    @property
    def conditions(self) -> list[Condition]:
        return list(self.outcome.conditions.all())

    @property
    def external_steps(self) -> list[ExternalStep]:
        """Bodies outside the forum that were asked about it, in the order of asking."""
        return list(self.outcome.external_steps.all())

    @property
    def implementations(self) -> list[Implementation]:
        """How far it was carried out, as it was said from time to time."""
        return list(self.outcome.implementations.all())

    @property
    def implementation(self) -> Implementation | None:
        """How far it was carried out, by the last word."""
        return self.implementations[-1] if self.implementations else None

    @property
    def corrections(self) -> list[Correction]:
        """What a later meeting corrected in its minutes."""
        return list(self.outcome.corrections.all())

    @property
    def actions(self) -> list[Action]:
        """Actions that settle its source, and those set under its item about its matter."""
        if self.known_actions is None:
            settling = list(self.outcome.settling_actions.all())
            under_item = list(self.item.actions.all())
        else:
            settling = [a for a in self.known_actions if a.settles_id == self.outcome.pk]
            under_item = [a for a in self.known_actions if a.agenda_item_id == self.item.pk]
            settling += [a for a in self.known_actions if a.outcome_id == self.outcome.pk]
        about = [action for action in under_item if action.matter_id == self.matter.pk]
        return settling + [action for action in about if action not in settling]

    @property
    def links_earlier(self) -> list[LinkRow]:
        """How it bears on earlier decisions."""
        return [
            LinkRow(link.get_kind_display(), link.earlier, LinkKind(link.kind))
            for link in self.outcome.links_from.all()
        ]

    @property
    def links_later(self) -> list[LinkRow]:
        """How later decisions bear on it."""
        return [
            LinkRow(
                LATER_WORDS[LinkKind(link.kind)],
                link.later,
                LinkKind(link.kind),
                link.reversed_on if link.kind == LinkKind.SETTLES_SOURCE else None,
            )
            for link in self.outcome.links_to.all()
        ]

    @property
    def links(self) -> list[LinkRow]:
        return self.links_earlier + self.links_later


def award_facts(award: Award) -> AwardFacts:
    """An award as the rules see it, without asking what is left on its line."""
    return AwardFacts(
        source=Source(award.source),
        budget_line=award.budget_line.name,
        amount=award.amount,
        financial_year=award.financial_year,
        from_on=award.from_on,
        until_on=award.until_on,
        option_letter=award.option.letter if award.option else "",
    )


def effect_row(row: LogRow) -> EffectRow:
    """A row as the rule that adds up money sees it."""
    return EffectRow(
        line=f"{row.recommendation.label} {row.text_tabled}",
        group=row.group,
        result=Result(row.outcome.result),
        amount_agreed=row.amount_agreed,
        settlement=Settlement(row.outcome.settlement),
    )
