"""Making a pack in the background: taken by one worker, printed piece by piece, then published.

Whoever makes a pack holds a lease on its row and moves it on with every piece. A worker that dies
leaves a lease that runs out; the pieces it printed are kept, and another goes on from there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from forum import audit, pdf
from forum.choices import DocumentKind, NoticeKind
from forum.locks import lock_row
from forum.models import PublishedDocument
from forum.rules.ruling import Refused
from forum.workflow.documents import Publication, publish_document
from forum.workflow.jobs import Later, ask_for, is_asked_for
from forum.workflow.letters import Letter
from forum.workflow.meetings.recording import announce, tell_members
from papers.choices import BuildState, PackVersion, PaperEvent
from papers.models import PackBuild
from papers.workflow.binding import Bound, Progress, bind
from papers.workflow.pieces import NotPrinted

logger = logging.getLogger("tabled.packs")
JOB = "papers.tasks.make_pack"
LEASE = timedelta(seconds=90)
"""Two pieces take at most a minute."""
MOST_ATTEMPTS = 5
AGAIN = "Something went wrong that is not in the papers. It will be tried again."
NEVER_FINISHED = "It was begun five times and never finished. Ask the administrator."
GIVEN_UP = "Something went wrong that is not in the papers. Ask the administrator."


class Lost(Exception):
    """Another worker is making it: whatever was done here is left."""


def make_pack(pk: UUID) -> None:
    """Make one pack or supplement and publish it, unless that is done or being done."""
    build = _take(pk)
    if build is None:
        return
    try:
        _publish(build, bind(build, _progress_of(build)))
    except Lost:
        logger.info("Pack %s is made by another worker", build.pk)
    except Exception as error:
        # Whatever it is, the clerk is told, and it is tried again where that may help.
        _note_failure(build, error)


def ask_for_the_forgotten(*, at: datetime) -> int:
    """Ask again for what should be made and is in no queue; says how many."""
    waiting = PackBuild.objects.to_try(at).values_list("pk", flat=True)
    forgotten = [str(pk) for pk in waiting if not is_asked_for(JOB, str(pk))]
    for pk in forgotten:
        ask_for(JOB, pk)
    return len(forgotten)


@transaction.atomic
def _take(pk: UUID) -> PackBuild | None:
    """Take the build; None where it is made, and later where somebody else has it."""
    build = PackBuild.objects.select_related("meeting__forum", "forum", "asked_by").get(pk=pk)
    lock_row(build)
    now = timezone.now()
    if not build.is_unfinished:
        return None
    if build.next_try > now:
        raise Later(build.next_try)
    if build.attempts >= MOST_ATTEMPTS:
        build.state, build.failure = BuildState.FAILED, NEVER_FINISHED
        build.save(update_fields=["state", "failure"])
        return None
    build.state, build.attempts, build.next_try = (
        BuildState.RUNNING,
        build.attempts + 1,
        now + LEASE,
    )
    build.save(update_fields=["state", "attempts", "next_try"])
    return build


def _mine(build: PackBuild) -> QuerySet[PackBuild]:
    """The row as long as it is this worker's."""
    return PackBuild.objects.filter(pk=build.pk, state=BuildState.RUNNING, attempts=build.attempts)


def _progress_of(build: PackBuild) -> Progress:
    def tell(done: int, of: int) -> None:
        kept = _mine(build).update(pieces_done=done, pieces=of, next_try=timezone.now() + LEASE)
        if not kept:
            raise Lost

    return tell


