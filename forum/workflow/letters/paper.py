"""A letter as it goes out: its words, its links, and how to have no more of its kind."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from forum.choices import NoticeKind
from forum.models import OutboxMessage
from forum.rules.notices import NOTICES

STOP = Signer(salt="forum.letters.stop")
_PERSON, _FOLLOWER = "p", "s"


def as_mail(message: OutboxMessage) -> EmailMessage:
    """The message with everything that mail servers and mailboxes look at."""
    stop = stop_path(message)
    headers = {
        "Message-ID": f"<{message.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if stop:
        headers["List-Unsubscribe"] = f"<{absolute(stop)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    reply_to = [message.forum.contact_email] if message.forum else []
    return EmailMessage(
        message.subject,
        in_full(message, stop),
        to=[message.address],
        reply_to=[each for each in reply_to if each],
        headers=headers,
    )


def absolute(path: str) -> str:
    """An address on this site as a letter has it: from the settings, never from a request."""
    return f"{settings.SITE_URL}{path}"


def in_full(message: OutboxMessage, stop: str) -> str:
    """The words, where to read on, and what can be chosen about such letters."""
    parts = [message.text.strip()]
    if message.path:
        parts.append(absolute(message.path))
    return "\n\n".join([*parts, f"-- \n{_foot(message, stop)}"]) + "\n"


def _foot(message: OutboxMessage, stop: str) -> str:
    lines = [message.forum.name] if message.forum else []
    notice = NOTICES.get(NoticeKind(message.kind))
    if message.subscription:
        lines.append(f"You asked for these letters. To have no more of them: {absolute(stop)}")
    elif notice and not notice.may_stop:
        lines.append(f"Such letters always reach you: {notice.because}")
    elif message.person:
        lines.append(f"Choose which letters you get: {absolute(reverse('notice_choices'))}")
    return "\n".join(lines) or "Tabled"


def stop_path(message: OutboxMessage) -> str:
    """Where one press ends letters like this one; empty where they cannot be ended."""
    notice = NOTICES.get(NoticeKind(message.kind))
    if message.subscription:
        token = f"{_FOLLOWER}:{message.subscription}:"
    elif message.person and message.kind == NoticeKind.DIGEST:
        token = f"{_PERSON}:{message.person_id}:{digest_rhythm(message.key)}"
    elif message.person and notice and notice.may_stop:
        token = f"{_PERSON}:{message.person_id}:{message.kind}"
    else:
        return ""
    return reverse("letters_stop", args=[STOP.sign(token)])


def digest_key(rhythm: str, on: date, of: object) -> str:
    """What a letter that holds several is known by: how often, of which day, of which forum."""
    return f"digest:{rhythm}:{on}:{of}"


def digest_rhythm(key: str) -> str:
    """How often a letter that holds several comes."""
    return key.split(":")[1]


def digest_day(key: str) -> date:
    """The day that a letter that holds several is of."""
    return date.fromisoformat(key.split(":")[2])


def read_stop(token: str) -> tuple[bool, str, str] | None:
    """Whether a link ends the letters of a person, or of a follower; by identity; and which."""
    try:
        of, who, what = STOP.unsign(token).split(":")
    except (BadSignature, ValueError):
        return None
    return of == _PERSON, who, what
