import json
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from decisions.audit import record_check
from decisions.audit.ballots import ballot_problems
from decisions.choices import DecisionEvent, Method, Result, VoteCast
from decisions.models import Award, Ballot, DecisionLink, Outcome
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, link_decisions, record_outcome
from decisions.workflow.voting import close_ballot, open_ballot, void_ballot
from forum import audit
from forum.models import AuditEntry
from papers.choices import Source
from papers.models import Allocation, Commitment
from papers.workflow.budget import set_allocation
from tests.factories import MEETING_DAY, a_line, a_matter, a_paper, an_item
from tests.middlesbrough import a_held_meeting, ask, offer, put
from tests.raw import change, remove, run, unguarded

pytestmark = pytest.mark.django_db


@dataclass
class Voted:
    """A ballot on members' devices, two votes to none, and the outcome with its award."""

    forum: object
    ballot: Ballot
    outcome: Outcome
    award: Award

    @property
    def commitment(self):
        return Commitment.objects.get(award=self.award.pk)

    @property
    def option(self):
        return self.award.option

    @property
    def asked(self):
        return self.option.recommendation

    @property
    def votes(self):
        return list(self.ballot.votes.all())


@pytest.fixture
def voted(forum, clerk, officer, primary_head, academy_trustee):
    meeting = a_held_meeting(forum, clerk, MEETING_DAY)
    paper = a_paper(a_matter(forum), an_item(meeting), author=officer)
    wanted = ask(paper, "Agree to fund four posts.", "2025-26", officer, MEETING_DAY)
    line = a_line(forum)
    put_in = Allocation(
        forum=forum, budget_line=line, financial_year="2025-26", amount=Decimal(100_000)
    )
    set_allocation(put_in, by=officer, on=MEETING_DAY)
    option = offer(wanted, "A", line, officer, MEETING_DAY)
    question = put(paper, wanted, clerk, MEETING_DAY)
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    for member in (primary_head, academy_trustee):
        cast_vote(ballot, choice=VoteCast.FOR, by=member)
    close_ballot(ballot, by=clerk, on=MEETING_DAY)
    award = AwardDraft(Source.CENTRALLY_RETAINED, line, wanted.amount, "2025-26", option=option)
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=wanted.amount, awards=(award,))
    outcome = record_outcome(question, draft, by=clerk, on=MEETING_DAY)
    return Voted(forum, ballot, outcome, outcome.awards.get())


@pytest.fixture
def linked(voted, clerk, officer):
    """Another outcome of the same meeting, which the first amends."""
    meeting = voted.outcome.meeting
    paper = a_paper(a_matter(voted.forum, "Other"), an_item(meeting, "6"), author=officer)
    wanted = ask(paper, "Agree more.", "2025-26", officer, MEETING_DAY)
    offer(wanted, "A", voted.award.budget_line, officer, MEETING_DAY)
    question = put(paper, wanted, clerk, MEETING_DAY)
    draft = OutcomeDraft(Result.WITHDRAWN)
    earlier = record_outcome(question, draft, by=clerk, on=MEETING_DAY)
    return link_decisions(voted.outcome, earlier, "amends", by=clerk, on=MEETING_DAY)


def test_record_as_the_steps_left_it_passes(voted, linked):
    check = record_check(voted.forum)

    assert check.passed, check.problems
    assert check.looked_at == 3


def test_void_ballot_keeps_its_register_and_passes(voted, clerk, officer):
    meeting = voted.outcome.meeting
    paper = a_paper(a_matter(voted.forum, "Other"), an_item(meeting, "6"), author=officer)
    wanted = ask(paper, "Agree more.", "2025-26", officer, MEETING_DAY)
    offer(wanted, "A", voted.award.budget_line, officer, MEETING_DAY)
    ballot = open_ballot(
        put(paper, wanted, clerk, MEETING_DAY), Method.ELECTRONIC, by=clerk, on=MEETING_DAY
    )
    void_ballot(ballot, reason="Wrong question.", by=clerk, on=MEETING_DAY)

    assert record_check(voted.forum).passed


def both(voted, **changes):
    change(voted.award, **changes)
    change(voted.commitment, **changes)


def against_everywhere(voted):
    change(voted.votes[0], choice="against")
    change(voted.ballot, votes_for=1, votes_against=1)


