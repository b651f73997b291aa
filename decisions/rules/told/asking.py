"""What was asked, as it was told: recommendations, the money offered, and putting them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from decisions.choices import Result
from decisions.rules.told.beside import named_sources
from decisions.rules.told.deciding import outcome
from decisions.rules.told.part import Part, Problem
from decisions.rules.told.where import Where, matter_of
from forum.choices import Group
from papers.choices import WHOLE_FORUM, AmountUnit, OptionStatus, Origin, Precision, Source
from papers.rules.decision_table import ROWS
from papers.rules.decision_types import GENERAL

CODES = {row.code for row in ROWS}
ASKED = (WHOLE_FORUM, *Group)


def recommendations(
    asked: Iterable[Part], where: Where, *, title: str, arising: bool = False
) -> None:
    """What was put under an item or in a paper, or put there again."""
    for position, part in enumerate(asked, start=1):
        if part.has("again"):
            _again(part, where)
        else:
            _recommendation(part, position, where, title=title, arising=arising)


def _recommendation(part: Part, position: int, where: Where, *, title: str, arising: bool) -> None:
    label = part.text("label", most=20) or str(position)
    pk = where.book.named("recommendation", part, f"{where.paper or where.item}:{label}")
    where = replace(where, recommendation=pk, matter=matter_of(part, where, title=title))
    asks = part.part("asks")
    amount, of_its_own = asks.money("amount"), part.year("year")
    year = asks.year("year") or of_its_own
    floor = Origin.MATTERS_ARISING if arising else Origin.FLOOR
    values = {
        "matter_id": where.matter,
        "paper_id": where.paper,
        "origin": Origin.PAPER if where.paper else part.choice("origin", Origin, floor),
        "position": position,
        "label": label,
        "stem": part.text("stem"),
        "text": part.text("text", needed=True),
        "decision_type": _decision_type(part),
        "groups": _groups(part),
        "votes_separately": part.yes("separately", default=False) or None,
        "seeks_resources": bool(asks.values),
        "amount": amount,
        "precision": asks.choice("precision", Precision, Precision.EXACT),
        "financial_year": year,
    }
    asks.end()
    options, outcomes = list(part.parts("options")), list(part.parts("outcomes"))
    named_sources(part, where)
    _placed(part, where)
    where.book.add("recommendation", pk, part, where.on, values)
    for number, option in enumerate(options, start=1):
        _option(option, number, where)
    _put(part, outcomes, where, amount=amount)


def _again(part: Part, where: Where) -> None:
    """A recommendation of an earlier meeting, put once more in the same words."""
    pk = where.book.point("recommendation", part, "again")
    first = next((row for row in where.book.rows if row.id == pk), None)
    values = first.values if first else {}
    matter, amount = values.get("matter_id"), values.get("amount")
    where = replace(
        where, recommendation=pk, matter=matter if isinstance(matter, UUID) else where.matter
    )
    outcomes = list(part.parts("outcomes"))
    named_sources(part, where)
    _placed(part, where)
    part.end()
    _put(part, outcomes, where, amount=amount if isinstance(amount, Decimal) else None)


def _placed(part: Part, where: Where) -> None:
    if where.meeting is None or where.item is None:
        part.wrong("", "A recommendation is put under an item of a meeting.")


def _put(part: Part, outcomes: list[Part], where: Where, *, amount: Decimal | None) -> None:
    """The placement, and one question for each group that answered."""
    book = where.book
    placement = book.id_of("placement", f"{where.recommendation}:{where.meeting}")
    quiet = Part({}, part.place, book.problems)
    values = {
        "recommendation_id": where.recommendation,
        "meeting_id": where.meeting,
        "agenda_item_id": where.item,
    }
    book.add("placement", placement, quiet, where.on, values)
    asked = [(each, each.choice("group", ASKED, WHOLE_FORUM)) for each in outcomes]
    for position, (each, group) in enumerate(asked or [(quiet, WHOLE_FORUM)], start=1):
        question = book.id_of("question", f"{placement}:{group}")
        put = each.money("asked") if each.has("asked") else amount if len(asked) < 2 else None
        result = _answer(each, where, question) if outcomes else ""
        of_question = {
            "placement_id": placement,
            "group": group,
            "position": position,
            "amount_asked": put,
            "has_schools": result != Result.NO_SUCH_SCHOOLS,
        }
        at = Part({}, f"{each.place}.group" if outcomes else part.place, book.problems)
        book.add("question", question, at, where.on, of_question)


def _answer(part: Part, where: Where, question: UUID) -> str:
    """What the group answered; where the record does not show it, it was asked all the same."""
    if part.yes("not_stated", default=False):
        part.end()
        return ""
    return outcome(part, where, question)


def _option(part: Part, position: int, where: Where) -> None:
    """Money that the recommendation itself offered, and what became of the offer."""
    letter = part.text("letter", most=2) or "A"
    pk = where.book.named("option", part, f"{where.recommendation}:{letter}:{position}")
    status = part.choice("status", OptionStatus, OptionStatus.OFFERED)
    values = {
        "recommendation_id": where.recommendation,
        "letter": letter,
        "position": position,
        "source": _source(part),
        "budget_line_id": where.book.point("line", part, "line"),
        "amount": part.money("amount"),
        "amount_precision": part.choice("precision", Precision, Precision.EXACT),
        "amount_as_printed": part.text("amount_as_printed", most=60),
        "amount_unit": part.choice("unit", AmountUnit),
        "financial_year": part.year("year"),
        "from_on": part.day("from"),
        "until_on": part.day("until"),
        "service": part.text("service", most=120),
        "group": part.choice("group", Group),
        "last_year_amount": part.money("last_year_amount"),
        "proposer": part.text("proposer", most=160),
        "note": part.text("note", most=300),
        "status": status,
        "status_note": part.text("status_note", most=300),
        "status_on": part.day("status_on") or (where.on if status != "offered" else None),
    }
    where.book.add("option", pk, part, where.on, values)


def _source(part: Part) -> str:
    source = part.choice("source", Source)
    if not part.has("source"):
        part.wrong(
            "source",
            f"This is missing: write one of {', '.join(Source)}. What is none of these belongs "
            "to “named_sources”, in its own words.",
        )
    return source


def _decision_type(part: Part) -> str:
    code = part.text("type") or GENERAL
    if code not in CODES:
        part.wrong("type", f"“{code}” is no type of decision: see the page of the format.")
    return code


def _groups(part: Part) -> list[str]:
    found = []
    for place, group in part.texts("groups"):
        if group in Group:
            found.append(group)
        else:
            sentence = f"“{group}” is not known: write one of {', '.join(Group)}."
            part.problems.append(Problem(place, sentence))
    return found
