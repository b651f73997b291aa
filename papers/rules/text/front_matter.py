"""What stands around the text of a paper as printed: title, author, date, contacts, background.

Reports say it in lines such as "Report Author: A Name – Education Finance Group Manager", in a
table on the first page, or at the end. Names and posts are kept as this paper prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from papers.rules.mentions import MONTHS
from papers.rules.pathways import stops
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, TABLE, Block

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("subject heading", "subject", "title", "report title", "title of report"),
    "author": ("report author", "report of", "report by", "author", "contact officer", "officer"),
    "eligibility": (
        "eligibility to vote",
        "eligible to vote",
        "voting eligibility",
        "who may vote",
    ),
    "date": ("date", "date of meeting", "meeting date", "meeting"),
    "purpose": ("for", "type of decision", "purpose"),
    "from": ("from",),
    "to": ("to", "report to"),
    "key_decision": ("key decision",),
    "classification": ("classification",),
    "past_pathway": ("past pathway of report", "past pathway of paper", "past pathway"),
    "future_pathway": ("future pathway of report", "future pathway of paper", "future pathway"),
    "divisions": ("electoral division", "electoral divisions", "divisions"),
    "directorate": ("directorate",),
}
_BY_NAME = {name: key for key, names in _NAMES.items() for name in names}
_PAIR = re.compile(r"^(?P<name>[A-Za-z][A-Za-z ]{0,40}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>20\d\d)\b"
)
_REFERENCE = re.compile(r"^(?P<reference>\d{2}/\d{4,6}|[A-Z]{2,5}/?\d{2}/\d{2,5})\s*[-–:]?\s*")
_BACKGROUND = re.compile(
    r"^(?:list of )?background (?:papers?|documents?)\s*:?\s*(?P<rest>.*)$", re.IGNORECASE
)
_CONTACTS = re.compile(r"^(?:contact(?: details| officers?)?|contacts)\s*:?$", re.IGNORECASE)
_ROLE = re.compile(
    r"^(?P<role>(?:report|relevant|lead|contact|further)[ \w]{0,30}?(?:author|director|officer"
    r"|contact))\s*:?$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"^(?:tel(?:ephone)?|phone)[ .\w]*:?\s*(?P<number>[\d ()+]{8,20})$", re.I)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"^\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]+)\)$")
_SPLIT = re.compile(r"\s+[–—-]\s+|,\s+")
_REASON = re.compile(r",\s+(?:and\s+)?|;\s*")
_NONE = ("none", "n/a", "nil", "not applicable")


@dataclass(frozen=True)
class Front:
    """The labelled lines of a paper, each as printed."""

    said: Mapping[str, str]
    title: str = ""
    written_on: date | None = None

    def get(self, name: str) -> str:
        """What a line says; empty where the paper has none."""
        return self.said.get(name, "")


def front_of(blocks: Sequence[Block], title: str = "") -> Front:
    """The labelled lines at the head and the end of the paper, and its title."""
    said: dict[str, str] = {}
    for name, words in _pairs(blocks):
        said.setdefault(name, words)
    heads = [each for each in blocks[:4] if each.kind == HEADING and not each.number]
    dated = next((each for each in heads if day_in(each.text)), None)
    own = title or _bare_subject(said.get("title", "")) or _heading_title(heads, dated)
    day = day_in(said.get("date", "")) or (day_in(dated.text) if dated else None)
    return Front(said, own, day)


def author_parts(words: str) -> tuple[str, str]:
    """A name and a post: "A Name – Education Finance Group Manager"."""
    name, *rest = _SPLIT.split(words.strip(), maxsplit=1)
    return name.strip(), rest[0].strip() if rest else ""


def day_in(words: str) -> date | None:
    """The first day that the words name; None where they name none that exists."""
    found = _DATE.search(words)
    if not found:
        return None
    month = [name.lower() for name in MONTHS].index(found["month"].lower()) + 1
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def particulars(front: Front) -> dict[str, Any]:
    """The head of a report to one office-holder; empty where the paper has none."""
    if not front.get("to") or not front.get("from"):
        return {}
    (from_name, from_post), (to_name, to_post) = (
        author_parts(front.get(each)) for each in ("from", "to")
    )
    subject = front.get("title")
    reference = _REFERENCE.match(subject)
    return {
        "from_name": from_name,
        "from_post": from_post,
        "to_name": to_name,
        "to_post": to_post,
        "subject": subject,
        "reference": reference["reference"] if reference else "",
        "key_reasons": _reasons(front.get("key_decision")),
        "classification": front.get("classification"),
        "past_pathway": _pathway(front.get("past_pathway")),
        "future_pathway": _pathway(front.get("future_pathway")),
        "divisions": front.get("divisions"),
    }


def background(blocks: Sequence[Block]) -> tuple[dict[str, str], ...]:
    """The documents that the paper rests on; none where it says "None"."""
    found: list[dict[str, str]] = []
    for words in _after(blocks, _BACKGROUND):
        link = _LINK.match(words)
        title, address = (link["words"], link["to"]) if link else (words, "")
        if title.strip(" .").casefold() not in _NONE:
            found.append({"title": title[:300], "address": address})
    return tuple(found)


def contacts(blocks: Sequence[Block]) -> tuple[dict[str, str], ...]:
    """Who answers questions about the paper, as printed near its end."""
    found: list[dict[str, str]] = []
    for words in _contact_lines(blocks):
        role = _ROLE.match(words)
        if role:
            found.append({"role": role["role"], **_NOBODY})
        else:
            _fill(found[-1], words)
    return tuple(each for each in found if each["name"])


_NOBODY = {"name": "", "post": "", "telephone": "", "email": ""}


def _fill(contact: dict[str, str], words: str) -> None:
    phone, email = _PHONE.match(words), _EMAIL.search(words)
    if phone:
        contact["telephone"] = contact["telephone"] or phone["number"].strip()
    elif email:
        contact["email"] = contact["email"] or email[0]
    elif not contact["name"]:
        contact["name"], contact["post"] = author_parts(words)


def _contact_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines from the first that names a role near the end of the paper."""
    lines = [_bare(line) for block in blocks for line in _lines_of(block)]
    late = [at for at, line in enumerate(lines) if _ROLE.match(line) and at > len(lines) * 0.6]
    yield from lines[late[0] :] if late else ()


