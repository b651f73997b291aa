"""What a recommendation to one office-holder says of delegation and of conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POST = r"(?:the )?(?P<{name}>[A-Z][^.;]*?)"
_DELEGATES = re.compile(
    r"\bdelegates? (?:authority|powers?|responsibility) to "
    + _POST.format(name="delegate")
    + r"(?:,? in consultation with "
    + _POST.format(name="consulted")
    + r")?,? to (?=[a-z])",
    re.IGNORECASE,
)
_SUBJECT_TO = re.compile(r"\(?\bsubject to (?P<what>[^.;:()]{5,280})\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Delegated:
    """To which post, and in consultation with which, as printed."""

    delegate: str = ""
    consulted: str = ""


def delegated_in(text: str) -> Delegated:
    """To whom the words delegate authority; nobody where they do not."""
    found = _DELEGATES.search(" ".join(text.split()))
    if found is None:
        return Delegated()
    return Delegated(found["delegate"].strip(" ,"), (found["consulted"] or "").strip(" ,"))


def conditions_in(text: str) -> tuple[str, ...]:
    """What the words make themselves subject to."""
    found = (each["what"].strip() for each in _SUBJECT_TO.finditer(" ".join(text.split())))
    return tuple(dict.fromkeys(found))
