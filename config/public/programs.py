"""What programs ask a site for: whom to tell of a hole, what to index, and where it is."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from forum.models import Forum
from forum.sitemaps import index_of

GOOD_FOR = timedelta(days=180)
"""RFC 9116 asks for less than a year. Counted from each day anew, so that it never runs out."""
A_DAY = "public, max-age=86400"
PLAIN = "text/plain; charset=utf-8"
NOT_INDEXED = ("/account/", "/*/search/", "/*/colours/")


@require_GET
def security_txt(request):
    """Whom to tell of a weakness (RFC 9116)."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    expires = (midnight + GOOD_FOR).astimezone(timezone.get_fixed_timezone(0))
    lines = (
        f"Contact: {_contact()}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    )
    return _plain(lines)


@require_GET
def robots_txt(request):
    lines = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_INDEXED),
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    )
    return _plain(lines)


@require_GET
def sitemap(request):
    """The maps of all forums."""
    slugs = Forum.objects.order_by("slug").values_list("slug", flat=True)
    maps = [reverse("decisions:forum_sitemap", args=[slug]) for slug in slugs]
    content = index_of(maps, site=settings.SITE_URL)
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def _contact():
    said = settings.SECURITY_CONTACT
    return said if "://" in said or said.startswith("mailto:") else f"mailto:{said}"


def _plain(lines):
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, content_type=PLAIN, headers={"Cache-Control": A_DAY})
