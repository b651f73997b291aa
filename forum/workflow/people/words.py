"""What the letters about accounts say: to the person whom it concerns, the vital fact first."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from forum.models import Forum, Invitation

SECOND_STEP = "For your work here you then choose a second step, such as a passkey of your phone."


def address_of(path: str) -> str:
    """A page of the site as a letter names it: never from what a browser asked for."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def invitation_link(token: str) -> str:
    """Where an invitation is taken up."""
    return address_of(reverse("invitation_accept", args=[token]))


def invitation_letter(forum: Forum, invitation: Invitation, token: str) -> dict[str, str]:
    """Who asks, as what, until when, and the link."""
    until = f"{invitation.expires:%-d %B %Y}"
    then = f" {SECOND_STEP}" if invitation.person.role_grants.exists() else ""
    text = (
        f"You are invited to {forum}.\n\n"
        f"You are there as: {invitation.why}.\n\n"
        f"Follow this link to sign in for the first time. It works once, until {until}:\n"
        f"{invitation_link(token)}\n\n"
        f"You need no password: a code is sent to this address whenever you sign in.{then}\n\n"
        f"The forum's pages are at {address_of(forum.get_absolute_url())}\n\n"
        "If you did not expect this letter, leave it: without you nothing happens."
    )
    return {"subject": f"You are invited to {forum}: sign in by {until}", "text": text}


def address_letter(where: str, *, is_new: bool) -> dict[str, str]:
    """To the address before and to the one after, so that a wrong change does not stay unseen."""
    here = "to this address" if is_new else "to another address, and no longer to this one"
    text = (
        f"{where} writes to you {here} from now on, and the codes to sign in go there too.\n\n"
        "If that is not right, tell the clerk of the forum at once."
    )
    return {"subject": f"Your email address at {where} was changed", "text": text}


def account_letter(where: str, *, is_active: bool) -> dict[str, str]:
    """That an account is closed, or open again."""
    state = "is open again: you can sign in" if is_active else "is closed: you cannot sign in"
    text = f"Your account at {where} {state}.\n\nThe administrator can tell you why."
    return {"subject": f"Your account {state.partition(':')[0]}", "text": text}


def second_step_letter(where: str) -> dict[str, str]:
    """That the app, passkeys and recovery codes of somebody are gone."""
    text = (
        f"The administrator of {where} removed your app, passkeys and recovery codes, because "
        "you asked for it: your phone was lost, say. You are signed out everywhere.\n\n"
        "Sign in with a code by email; then set up a new second step.\n\n"
        "If you did not ask for it, tell the clerk of your forum at once."
    )
    return {"subject": "Your second step of signing in was removed", "text": text}


def role_letter(forum: Forum, role: str, *, is_granted: bool) -> dict[str, str]:
    """That somebody has a job in the system, or no longer has it."""
    now = f"You are {role.lower()} of {forum} from now on"
    ended = f"You are no longer {role.lower()} of {forum}"
    text = (
        f"{now if is_granted else ended}.\n\n"
        f"The forum's pages are at {address_of(forum.get_absolute_url())}\n\n"
        "If that is not right, tell the administrator of the forum."
    )
    return {"subject": now if is_granted else ended, "text": text}
