"""The kinds of paper: what each is for, and the headings it begins with.

The headings are the field's own: Kent's information paper and its executive decision report,
Havering's de-delegation paper, Staffordshire's progress report, Bracknell Forest's order of a
decision paper. A paper copies them when it starts; to change a template changes no paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from papers.choices import PaperKind, Purpose
from papers.rules.text.blocks import HEADING, LEVELS, PARAGRAPH, TABLE, Block


@dataclass(frozen=True)
class Heading:
    """A heading that a paper of the kind begins with, and what to write under it."""

    text: str
    number: str = ""
    """As it is to be printed: "1", "12", "A."."""
    level: int = 1
    guidance: str = ""
    columns: tuple[str, ...] = ()
    """The headers of a table that stands under it, to be filled in."""

    def as_json(self) -> dict[str, Any]:
        """The heading as a template keeps it."""
        return asdict(self) | {"columns": list(self.columns)}


def heading_from(stored: Mapping[str, Any]) -> Heading:
    """The heading that a template keeps."""
    known = {
        name: stored[name] for name in ("text", "number", "level", "guidance") if name in stored
    }
    return Heading(**known, columns=tuple(stored.get("columns", ())))


PURPOSES: dict[str, Purpose] = {
    PaperKind.INFORMATION: Purpose.INFORMATION,
    PaperKind.DISCUSSION: Purpose.DISCUSSION,
    PaperKind.CONSULTATION: Purpose.CONSULTATION,
    PaperKind.DECISION: Purpose.DECISION,
    PaperKind.DE_DELEGATION: Purpose.DECISION,
    PaperKind.EXECUTIVE: Purpose.INFORMATION,
    PaperKind.PROGRESS: Purpose.INFORMATION,
    PaperKind.OUTTURN: Purpose.INFORMATION,
}
"""What the forum is asked to do with a paper of the kind, unless its author says otherwise."""

ABOUT: dict[str, str] = {
    PaperKind.INFORMATION: "Tells the forum something; nothing is decided",
    PaperKind.DISCUSSION: "The forum talks something over; nothing is decided yet",
    PaperKind.CONSULTATION: "The forum gives a view, and the authority decides",
    PaperKind.DECISION: "The forum, or one of its groups, decides",
    PaperKind.DE_DELEGATION: "Each phase decides for itself, service by service, for one year",
    PaperKind.EXECUTIVE: "One office-holder decides, and the forum hears of it",
    PaperKind.PROGRESS: "What was to be done, and how it stands",
    PaperKind.OUTTURN: "What was budgeted and spent, line by line",
}

ACTIONS = ("Action", "State", "Due", "Evidence")
"""The table of a progress report."""
OUTTURN = ("Line", "Phase", "Budget", "Spent", "Under- or overspend")

_BACKGROUND_PAPERS = Heading(
    "Background papers", guidance="Title and where it is found, or: none."
)
_RECOMMENDATIONS = "They are entered on their own, with their funding, and printed here."

HEADINGS: dict[str, tuple[Heading, ...]] = {
    PaperKind.INFORMATION: (
        Heading("Summary of report", guidance="What the forum should know, in two sentences."),
        Heading("Introduction", "1", guidance="What it is about, and who asked for it."),
        Heading("Background", "2", guidance="What was decided before, when and by whom."),
        Heading("What is changing?", "3", guidance="From when; which budget, and how much."),
        Heading("Rationale for change", "4"),
        Heading("Recommendation", "5", guidance=_RECOMMENDATIONS),
        _BACKGROUND_PAPERS,
    ),
    PaperKind.DISCUSSION: (
        Heading("Purpose of report", "1", guidance="What the forum is asked to talk about."),
        Heading("Background", "2", guidance="What was decided before, when and by whom."),
        Heading("Questions for discussion", "3", guidance="One numbered question each."),
        Heading("What happens next", "4", guidance="When it comes back, and for what decision."),
        _BACKGROUND_PAPERS,
    ),
    PaperKind.CONSULTATION: (
        Heading("Purpose of report", "1", guidance="What the authority consults on, until when."),
        Heading("Recommendation(s)", "2", guidance=_RECOMMENDATIONS),
        Heading("Proposal", "3", guidance="What would change, from when, for which schools."),
        Heading("Reasons for the proposal", "4"),
        Heading("Alternative options considered", "5", guidance="Doing nothing is one of them."),
        Heading("Who was consulted, and what they said", "6", guidance="How many, and how."),
        Heading("Financial implications", "7", guidance="The effect on each phase."),
        Heading("What happens next", "8", guidance="Who decides, and when."),
        _BACKGROUND_PAPERS,
    ),
    PaperKind.DECISION: (
        Heading("Purpose of report", "1", guidance="What the forum is asked to decide."),
        Heading("Recommendation(s)", "2", guidance=_RECOMMENDATIONS),
        Heading("Reasons for recommendation(s)", "3"),
        Heading("Alternative options considered", "4", guidance="Doing nothing is one of them."),
        Heading("Supporting information", "5"),
        Heading("Advice received from statutory and other officers", "6"),
        Heading("Legal", "6.1", 2, "Who may decide this, and under which regulation."),
        Heading("Finance", "6.2", 2, "Which budget line, how much of it is left, for how long."),
        Heading("Equalities impact assessment", "6.3", 2),
        Heading("Consultation", "7", guidance="Who was asked, and what they said."),
        _BACKGROUND_PAPERS,
        Heading("Contact for further information"),
    ),
    PaperKind.DE_DELEGATION: (
        Heading("Summary", guidance="Which services, for which year, for which phases."),
        Heading("Recommendations", guidance=_RECOMMENDATIONS),
        Heading("Report detail", guidance="One service to a heading, as they are voted on."),
        Heading("Services for which de-delegation is requested", level=2,
                guidance="What it pays for; the rate and the units; last year's rate."),
        Heading("Education functions", level=2, guidance="Maintained special schools vote too."),
        Heading("Effect on each school", guidance="Lowest, median and highest; the full table."),
        Heading("What schools said", guidance="The result of the consultation."),
        Heading("If a service is not agreed", guidance="What schools would do for themselves."),
        Heading("Buy-back for academies", guidance="Whether they can buy it, and at what price."),
        Heading("Balances of last year", guidance="What was left, and what becomes of it."),
        _BACKGROUND_PAPERS,
    ),
    PaperKind.EXECUTIVE: (
        Heading("Summary"),
        Heading("Recommendation(s)", guidance=_RECOMMENDATIONS),
        Heading("Introduction", "1"),
        Heading("Description", "2"),
        Heading("Key features and minimum expectations", "3"),
        Heading("Financial implications", "4", guidance="The grant, its conditions, its years."),
        Heading("Options considered", "5", guidance="Doing nothing is one of them."),
        Heading("Policy framework", "6"),
        Heading("Legal implications", "7"),
        Heading("Equalities implications", "8"),
        Heading("Other corporate implications", "9"),
        Heading("Governance", "10"),
        Heading("Data protection implications", "11"),
        Heading("Recommendation(s)", "12", guidance=_RECOMMENDATIONS),
    ),
    PaperKind.PROGRESS: (
        Heading("Recommendations", guidance=_RECOMMENDATIONS),
        Heading("Part A"),
        Heading("Reasons for recommendations", level=2, guidance="What was decided, and when."),
        Heading("Part B"),
        Heading("Background", level=2),
        Heading("Progress on actions", level=2, columns=ACTIONS),
        Heading("What comes next", level=2, guidance="Which decision, at which meeting."),
        Heading("List of background papers"),
    ),
    PaperKind.OUTTURN: (
        Heading("Summary", guidance="The year, and the balance over all lines."),
        Heading("Recommendations", guidance=_RECOMMENDATIONS),
        Heading("Outturn", "1", columns=OUTTURN),
        Heading("Reasons for under- and overspends", "2"),
        Heading("What becomes of the balances", "3",
                guidance="Carried forward, set against another line, or returned to schools."),
        _BACKGROUND_PAPERS,
    ),
}  # fmt: skip


def purpose_of(kind: str) -> Purpose:
    """What the forum is asked to do with a paper of the kind by default."""
    return PURPOSES[kind]


def outline(kind: str) -> tuple[Heading, ...]:
    """The headings that a paper of the kind begins with, where the forum has no template."""
    return HEADINGS[kind]


def beginning(headings: Iterable[Heading]) -> tuple[Block, ...]:
    """The blocks that a paper begins with: headings, guidance to write over, tables to fill."""
    return tuple(block for heading in headings for block in _blocks(heading))


def guidance_left(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The headings under which the guidance of a template still stands."""
    found, heading = [], ""
    for block in blocks:
        if block.kind == HEADING:
            heading = block.text
        elif block.kind == PARAGRAPH and is_guidance(block.text):
            found.append(heading)
    return tuple(dict.fromkeys(found))


