"""A page that is one form: what was sent, and the page around it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme

from forum.models import Forum
from forum.views.page import page


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing before it is sent, and also an empty one once it is."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> MultiValueDict | None:
    """The files that came with the form, where it was sent."""
    return request.FILES if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    forum: Forum,
    form: forms.BaseForm | None,
    *,
    title: str,
    **context: object,
) -> HttpResponse:
    """The page of one form; the context may hold caption, lead, back, cancel, submit and look."""
    current = str(context.pop("current", ""))
    template = str(context.pop("template", "form_page.html"))
    back = context.pop("back", forum.get_absolute_url())
    shown = {"form": form, "title": title, "back": back, "cancel": back, **context}
    return page(request, template, forum, shown, current=current)


def back_to(request: HttpRequest, default: str) -> str:
    """Where the person came from, where the address says so and it lies on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else default
