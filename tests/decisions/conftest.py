"""A meeting in progress, with one request for money put to all members."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, Result, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, record_outcome
from decisions.workflow.voting import close_ballot, open_ballot
from forum.workflow.meetings import close_meeting, mark_published, open_meeting
from papers.choices import Block, Source
from papers.models import Question
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.recommending import place_again
from papers.workflow.tabling import table_paper, table_placement
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_line,
    a_meeting,
    a_recommendation,
    an_item,
    an_option,
    everybody_present,
)

LATER = date(2026, 3, 12)
ASKED = Decimal(89604)


@pytest.fixture
def members(primary_head, secondary_head, academy_trustee):
    return [primary_head, secondary_head, academy_trustee]


@pytest.fixture
def as_clerk(client, clerk):
    """The browser of the clerk, signed in."""
    client.force_login(clerk)
    return client


@pytest.fixture
def later_meeting(forum):
    return a_meeting(forum, LATER)


@pytest.fixture
def recommendation(paper, forum):
    """Early help: asks for £89,604, from one of two sources."""
    recommendation = a_recommendation(paper, seeks_resources=True, amount=ASKED)
    an_option(recommendation, a_line(forum))
    high_needs = a_line(forum, "Top-up funding", block=Block.HIGH_NEEDS)
    an_option(recommendation, high_needs, letter="B", source=Source.HIGH_NEEDS)
    return recommendation


@pytest.fixture
def question(recommendation, members, meeting, clerk):
    """The request, tabled in time for an open meeting where everybody is."""
    return put(recommendation, meeting, clerk)


@pytest.fixture
def asked_again(question, later_meeting, clerk):
    """The same recommendation before the later meeting, where everybody is."""
    item = an_item(later_meeting)
    placement = place_again(question.placement.recommendation, item, by=clerk, on=MEETING_DAY)
    table_placement(placement, by=clerk, on=MEETING_DAY)
    mark_published(later_meeting, by=clerk, on=MEETING_DAY, sha256="")
    open_meeting(later_meeting, by=clerk, on=LATER)
    everybody_present(later_meeting)
    return placement.questions.get()


@dataclass
class Sitting:
    """Takes a meeting from its questions to its end, through the steps."""

    clerk: object
    members: list

    def vote(self, question, *choices, letter=""):
        """A ballot on devices, closed: the members vote in turn."""
        ballot = open_ballot(question, Method.ELECTRONIC, by=self.clerk, on=MEETING_DAY)
        for member, choice in zip(self.members, choices, strict=False):
            preferred = letter if choice == VoteCast.FOR else ""
            cast_vote(ballot, choice=choice, option_letter=preferred, by=member)
        return close_ballot(ballot, by=self.clerk, on=MEETING_DAY)

    def carry(self, question, letter="A"):
        """Agreed by all, and awarded from the option that they prefer."""
        options = question.placement.recommendation.options
        preferred = letter if options.count() > 1 else ""
        self.vote(question, *[VoteCast.FOR] * len(self.members), letter=preferred)
        option = options.get(letter=letter)
        draft = OutcomeDraft(Result.CARRIED, amount_agreed=ASKED, awards=(award_of(option),))
        return record_outcome(question, draft, by=self.clerk, on=MEETING_DAY)

    def agree_in_principle(self, question, later_meeting):
        """Agreed by all, half of them for either option: the source is not settled."""
        self.vote(question, *[VoteCast.FOR] * len(self.members))
        draft = OutcomeDraft(
            Result.CARRIED,
            amount_agreed=ASKED,
            unsettled=True,
            action_text="Bring the funding source to the forum.",
            action_owner=self.clerk,
            action_due_meeting=later_meeting,
        )
        return record_outcome(question, draft, by=self.clerk, on=MEETING_DAY)

    def end(self, meeting):
        return close_meeting(meeting, open_ballots=0, by=self.clerk, on=meeting.held_on)


@pytest.fixture
def sitting(clerk, members):
    return Sitting(clerk, members)


def put(recommendation, meeting, clerk):
    """Table the paper of a recommendation and open its meeting, with everybody there."""
    paper = recommendation.paper
    warnings = may_table(paper_facts(paper, on=BEFORE)).warnings
    table_paper(paper, acknowledged={each.key: "Read" for each in warnings}, by=clerk, on=BEFORE)
    if not meeting.is_public:
        mark_published(meeting, by=clerk, on=BEFORE, sha256="")
        open_meeting(meeting, by=clerk, on=meeting.held_on)
        everybody_present(meeting)
    return Question.objects.filter(placement__recommendation=recommendation).first()


def award_of(option, amount=None):
    """An option as the clerk enters it: an award."""
    return AwardDraft(
        source=option.source,
        budget_line=option.budget_line,
        amount=amount if amount is not None else option.amount,
        financial_year=option.financial_year,
        from_on=option.from_on,
        until_on=option.until_on,
        option=option,
    )
