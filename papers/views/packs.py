"""The pack of a meeting: its editions, how it is made, what changed, and what one has read."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import etag, require_GET, require_POST

from forum.choices import Role
from forum.views.doors import (
    is_any_of,
    is_inside,
    meeting_for,
    only,
    roles_of,
    view_of_nothing,
    works_in,
)
from forum.views.page import page
from forum.views.published import kept_for_the_public
from papers.choices import PackVersion
from papers.models.agenda import usual_day
from papers.models.held import held, papers_of
from papers.models.packs import (
    builds_of,
    changes_since,
    edition_of,
    latest,
    latest_draft,
    new_since,
    pack_facts,
    progress_of,
)
from papers.models.reading import openings, readings
from papers.rules.packs import may_ask_for_pack, may_publish_supplement
from papers.views.documents import pdf, stored
from papers.views.doors import build_for, paper_for
from papers.workflow.packing import ask_for_pack, publish_supplement
from papers.workflow.reading import mark_as_read, note_opening


@require_GET
@kept_for_the_public
def pack_detail(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    inside = is_inside(request.user, meeting.forum)
    context = {
        "title": "Pack",
        "meeting": meeting,
        "inside": inside,
        **_editions(meeting, request.user),
    }
    if is_any_of(request.user, meeting.forum, Role.CLERK):
        context |= _for_the_clerk(meeting)
    if roles_of(request.user, meeting.forum)["is_member"] and meeting.is_public:
        context["readings"] = list(readings(meeting, request.user).values())
    return page(request, "papers/pack_detail.html", meeting.forum, context, current="Meetings")


def _tag(request, slug, pk):
    """Changes whenever there is something else to show."""
    return _tag_for(request.user, pk)


def _tag_for(person, meeting):
    said = f"{person.pk} {progress_of(meeting)}"
    return f'"{sha256(said.encode()).hexdigest()}"'


@login_required
@require_GET
@etag(_tag)
def pack_progress(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    if not is_inside(request.user, meeting.forum):
        return view_of_nothing()
    context = {"meeting": meeting, "forum": meeting.forum, **roles_of(request.user, meeting.forum)}
    context |= _editions(meeting, request.user)
    answer = render(request, "papers/includes/pack_editions.html", context)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@require_GET
def pack_pdf(request, slug, pk):
    """The newest pack as everybody reads it; before there is one, the draft of those who work."""
    meeting = meeting_for(request, slug, pk)
    published = latest(meeting)
    if published:
        return redirect("decisions:document", slug, published.document_id)
    draft = latest_draft(meeting)
    if draft is None or not works_in(request.user, meeting.forum):
        return view_of_nothing()
    return pdf(bytes(draft.content), f"draft-pack-{meeting.held_on}", is_private=True)


@login_required
@require_GET
def pack_full_pdf(request, slug, pk):
    """The newest pack with what is exempt in it, for members and those who work here."""
    meeting = meeting_for(request, slug, pk)
    published = latest(meeting, PackVersion.FULL)
    if published is None or not is_inside(request.user, meeting.forum):
        return view_of_nothing()
    return stored(request, published.document, is_private=True)


@login_required
@require_GET
def build_pdf(request, slug, pk):
    """One edition or supplement of the full version."""
    return stored(request, build_for(request, slug, pk).document, is_private=True)


@login_required
@require_POST
def build_open(request, slug, pk):
    """Open a pack or a supplement, and be counted among those who did."""
    build = build_for(request, slug, pk)
    if roles_of(request.user, build.forum)["is_member"]:
        note_opening(build, by=request.user)
    if build.is_full:
        return redirect("papers:build_pdf", slug, build.pk)
    return redirect("decisions:document", slug, build.document_id)


@require_GET
def pack_changes(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    edition = edition_of(meeting, request.GET.get("since", ""))
    if edition is None or (edition.is_draft and not works_in(request.user, meeting.forum)):
        return view_of_nothing()
    now = held(papers_of(meeting, drafts=edition.is_draft))
    inside = is_inside(request.user, meeting.forum)
    context = {
        "title": "What changed",
        "meeting": meeting,
        "edition": edition,
        "changes": changes_since(edition, now, public=not inside),
    }
    return page(request, "papers/pack_changes.html", meeting.forum, context, current="Meetings")


@only(Role.CLERK)
@require_POST
def pack_build(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    ask_for_pack(meeting, by=request.user, on=_day(meeting))
    messages.success(request, "The pack is being made. This page shows how far it is.")
    return redirect("papers:pack_detail", slug, pk)


@only(Role.CLERK)
@require_POST
def supplement_publish(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    builds = publish_supplement(meeting, by=request.user, on=_day(meeting))
    name = builds[0].name
    messages.success(request, f"{name} is being made. Members are told when it is published.")
    return redirect("papers:pack_detail", slug, pk)


@login_required
@require_POST
def paper_mark_read(request, slug, pk):
    paper = paper_for(request, slug, pk)
    mark_as_read([paper], paper.forum, by=request.user)
    messages.success(request, f"“{paper}” is marked as read. Only you see that.")
    return redirect(paper)


@login_required
@require_POST
def pack_mark_read(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    mark_as_read(papers_of(meeting), meeting.forum, by=request.user)
    messages.success(request, "All papers are marked as read. Only you see that.")
    return redirect(f"{reverse('papers:pack_detail', args=[slug, pk])}#reading")


def _editions(meeting, person):
    """What was published, what is being made, and which version the person reads."""
    inside, works = is_inside(person, meeting.forum), works_in(person, meeting.forum)
    builds = [each for each in builds_of(meeting) if inside or not each.is_full]
    published = [each for each in builds if each.document_id]
    return {
        "published": published,
        "newest": latest(meeting, PackVersion.FULL if inside else PackVersion.PUBLIC),
        "making": [each for each in builds if inside and not each.is_made and not each.is_draft],
        "drafts": [each for each in builds if works and each.is_draft][:1],
        "progress_tag": _tag_for(person, meeting.pk),
    }


def _for_the_clerk(meeting):
    """What may be asked for, what is not in the pack yet, and how many opened it."""
    facts = pack_facts(meeting)
    edition = latest(meeting)
    return {
        "asking": may_ask_for_pack(facts),
        "supplementing": may_publish_supplement(facts),
        "new": new_since(meeting, edition) if edition else None,
        "openings": openings(meeting),
    }


def _day(meeting):
    return usual_day(meeting, today=timezone.localdate())