TAMPERED = {
    "award raised": (lambda v: change(v.award, amount=9000000), "the awards"),
    "award and its entry raised": (lambda v: both(v, amount=9000000), "the awards"),
    "award of another year": (lambda v: both(v, financial_year="2026-27"), "the awards"),
    "award from another source": (lambda v: both(v, source="high_needs"), "the awards"),
    "award for longer": (lambda v: both(v, until_on="2030-03-31"), "the awards"),
    "award removed": (lambda v: (remove(v.commitment), remove(v.award)), "the awards"),
    "entry on the line changed": (lambda v: change(v.commitment, amount=1), "budget line"),
    "entry on the line removed": (lambda v: remove(v.commitment), "budget line"),
    "what still counts of it lowered": (
        lambda v: change(v.commitment, still_stands=0, undone_on="2026-01-01"),
        "budget line",
    ),
    "amount agreed changed": (
        lambda v: change(v.outcome, amount_agreed=1),
        "what was resolved",
    ),
    "resolution rewritten": (
        lambda v: change(v.outcome, resolution="Agreed to nothing."),
        "what was resolved",
    ),
    "result turned": (
        lambda v: change(v.outcome, result="carried_as_amended"),
        "what was resolved",
    ),
    "vote turned": (lambda v: change(v.votes[0], choice="against"), "the votes"),
    "vote and tally turned": (against_everywhere, "the counts"),
    "vote removed": (lambda v: remove(v.votes[0]), "the votes"),
    "tally changed": (lambda v: change(v.ballot, votes_against=1), "the counts"),
    "register changed": (
        lambda v: run("UPDATE decisions_registerentry SET code = 'vacant'"),
        "the register",
    ),
    "what was asked rewritten": (lambda v: change(v.asked, text="Note it."), "what is asked"),
    "amount asked raised": (lambda v: change(v.asked, amount=1), "what is asked"),
    "option raised": (lambda v: change(v.option, amount=1), "what is offered"),
    "option from another source": (
        lambda v: change(v.option, source="one_off"),
        "what is offered",
    ),
    "option for longer": (lambda v: change(v.option, until_on="2030-03-31"), "what is offered"),
    "option removed": (
        lambda v: (change(v.award, option_id=None), remove(v.option)),
        "option: its record is gone",
    ),
    "allocation raised": (lambda v: run("UPDATE papers_allocation SET amount = 1"), "allocation"),
    "allocation removed": (lambda v: run("DELETE FROM papers_allocation"), "allocation"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_with_the_record_is_found(name, voted):
    tamper, sentence = TAMPERED[name]

    with unguarded():
        tamper(voted)
        check = record_check(voted.forum)

    assert not check.passed
    assert any(sentence in problem.sentence for problem in check.problems)


def test_link_taken_away_is_found(voted, linked):
    with unguarded():
        remove(DecisionLink.objects.get())
        check = record_check(voted.forum)

    assert [problem.sentence for problem in check.problems] == [
        "the links between decisions differs"
    ]


def test_outcome_taken_away_whole_is_found(voted):
    with unguarded():
        remove(voted.commitment)
        remove(voted.award)
        remove(voted.outcome)
        check = record_check(voted.forum)

    assert {"outcome-recorded: its record is gone", "source-decided: its record is gone"} == {
        problem.sentence for problem in check.problems
    }


def test_problem_names_its_entry_and_both_values(voted):
    with unguarded():
        change(voted.ballot, votes_against=1)
        problem = record_check(voted.forum).problems[0]

    assert problem.seq is not None
    assert (problem.expected, problem.found) == ("(2, 0, 0, None)", "(2, 1, 0, None)")


# The command


def verify(capsys, *arguments):
    """The exit code and what was printed."""
    code = 0
    try:
        call_command("verify_trail", *arguments)
    except SystemExit as left:
        code = left.code
    return code, capsys.readouterr().out


def test_command_prints_every_check_with_its_number(voted, capsys):
    code, said = verify(capsys)

    numbers = [int(line.split()[0]) for line in said.splitlines() if line.startswith("  ")]
    assert code == 0
    assert numbers == list(range(1, 13))
    assert said.endswith("Nothing was altered.\n")


def test_command_names_what_failed_and_leaves_with_1(voted, capsys):
    with unguarded():
        change(voted.award, amount=9000000)
        code, said = verify(capsys, "--forum", voted.forum.slug)

    assert code == 1
    assert "11 Votes, outcomes, awards and actions are those of the trail: FAILED" in said
    assert said.endswith("NOT INTACT: see above.\n")


def test_command_says_the_same_as_json(voted, capsys):
    code, said = verify(capsys, "--json")

    told = json.loads(said)
    assert (code, told["intact"]) == (0, True)
    assert [check["number"] for check in told["forums"][0]["checks"]] == list(range(2, 13))


def test_command_compares_with_a_checkpoint_kept_outside(voted, capsys, tmp_path):
    kept = tmp_path / "checkpoint.txt"
    kept.write_text(audit.checkpoint(voted.forum))
    before, _ = verify(capsys, "--against", str(kept))
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join([*lines[:3], "e" * 64, lines[4]]))

    after, said = verify(capsys, "--against", str(kept))

    assert (before, after) == (0, 1)
    assert "the trail differs from the checkpoint" in said


def test_checkpoint_of_a_forum_that_is_not_here_fails(voted, capsys, tmp_path):
    kept = tmp_path / "checkpoint.txt"
    lines = audit.checkpoint(voted.forum).splitlines()
    kept.write_text("\n".join([lines[0], "0" * 36, *lines[2:]]))

    code, said = verify(capsys, "--against", str(kept))

    assert code == 1
    assert "the forum of the checkpoint is not here" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["--forum", "nowhere"], "no forum “nowhere”"), (["--against", "/dev/null"], "five lines")],
)
def test_command_that_cannot_tell_leaves_with_2(db, arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as error:
        call_command("verify_trail", *arguments)

    assert error.value.returncode == 2


@pytest.mark.django_db(transaction=True)
def test_command_opens_a_transaction_of_its_own(voted, capsys):
    code, _ = verify(capsys)

    assert code == 0


def test_entry_from_before_there_were_majorities_and_substitutes_still_agrees(question, clerk):
    """What was written by an earlier release is never written anew, and stays in order."""
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    entry = AuditEntry.objects.get(event=DecisionEvent.BALLOT_OPENED)
    facts = json.loads(entry.body)["facts"]
    old = {key: facts[key] for key in ("method", "quorum_needed", "quorum_present")}
    register = [
        {key: line[key] for key in ("seat", "name", "may_vote", "code")}
        for line in facts["register"]
    ]
    told = {(DecisionEvent.BALLOT_OPENED, str(ballot.pk)): [(1, old | {"register": register})]}
    changed = register[0] | {"may_vote": not register[0]["may_vote"]}
    wrong = {key: [(1, old | {"register": [changed, *register[1:]]})] for key in told}

    assert list(ballot_problems(ballot, told)) == []
    assert list(ballot_problems(ballot, wrong)) != []
