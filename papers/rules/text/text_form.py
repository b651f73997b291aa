"""The text of a paper as one may type it: blocks written in plain Markdown, and read back.

## 2 Background                 a heading with its number as printed (### and #### lie deeper)
2.1 Early Help began in 2012.   a paragraph with its number as printed
- a point                       a list; two spaces deeper for a point under it
- (i) Insurance                 a point with its label as printed
Table: Rates for 2024-25        the caption of the table that follows
| Factor | Amount |             a table; a first row of empty cells says that it has no header
![What it shows](asset:…)       a figure
> The words.                    a quotation, and "> — where it is from"
[exempt: a reason]              stands above a block that is left out of the public version
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from papers.rules.text.blocks import (
    BULLETS,
    FIGURE,
    HEADING,
    PARAGRAPH,
    QUOTATION,
    TABLE,
    Block,
    Point,
)

_LABEL = r"(?:\([a-z]{1,5}\)|\(\d{1,3}\)|[A-Za-z]\)|[ivx]{1,5}\)|\d{1,3}\))"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,3}})+\.?|\d{{1,3}}[.)]|{_LABEL})"
_HEADING = re.compile(
    rf"^(?P<hashes>#{{2,4}})\s+(?:(?P<number>\d+(?:\.\d+)*\.?|[A-Z]\.|{_LABEL})\s+)?(?P<text>\S.*)$"
)
_NUMBERED = re.compile(rf"^(?P<indent> *)(?P<number>{_NUMBER})\s+(?P<text>\S.*)$", re.DOTALL)
_POINT = re.compile(r"^(?P<indent> *)[-•*]\s+(?P<text>.*)$")
_LABELLED = re.compile(rf"^(?P<label>{_LABEL}|\d{{1,3}}\.)\s+(?P<text>.*)$", re.DOTALL)
_CAPTION = re.compile(r"^Table(?P<rows> \(row headings\))?: ?(?P<caption>.*)$")
_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")
_FIGURE = re.compile(
    r"^!\[(?P<alt>(?:[^\]\\]|\\.)*)\]\((?:asset:)?(?P<asset>[\w-]*)(?: \"(?P<caption>.*)\")?\)$"
)
_EXEMPT = re.compile(r"^\[exempt: (?P<reason>.+)\]$")
_CELLS = re.compile(r"(?<!\\)\|")
_SOURCE = "— "
_INDENT = "  "


def parse(text: str) -> tuple[Block, ...]:
    """The blocks that the text holds; what it does not know is a paragraph."""
    found: list[Block] = []
    exempt, caption = "", None
    for lines in _chunks(text):
        if reason := _EXEMPT.match(lines[0]):
            exempt, lines = reason["reason"], lines[1:]
        if lines and (titled := _CAPTION.match(lines[0])):
            caption, lines = titled, lines[1:]
        if not lines:
            continue
        read = list(_read(lines, caption))
        found += [replace(each, exempt=exempt) for each in read]
        exempt, caption = "", None
    return tuple(found)


def written(blocks: Iterable[Block]) -> str:
    """The blocks as one may type them; read back they are the same."""
    return "\n\n".join(_written(each) for each in blocks)


def plain(blocks: Iterable[Block]) -> str:
    """The words for the rules that read them: printed numbers stand before their words."""
    return "\n\n".join(_plain(each) for each in blocks if each.words.strip())


def _plain(block: Block) -> str:
    if block.kind == HEADING:
        return f"## {block.number} {block.text}".replace("##  ", "## ")
    if block.kind == PARAGRAPH:
        return f"{block.number} {block.text}".strip()
    if block.kind == BULLETS:
        return "\n".join(
            f"- {each.label} {each.text}".replace("-  ", "- ") for each in block.points
        )
    return block.words


def _chunks(text: str) -> Iterator[list[str]]:
    """The lines of each block: empty lines part them, and so does a change of what they are."""
    lines: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.rstrip()
        if not line.strip():
            if lines:
                yield lines
            lines = []
            continue
        if lines and _parts(lines[-1], line):
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


def _parts(before: str, line: str) -> bool:
    """Whether a line begins another block than the one it follows without an empty line."""
    if _CAPTION.match(before) or _EXEMPT.match(before):
        return False
    if _HEADING.match(before) or _HEADING.match(line) or _EXEMPT.match(line):
        return True
    kinds = [_sort(each) for each in (before, line)]
    if kinds == ["point", "words"] and line.startswith(_INDENT):
        return False
    return kinds[0] != kinds[1] or (kinds[1] == "words" and bool(_NUMBERED.match(line)))


def _sort(line: str) -> str:
    if line.lstrip().startswith("|"):
        return "table"
    if line.startswith(">"):
        return "quotation"
    return "point" if _POINT.match(line) else "words"


def _read(lines: list[str], caption: re.Match[str] | None) -> Iterator[Block]:
    first = lines[0]
    if heading := _HEADING.match(first):
        yield Block(
            HEADING,
            heading["text"].strip(),
            number=heading["number"] or "",
            level=len(heading["hashes"]) - 1,
        )
    elif figure := _FIGURE.match(first):
        words = (figure["alt"] or "").replace("\\]", "]").replace("\\[", "[")
        yield Block(FIGURE, asset=figure["asset"], alt=words, caption=figure["caption"] or "")
    elif first.lstrip().startswith("|"):
        yield _table(lines, caption)
    elif first.startswith(">"):
        yield _quotation(lines)
    elif _POINT.match(first):
        yield Block(BULLETS, points=tuple(_points(lines)))
    else:
        yield _paragraph(lines)


def _paragraph(lines: list[str]) -> Block:
    text = " ".join(line.strip() for line in lines)
    depth = (len(lines[0]) - len(lines[0].lstrip(" "))) // 2 + 1
    if numbered := _NUMBERED.match(text):
        return Block(PARAGRAPH, numbered["text"], number=numbered["number"], level=depth)
    return Block(PARAGRAPH, _unescaped(text), level=depth)


def _points(lines: Sequence[str]) -> Iterator[Point]:
    last: Point | None = None
    for line in lines:
        point = _POINT.match(line)
        if point is None:
            if last is not None:
                last = replace(last, text=f"{last.text} {line.strip()}")
            continue
        if last is not None:
            yield last
        words, level = point["text"].strip(), len(point["indent"]) // 2
        labelled = _LABELLED.match(words)
        last = (
            Point(labelled["text"], level, labelled["label"])
            if labelled
            else Point(_unescaped(words), level)
        )
    if last is not None:
        yield last


def _table(lines: Sequence[str], caption: re.Match[str] | None) -> Block:
    rows = [_cells(line) for line in lines if not _RULE.match(line)]
    ruled = next((at for at, line in enumerate(lines) if _RULE.match(line)), None)
    headers = 0 if ruled is None else ruled
    if headers and not any(cell for row in rows[:headers] for cell in row):
        rows, headers = rows[headers:], 0
    width = max((len(row) for row in rows), default=0)
    return Block(
        TABLE,
        rows=tuple((*row, *("" for _ in range(width - len(row)))) for row in rows),
        header_rows=headers,
        header_columns=1 if caption and caption["rows"] else 0,
        caption=caption["caption"].strip() if caption else "",
    )


def _cells(line: str) -> tuple[str, ...]:
    inside = line.strip().removeprefix("|")
    cells = _CELLS.split(inside)
    if cells and not cells[-1].strip():
        cells.pop()
    return tuple(
        cell.strip().replace("\\|", "|").replace("<br>", "\n").replace("<BR>", "\n")
        for cell in cells
    )


def _quotation(lines: Sequence[str]) -> Block:
    said = [line.removeprefix(">").strip() for line in lines]
    source = said.pop().removeprefix(_SOURCE) if said[-1].startswith(_SOURCE) else ""
    return Block(QUOTATION, "\n".join(said).strip(), source=source)


def _written(block: Block) -> str:
    exempt = f"[exempt: {block.exempt}]\n" if block.exempt else ""
    return exempt + _WRITERS[block.kind](block)


def _written_heading(block: Block) -> str:
    return f"{'#' * (block.level + 1)} {block.number} {block.text}".replace("#  ", "# ")


def _written_paragraph(block: Block) -> str:
    words = " ".join(block.text.split("\n"))
    words = f"{block.number} {words}" if block.number else _escaped(words)
    return f"{_INDENT * (block.level - 1)}{words}"


def _written_points(block: Block) -> str:
    return "\n".join(_written_point(each) for each in block.points)


def _written_point(point: Point) -> str:
    words = " ".join(point.text.split("\n"))
    words = f"{point.label} {words}" if point.label else _escaped(words)
    return f"{_INDENT * point.level}- {words}"


def _written_table(block: Block) -> str:
    which = " (row headings)" if block.header_columns else ""
    title = [f"Table{which}: {block.caption}".rstrip()] if block.caption or which else []
    width = max((len(row) for row in block.rows), default=1)
    rows = [_row(row) for row in block.rows]
    heads = rows[: block.header_rows] or [_row([""] * width)]
    rule = _row(["---"] * width)
    return "\n".join([*title, *heads, rule, *rows[block.header_rows :]])


def _row(cells: Sequence[str]) -> str:
    kept = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(kept)} |"


def _written_figure(block: Block) -> str:
    alt = block.alt.replace("[", "\\[").replace("]", "\\]").replace("\n", " ")
    caption = f' "{block.caption}"' if block.caption else ""
    return f"![{alt}](asset:{block.asset}{caption})"


def _written_quotation(block: Block) -> str:
    lines = [f"> {line}".rstrip() for line in block.text.split("\n")]
    return "\n".join([*lines, *([f"> {_SOURCE}{block.source}"] if block.source else [])])


_WRITERS = {
    HEADING: _written_heading,
    PARAGRAPH: _written_paragraph,
    BULLETS: _written_points,
    TABLE: _written_table,
    FIGURE: _written_figure,
    QUOTATION: _written_quotation,
}
_LOOKS_LIKE = re.compile(
    rf"^(?:{_NUMBER}\s|#{{2,4}}\s|[-•*]\s|>|\||!\[|\[exempt: |Table(?: \(row headings\))?:|\\)"
)


def _escaped(words: str) -> str:
    """Words that would be read as something else, with a stroke before them."""
    return f"\\{words}" if _LOOKS_LIKE.match(words) else words


def _unescaped(words: str) -> str:
    return words[1:] if words.startswith("\\") and _LOOKS_LIKE.match(words[1:]) else words
