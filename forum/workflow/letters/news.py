"""News: written down by the step that publishes, and told by the worker to who follows it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forum.choices import NoticeKind, SearchKind
from forum.locks import lock_row
from forum.models import Meeting, News, Subscription
from forum.rules.letters import one_line, plain_text
from forum.rules.searching import Reader, Term, marked, terms
from forum.search import looking
from forum.workflow.letters.writing import Letter, write_to_address

MOST_AT_ONCE = 20
OF_MINUTES = (SearchKind.DECISION, SearchKind.MINUTE)


def write_news(meeting: Meeting, letter: Letter, *, about: UUID | None = None) -> None:
    """Write down that something about a meeting is public, for those who follow its forum."""
    News.objects.create(
        forum=meeting.forum,
        kind=letter.kind,
        meeting=meeting,
        about=about,
        subject=one_line(letter.subject),
        text=plain_text(letter.text),
        path=letter.path,
    )


def tell_followers(at: datetime) -> int:
    """Write to whoever follows what is new; how many letters. The worker calls it every minute."""
    waiting = News.objects.filter(told__isnull=True, recorded_at__lte=at)
    return sum(_tell(pk) for pk in list(waiting.values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _tell(pk: UUID) -> int:
    news = News.objects.get(pk=pk)
    lock_row(news)
    if news.told is not None:
        return 0
    news.told = timezone.now()
    news.save(update_fields=["told"])
    if not news.meeting.is_public:
        return 0
    follows = Subscription.objects.confirmed().filter(forum=news.forum).order_by("email", "word")
    told: set[str] = set()
    for each in follows:
        if each.email not in told and _write(news, each):
            told.add(each.email)
    return len(told)


def _write(news: News, follower: Subscription) -> bool:
    """One letter, where the news holds what is followed; whoever follows all comes first."""
    found = _titles_with(news, terms(follower.word)) if follower.word else []
    if follower.word and not found:
        return False
    text = news.text
    if found:
        titles = "\n".join(f"- {title}" for title in found)
        text = f"“{follower.word}” is spoken of in:\n\n{titles}\n\n{news.text}"
    key = f"news:{news.pk}:{follower.pk}"
    letter = Letter(NoticeKind.FOLLOWED, key, news.subject, text, news.path)
    return write_to_address(
        letter, follower.email, subscription=follower.pk, rhythm=follower.rhythm
    )


def _titles_with(news: News, sought: tuple[Term, ...]) -> list[str]:
    """What of the news speaks of it, by title, as the public reads it."""
    texts = looking(news.forum, Reader.PUBLIC, sought).filter(meeting=news.meeting)
    if news.about:
        texts = texts.filter(about=news.about)
    elif news.kind in (NoticeKind.DRAFT_MINUTES, NoticeKind.AGREED_MINUTES):
        texts = texts.filter(kind__in=OF_MINUTES)
    else:
        texts = texts.filter(kind=SearchKind.PAPER)
    titles = list(dict.fromkeys(texts.values_list("title", flat=True)))
    lines = [line for line in news.text.splitlines() if _speaks_of(line, sought)]
    return titles or [line.removeprefix("- ") for line in lines]


def _speaks_of(line: str, sought: tuple[Term, ...]) -> bool:
    return any(piece.is_hit for piece in marked(line, sought))
