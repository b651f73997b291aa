"""Tell a person by e-mail of each change in how they can sign in."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils import timezone

from forum.choices import NoticeKind
from forum.models import Person
from forum.workflow.letters import Letter, write_letters

CHANGES = {
    "mfa/email/totp_activated": "An authenticator app can now be used to sign in as you",
    "mfa/email/totp_deactivated": "Your authenticator app can no longer be used to sign in",
    "mfa/email/webauthn_added": "A passkey was added, which can be used to sign in as you",
    "mfa/email/webauthn_removed": "A passkey of yours was removed",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for you",
    "account/email/password_set": "A password was set, which can be used to sign in as you",
    "account/email/password_changed": "Your password was changed",
    "account/email/password_removed": "Your password was removed",
    "socialaccount/email/account_connected": "Your organisation's account can now sign in as you",
    "socialaccount/email/account_disconnected": "Your organisation's account was disconnected",
}
"""What happened, by the name that allauth has for it."""


def tell_of_change(person: Person, what: str) -> None:
    """Write to the person; nobody can choose not to be told of this."""
    happened = CHANGES.get(what)
    if happened is None:
        return
    now = timezone.localtime()
    text = (
        f"{happened}: on {now:%-d %B %Y} at {now:%H:%M}.\n\n"
        "If this was you, there is nothing to do.\n\n"
        "If it was not you, sign in, open “Your account”, end all other sessions and remove what "
        "you do not know. Then tell the clerk of your forum.\n"
    )
    letter = Letter(
        NoticeKind.ACCOUNT, f"account:{uuid.uuid4()}", happened, text, reverse("account_home")
    )
    write_letters(None, [person], letter)
