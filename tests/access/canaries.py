"""A word that stands nowhere else in every text that is not public, and where it turns up."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pikepdf
from django.db import IntegrityError, models, transaction
from django.http import HttpResponseBase

from decisions import models as deciding
from decisions.search import rebuild
from forum import models as sitting
from papers import models as asking
from papers.rules.text.blocks import as_stored, identified
from papers.rules.text.text_form import parse
from tests.access.world import World
from tests.pdf_checks import text as text_of_pdf

WORKS, INSIDE = "zqworks", "zqinside"
"""Words that only those who work here may read, and words that only those inside may read."""
CANARY = re.compile(rf"(?:{WORKS}|{INSIDE})\w+")
OF_THE_WORK = (
    asking.Paper,
    asking.PaperVersion,
    asking.PaperComment,
    asking.WorkingCopy,
    asking.Recommendation,
    asking.FundingOption,
    asking.Intake,
    asking.Proposal,
    asking.ClearanceRequest,
    asking.Appendix,
    asking.Schedule,
    asking.ScheduleLine,
    asking.Particulars,
    asking.Contact,
    asking.NilDeclaration,
    asking.BackgroundDocument,
    deciding.MinuteItem,
    deciding.TypedSoFar,
    deciding.RegisterOverride,
    sitting.OutboxMessage,
    sitting.Invitation,
)
OF_THE_INSIDE = (
    sitting.Meeting,
    sitting.AgendaItem,
    deciding.Outcome,
    deciding.Action,
    deciding.ExternalStep,
    deciding.Condition,
    deciding.ExecutiveDecision,
    deciding.FindingNote,
    deciding.ReviewSignOff,
)
KNOWN_WORDS = {"financial_year", "amount_words", "colour", "sha256", "key", "token_hash"}
"""Fields whose text has a form of its own, or is no text for people."""


def plant(world: World) -> set[str]:
    """Put a word of its own into every free text of what is not published."""
    planted: set[str] = set()
    for mark, kinds in ((WORKS, OF_THE_WORK), (INSIDE, OF_THE_INSIDE)):
        for kind in kinds:
            row = kind._base_manager.filter(pk=world.hidden[kind].pk)
            for name in _texts(kind):
                word = f"{mark}{kind.__name__.lower()}{name.replace('_', '')}"
                planted |= {word} if _takes(row, **{name: word}) else set()
            _takes(row, **_blocks(kind, mark))
    planted |= _exempt(world)
    rebuild(world.forum)
    return planted


def _takes(row: models.QuerySet, **words: object) -> bool:
    """Whether the record may hold the words as it stands: an open question has no answer yet."""
    try:
        with transaction.atomic():
            return bool(words) and bool(row.update(**words))
    except IntegrityError:
        return False


def _texts(kind: type[models.Model]) -> list[str]:
    """Fields in which somebody may write what they like, with room for the word."""
    return [
        field.name
        for field in kind._meta.concrete_fields
        if field.get_internal_type() in {"CharField", "TextField"}
        and not field.choices
        and not field.unique
        and field.name not in KNOWN_WORDS
        and (field.max_length or 99) > 60
    ]


def _blocks(kind: type[models.Model], mark: str) -> dict[str, object]:
    if not any(field.name == "blocks" for field in kind._meta.concrete_fields):
        return {}
    return {"blocks": as_stored(identified(parse(f"{mark}{kind.__name__.lower()}blocks")))}


def _exempt(world: World) -> set[str]:
    """What is kept back of a meeting whose minutes everybody reads."""
    item = deciding.MinuteItem._base_manager.filter(minutes__meeting=world.shown[sitting.Meeting])
    word = f"{INSIDE}exemptminute"
    kept = item.filter(pk=item.first().pk)
    kept.update(is_exempt=True, exempt_reason="Names a child", text=word, published_text=word)
    return {word, f"{INSIDE}fullpack", f"{WORKS}uploaded"}


def words_in(response: HttpResponseBase) -> set[str]:
    """The canaries in an answer: its headers, its text, the words of a PDF, the parts of a zip."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return set(CANARY.findall(f"{said}\n{_read(body)}"))


def _read(body: bytes) -> str:
    if body.startswith(b"%PDF") and len(body) > 100:
        return _read_pdf(body)
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(parts.read(name).decode(errors="ignore") for name in parts.namelist())
    return body.decode(errors="ignore")


@cache
def _read_pdf(body: bytes) -> str:
    """Once, however many are given the same bytes."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        beside = str(pdf.docinfo) + str(pdf.Root.get("/Metadata", b"") and pdf.open_metadata())
    return text_of_pdf(body) + beside
