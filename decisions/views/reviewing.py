"""Funding source reviews of a matter, a line, a source, a year or a forum; notes and sign-offs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from decisions.forms.review import AsOfForm, NoteForm, SignOffForm
from decisions.models.auditing.scope_review import others_of, scope_review
from decisions.pdfs.scope_review import scope_review_pdf
from decisions.views.doors import scope_for
from decisions.workflow.reviewing import Read, note_finding, sign_off_review
from forum.audit import head_line, trail_head
from forum.choices import Role
from forum.views.doors import only
from forum.views.forms import form_page, sent
from forum.views.page import page

ON_A_PAGE = 40


@login_required
@require_GET
def review_forum(request, slug):
    return _review(request, scope_for(request, slug, "forum", "all"))


@login_required
@require_GET
def review(request, slug, kind, key):
    scope = scope_for(request, slug, kind, key)
    if scope.get_absolute_url() != request.path:
        return redirect(scope)
    return _review(request, scope)


def _review(request, scope):
    today = timezone.localdate()
    form = AsOfForm(request.GET or None, initial={"on": today})
    found = scope_review(scope, on=form.day(today))
    rule = request.GET.get("rule", "")[:40]
    shown = Paginator(found.rows(rule=rule), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": f"Funding source review: {scope.title}",
        "scope": scope,
        "found": found,
        "form": form,
        "rule": rule,
        "shown": shown,
        "rows": found.shown(shown),
        "approvals": found.approvals[:ON_A_PAGE],
        "head": trail_head(scope.forum),
        "query": as_of_query(found.on, today),
        **others_of(scope),
    }
    return page(request, "decisions/review.html", scope.forum, context, current="Audit trail")


@login_required
@require_GET
def review_pdf(request, slug, kind, key):
    scope = scope_for(request, slug, kind, key)
    on = AsOfForm(request.GET or None).day(timezone.localdate())
    content = scope_review_pdf(scope, trail_line=head_line(scope.forum), on=on)
    name = f"{slugify(f'Review of {scope.title} {on}')}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@only(Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def note_add(request, slug, kind, key):
    scope, today = scope_for(request, slug, kind, key), timezone.localdate()
    found = scope_review(scope, on=AsOfForm(request.GET or None).day(today))
    wanted = request.GET.get("finding", "")[:16]
    about = next((each for each in found.findings if each.key == wanted), None)
    form = NoteForm(sent(request))
    if form.is_valid():
        note_finding(
            found, finding=wanted, text=form.cleaned_data["text"], by=request.user, on=today
        )
        messages.success(request, "Your note is kept.")
        return redirect(f"{scope.get_absolute_url()}{as_of_query(found.on, today)}")
    return form_page(
        request,
        scope.forum,
        form,
        title=f"Note on “{about.title}”" if about else "Note on this review",
        lead=about.sentence if about else "",
        caption=scope.title,
        back=f"{scope.get_absolute_url()}{as_of_query(found.on, today)}",
        submit="Keep the note",
        current="Audit trail",
    )


@only(Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def review_sign(request, slug, kind, key):
    scope, today = scope_for(request, slug, kind, key), timezone.localdate()
    found = scope_review(scope, on=AsOfForm(request.GET or None).day(today))
    head = trail_head(scope.forum)
    read = {"fingerprint": found.fingerprint, "head_seq": head.seq, "head_hash": head.hash}
    form = SignOffForm(sent(request), initial=read)
    if form.is_valid():
        said = form.cleaned_data
        given = Read(found.on, said["fingerprint"], said["head_seq"], said["head_hash"])
        sign_off_review(scope, given, words=said["words"], by=request.user, on=today)
        messages.success(request, f"The review of {scope.title} is signed off.")
        return redirect(f"{scope.get_absolute_url()}{as_of_query(found.on, today)}")
    return form_page(
        request,
        scope.forum,
        form,
        template="decisions/review_sign.html",
        title="Sign this review off",
        caption=scope.title,
        back=f"{scope.get_absolute_url()}{as_of_query(found.on, today)}",
        submit="Sign off",
        current="Audit trail",
        found=found,
        head=head,
    )


def as_of_query(on, today):
    """The day of a review in an address; nothing for today."""
    return "" if on == today else f"?on_day={on.day}&on_month={on.month}&on_year={on.year}"