def _after(blocks: Sequence[Block], title: re.Pattern[str]) -> Iterator[str]:
    """The lines under a heading, up to the next one; and what stands in the same line."""
    inside = False
    for block in blocks:
        for line in _lines_of(block):
            bare = _bare(line)
            named = title.match(bare)
            if named and (block.kind == HEADING or len(bare) < 60):
                inside = True
                if named["rest"]:
                    yield named["rest"]
            elif block.kind == HEADING or _CONTACTS.match(bare) or _ROLE.match(bare):
                inside = False
            elif inside and block.kind in (PARAGRAPH, BULLETS):
                yield line


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Label and words of each labelled line, in one line, two lines or two cells."""
    waiting = ""
    for block in blocks:
        for line in _lines_of(block):
            pair = _PAIR.match(_bare(line))
            name = _BY_NAME.get(pair["name"].casefold().strip()) if pair else None
            if waiting and not name:
                yield waiting, line.strip()
                waiting = ""
            elif name and pair and pair["value"].strip():
                yield name, pair["value"].strip()
            elif name:
                waiting = name
    for block in blocks[:8]:
        yield from _cell_pairs(block)


def _cell_pairs(block: Block) -> Iterator[tuple[str, str]]:
    for row in block.rows if block.kind == TABLE else ():
        name = _BY_NAME.get(_bare(row[0]).strip(" :").casefold())
        if name and len(row) > 1 and row[1].strip():
            yield name, " ".join(row[1].split())


def _lines_of(block: Block) -> Iterator[str]:
    if block.kind in (PARAGRAPH, HEADING):
        yield block.text
    elif block.kind == BULLETS:
        yield from (point.text for point in block.points)


def _bare(words: str) -> str:
    return re.sub(r"\*{1,3}", "", words).strip()


def _bare_subject(words: str) -> str:
    return _REFERENCE.sub("", words).strip()


def _heading_title(heads: Sequence[Block], dated: Block | None) -> str:
    """Where the first heading is the meeting with its date, the next one is the title."""
    if dated is None:
        return ""
    rest = heads[heads.index(dated) + 1 :]
    return rest[0].text if rest else ""


def _reasons(words: str) -> list[str]:
    bare = words.strip(" .")
    if not bare or bare.casefold() in ("no", *_NONE):
        return []
    return [each.strip() for each in _REASON.split(bare) if each.strip()]


def _pathway(words: str) -> list[dict[str, str]]:
    """Where a report has been, or goes: the body, the day, and the words."""
    return [each.as_json() for each in stops(words)]