def _publish(build: PackBuild, bound: Bound) -> None:
    """Join the pieces with the head of the trail at their foot, store, and say so."""
    attempt = build.attempts

    def join(trail_line: str) -> bytes:
        version = "Full version, not for publication · " if build.is_full else ""
        return pdf.join(
            bound.parts,
            bound.title,
            numbering=f"Page {{page}} of {bound.next_number - 1}",
            foot="" if build.is_draft else f"{version}{trail_line}",
        )

    def then(document: PublishedDocument | None, content: bytes | None = None) -> None:
        if (build.state, build.attempts) != (BuildState.RUNNING, attempt):
            raise Lost
        build.state, build.document, build.content = BuildState.MADE, document, content
        build.pieces_done, build.pages = build.pieces, bound.next_number - 1
        build.failure, build.holds = "", build.holds | bound.holds
        build.save()
        if document:
            _record(build, document)
            _tell(build)

    if build.is_draft:
        _keep_draft(build, join(""), then)
        return
    publish_document(
        Publication(
            build.forum,
            DocumentKind.SUPPLEMENT if build.supplement else DocumentKind.PACK,
            build.meeting_id,
            bound.title,
            _period(build),
        ),
        render=join,
        then=then,
        by=build.asked_by,
        on=build.asked_on,
        hold=(build,),
    )


def _period(build: PackBuild) -> str:
    """Tells the documents of a meeting apart: "public", "full", "S1", "S1-full"."""
    if not build.supplement:
        return build.version
    return f"S{build.supplement}-full" if build.is_full else f"S{build.supplement}"


@transaction.atomic
def _keep_draft(build: PackBuild, content: bytes, then: Callable[..., None]) -> None:
    """Keep the newest draft; of earlier ones only what they held."""
    lock_row(build)
    then(None, content)
    earlier = PackBuild.objects.filter(meeting=build.meeting_id, is_draft=True)
    earlier.exclude(pk=build.pk).filter(content__isnull=False).update(content=None)


def _record(build: PackBuild, document: PublishedDocument) -> None:
    event = PaperEvent.SUPPLEMENT_PUBLISHED if build.supplement else PaperEvent.PACK_PUBLISHED
    audit.record(
        event,
        f"{build}, {build.get_version_display().lower()}: published, {build.pages} pages",
        forum=build.forum,
        by=build.asked_by,
        on=build.asked_on,
        about=build.meeting,
        sha256=document.sha256,
        edition=build.edition,
        supplement=build.supplement,
        version=build.version,
        papers=[
            {"paper": each["paper"], "version": each["version"]} for each in build.holds["papers"]
        ],
    )


def _tell(build: PackBuild) -> None:
    """Members are told of a supplement, and of the first pack where they chose to be."""
    if build.version != PackVersion.PUBLIC:
        return
    day, path = f"{build.meeting.held_on:%-d %B %Y}", _page_of(build)
    if build.supplement:
        letter = Letter(
            NoticeKind.PAPER,
            key=f"supplement:{build.meeting_id}:{build.supplement}",
            subject=f"Supplement S{build.supplement} published",
            text=(
                f"Supplement S{build.supplement} to the papers of {day} is published. The pack "
                "holds it too, behind the pages that you know, which keep their numbers.\n"
            ),
            path=path,
        )
        announce(build.meeting, letter)
        tell_members(build.meeting, letter)
    elif build.edition == 1:
        text = f"The agenda of {day} and all its papers are ready as one document.\n"
        key = f"pack:{build.meeting_id}"
        tell_members(build.meeting, Letter(NoticeKind.PACK, key, "Pack ready", text, path))


def _page_of(build: PackBuild) -> str:
    return reverse("papers:pack_detail", args=[build.forum.slug, build.meeting_id])


def _note_failure(build: PackBuild, error: Exception) -> None:
    """Say why it was not made; try again later, unless that would change nothing."""
    said = _said(error)
    is_final = getattr(error, "is_final", False) or build.attempts >= MOST_ATTEMPTS
    if not said:
        logger.exception("Pack %s was not made", build.pk, exc_info=error)
        said = GIVEN_UP if is_final else AGAIN
    later = timezone.now() + timedelta(seconds=15 * 2**build.attempts)
    with transaction.atomic():
        state = BuildState.FAILED if is_final else BuildState.WAITING
        kept = _mine(build).update(state=state, failure=said[:500], next_try=later)
        if kept and not is_final:
            ask_for(JOB, str(build.pk), after=later)


def _said(error: Exception) -> str:
    """What a person can do something about; empty for a fault of the program."""
    return str(error) if isinstance(error, NotPrinted | Refused | pdf.NotRendered) else ""
