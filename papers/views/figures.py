"""The pictures of a paper: added by those who write it, shown with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.views.doors import is_inside, only, works_in
from forum.views.files import handed_out
from forum.views.forms import form_page, sent
from papers.forms.writing import FigureForm
from papers.models.figures import pictures_of, shows
from papers.rules.drafting import may_change
from papers.views.commenting import is_from_the_editor
from papers.views.doors import paper_for
from papers.workflow.figures import Figure, add_figure, store_picture


@only(Role.CLERK, Role.OFFICER)
@require_http_methods(["GET", "POST"])
def figure_add(request, slug, pk):
    """A picture, put into the paper; for the editor kept only, as the text is saved later."""
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    form = FigureForm(sent(request), request.FILES or None, blocks=paper.blocks)
    if is_from_the_editor(request):
        return _kept(request, paper, form)
    if form.is_valid():
        add_figure(paper, _figure(form), by=request.user, on=timezone.localdate())
        messages.success(request, f"The picture is in version {paper.version}.")
        return redirect(paper)
    return form_page(
        request,
        paper.forum,
        form,
        title="Add a picture",
        caption=str(paper),
        submit="Add the picture",
        back=reverse("papers:paper_edit", args=[slug, paper.pk]),
        current="Papers",
    )


@require_GET
def figure_image(request, slug, pk, asset):
    """A picture of the text: for members while the paper shows it, for the public while the public
    version does; an earlier one, or one to come, only for those who work here."""
    paper = paper_for(request, slug, pk)
    is_public = not is_inside(request.user, paper.forum)
    if not works_in(request.user, paper.forum) and not shows(paper, asset, is_public=is_public):
        raise Http404
    picture = pictures_of(paper).filter(pk=asset).first()
    if picture is None:
        raise Http404
    return handed_out(request, picture)


def _kept(request, paper, form):
    if not form.is_valid():
        wrong = {name: [str(each) for each in found] for name, found in form.errors.items()}
        return JsonResponse({"wrong": wrong}, status=422)
    stored = store_picture(paper, _figure(form), by=request.user, on=timezone.localdate())
    place = reverse("papers:figure_image", args=[paper.forum.slug, paper.pk, stored.pk])
    return JsonResponse({"asset": str(stored.pk), "address": place})


def _figure(form):
    given = form.cleaned_data
    return Figure(given["picture"], given["alt"], given["caption"], given["after"])
