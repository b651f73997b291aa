"""What kinds of record there are about a matter: asked at once, so that none is sought in vain."""

from __future__ import annotations

from django.db import connection

from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.voting import RegisterEntry
from decisions.models.following.action import Action
from decisions.models.minuting.correction import Correction
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.happening import Happening
from decisions.models.outcomes.implementation import Implementation
from decisions.models.outcomes.outcome import Condition, DecisionLink, ExecutiveDecision, Outcome
from papers.models import Matter, NamedSource, Placement, Question, Recommendation

There = frozenset[str]

_OF_IT = "matter_id IN (SELECT id FROM it)"
_OF_OUTCOMES = "outcome_id IN (SELECT id FROM resolved)"
_OF_BALLOTS = "IN (SELECT ballot_id FROM resolved)"
_KINDS = {
    "actions": (Action, _OF_IT),
    "executive": (ExecutiveDecision, _OF_IT),
    "happenings": (Happening, _OF_IT),
    "named_sources": (NamedSource, _OF_IT),
    "conditions": (Condition, _OF_OUTCOMES),
    "corrections": (Correction, _OF_OUTCOMES),
    "external_steps": (ExternalStep, _OF_OUTCOMES),
    "implementations": (Implementation, _OF_OUTCOMES),
    "links_from": (DecisionLink, "later_id IN (SELECT id FROM resolved)"),
    "links_to": (DecisionLink, "earlier_id IN (SELECT id FROM resolved)"),
    "numbers": (Ballot, f"number_asked <> '' AND id {_OF_BALLOTS}"),
    "rulings": (
        RegisterEntry,
        f"(overridden OR substitution_id IS NOT NULL) AND ballot_id {_OF_BALLOTS}",
    ),
}
"""Where each kind is, and what makes it part of the matter."""
EVERYTHING: There = frozenset(_KINDS)
"""Where nobody has asked."""


def _asking() -> str:
    chain = (
        f"{Outcome._meta.db_table} o JOIN {Question._meta.db_table} q ON q.id = o.question_id "
        f"JOIN {Placement._meta.db_table} p ON p.id = q.placement_id "
        f"JOIN {Recommendation._meta.db_table} r ON r.id = p.recommendation_id"
    )
    found = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE {mine})"  # noqa: S608
        for name, (model, mine) in _KINDS.items()
    )
    return (
        f"WITH it AS (SELECT id FROM {Matter._meta.db_table} WHERE id = %s), "  # noqa: S608
        f"resolved AS (SELECT o.id, o.ballot_id FROM {chain} "
        f"WHERE r.matter_id IN (SELECT id FROM it)) {found}"
    )


_ASKING = _asking()


def there_is(matter: Matter) -> There:
    """The kinds that there are, in one query, whoever may read them."""
    key = Matter._meta.pk.get_db_prep_value(matter.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_ASKING, [key])
        return frozenset(name for (name,) in cursor.fetchall())
