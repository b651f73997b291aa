"""Asking for packs: drafts before the agenda is out, one published pack, then supplements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Meeting, Person
from forum.permissions import require
from forum.workflow.jobs import ask_for
from papers.choices import BuildState, PackVersion, PaperEvent
from papers.models import PackBuild, Paper
from papers.models.held import holds_exempt, papers_of
from papers.models.packs import latest, new_since, next_edition, pack_facts
from papers.rules.packs import may_ask_for_pack, may_publish_supplement
from papers.workflow.making import JOB

PUBLIC, FULL = PackVersion.PUBLIC, PackVersion.FULL


@transaction.atomic
def ask_for_pack(meeting: Meeting, *, by: Person, on: date) -> list[PackBuild]:
    """Ask for a draft of the pack; once the agenda is out, for the pack that was not made."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_ask_for_pack(pack_facts(meeting)).insist()
    failed = list(PackBuild.objects.filter(meeting=meeting, state=BuildState.FAILED))
    if failed and meeting.is_public:
        builds = [_once_more(build) for build in failed]
    elif meeting.is_public:
        builds = queue_pack(meeting, by, on)
    else:
        builds = _queue_draft(meeting, by, on)
    _record(PaperEvent.PACK_ASKED, builds, by=by, on=on)
    return builds


@transaction.atomic
def publish_supplement(meeting: Meeting, *, by: Person, on: date) -> list[PackBuild]:
    """Ask for a supplement with what came after the pack, and for the pack with it behind."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_publish_supplement(pack_facts(meeting)).insist()
    base, full = _published(meeting, PUBLIC), _published(meeting, FULL)
    papers = new_since(meeting, base).papers
    number = base.holds.get("supplement", 0) + 1
    is_exempt = holds_exempt(papers) or full.is_full
    builds = [
        _queue(
            PackBuild(
                meeting=meeting,
                version=version,
                edition=base.edition + 1,
                supplement=supplement,
                holds={"wanted": _names(papers), "supplement": number},
            ),
            by,
            on,
        )
        for version in ((PUBLIC, FULL) if is_exempt else (PUBLIC,))
        for supplement in (number, 0)
    ]
    _record(PaperEvent.SUPPLEMENT_ASKED, builds, by=by, on=on)
    return builds


def _published(meeting: Meeting, version: str) -> PackBuild:
    """The newest published pack, which the rule has made sure of."""
    found = latest(meeting, version)
    if found is None:
        raise PackBuild.DoesNotExist
    return found


def queue_pack(meeting: Meeting, asker: Person, on: date) -> list[PackBuild]:
    """Have the pack of a published agenda made, in the transaction that publishes it."""
    papers = papers_of(meeting)
    versions = (PUBLIC, FULL) if holds_exempt(papers) else (PUBLIC,)
    return [
        _queue(
            PackBuild(
                meeting=meeting, version=version, edition=1, holds={"wanted": _names(papers)}
            ),
            asker,
            on,
        )
        for version in versions
    ]


def _queue_draft(meeting: Meeting, asker: Person, on: date) -> list[PackBuild]:
    """Drafts are for those who work here, and hold everything."""
    build = PackBuild(
        meeting=meeting,
        version=FULL,
        edition=next_edition(meeting, is_draft=True),
        is_draft=True,
        holds={"wanted": _names(papers_of(meeting, drafts=True))},
    )
    PackBuild.objects.filter(meeting=meeting, is_draft=True, state=BuildState.FAILED).delete()
    return [_queue(build, asker, on)]


def _queue(build: PackBuild, asker: Person, on: date) -> PackBuild:
    now = timezone.now()
    build.forum = build.meeting.forum
    build.asked_at, build.asked_by, build.asked_on, build.next_try = now, asker, on, now
    build.keep()
    ask_for(JOB, str(build.pk))
    return build


def _once_more(build: PackBuild) -> PackBuild:
    build.state, build.attempts, build.next_try = BuildState.WAITING, 0, timezone.now()
    build.save(update_fields=["state", "attempts", "next_try"])
    ask_for(JOB, str(build.pk))
    return build


def _names(papers: Iterable[Paper]) -> list[str]:
    return [str(paper.pk) for paper in papers]


def _record(event: PaperEvent, builds: list[PackBuild], *, by: Person, on: date) -> None:
    build = builds[0]
    audit.record(
        event,
        f"{build}: asked for, with {len(build.holds['wanted'])} papers",
        forum=build.forum,
        by=by,
        on=on,
        about=build.meeting,
        papers=build.holds["wanted"],
    )
