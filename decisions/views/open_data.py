"""Open data: the tables of a forum, and the terms on which everybody may use them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from decisions.forms.open_data import LicenceForm
from decisions.models.looking.open_data import DATASETS, terms_of
from decisions.models.looking.open_rows import Taken
from decisions.pdfs.open_data import FORMATS, open_data_file
from forum.choices import Role
from forum.views.doors import forum_for, is_any_of, only, view_of_nothing
from forum.views.forms import form_page, sent
from forum.views.page import page
from forum.views.published import kept_for_the_public
from forum.workflow.licence import state_licence

KEEPERS = (Role.CLERK, Role.ADMINISTRATOR)


@require_GET
@kept_for_the_public
def open_data(request, slug):
    forum = forum_for(slug)
    context = {
        "title": "Open data",
        "datasets": DATASETS.values(),
        "formats": FORMATS,
        "terms": terms_of(forum),
        "may_change": is_any_of(request.user, forum, *KEEPERS),
    }
    return page(request, "decisions/open_data.html", forum, context)


@require_GET
def open_data_table(request, slug, dataset, form):
    """The same for everybody, whoever asks: what is published."""
    forum = forum_for(slug)
    if dataset not in DATASETS or form not in FORMATS:
        view_of_nothing()
    taken = Taken(settings.SITE_URL, timezone.localdate())
    content = open_data_file(DATASETS[dataset], form, forum, taken)
    headers = {
        "Content-Disposition": f'attachment; filename="{forum.slug}-{dataset}.{form}"',
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(content, content_type=FORMATS[form], headers=headers)


@only(*KEEPERS)
@require_http_methods(["GET", "POST"])
def licence_state(request, slug):
    forum = forum_for(slug)
    form = LicenceForm(sent(request), initial={"licence": forum.data_licence})
    if form.is_valid():
        licence = form.cleaned_data["licence"]
        state_licence(forum, licence, by=request.user, on=timezone.localdate())
        messages.success(request, "The licence is stated with all open data from now on.")
        return redirect("decisions:open_data", slug)
    back = reverse("decisions:open_data", args=[slug])
    title = "Licence of the open data"
    return form_page(request, forum, form, title=title, back=back, submit="State this licence")