def template_problems(headings: Iterable[Heading]) -> Iterator[str]:
    """What stands in the way of a template, each with what to do."""
    given = list(headings)
    if not given:
        yield "Enter at least one heading: a line that begins with ##."
    if any(heading.level not in LEVELS for heading in given):
        yield "A heading has two, three or four # before it."
    if given and given[0].level != min(heading.level for heading in given):
        yield "Begin with a heading of the highest level, so that none is skipped."


def headings_in(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """The headings of a template that was typed like a paper: guidance and columns under them."""
    found: list[Heading] = []
    for block in blocks:
        if block.kind == HEADING:
            found.append(Heading(block.text, block.number, block.level))
        elif found and block.kind == TABLE:
            columns = block.rows[0] if block.rows else ()
            found[-1] = Heading(**{**vars(found[-1]), "columns": columns})
        elif found:
            words = f"{found[-1].guidance} {_bare(block.words)}".strip()
            found[-1] = Heading(**{**vars(found[-1]), "guidance": words})
    return tuple(found)


def _blocks(heading: Heading) -> Iterator[Block]:
    yield Block(HEADING, heading.text, number=heading.number, level=heading.level)
    if heading.guidance:
        yield Block(PARAGRAPH, f"[{heading.guidance}]")
    if heading.columns:
        empty = tuple("" for _ in heading.columns)
        yield Block(TABLE, rows=(heading.columns, empty))


def is_guidance(words: str) -> bool:
    """Guidance stands in square brackets; two of them hide words from the public."""
    return words.startswith("[") and words.endswith("]") and not words.startswith("[[")


def _bare(words: str) -> str:
    return words[1:-1] if is_guidance(words) else words
