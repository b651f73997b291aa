"""One thing under several names, and two things under one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from forum.rules.ruling import Reason
from papers.rules.consistency.reading import Passage, Reading, quoted
from papers.rules.regulations import PRACTICE, REVIEW

AUTHOR = "the author"
ALIKE = 0.8
"""Names that share so much of their words are written for one another."""
LABELS = 4
"""So many labels for one money and nobody can tell which is meant (Middlesbrough: five)."""

_WORD = r"[A-Z][\w’']*(?!\w)(?!\s?(?:number)?\s?:)"
_NAME = re.compile(rf"{_WORD}(?:(?:,? (?:(?:of|and|for|the|&|–|-) ){{0,2}}){_WORD})+")
_POST = re.compile(
    r"(?:(?:Corporate|Assistant|Deputy|Executive|Strategic) )*"
    r"(?:Director|Head|Cabinet Member|Chief Officer)\b"
)
_TAIL = re.compile(r"^.*\b(?:Grant|Fund|Programme|Framework|Strategy)\b")
_BODIES = ("Group", "Board", "Committee", "Panel")
_LITTLE = {"of", "and", "for", "the", "in"}
_LEADING = re.compile(r"^(?:The|A|An|This|Our|In|For|At|As|If|Relevant)\s+")
_ACRONYM = re.compile(r"\b[A-Z]{3,5}\b")
_POTS = ("de-?delegat", "central (?:school )?services", "centrally", "one[ -]off|high needs")
_WHOLE_GRANT = re.compile(r"\bDSG\b|\bdedicated schools grant\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(second|third|fourth|fifth) option\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


def names_that_differ(paper: Reading) -> Iterator[Reason]:
    """One office or one grant written in several ways."""
    names = [name for each in _names(paper) for name in _offices_and_grants(each)]
    for variants in _clusters(dict.fromkeys(names)):
        text = (
            f"One name may be written in {len(variants)} ways: {quoted(variants)}. They are kept "
            "as printed."
        )
        yield Reason("names-differ", text, AUTHOR, PRACTICE, variants[0])


def near_names(paper: Reading) -> Iterator[Reason]:
    """A name that stands once beside one that stands often, with one word changed."""
    seen = Counter(triple for name in _names(paper) for triple in _triples(name))
    for rare, times in seen.items():
        common = [
            other
            for other, often in seen.items()
            if times <= 2 < often
            and other[0] == rare[0]
            and other[2] == rare[2]
            and other[1] != rare[1]
        ]
        if common:
            a, b = " ".join(rare), " ".join(common[0])
            text = f"“{a}” stands beside “{b}”: is it the same?"
            yield Reason("near-name", text, AUTHOR, PRACTICE, a)


def near_acronyms(paper: Reading) -> Iterator[Reason]:
    """Letters that stand once or twice and are one letter away from those that stand often."""
    text = "\n".join(each.text for each in paper.passages)
    seen = Counter(_ACRONYM.findall(text))
    for rare, times in seen.items():
        if times > 2 or re.search(rf"\({rare}s?\)|{rare} \(", text):
            continue
        common = [
            other
            for other, often in seen.items()
            if often >= max(5, times * 3) and _one_letter_apart(rare, other)
        ]
        if common:
            sentence = f"“{rare}” stands beside “{common[0]}”, and is not explained: is it meant?"
            yield Reason("near-acronym", sentence, AUTHOR, PRACTICE, rare)


def ambiguous_bodies(paper: Reading) -> Iterator[Reason]:
    """ "The Group" where the paper knows more than one."""
    for body in _BODIES:
        named = {name for each in _names(paper) if (name := _named(each, body))}
        whole = [
            name
            for name in sorted(named, key=len, reverse=True)
            if not any(_is_part(name, other) for other in named if other != name)
        ]
        bare = re.compile(rf"\bthe {body}\b")
        if len(whole) > 1 and any(bare.search(each.text) for each in paper.own):
            text = (
                f"“the {body}” may be {quoted([*sorted(named)])}: say which, or that they are one."
            )
            yield Reason("body-not-told-apart", text, AUTHOR, PRACTICE, f"the {body}")


def many_labels(paper: Reading) -> Iterator[Reason]:
    """Money under so many labels that a reader cannot tell whose it is."""
    found = paper.facts.mentions
    proposed = [each.quote for each in found if each.is_proposed]
    labels: dict[str, str] = {}
    for quote in proposed:
        if _WHOLE_GRANT.fullmatch(quote):
            continue
        labels.setdefault(_pot(quote), quote)
    if len(labels) >= LABELS:
        text = (
            f"The money goes by {len(labels)} labels: {quoted(labels.values())}. Say which of "
            "them are options that stand, and which have lapsed."
        )
        said = _ORDINAL.search(paper.facts.text)
        if said and _ORDINALS.index(said[1].lower()) + 1 < len(labels):
            text += f" “{said[0]}” is not its number."
        yield Reason("many-labels", text, AUTHOR, REVIEW, "The paper")


def _names(paper: Reading) -> Iterator[str]:
    for each in paper.passages:
        yield from _in_passage(each)


def _in_passage(passage: Passage) -> Iterator[str]:
    for found in _NAME.finditer(passage.text):
        yield _LEADING.sub("", found[0])


def _offices_and_grants(name: str) -> Iterator[str]:
    if post := _POST.search(name):
        yield name[post.start() :]
    elif tail := _TAIL.match(name):
        yield tail[0]


def _clusters(names: Iterable[str]) -> Iterator[list[str]]:
    """Names that are written for one another: much the same words, and not the same writing."""
    left = {name: words for name in names if len(words := _stems(name)) >= 3}
    while left:
        first, words = left.popitem()
        alike, grew = {first: words}, True
        while grew:
            near = {
                name: each
                for name, each in left.items()
                if any(_alike(each, other) >= ALIKE for other in alike.values())
            }
            grew = bool(near)
            alike |= near
            left = {name: each for name, each in left.items() if name not in near}
        variants = {_letters(name): name for name in sorted(alike)}
        if len(variants) > 1:
            yield list(variants.values())


def _stems(name: str) -> frozenset[str]:
    """The first letters of its words: brokerage and brokering are one, so are plurals."""
    words = re.findall(r"[a-z]+", re.sub(r"['’]s?\b", "", name.lower()))
    return frozenset(word[:5] for word in words if word not in _LITTLE)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _letters(name: str) -> str:
    """The name without what nobody would call a difference: stops, apostrophes, small words."""
    words = re.findall(r"[a-z]+", re.sub(r"['’]s?\b", "", name.lower()))
    return " ".join(word.removesuffix("s") for word in words if word not in _LITTLE)


def _triples(name: str) -> Iterator[tuple[str, str, str]]:
    words = [re.sub(r"['’]s?$", "", word.strip(",")) for word in name.split()]
    words = [word[:-1] if word.endswith("s") and len(word) > 5 else word for word in words]
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if all(word[:1].isupper() for word in (first, second, third)):
            yield first, second, third


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) != len(other) or one[0] != other[0]:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _named(name: str, body: str) -> str:
    """The name of a body, where it has one of its own before the word for it."""
    before, found, _ = f"{name} ".partition(f" {body} ")
    words = re.split(r" (?:for|of) the ", before)[-1].split() if found else []
    return f"{' '.join(words)} {body}" if words and words[0][:1].isupper() else ""


def _is_part(name: str, other: str) -> bool:
    return set(name.split()) < set(other.split())


def _pot(quote: str) -> str:
    """What a label says, without how it says it."""
    words = quote.lower()
    return next((pot for pot in _POTS if re.search(pot, words)), words.removesuffix("s"))
