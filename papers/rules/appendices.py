"""The appendices of a paper: what each must say, and whether text and appendices agree.

Havering cites Appendices A, C and D; Staffordshire 1, 3 and 4 and no 2. Middlesbrough's appendices
have titles and no letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from forum.rules.ruling import Reason, Ruling
from papers.rules.regulations import PRACTICE
from papers.rules.text.redacting import is_marked, public_words

AUTHOR = "the author"
CLERK = "the clerk"
ACCESSIBILITY = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations "
    "2018 (SI 2018/952)"
)
_LABEL = r"(?:[A-Z]{1,2}|\d{1,2}[a-z]?)(?![\w’'-])"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|&|or)\s+)"
_CITED = re.compile(
    rf"\b(?:[Aa]ppendi(?:x|ces|xes)|APPENDI(?:X|CES)|[Aa]nnex(?:e|es)?)\s+"
    rf"(?P<first>{_LABEL})(?P<more>(?:(?:{_AND}|\s*(?:to|–|-)\s*){_LABEL})*)"
)
_NEXT = re.compile(rf"(?P<to>to|–|-)?\s*(?P<label>{_LABEL})")
_PREFIX = re.compile(r"^(?:appendix|annexe?)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class AppendixFacts:
    """One appendix as it is attached."""

    letter: str
    title: str
    summary: str = ""
    file_name: str = ""
    is_picture: bool = False
    alt: str = ""
    is_exempt: bool = False
    exempt_reason: str = ""
    exempt_approved_by_post: str = ""
    has_public_file: bool = False

    @property
    def label(self) -> str:
        """The letter alone: "A", also where it was typed as "Appendix A"."""
        return _PREFIX.sub("", self.letter.strip()).rstrip(".:").upper()

    @property
    def name(self) -> str:
        """As it is spoken of."""
        return f"Appendix {self.label}" if self.label else f"The appendix “{self.title}”"


def may_attach(facts: AppendixFacts, *, is_tabled: bool) -> Ruling:
    """Whether an appendix may be attached, or changed, as it is entered."""
    return Ruling.of(_obstacles(facts, is_tabled=is_tabled))


def _obstacles(facts: AppendixFacts, *, is_tabled: bool) -> Iterator[Reason]:
    if is_tabled:
        text = "The paper is tabled: its appendices are fixed with it."
        yield Reason("appendices-fixed", text, CLERK, PRACTICE)
    if is_marked(facts.title):
        text = "The title of an appendix is public: leave out of it what must be withheld."
        yield Reason("appendix-title-withheld", text, AUTHOR, PRACTICE, facts.name)
    if not facts.summary.strip():
        text = "Say in a few sentences what the appendix shows, for who cannot read the file."
        yield Reason("appendix-without-summary", text, AUTHOR, ACCESSIBILITY, facts.name)
    if facts.is_picture and not facts.alt.strip():
        text = "Say in words what the picture shows."
        yield Reason("appendix-without-alt", text, AUTHOR, ACCESSIBILITY, facts.name)
    if facts.is_exempt:
        yield from _exempt(facts)


def _exempt(facts: AppendixFacts) -> Iterator[Reason]:
    if not facts.exempt_reason.strip() or not facts.exempt_approved_by_post.strip():
        text = "Say why the appendix is exempt from publication, and which post approved that."
        yield Reason("exempt-without-approval", text, CLERK, PRACTICE, facts.name)
    if facts.summary.strip() and not public_words(facts.summary).replace("[removed]", "").strip():
        text = "Write a summary that the public may read; withhold words of it and not all."
        yield Reason("exempt-without-public-summary", text, AUTHOR, ACCESSIBILITY, facts.name)


def cited(text: str) -> tuple[str, ...]:
    """The letters of the appendices that the text speaks of, each once, in their order."""
    found: dict[str, None] = {}
    for each in _CITED.finditer(text):
        last = each["first"].upper()
        found[last] = None
        for more in _NEXT.finditer(each["more"]):
            label = more["label"].upper()
            for between in _range(last, label) if more["to"] else (label,):
                found[between] = None
            last = label
    return tuple(found)


def appendix_cautions(text: str, attached: Sequence[AppendixFacts]) -> Iterator[Reason]:
    """Where the text and the appendices do not agree, each thing once."""
    found = {each.key: each for each in _disagreements(text, attached)}
    yield from found.values()


def _disagreements(text: str, attached: Sequence[AppendixFacts]) -> Iterator[Reason]:
    spoken, labels = cited(text), [each.label for each in attached]
    if lacking := [label for label in spoken if label not in labels]:
        yield _not_attached(lacking)
    yield from _missing({*spoken, *filter(None, labels)})
    yield from _twice(attached)
    for each in attached:
        yield from _alone(each, spoken)


def _not_attached(labels: Sequence[str]) -> Reason:
    """All that the text speaks of and nobody attached, to be answered once."""
    if len(labels) == 1:
        name, is_not, it = f"Appendix {labels[0]}", "is not", "it"
    else:
        name, is_not, it = (
            f"Appendices {', '.join(labels[:-1])} and {labels[-1]}",
            "are not",
            "them",
        )
    text = f"The text speaks of {name}, which {is_not} attached. Attach {it}, or take {it} out."
    return Reason("appendix-not-attached", text, AUTHOR, PRACTICE, name)


def _alone(each: AppendixFacts, spoken: Sequence[str]) -> Iterator[Reason]:
    """What is to be said of one appendix by itself."""
    if not each.label:
        text = f"{each.name} has no letter, so the text cannot speak of it. Give it one."
        yield Reason("appendix-without-letter", text, AUTHOR, PRACTICE, each.name)
    elif each.label not in spoken:
        text = f"{each.name} is attached, and the text never speaks of it."
        yield Reason("appendix-not-cited", text, AUTHOR, PRACTICE, each.name)
    if not each.summary.strip():
        text = f"{each.name} has no summary: say in words what it shows."
        yield Reason("appendix-without-summary", text, AUTHOR, ACCESSIBILITY, each.name)


def _missing(labels: Iterable[str]) -> Iterator[Reason]:
    """Letters or numbers that are passed over: 1, 3 and 4, and no 2."""
    known = set(labels)
    numbers = sorted(int(each) for each in known if each.isdecimal())
    letters = sorted(each for each in known if len(each) == 1 and each.isalpha())
    runs = [[str(each) for each in range(1, numbers[-1] + 1)]] if numbers else []
    runs += [_range("A", letters[-1])] if letters else []
    for run in runs:
        for label in run:
            if label not in known:
                others = ", ".join(each for each in run if each in known)
                text = f"There is no Appendix {label}, though there is {others}. Was one left out?"
                yield Reason(
                    "appendix-letter-missing", text, AUTHOR, PRACTICE, f"Appendix {label}"
                )


def _twice(attached: Sequence[AppendixFacts]) -> Iterator[Reason]:
    """One letter, one title or one file name for two appendices."""
    for code, what, names in (
        ("appendix-letter-twice", "the letter", [each.label for each in attached]),
        ("appendix-title-twice", "the title", [each.title.strip() for each in attached]),
        ("appendix-file-twice", "a file of the name", [each.file_name for each in attached]),
    ):
        counted = Counter(each.casefold() for each in names if each)
        shown = {each.casefold(): each for each in names}
        for name in (each for each, times in counted.items() if times > 1):
            text = f"Two appendices have {what} “{shown[name]}”: give each its own."
            yield Reason(code, text, AUTHOR, PRACTICE, f"Appendices, {shown[name]}")


def _range(first: str, last: str) -> list[str]:
    """The labels from one to the other, where they are of one kind: A to D, 1 to 4."""
    if first.isdecimal() and last.isdecimal():
        return [str(each) for each in range(int(first), int(last) + 1)]
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        return [chr(each) for each in range(ord(first), ord(last) + 1)]
    return [first, last]
