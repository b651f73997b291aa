"""A decision by one office-holder: recorded, published, reported, acted on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions.forms.executive import (
    ActForm,
    ExecutiveForm,
    ReportForm,
    typed_lists,
)
from decisions.models import DelegatedAct
from decisions.models.outcomes.executive_facts import executive_facts
from decisions.models.outcomes.executive_start import from_report
from decisions.pdfs.executive_notice import notice_context, notice_pdf
from decisions.rules.executive import may_act
from decisions.views.doors import executive_for, notices_of
from decisions.workflow.executive import (
    publish_notice,
    record_act,
    record_executive_decision,
    report_decision,
)
from forum.choices import Role
from forum.views.doors import forum_for, is_any_of, only
from forum.views.forms import form_page, sent
from forum.views.page import page
from forum.views.published import kept_for_the_public

RECORDERS = (Role.CLERK, Role.OFFICER)


@require_GET
@kept_for_the_public
def executive_detail(request, slug, pk):
    decision = executive_for(request, slug, pk)
    records = is_any_of(request.user, decision.forum, *RECORDERS)
    context = {
        "title": decision.title,
        **notice_context(decision, on=timezone.localdate()),
        "marks": decision.conditions.all(),
        "notices": notices_of(decision),
        "records": records,
        "acting": may_act(executive_facts(decision), amount=None) if records else None,
    }
    template = "decisions/executive_detail.html"
    return page(request, template, decision.forum, context, current="Decisions")


@only(*RECORDERS)
@require_http_methods(["GET", "POST"])
def executive_add(request, slug):
    forum = forum_for(slug)
    decision, conditions = from_report(forum, request.GET.get("paper", ""))
    first = typed_lists(decision) | {"conditions": "\n".join(conditions)}
    form = ExecutiveForm(sent(request), instance=decision, initial=first)
    if form.is_valid():
        on = timezone.localdate()
        record_executive_decision(form.instance, form.condition_texts, by=request.user, on=on)
        messages.success(request, f"Decision {decision.reference} is recorded.")
        return redirect(decision)
    return form_page(
        request,
        forum,
        form,
        title="Record an executive decision",
        submit="Record the decision",
        lead="A decision by one office-holder: no meeting, register or ballot. Write what the "
        "decision says; what it does not say stays empty.",
        current="Decisions",
    )


@require_GET
def executive_notice(request, slug, pk):
    decision = executive_for(request, slug, pk)
    stored = notices_of(decision).first()
    if stored and not is_any_of(request.user, decision.forum, *RECORDERS):
        return redirect("decisions:document", slug, stored.pk)
    made = notice_pdf(decision, on=timezone.localdate())
    name = f'inline; filename="notice-{decision.pk}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@only(*RECORDERS)
@require_POST
def notice_publish(request, slug, pk):
    decision = executive_for(request, slug, pk)
    document = publish_notice(decision, by=request.user, on=timezone.localdate())
    messages.success(request, f"{document.title} is published, edition {document.edition}.")
    return redirect(decision)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def executive_report(request, slug, pk):
    decision = executive_for(request, slug, pk)
    form = ReportForm(sent(request), forum=decision.forum)
    if form.is_valid():
        meeting = form.cleaned_data["meeting"]
        report_decision(decision, meeting, by=request.user, on=timezone.localdate())
        messages.success(request, f"The forum hears of {decision.reference} on {meeting}.")
        return redirect(decision)
    return _form(request, decision, form, title="Report it to the forum", submit="Report it there")


@only(*RECORDERS)
@require_http_methods(["GET", "POST"])
def act_add(request, slug, pk):
    decision = executive_for(request, slug, pk)
    may_act(executive_facts(decision), amount=None).insist()
    first = {"by_post": decision.delegate_post, "consulted_post": decision.consulted_post}
    act = DelegatedAct(forum=decision.forum, decision=decision)
    form = ActForm(sent(request), instance=act, initial=first, facts=executive_facts(decision))
    if form.is_valid():
        record_act(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, "The act is recorded under the decision.")
        return redirect(decision)
    return _form(
        request, decision, form, title="Record an act under the delegation", submit="Record it"
    )


def _form(request, decision, form, **context):
    return form_page(
        request,
        decision.forum,
        form,
        caption=str(decision),
        back=decision.get_absolute_url(),
        current="Decisions",
        **context,
    )
