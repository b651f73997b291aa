"""What is asked at a real meeting and how it comes before the forum, each through its step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from forum.choices import ItemKind
from forum.models import AgendaItem, Forum, Person
from forum.rules.ruling import Reason
from papers.choices import Block, LineKind, Origin, Purpose, Source
from papers.models import (
    BudgetLine,
    FundingOption,
    Matter,
    Paper,
    Placement,
    RateLine,
    Recommendation,
)
from papers.models.facts import paper_facts, placement_facts
from papers.rules.tabling import may_table
from papers.rules.text.text_form import parse
from papers.workflow.drafting import start_paper
from papers.workflow.funding import offer_option
from papers.workflow.recommending import add_recommendation, move_recommendation, place_again
from papers.workflow.tabling import table_paper, table_placement
from tests.factories import a_matter

LONG_AGO = date(2008, 9, 1)
NOTICE = timedelta(days=14)
READ = "Read, and the chair agreed"


@dataclass
class Asking:
    """The asking side of one forum."""

    forum: Forum
    clerk: Person
    officer: Person

    def paper(
        self, item: AgendaItem, text: str = "", purpose: Purpose = Purpose.DECISION
    ) -> Paper:
        """An officer writes a paper under the item."""
        paper = Paper(
            forum=self.forum,
            matter=self.matter(item.title),
            title=item.title,
            purpose=purpose,
            agenda_item=item,
            author=self.officer,
            author_post="Schools Finance Manager",
        )
        return start_paper(paper, blocks=parse(text), by=self.officer, on=self.before(item))

    def matter(self, title: str) -> Matter:
        """The subject of this title, opened when it first comes up."""
        return self.forum.matter_set.filter(title=title).first() or a_matter(self.forum, title)

    def ask(
        self, paper: Paper, label: str, text: str, kind: str, year: str, **more: object
    ) -> Recommendation:
        """Add what the paper asks; with an amount it asks for money."""
        recommendation = Recommendation(
            forum=self.forum,
            matter=paper.matter,
            paper=paper,
            label=label,
            text=text,
            position=paper.recommendations.count() + 1,
            decision_type=kind,
            financial_year=year,
            seeks_resources="amount" in more,
            **more,
        )
        on = self.before(paper.agenda_item)
        return add_recommendation(recommendation, by=self.officer, on=on)

    def offer(
        self,
        recommendation: Recommendation,
        line: BudgetLine | str,
        source: Source = Source.CENTRALLY_RETAINED,
        rates: Sequence[RateLine] = (),
        **more: object,
    ) -> FundingOption:
        """Name the money of a recommendation, from a budget line."""
        if isinstance(line, str):
            line = self.line(line)
        values = {
            "letter": "A",
            "amount": recommendation.amount,
            "financial_year": recommendation.financial_year,
        } | more
        option = FundingOption(
            forum=self.forum,
            recommendation=recommendation,
            source=source,
            budget_line=line,
            **values,
        )
        return offer_option(option, rates, by=self.officer, on=LONG_AGO)

    def line(
        self, name: str, block: Block = Block.SCHOOLS, kind: LineKind = LineKind.LINE
    ) -> BudgetLine:
        """The budget line of this name, opened when it is first spoken of."""
        line, _ = BudgetLine.objects.get_or_create(
            forum=self.forum, name=name, defaults={"block": block, "kind": kind}
        )
        return line

    def de_delegate(
        self, paper: Paper, label: str, service: str, kind: str, year: str, **shares: int
    ) -> Recommendation:
        """Ask for one service, with so many pounds from each group that hands money back."""
        wanted = self.ask(
            paper,
            label,
            f"Agree to de-delegate {service}.",
            kind,
            year,
            amount=Decimal(sum(shares.values())),
            groups=[*shares],
        )
        self.share_out(wanted, service, **shares)
        return wanted

    def share_out(self, wanted: Recommendation, service: str, **shares: int) -> None:
        """A line of money for each group, at £1 a pupil: the record states no rates."""
        for number, (group, pounds) in enumerate(shares.items(), start=1):
            pupils = RateLine(
                factor="AWPU",
                unit_rate=Decimal(1),
                units=Decimal(pounds),
                printed_total=Decimal(pounds),
            )
            self.offer(
                wanted,
                service,
                Source.DE_DELEGATED,
                [pupils],
                position=number,
                service=service,
                group=group,
                amount=Decimal(pounds),
            )

    def motion(self, item: AgendaItem, text: str, kind: str, year: str, **more) -> Placement:
        """Something put without a paper, under matters arising or from the floor."""
        arising = item.kind == ItemKind.MATTERS_ARISING
        motion = Recommendation(
            forum=self.forum,
            matter=self.matter(item.title),
            origin=Origin.MATTERS_ARISING if arising else Origin.FLOOR,
            label="1",
            text=text,
            decision_type=kind,
            financial_year=year,
            seeks_resources="amount" in more,
            **more,
        )
        return move_recommendation(motion, item, by=self.clerk, on=item.meeting.held_on)

    # Before the forum

    def table(self, paper: Paper, *, on: date | None = None) -> set[str]:
        """Table the paper, whatever the gate warns of, and answer with what it warned of."""
        day = on or self.before(paper.agenda_item)
        warnings = may_table(paper_facts(paper, on=day)).warnings
        table_paper(paper, acknowledged=_read(warnings), by=self.clerk, on=day)
        return {each.code for each in warnings}

    def table_alone(self, placement: Placement) -> None:
        """Table a motion, or what comes back."""
        day = placement.meeting.held_on
        warnings = may_table(placement_facts(placement, on=day)).warnings
        table_placement(placement, acknowledged=_read(warnings), by=self.clerk, on=day)

    def again(self, recommendation: Recommendation, item: AgendaItem) -> Placement:
        """Put what was left open before a later meeting, in the words it was tabled in."""
        day = item.meeting.held_on
        placement = place_again(recommendation, item, by=self.clerk, on=day)
        self.table_alone(placement)
        return placement

    def before(self, item: AgendaItem) -> date:
        """A day in good time before the meeting of an item."""
        return item.meeting.held_on - NOTICE


def _read(warnings: Iterable[Reason]) -> dict[str, str]:
    return {each.key: READ for each in warnings}
