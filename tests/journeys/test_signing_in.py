"""A member comes by an invitation, signs in with a code on a phone and votes; a clerk sets up a
passkey and signs in with it; what somebody sends after their session ended is not lost."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import Visitor
from tests.journeys.test_voting import VOTING

NAMES = {
    "felpersham": "ambridge",
    "Freda Clerk": "Carla Clerk",
    "Perry Primary": "Inga Invited",
    "Penny Primary": "Ines Infant",
    "Aled Academy": "Alec Academy",
}
LETTERS = """
from django.utils import timezone
from forum.workflow.letters import send_letters
send_letters(at=timezone.now())
"""
INVITE = """
from datetime import date
from forum.models import Forum, Person
from forum.workflow.people.inviting import invite
forum = Forum.objects.get(slug="ambridge")
person, clerk = Person.objects.get(name="Inga Invited"), Person.objects.get(name="Carla Clerk")
invite(forum, person, by=clerk, on=date.today())
print(person.email)
"""
END = """
from django.contrib.sessions.models import Session
for session in Session.objects.all():
    store = session.get_session_store_class()(session.session_key)
    proofs = store.get("account_authentication_methods", [])
    store["account_authentication_methods"] = [proof | {"at": 1} for proof in proofs]
    store.save()
"""


@pytest.fixture(scope="module")
def ballot(site):
    """An open ballot in a forum of people who have not signed in yet."""
    stage = VOTING
    for before, after in NAMES.items():
        stage = stage.replace(before, after)
    return f"/ambridge/ballots/{site.python(stage).split()[-1]}/"


@pytest.fixture
def visitor(browser, site):
    """A browser: a small one is a phone. Passkeys need a name, so here the site has one."""

    def opened(width=1280, *, passkeys=False):
        url = site.url.replace("127.0.0.1", "localhost")
        view = {"width": width, "height": 844}
        context = browser.new_context(base_url=url, viewport=view, locale="en-GB")
        context.set_default_timeout(10_000)
        page = context.new_page()
        if passkeys:
            devices = context.new_cdp_session(page)
            devices.send("WebAuthn.enable")
            devices.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
        return Visitor(page, set())

    return opened


FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device that keeps passkeys and whose owner always holds a finger to it."""


def letter_to(site, address, found, tries=50):
    """What a letter to this address says, found by a pattern in its text."""
    folder = Path(site.environment["TABLED_VAR"]) / "mail"
    for _ in range(tries):
        for file in sorted(folder.glob("*"), key=lambda each: each.stat().st_mtime, reverse=True):
            # Letters that are sent together stand in one file.
            for letter in file.read_text().split("-" * 79):
                match = re.search(found, letter) if f"To: {address}" in letter else None
                if match:
                    return match[1]
        time.sleep(0.1)
    return pytest.fail(f"No letter to {address} says {found}")


def type_code(site, person, address):
    """Read the mail, and type the code that came."""
    person.reads("a code is on its way")
    person.fill(code=letter_to(site, address, r"\n([A-Z0-9]{4}-[A-Z0-9]{4}) is your code"))
    person.press("Sign in")


def test_invited_member_signs_in_with_a_code_on_a_phone_and_votes(site, visitor, ballot):
    address = site.python(INVITE).split()[-1]
    site.python(LETTERS)
    link = letter_to(site, address, r"(/account/invitation/\S+)")
    member = visitor(390)

    member.go(link)
    member.press("Accept the invitation")
    type_code(site, member, address)
    member.go(ballot + "vote/")
    member.fill(choice="for")
    member.press("Continue")
    member.page.locator("button[name=confirm]").click()

    member.reads("Your vote is recorded")
    member.look()


def test_clerk_sets_up_a_passkey_and_signs_in_with_it(site, visitor, ballot):
    address = site.python(
        "from forum.models import Person; print(Person.objects.get(name='Carla Clerk').email)"
    ).split()[-1]
    clerk = visitor(passkeys=True)
    clerk.go("/account/sign-in/?next=/ambridge/papers/")
    clerk.fill(email=address)
    clerk.press("Email me a code")
    type_code(site, clerk, address)

    clerk.reads("So a code by email alone is not enough for them")
    clerk.follow("Add a passkey")
    clerk.press("Add this passkey")
    clerk.reads("Your recovery codes")
    clerk.follow("I have kept them")
    expect(clerk.page).to_have_url(re.compile("/ambridge/papers/$"))

    clerk.press("Sign out")
    clerk.go("/account/sign-in/?next=/ambridge/papers/")
    clerk.press("Sign in with a passkey")
    expect(clerk.page).to_have_url(re.compile("/ambridge/papers/$"))
    clerk.go("/account/sessions/")
    clerk.reads("Chrome on Linux", "This one")
    what_is_sent_after_the_end_is_not_lost(site, clerk)


def what_is_sent_after_the_end_is_not_lost(site, clerk):
    clerk.go("/ambridge/members/schools/add/")
    clerk.fill(name="Loxley Barrett Primary School with its nursery")
    site.python(END)

    clerk.press("Add the school")
    clerk.reads("We email you a code")
    clerk.press("Sign in with a passkey")
    clerk.reads("What you sent is still here", "Loxley Barrett Primary School with its nursery")
    clerk.press("Send it now")
    assert clerk.page.locator("[name=name]").input_value().startswith("Loxley Barrett")
