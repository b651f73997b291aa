"""When somebody's details may be erased, and what stays of them in the public record.

A right to erasure ends where the record of a public body begins (UK GDPR Article 17(3)(b) and
(d)): who sat, voted, wrote a paper or owned an action stays by name in what was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forum.rules.ruling import Reason, Ruling

LAW = "UK GDPR Article 17(1) and (3)"
ERASED = "Erased person"
"""In place of the name of somebody whom the record names nowhere."""


@dataclass(frozen=True)
class PartsHeld:
    """What somebody is to this installation today."""

    seats: tuple[str, ...] = ()
    """The forums in which they sit or stand in for somebody."""
    roles: tuple[str, ...] = ()
    """The jobs they hold: "clerk of the Lindenshire Schools Forum"."""
    runs_the_site: bool = False
    is_erased: bool = False


def may_erase(held: PartsHeld) -> Ruling:
    """Details may be erased once nobody needs them to do a job or fill a seat."""
    return Ruling.of(_obstacles(held))


def _obstacles(held: PartsHeld) -> Iterator[Reason]:
    if held.is_erased:
        yield Reason("erased-already", "Their details were erased before.", source=LAW)
    for forum in held.seats:
        yield Reason(
            "still-sits",
            f"They have a seat on {forum}: end the appointment first.",
            who="The clerk",
            source=LAW,
        )
    for role in held.roles:
        yield Reason(
            "still-holds-role",
            f"They are {role}: end the role first.",
            who="The administrator",
            source=LAW,
        )
    if held.runs_the_site:
        yield Reason(
            "still-runs-site",
            "They are a site administrator: let another take that over first.",
            who="Another site administrator",
            source=LAW,
        )
