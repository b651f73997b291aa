"""The statements that the law asks a public body's site to make."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config.public.cookies import COOKIES
from forum.models import Forum

STATED_ON = date(2026, 11, 22)
"""The day on which the accessibility statement was last compared with what is tested."""
ACKNOWLEDGED_WITHIN = 30
"""Days in which a complaint about personal data is acknowledged (Data Protection Act 2018, section
164A, put in by the Data (Use and Access) Act 2025)."""


@require_GET
def accessibility_statement(request):
    return _statement(request, "accessibility", "Accessibility statement", stated_on=STATED_ON)


@require_GET
def privacy_notice(request):
    return _statement(request, "privacy", "Privacy notice", days=ACKNOWLEDGED_WITHIN)


@require_GET
def cookies_page(request):
    return _statement(request, "cookies", "Cookies", cookies=COOKIES)


def _statement(request, name, title, **more):
    context = {
        "title": title,
        "organisation": settings.ORGANISATION,
        "contact": settings.CONTACT_EMAIL,
        "privacy_contact": settings.PRIVACY_EMAIL,
        "site": settings.SITE_URL,
        "is_demo": settings.DEMO,
        "forums": Forum.objects.exclude(contact_email=""),
        **more,
    }
    return render(request, f"public/{name}.html", context)
