"""The blocks of a paper, as its page and its PDF write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it.rules_inline import StateInline

from forum.templatetags.forum import Markdown
from papers.rules.text.blocks import BULLETS, HEADING, TABLE, Block
from papers.rules.text.comparing import ADDED, REMOVED, Piece
from papers.rules.text.layout import Deep, depths, grid, nested
from papers.rules.text.redacting import public as without_what_is_withheld

register = template.Library()

TOP = 3
"""The level of the first headings inside a paper: its title and its parts stand above."""
OPENS, CLOSES = "[[", "]]"


@register.simple_tag
def laid_out(
    blocks: Iterable[Block], *, public: bool = False, top: int = TOP
) -> list[dict[str, object]]:
    """{% laid_out paper.blocks public=True as parts %}: what blocks.html needs of each."""
    shown: Sequence[Block] = tuple(without_what_is_withheld(blocks) if public else blocks)
    deep = zip(shown, depths(shown), strict=True)
    return [{"block": each, **_more(each, top + depth - 1)} for each, depth in deep]


def _more(block: Block, level: int) -> Mapping[str, object]:
    if block.kind == HEADING:
        return {"tag": f"h{min(level, 6)}"}
    if block.kind == TABLE:
        return {"grid": grid(block)}
    return {"points": nested(block.points)} if block.kind == BULLETS else {}


@register.filter
def address_of(figures: Mapping[str, str] | str | None, asset: str) -> str:
    """{{ figures|address_of:block.asset }}: where a picture is; empty where it is not shown."""
    return figures.get(asset, "") if isinstance(figures, Mapping) else ""


@register.filter
def running(text: str | None) -> SafeString:
    """Words inside a line: emphasis and links in Markdown, and what is left out for the public."""
    return mark_safe(_RUNNING.renderInline(text or ""))  # noqa: S308 - the renderer escapes it all


@register.filter
def compared(pieces: Iterable[Piece]) -> SafeString:
    """Words that stayed, came in and went, told apart by ear as well as by eye."""
    return format_html_join("", "{}", ((_piece(each),) for each in pieces))


def _piece(piece: Piece) -> SafeString | str:
    said = {ADDED: ("ins", "added"), REMOVED: ("del", "removed")}.get(piece.state)
    if said is None:
        return piece.text
    tag, word = said
    hidden = '<span class="govuk-visually-hidden"> [{}: </span>{}'
    closing = '<span class="govuk-visually-hidden">] </span>'
    return format_html(f"<{tag}>{hidden}{closing}</{tag}>", word, piece.text)


@register.filter
def in_cell(text: str) -> SafeString:
    """The words of a cell, which may stand on several lines."""
    return format_html_join(
        mark_safe("<br>"), "{}", ((running(line),) for line in text.split("\n"))
    )


@register.filter
def quoted(text: str) -> SafeString:
    """A quotation: paragraphs and lists, with emphasis that may carry the argument."""
    return mark_safe(_RUNNING.render(text or ""))  # noqa: S308 - the renderer escapes it all


@register.filter
def listed(points: Sequence[Deep]) -> SafeString:
    """A list with its labels as printed, and the lists inside it."""
    rows = ((_point(each),) for each in points)
    return format_html(
        '<ul class="govuk-list govuk-list--bullet">{}</ul>', format_html_join("", "{}", rows)
    )


def _point(deep: Deep) -> SafeString:
    under = listed(deep.under) if deep.under else ""
    if not deep.point.label:
        return format_html("<li>{}{}</li>", running(deep.point.text), under)
    return format_html(
        '<li class="labelled"><span class="label">{}</span> {}{}</li>',
        deep.point.label,
        running(deep.point.text),
        under,
    )


def _withheld(state: StateInline, silent: bool) -> bool:
    """[[words]] that the public version leaves out."""
    if not state.src.startswith(OPENS, state.pos):
        return False
    end = state.src.find(CLOSES, state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        most, state.posMax = state.posMax, end
        state.pos += len(OPENS)
        state.push("withheld_open", "mark", 1).attrSet("class", "tabled-withheld")
        state.md.inline.tokenize(state)
        state.push("withheld_close", "mark", -1)
        state.posMax = most
    state.pos = end + len(CLOSES)
    return True


_RUNNING = Markdown()
_RUNNING.inline.ruler.before("link", "withheld", _withheld)
