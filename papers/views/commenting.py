"""Comments to the author of a paper: made, answered, resolved."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Role
from forum.views.doors import is_any_of
from forum.views.forms import sent
from forum.views.page import page
from papers.forms.writing import AnswerForm, CommentForm
from papers.models.working import of_block
from papers.rules.commenting import may_comment
from papers.views.doors import comment_for, paper_at_work_for
from papers.workflow.writing import add_comment, answer_comment, resolve_comment

DRAFTERS = (Role.CLERK, Role.OFFICER)


@login_required
@require_http_methods(["GET", "POST"])
def comment_list(request, slug, pk):
    paper = paper_at_work_for(request, slug, pk)
    form = CommentForm(sent(request), initial={"block": request.GET.get("block", "")})
    if form.is_valid():
        comment = add_comment(paper, **form.cleaned_data, by=request.user, on=timezone.localdate())
        if is_from_the_editor(request):
            return _beside(request, paper, comment.block)
        messages.success(request, "Your comment is sent to the author.")
        return redirect(comment)
    context = {
        "paper": paper,
        "form": form,
        "comments": paper.comments.with_replies(),
        "may_comment": may_comment(is_tabled=paper.is_tabled),
        "may_draft": is_any_of(request.user, paper.forum, *DRAFTERS),
        "reads_only": is_any_of(request.user, paper.forum, Role.AUDITOR),
        "known": {each.id for each in paper.blocks},
    }
    return page(request, "papers/comment_list.html", paper.forum, context, current="Papers")


@login_required
@require_POST
def comment_answer(request, slug, pk):
    comment = comment_for(request, slug, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer_comment(
            comment, text=form.cleaned_data["text"], by=request.user, on=timezone.localdate()
        )
    else:
        messages.error(request, "Enter an answer")
    return _back(request, comment)


@login_required
@require_POST
def comment_resolve(request, slug, pk):
    comment = comment_for(request, slug, pk)
    resolve_comment(comment, by=request.user, on=timezone.localdate())
    messages.success(request, "The comment is resolved.")
    return _back(request, comment)


def is_from_the_editor(request):
    return request.headers.get("X-Requested-With") == "fetch"


def _back(request, comment):
    if is_from_the_editor(request):
        list(messages.get_messages(request))
        return _beside(request, comment.paper, comment.block)
    return redirect(comment)


def _beside(request, paper, block):
    """The comments on one block, for the editor."""
    context = {
        "paper": paper,
        "forum": paper.forum,
        "comments": of_block(paper, block),
        "may_draft": is_any_of(request.user, paper.forum, *DRAFTERS),
    }
    return render(request, "papers/includes/comments_beside.html", context)
