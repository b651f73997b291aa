"""Following a forum: its feeds, the page that says how, and its map for search engines."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_GET

from decisions.models.looking.news import FEEDS
from decisions.models.looking.sitemap import public_pages
from forum.sitemaps import sitemap_of
from forum.views.doors import forum_for, view_of_nothing
from forum.views.page import page
from forum.views.published import kept_for_the_public

ATOM = "application/atom+xml; charset=utf-8"


@require_GET
@kept_for_the_public
def follow(request, slug):
    forum = forum_for(slug)
    calendar = settings.SITE_URL + reverse("forum:meetings_ics", args=[slug])
    context = {"title": "Follow this forum", "feeds": FEEDS.values(), "calendar": calendar}
    return page(request, "decisions/follow.html", forum, context)


@require_GET
@kept_for_the_public
def feed(request, slug, name):
    """The same for everybody, whoever asks: what is published."""
    forum = forum_for(slug)
    if name not in FEEDS:
        view_of_nothing()
    return HttpResponse(_atom(forum, FEEDS[name]), content_type=ATOM)


def _atom(forum, kind):
    site = settings.SITE_URL
    address = site + reverse("decisions:feed", args=[forum.slug, kind.name])
    news = kind.read(forum)
    atom = _Feed(
        title=f"{forum.name}: {kind.title.lower()}",
        link=site + forum.get_absolute_url(),
        description=kind.about,
        language="en-gb",
        author_name=forum.name,
        feed_url=address,
        feed_guid=address,
        begun=forum.recorded_at,
    )
    for each in news:
        atom.add_item(
            title=_printable(each.title),
            link=site + each.url,
            description=escape(_printable(each.text)),
            unique_id=f"urn:uuid:{each.pk}",
            pubdate=each.at,
            updateddate=each.at,
        )
    return atom.writeString("utf-8")


def _printable(text):
    """XML has no place for control characters that somebody may have pasted."""
    return "".join(each for each in text if each.isprintable() or each in "\n\t")


@require_GET
@kept_for_the_public
def forum_sitemap(request, slug):
    """Every page of the forum that everybody may find."""
    content = sitemap_of(public_pages(forum_for(slug)), site=settings.SITE_URL)
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


class _Feed(Atom1Feed):
    """A feed in which nothing happened yet is as old as its forum, and does not change."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["begun"]
