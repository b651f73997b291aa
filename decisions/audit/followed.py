"""What follows decisions, beside the trail: actions, conditions, outside bodies, corrections."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.audit.told import Told, amount, differs, gone, last_told, words
from decisions.choices import ConditionState, DecisionEvent, ExternalResult
from decisions.models import Action, Condition, Correction, ExternalStep, Happening
from forum.models import Forum
from forum.rules.chain import Problem
from forum.rules.trail import as_written

EVENTS = (
    DecisionEvent.ACTION_SET,
    DecisionEvent.ACTION_CHANGED,
    DecisionEvent.ACTION_CLOSED,
    DecisionEvent.ACTION_SUPERSEDED,
    DecisionEvent.CONDITION_MARKED,
    DecisionEvent.EXTERNAL_DECIDED,
    DecisionEvent.MINUTES_CORRECTED,
    DecisionEvent.HAPPENING_ENTERED,
)
_SETTING = (DecisionEvent.ACTION_SET, DecisionEvent.ACTION_CHANGED)
_CLOSING = (DecisionEvent.ACTION_CLOSED, DecisionEvent.ACTION_SUPERSEDED)


def followed_problems(forum: Forum, told: Told) -> Iterator[Problem]:
    """Where what follows the decisions is not as the trail last told it."""
    yield from _actions(forum, told)
    yield from _conditions(forum, told)
    yield from _answers(forum, told)
    yield from _corrections(forum, told)
    yield from _happenings(forum, told)


def _actions(forum: Forum, told: Told) -> Iterator[Problem]:
    last, closed = last_told(told, _SETTING), last_told(told, _CLOSING, fact="action").keys()
    found = set()
    for each in Action.objects.filter(forum=forum).iterator(chunk_size=500):
        key = str(each.pk)
        found.add(key)
        seq, facts = last.get(key, (None, {}))
        then = words(*(facts.get(name) for name in ("owner", "due_on", "due_meeting")))
        now = words(each.owner_id, each.due_on, each.due_meeting_id)
        yield from differs(f"action {key}: who and by when", seq, then, now)
        yield from differs(f"action {key}: closed", seq, key in closed, not each.is_open)
    yield from gone("action", last, found)


def _conditions(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, [DecisionEvent.CONDITION_MARKED])
    for each in Condition.objects.filter(forum=forum):
        seq, facts = last.get(str(each.pk), (None, {"state": ConditionState.OPEN, "evidence": ""}))
        then = words(facts.get("state", each.state), facts.get("evidence"))
        now = words(each.state, as_written(each.evidence))
        yield from differs(f"condition {each.pk}: what became of it", seq, then, now)


def _answers(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, [DecisionEvent.EXTERNAL_DECIDED], fact="step")
    pending = {"result": ExternalResult.PENDING, "text": "", "overtakes": False}
    for each in ExternalStep.objects.filter(forum=forum):
        seq, facts = last.get(str(each.pk), (None, pending))
        result = facts.get("outside") or facts.get("result")
        then = words(result, amount(facts.get("amount")), facts.get("text"))
        now = words(each.result, each.amount, as_written(each.text))
        yield from differs(f"answer {each.pk}: what was decided outside", seq, then, now)
        stands = bool(facts.get("overtakes"))
        yield from differs(f"answer {each.pk}: in whose place", seq, stands, each.overtakes)


def _corrections(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, [DecisionEvent.MINUTES_CORRECTED], fact="correction")
    found = set()
    for each in Correction.objects.filter(forum=forum):
        found.add(str(each.pk))
        seq, facts = last.get(str(each.pk), (None, {}))
        then = words(facts.get("was"), facts.get("reads"), amount(facts.get("amount_reads")))
        now = words(as_written(each.was), as_written(each.reads), each.amount_reads)
        yield from differs(f"correction {each.pk}", seq, then, now)
    yield from gone("correction", last, found)


def _happenings(forum: Forum, told: Told) -> Iterator[Problem]:
    last = last_told(told, [DecisionEvent.HAPPENING_ENTERED])
    found = set()
    for each in Happening.objects.filter(forum=forum):
        found.add(str(each.pk))
        seq, facts = last.get(str(each.pk), (None, {}))
        then = words(facts.get("text"), amount(facts.get("amount")), facts.get("source_words"))
        now = words(as_written(each.text), each.amount, as_written(each.source_words))
        yield from differs(f"happening {each.pk}", seq, then, now)
    yield from gone("happening", last, found)
