"""What was published, byte for byte; and previews of what is about to be."""

from __future__ import annotations

import hashlib
import logging

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import etag, require_GET

from decisions.pdfs.decision_log import meeting_log_pdf as log_pdf
from decisions.pdfs.minutes import minutes_pdf as as_pdf
from decisions.views.doors import document_for, minutes_of, sees_drafts_of
from forum.choices import DocumentKind
from forum.models import PublishedDocument
from forum.models.document import FULL
from forum.views.doors import is_inside, meeting_for, view_of_nothing

logger = logging.getLogger("tabled.documents")

OF_MINUTES = (
    DocumentKind.DRAFT_MINUTES,
    DocumentKind.MINUTES,
    DocumentKind.CORRECTED_MINUTES,
)
FOR_EVER = "public, max-age=31536000, immutable"


def published_about(meeting, *kinds):
    """The published documents of a meeting, newest first, without their bytes."""
    documents = PublishedDocument.objects.defer("content")
    return documents.filter(forum=meeting.forum, about=meeting.pk, kind__in=kinds)


def newest_in_full(meeting):
    """The newest version of a meeting's minutes that holds what is exempt."""
    return published_about(meeting, *OF_MINUTES).filter(period=FULL).first()


def _fingerprint(request, slug, pk):
    found = PublishedDocument.objects.for_everybody().filter(forum__slug=slug, pk=pk)
    sha256 = found.values_list("sha256", flat=True).first()
    return f'"{sha256}"' if sha256 else None


@require_GET
@etag(_fingerprint)
def document(request, slug, pk):
    """The stored bytes, hashed again: what was altered since is never served."""
    return _stored(request, document_for(slug, pk), cache=FOR_EVER)


@login_required
@require_GET
def minutes_full(request, slug, pk):
    """The newest minutes with what is exempt in them, for members and those who work here."""
    meeting = meeting_for(request, slug, pk)
    published = newest_in_full(meeting)
    if published is None or not is_inside(request.user, meeting.forum):
        return view_of_nothing()
    logger.info("exempt-read document=%s person=%s", published.pk, request.user.pk)
    return _stored(request, published, cache="private, no-store")


def _stored(request, published, *, cache):
    content = bytes(published.content)
    if hashlib.sha256(content).hexdigest() != published.sha256:
        logger.error("Published document %s does not match its hash", published.pk)
        return render(request, "decisions/document_altered.html", status=500)
    return _pdf(content, published.title, cache=cache)


@require_GET
def minutes_pdf(request, slug, pk):
    meeting, minutes = minutes_of(request, slug, pk)
    if minutes is None:
        return view_of_nothing()
    stored = minutes.agreed_document_id
    if stored is None and not sees_drafts_of(request, meeting):
        stored = minutes.draft_document_id
    if stored:
        return redirect("decisions:document", slug, stored)
    content = as_pdf(minutes, on=timezone.localdate(), full="full" in request.GET)
    return _pdf(content, f"Preview of the {minutes}", cache="private, no-store")


@require_GET
def meeting_log_pdf(request, slug, pk):
    meeting, _ = minutes_of(request, slug, pk)
    stored = published_about(meeting, DocumentKind.DECISION_LOG).first()
    if stored:
        return redirect("decisions:document", slug, stored.pk)
    content = log_pdf(meeting, on=timezone.localdate())
    title = f"Preview of the decision log of {meeting.held_on:%-d %B %Y}"
    return _pdf(content, title, cache="private, no-store")


def _pdf(content, title, *, cache):
    name = f"{slugify(title)}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": cache,
            "X-Content-Type-Options": "nosniff",
        },
    )
