"""What a paper begins with: the headings of its kind, and what the record can fill in already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from forum.models import Forum
from forum.money import pounds
from papers.choices import PaperKind
from papers.models.outturn import Outturn
from papers.rules.kinds import OUTTURN, Heading, beginning
from papers.rules.text.blocks import Block


def begun(forum: Forum, kind: str, headings: Iterable[Heading]) -> tuple[Block, ...]:
    """The blocks that a paper of the kind begins with; an outturn report with its figures."""
    blocks = beginning(headings)
    if kind != PaperKind.OUTTURN:
        return blocks
    table = outturn_table(forum)
    return tuple(_filled(block, table) for block in blocks)


def outturn_table(forum: Forum) -> Block | None:
    """Budget and spending of the last year of which any is entered; None where none is."""
    last = Outturn.objects.filter(forum=forum).order_by("-financial_year").first()
    if last is None:
        return None
    rows = Outturn.objects.filter(forum=forum, financial_year=last.financial_year)
    return Block(
        "table",
        caption=f"Outturn {last.financial_year}, as entered",
        rows=(OUTTURN, *_rows(rows.select_related("service"))),
        header_columns=1,
    )


def _filled(block: Block, table: Block | None) -> Block:
    """The figures in place of the empty table for them."""
    is_for_it = block.is_table and block.rows[0] == OUTTURN
    return replace(table, id=block.id) if table and is_for_it else block


def _rows(outturns: Iterable[Outturn]) -> Iterator[tuple[str, ...]]:
    for each in outturns:
        projected = " (projected)" if each.is_projection else ""
        yield (
            f"{each.service}{projected}",
            each.get_group_display(),
            pounds(each.budget),
            pounds(each.spent),
            _balance(each),
        )


def _balance(outturn: Outturn) -> str:
    if not outturn.balance:
        return "none"
    way = "over" if outturn.balance < 0 else "under"
    return f"{pounds(abs(outturn.balance))} {way}"
