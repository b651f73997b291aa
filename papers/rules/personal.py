"""Personal data in a text that is to be published: what a person should look at before it is.

A hint and never a verdict: the first name of somebody who is spoken of, a telephone number, an
e-mail address, a day of birth. Officers who are named with surname and post are left alone, and
so is XXXX. What is withheld in double brackets was looked at already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forum.rules.ruling import Reason
from papers.rules.first_names import FIRST_NAMES
from papers.rules.text.blocks import Block
from papers.rules.text.redacting import public, public_words

LAW = "UK General Data Protection Regulation, Article 5(1)(c); Data Protection Act 2018"
AUTHOR = "the author"
FIRST_NAME, TELEPHONE = "a first name", "a telephone number"
EMAIL, BIRTH = "an email address", "a day of birth"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?[ /.-](?:\d{{1,2}}|{_MONTH})[ /.-](?:19|20)?\d{{2}}"
_EMAIL = re.compile(r"[\w.+'-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_TELEPHONE = re.compile(
    r"(?<![\w£.,/-])(?:\(?\+44\)?[ -]?(?:\(0\))?|\(?0)"
    r"[1-37-9]\d{1,4}\)?(?:[ -]?\d{2,8}){1,4}(?![\w.,]?\d)"
)
_BIRTH = re.compile(
    rf"\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?)[:\s]*(?:is |was )?(?P<day>{_DAY})",
    re.IGNORECASE,
)
_FAMILY = (
    r"(?:son|daughter|child|boy|girl|pupil|brother|sister|baby|mum|mother|dad|father|worker"
    r"|practitioner|grandson|granddaughter)"
)
_NAMED = re.compile(
    rf"\b{_FAMILY}(?:,? (?:is |was )?(?:called|named)|,)? (?P<name>[A-Z][a-z]{{2,}})(?! [A-Z])\b"
)
_WORD = re.compile(r"(?<![\w@.-])[A-Z][a-z]{2,}(?![\w@])")
_BEFORE = re.compile(r"(?:\b[A-Z][a-z]+\.? |/)$")
_AFTER = re.compile(r" (?:[A-Z]|and [A-Z][a-z]+ [A-Z])|[’'](?:s|) [A-Z]|/")
_DIGITS = 10, 13


@dataclass(frozen=True)
class Found:
    """What to look at: what it seems to be, its words, and where they stand."""

    what: str
    words: str
    block: str = ""
    """The id of the block that holds it."""
    number: str = ""
    """The number of the paragraph, as printed."""


def personal_data(blocks: Iterable[Block]) -> tuple[Found, ...]:
    """What the public version of the blocks would hold, each word once."""
    found: dict[tuple[str, str], Found] = {}
    for block in public(blocks):
        for what, words in in_words(block.words):
            found.setdefault((what, words), Found(what, words, block.id, block.number))
    return tuple(found.values())


def in_words(text: str) -> Iterator[tuple[str, str]]:
    """What seems to be personal in a text, as kind and words."""
    yield from ((EMAIL, each[0]) for each in _EMAIL.finditer(text))
    yield from ((TELEPHONE, each[0].strip()) for each in _TELEPHONE.finditer(text) if _rings(each))
    yield from ((BIRTH, each["day"]) for each in _BIRTH.finditer(text))
    yield from ((FIRST_NAME, name) for name in dict.fromkeys(_first_names(text)))


def personal_cautions(blocks: Iterable[Block], *more: str) -> Iterator[Reason]:
    """One warning for a paper, with the words that were found in its text and beside it."""
    found = [(each.what, each.words) for each in personal_data(blocks)]
    found += [each for text in more for each in in_words(public_words(text))]
    if found:
        listed = ", ".join(f"“{words}” ({what})" for what, words in dict.fromkeys(found))
        text = (
            f"This looks like personal data: {listed}. Put double brackets around what the public "
            "should not read, like [[this]], or say why it may be published."
        )
        yield Reason("personal-data", text, AUTHOR, LAW, "The paper")


def _rings(found: re.Match[str]) -> bool:
    """Whether it has as many digits as a telephone number."""
    least, most = _DIGITS
    return least <= sum(each.isdecimal() for each in found[0]) <= most


def _first_names(text: str) -> Iterator[str]:
    yield from (each["name"] for each in _NAMED.finditer(text) if each["name"] in FIRST_NAMES)
    for each in _WORD.finditer(text):
        stands_alone = not _AFTER.match(text, each.end()) and not _BEFORE.search(
            text, max(0, each.start() - 20), each.start()
        )
        if each[0] in FIRST_NAMES and stands_alone:
            yield each[0]
