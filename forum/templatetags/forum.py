"""Money, days, states and running text, as every page here writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.utils.dateformat import format as write_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType as Env
from markdown_it.utils import OptionsDict as Options

from forum import money

register = template.Library()
Tokens = Sequence[Token]

NOT_STATED = "not stated"

COLOURS = {
    "green": "agreed, carried, carried as amended, chosen, cleared, done, in post, met, "
    "published, ratified, settled, signed, source settled, stands, carried out, approved",
    "red": "expired, failed, inquorate, not carried, overdue, refused, vacant, void, "
    "of no effect, overtaken, reversed, not carried out",
    "yellow": "conditional, waits for another body, not answered yet, carried out in part, "
    "approved in part, deferred, due soon, lapsed, late, not settled, source not settled, "
    "unsettled",
    "blue": "acknowledged, agenda published, in progress, noted, offered, open, tabled, "
    "view recorded, under way",
    "purple": "amended, handed round at the meeting, supplementary",
}
COLOUR_OF = {word: colour for colour, words in COLOURS.items() for word in words.split(", ")}
COLOUR_OF["agreed in principle, source not settled"] = "yellow"

LINKS = ("https://", "mailto:")
CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "blockquote_open": "govuk-inset-text",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
    "table_open": "govuk-table",
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "link_open": "govuk-link",
}
CELLS = ("th_open", "td_open")


@register.filter
def pounds(amount: Decimal | None) -> str:
    """£89,604, £30,352.50 or "not stated"."""
    return money.pounds(amount)


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """4 July 2018, or "not stated"."""
    return write_date(value, "j F Y") if value else NOT_STATED


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """4 July 2018 at 2:30pm, or "not stated"."""
    if not value:
        return NOT_STATED
    minutes = f":{value.minute:02d}" if value.minute else ""
    half = "am" if value.hour < 12 else "pm"
    return f"{day(value)} at {value.hour % 12 or 12}{minutes}{half}"


@register.filter
def breakable(email: str) -> SafeString:
    """An address that can go on in a new line after its @."""
    name, at, host = email.partition("@")
    return format_html("{}{}<wbr>{}", name, at, host)


@register.filter
def tag_colour(word: str) -> str:
    """The colour of a state's tag; a colour stays itself, an unknown word is grey."""
    text = str(word).lower()
    return text if text in COLOURS else COLOUR_OF.get(text, "grey")


@register.simple_tag
def status_tag(text: str, colour: str = "") -> SafeString:
    """{% status_tag paper.get_stage_display %}"""
    # Written here: a list has one on each line, and a template for each takes twice as long.
    tag = '<strong class="govuk-tag govuk-tag--{}">{}</strong>'
    return format_html(tag, tag_colour(colour or text), text)


@register.simple_tag
def json_ld(facts: dict[str, object]) -> SafeString:
    """What a page says to search engines: data, which no browser runs."""
    text = json.dumps(facts, ensure_ascii=False)
    for unsafe in "<>&":
        text = text.replace(unsafe, f"\\u{ord(unsafe):04x}")
    # Inside strings alone those three can stand: nothing that is left can end the element.
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308
    )


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """First, last, and those around this page, with … for the gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def markdown(text: str | None) -> SafeString:
    """Running text: paragraphs, lists, emphasis, tables and links. No HTML, heading or picture."""
    return mark_safe(_MARKDOWN.render(text or ""))  # noqa: S308 - the renderer escapes it all


def _for_govuk(state: StateCore) -> None:
    """GOV.UK's classes, and no inline style, which our Content-Security-Policy would drop."""
    for number, token in enumerate(state.tokens):
        for one in (token, *(token.children or ())):
            if one.type in CLASSES:
                one.attrJoin("class", CLASSES[one.type])
            if one.type == "list_item_open" and one.info:
                # As printed: reports quote each other, and their numbers repeat and jump.
                one.attrSet("value", one.info)
        if token.type in CELLS:
            _mend_cell(*state.tokens[number : number + 3])


def _mend_cell(cell: Token, inside: Token, end: Token) -> None:
    """Figures go right; a header says that it heads a column; an empty header is a plain cell."""
    if "right" in str(cell.attrs.pop("style", "")):
        cell.attrJoin("class", f"{CLASSES[cell.type]}--numeric")
    if cell.type == "th_open":
        if inside.content.strip():
            cell.attrSet("scope", "col")
        else:
            cell.tag = end.tag = "td"


class _Renderer(RendererHTML):
    """A wide table scrolls by itself, also by keyboard."""

    def table_open(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:
        scrolls = '<div class="tabled-scroll" role="group" aria-label="Table" tabindex="0">'
        return scrolls + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:
        return self.renderToken(tokens, idx, options, env) + "</div>\n"


class Markdown(MarkdownIt):
    """CommonMark and tables, without what a paper must not bring with it."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False}, renderer_cls=_Renderer)
        self.enable("table")
        self.disable(
            ["heading", "lheading", "image", "code", "fence", "html_block", "html_inline"]
        )
        self.core.ruler.push("govuk", _for_govuk)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - their name
        return url.lower().startswith(LINKS)


_MARKDOWN = Markdown()
