"""What was added to minutes since: corrections and post-minute notes, beside what they bear on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from decisions.models.minuting.correction import Correction, PostMinuteNote
from decisions.models.minuting.minutes import Minutes

Words = dict[str, Any]


@dataclass(frozen=True)
class Added:
    """All that was added to the minutes of one meeting."""

    corrections: tuple[Correction, ...] = ()
    notes: tuple[PostMinuteNote, ...] = ()

    def without(self, exempt: Collection[UUID]) -> Added:
        """Without what quotes or adds to exempt items; decisions are public everywhere."""
        corrections = (
            each
            for each in self.corrections
            if each.outcome_id or each.agenda_item_id not in exempt
        )
        notes = (each for each in self.notes if each.agenda_item_id not in exempt)
        return Added(tuple(corrections), tuple(notes))


def added_to(minutes: Minutes) -> Added:
    """What was added to the minutes, earliest first; only agreed minutes are corrected."""
    notes = PostMinuteNote.objects.filter(meeting=minutes.meeting_id)
    if not minutes.agreed_at:
        return Added((), tuple(notes))
    made = Correction.objects.filter(meeting=minutes.meeting_id)
    return Added(tuple(made.select_related("made_at_meeting")), tuple(notes))


def with_what_was_added(record: Words, added: Added) -> Words:
    """The record of the minutes, each correction and note beside the item or answer it is to."""
    corrections, notes = _corrections(added.corrections), _notes(added.notes)
    items = [_item(item, corrections, notes) for item in record["items"]]
    return {
        **record,
        "items": items,
        "corrections": corrections[None],
        "notes": notes[None],
        "corrected": len(added.corrections),
    }


def correction_words(correction: Correction) -> Words:
    """A correction as pages and documents word it."""
    return {
        "made": correction.made,
        "about": correction.about,
        "was": correction.was,
        "reads": correction.reads,
        "amounts": correction.amounts,
        "reason": correction.reason,
        "evidence_words": correction.evidence_words,
    }


def _item(item: Words, corrections: dict, notes: dict) -> Words:
    return {
        **item,
        "put": [
            {**put, "answers": [_answer(answer, corrections) for answer in put["answers"]]}
            for put in item["put"]
        ],
        "corrections": corrections[item["pk"]],
        "notes": notes[item["pk"]],
    }


def _answer(answer: Words, corrections: dict) -> Words:
    if "outcome" not in answer:
        return answer
    return {**answer, "corrections": corrections[answer["outcome"]]}


def _corrections(made: Iterable[Correction]) -> defaultdict[str | None, list[Words]]:
    """Corrections in words: by outcome, else by item, else for the minutes as a whole."""
    found: defaultdict[str | None, list[Words]] = defaultdict(list)
    for each in made:
        found[_key(each.outcome_id or each.agenda_item_id)].append(correction_words(each))
    return found


def _notes(made: Iterable[PostMinuteNote]) -> defaultdict[str | None, list[Words]]:
    found: defaultdict[str | None, list[Words]] = defaultdict(list)
    for each in made:
        words = {"on": f"{each.noted_on:%-d %B %Y}", "text": each.text}
        found[_key(each.agenda_item_id)].append(words)
    return found


def _key(pk: object) -> str | None:
    return str(pk) if pk else None
