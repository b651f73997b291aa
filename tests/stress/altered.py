"""A record to be altered, and the ways in which somebody with the database in hand alters it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.db import IntegrityError, connection, transaction

from decisions.audit import checks_of
from decisions.choices import LinkKind, Method, Result, VoteCast
from decisions.models import Action, Award, Ballot, DecisionLink, Outcome, RegisterEntry, Vote
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import AwardDraft, OutcomeDraft, link_decisions, record_outcome
from decisions.workflow.following_up import set_action
from decisions.workflow.voting import close_ballot, open_ballot
from forum import audit
from forum.choices import DocumentKind, Group, Role
from forum.guards import lift
from forum.models import AuditEntry, Forum, PublishedDocument, TrailHead
from forum.rules.checkpoints import Checkpoint, read_checkpoints
from forum.rules.trail import canonical, entry_hash
from forum.workflow.documents import Publication, publish_document
from papers.choices import Source
from papers.models import Allocation, Commitment, FundingOption, Recommendation
from papers.workflow.budget import set_allocation
from tests import trail_attacks
from tests.factories import a_forum, a_line, a_matter, a_member, a_paper, a_role, an_item
from tests.middlesbrough import a_held_meeting, ask, offer, put
from tests.raw import change, copy, remove

FIRST_DAY = date(2019, 1, 3)
AMOUNT = Decimal(5000)


@dataclass
class Record:
    """What was staged, and the checkpoint that an auditor keeps."""

    forum: Forum
    checkpoint: Checkpoint
    rows: dict[type, list] = field(default_factory=dict)

    def at(self, model: type, place: int):
        """One row of the model, another for each place while there are enough."""
        if model not in self.rows:
            self.rows[model] = list(model.objects.filter(forum=self.forum).order_by("pk"))
        return self.rows[model][place * 7 % len(self.rows[model])]

    @property
    def trail(self) -> list[AuditEntry]:
        """The entries as staged; an alteration changes the database, not these."""
        if AuditEntry not in self.rows:
            trail = AuditEntry.objects.filter(forum=self.forum).order_by("seq")
            self.rows[AuditEntry] = list(trail)
        return self.rows[AuditEntry]

    def middle(self, place: int) -> int:
        """The place of an entry with others before and after it."""
        return 2 + place * 11 % (len(self.trail) - 4)


def stage(decisions: int) -> Record:
    """A forum with so many decisions, each at a meeting of its own, voted on by three members."""
    forum, other = a_forum(), a_forum("elsewhere")
    with transaction.atomic():
        for number in range(3):
            audit.record("event", f"Elsewhere {number}", forum=other, by=None, on=FIRST_DAY)
    clerk = a_role(forum, Role.CLERK, "Clara Clerk", "Clerk")
    officer = a_role(forum, Role.OFFICER, "Omar Officer", "Officer")
    groups = (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY, Group.ACADEMY_MAINSTREAM)
    members = [a_member(forum, group) for group in groups]
    before = None
    for number in range(decisions):
        before = _decided(forum, number, before, clerk, officer, members)
    return Record(forum, read_checkpoints(audit.checkpoint(forum))[0])


def _decided(forum, number: int, before: Outcome | None, clerk, officer, members) -> Outcome:
    day = FIRST_DAY + timedelta(days=7 * number)
    meeting = a_held_meeting(forum, clerk, day)
    matter = a_matter(forum, f"Matter {number}")
    paper = a_paper(matter, an_item(meeting), title=f"Paper {number}", author=officer)
    wanted = ask(paper, "Agree the line.", "2019-20", officer, day, amount=AMOUNT)
    line = a_line(forum, f"Line {number}")
    put_in = Allocation(forum=forum, budget_line=line, financial_year="2019-20", amount=AMOUNT * 2)
    set_allocation(put_in, by=officer, on=day)
    option = offer(wanted, "A", line, officer, day)
    question = put(paper, wanted, clerk, day)
    ballot = open_ballot(question, Method.ELECTRONIC, by=clerk, on=day)
    for member in members:
        cast_vote(ballot, choice=VoteCast.FOR, by=member)
    close_ballot(ballot, by=clerk, on=day)
    award = AwardDraft(Source.CENTRALLY_RETAINED, line, AMOUNT, "2019-20", option=option)
    draft = OutcomeDraft(Result.CARRIED, amount_agreed=AMOUNT, awards=(award,))
    outcome = record_outcome(question, draft, by=clerk, on=day)
    if before:
        link_decisions(outcome, before, LinkKind.AMENDS, by=clerk, on=day)
    action = Action(
        forum=forum, meeting=meeting, matter=matter, text="Report.", owner=officer,
        due_on=day + timedelta(days=60), set_on=day,
    )  # fmt: skip
    set_action(action, by=clerk, on=day)
    _publish(forum, meeting, number, clerk, day)
    return outcome


def _publish(forum, meeting, number: int, clerk, day: date) -> None:
    def then(document: PublishedDocument) -> None:
        audit.record(
            "published", document.title, forum=forum, by=clerk, on=day, sha256=document.sha256
        )

    publication = Publication(forum, DocumentKind.DECISION_LOG, meeting.pk, f"Log {number}")
    content = b"%%PDF-1.7 log %d" % number
    publish_document(publication, render=lambda line: content, then=then, by=clerk, on=day)


def failed_checks(record: Record) -> set[int]:
    """The numbers of the checks that fail, with the checkpoint of the auditor at hand."""
    checks = checks_of(record.forum, [record.checkpoint])
    return {check.number for check in checks if not check.passed}


def attacks_refused() -> tuple[int, int]:
    """Attacks on the trail with the guards up: how many are refused, of how many."""
    trail = list(AuditEntry.objects.filter(forum__slug="elsewhere").order_by("seq"))
    attacks = [
        *trail_attacks.TRAIL.values(),
        *(_added(changes) for changes, _ in trail_attacks.NEXT.values()),
    ]
    if connection.vendor == "postgresql":
        attacks += trail_attacks.POSTGRESQL.values()
    else:
        attacks += [_replaced(key) for key in trail_attacks.REPLACED.values()]
    return sum(_is_refused(attack, trail) for attack in attacks), len(attacks)


def _added(changes: dict) -> Callable:
    return lambda trail: trail_attacks.add(trail, **changes)


def _replaced(key: Callable) -> Callable:
    return lambda trail: trail_attacks.add(trail, verb="REPLACE", **key(trail))


def _is_refused(attack: Callable, trail: list[AuditEntry]) -> bool:
    try:
        with transaction.atomic():
            attack(trail)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return "guard_" in str(error)
    return False


def lift_guards() -> None:
    lift(connection)


# The trail


def _set(model: type, **values: object) -> Callable[[Record, int], object]:
    return lambda record, place: change(record.at(model, place), **values)


def _of_entry(**values: object) -> Callable[[Record, int], object]:
    return lambda record, place: change(record.trail[record.middle(place)], **values)


def _reworded(record: Record, place: int) -> None:
    entry = record.trail[record.middle(place)]
    change(entry, body=entry.body.replace('"sentence":"', '"sentence":"Not '))


def _rehashed(record: Record, place: int) -> None:
    entry = record.trail[record.middle(place)]
    body = canonical(json.loads(entry.body) | {"sentence": "Another."})
    change(entry, body=body, sentence="Another.", hash=entry_hash(body))


def _rechained(record: Record, place: int) -> None:
    """One entry changed and everything after it written anew, as somebody with the code can."""
    _rewrite(record, record.trail[record.middle(place) :], changed={"sentence": "Another."})


def _taken_out(record: Record, place: int) -> None:
    remove(record.trail[record.middle(place)])


def _taken_out_and_rechained(record: Record, place: int) -> None:
    at = record.middle(place)
    remove(record.trail[at])
    _rewrite(record, record.trail[at + 1 :], begin=record.trail[at - 1])


def _put_in(record: Record, place: int) -> None:
    """A forged entry in the midst of the chain, and everything after it moved on."""
    at = record.middle(place)
    after, before = record.trail[at:], record.trail[at - 1]
    body = json.loads(before.body) | {
        "seq": before.seq + 1, "prev": before.hash, "idem_key": "forged", "sentence": "Forged.",
    }  # fmt: skip
    text = canonical(body)
    for entry in reversed(after):
        change(entry, seq=entry.seq + 1)
    copy(
        before, seq=before.seq + 1, prev=before.hash, body=text, hash=entry_hash(text),
        idem_key="forged", sentence="Forged.",
    )  # fmt: skip
    forged = AuditEntry.objects.get(forum=record.forum, idem_key="forged")
    _rewrite(record, after, begin=forged)


def _cut_off(record: Record, place: int) -> None:
    for entry in record.trail[-1 - place % 5 :]:
        remove(entry)


def _cut_off_with_head(record: Record, place: int) -> None:
    _cut_off(record, place)
    last = record.trail[-2 - place % 5]
    _set_head(record, last.seq, last.hash)


def _swapped(record: Record, place: int) -> None:
    at = record.middle(place)
    first, second = record.trail[at], record.trail[at + 1]
    change(first, seq=10**6)
    change(second, seq=first.seq)
    change(first, seq=second.seq)


def _set_back(record: Record, place: int) -> None:
    entry = record.trail[record.middle(place)]
    change(entry, recorded_at="2001-01-01 00:00:00+00:00")


def _moved_forum(record: Record, place: int) -> None:
    other = Forum.objects.get(slug="elsewhere")
    change(record.trail[record.middle(place)], forum_id=other, seq=10**6 + place)


def _head_back(record: Record, place: int) -> None:
    entry = record.trail[record.middle(place)]
    _set_head(record, entry.seq, entry.hash)


def _set_head(record: Record, seq: int, hash_: str) -> None:
    change(TrailHead.objects.get(forum=record.forum), seq=seq, hash=hash_)


def _rewrite(
    record: Record,
    entries: list[AuditEntry],
    *,
    begin: AuditEntry | None = None,
    changed: dict[str, object] | None = None,
) -> None:
    """Write these entries anew, each linked to the one before, and the head with them."""
    seq, prev = (begin.seq, begin.hash) if begin else (entries[0].seq - 1, entries[0].prev)
    for entry in entries:
        seq += 1
        body = json.loads(entry.body) | {"seq": seq, "prev": prev} | (changed or {})
        text, changed = canonical(body), None
        hash_ = entry_hash(text)
        change(entry, seq=seq, prev=prev, body=text, hash=hash_, sentence=body["sentence"])
        prev = hash_
    _set_head(record, seq, prev)


# The record


def _with_its_entry(**values: object) -> Callable[[Record, int], None]:
    """An award, with the entry on its budget line and the amount agreed changed to match."""

    def alter(record: Record, place: int) -> None:
        award = record.at(Award, place)
        change(award, **values)
        change(Commitment.objects.get(award=award.pk), **values)
        if "amount" in values:
            change(award.outcome, amount_agreed=values["amount"])

    return alter


def _vote_and_tally(record: Record, place: int) -> None:
    vote = record.at(Vote, place)
    change(vote, choice="against")
    change(vote.ballot, votes_for=2, votes_against=1)


def _outcome_gone(record: Record, place: int) -> None:
    award = record.at(Award, place)
    remove(Commitment.objects.get(award=award.pk))
    remove(award)
    for link in DecisionLink.objects.filter(later=award.outcome):
        remove(link)
    for link in DecisionLink.objects.filter(earlier=award.outcome):
        remove(link)
    remove(award.outcome)


def _document_rewritten(record: Record, place: int) -> None:
    content = b"%%PDF-1.7 another %d" % place
    document = record.at(PublishedDocument, place)
    change(document, content=content, sha256=sha256(content).hexdigest())


def _gone(model: type) -> Callable[[Record, int], object]:
    return lambda record, place: remove(record.at(model, place))


ALTERATIONS: dict[str, Callable[[Record, int], object]] = {
    "entry reworded": _reworded,
    "entry reworded and hashed anew": _rehashed,
    "entry reworded and the chain written anew": _rechained,
    "shown sentence changed": _of_entry(sentence="Nothing happened."),
    "entry relabelled": _of_entry(event="other"),
    "day changed": _of_entry(happened_on="2001-01-01"),
    "actor changed": _of_entry(actor="0" * 32),
    "key changed": _of_entry(idem_key="another"),
    "recorded earlier": _set_back,
    "entry taken out": _taken_out,
    "entry taken out and the chain written anew": _taken_out_and_rechained,
    "entry put in and the chain written anew": _put_in,
    "two entries swapped": _swapped,
    "entry moved to another forum": _moved_forum,
    "end cut off": _cut_off,
    "end cut off with its head": _cut_off_with_head,
    "head set back": _head_back,
    "vote turned": _set(Vote, choice="against"),
    "vote and tally turned": _vote_and_tally,
    "register changed": _set(RegisterEntry, code="vacant"),
    "ballot made void in words": _set(Ballot, void_reason="Wrong room."),
    "award raised in every book": _with_its_entry(amount=900000),
    "award from another source": _with_its_entry(source="high_needs"),
    "award for longer": _with_its_entry(until_on="2030-03-31"),
    "resolution rewritten": _set(Outcome, resolution="Agreed to nothing."),
    "result turned": _set(Outcome, result="ratified"),
    "outcome taken away whole": _outcome_gone,
    "link taken away": _gone(DecisionLink),
    "commitment lowered": _set(Commitment, amount=1),
    "what still counts lowered": _set(Commitment, still_stands=0, undone_on="2030-01-01"),
    "allocation raised": _set(Allocation, amount=10**9),
    "option from another source": _set(FundingOption, source="one_off"),
    "text asked rewritten": _set(Recommendation, text="Note it."),
    "action given to another day": _set(Action, due_on="2030-01-01"),
    "document's bytes changed": _set(PublishedDocument, content=b"%PDF other"),
    "document rewritten with its hash": _document_rewritten,
    "document taken away": _gone(PublishedDocument),
}
