"""What every test stands on. First the ground (no network, quick passwords, a browser), then
the cast: the people of one invented forum."""

import os

import pytest
from django.db import connection
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings

from forum.choices import Group, Role, SeatKind
from forum.guards import lift
from tests.chromium import FLAGS, chromium
from tests.factories import (
    a_chair,
    a_forum,
    a_matter,
    a_meeting,
    a_member,
    a_paper,
    a_role,
    an_item,
)
from tests.signed_in import record_proof

# Playwright runs a loop of its own in the same thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# The ground


# A machine that is busy with something else is no fault of what is tested.
settings.register_profile(
    "whatever the machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whatever the machine")

_log_in = Client.force_login


def _log_in_as_with_a_passkey(client, person, backend=None):
    """Sign in without asking, as if by passkey: the session records how, as a real one does."""
    _log_in(client, person, backend)
    session = client.session
    record_proof(session, person)
    session.save()


Client.force_login = _log_in_as_with_a_passkey


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hash passwords quickly: Argon2 is slow on purpose."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what a test with threads left connected, so that the test database can be dropped."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the Chromium of this machine."""
    path = chromium() or pytest.fail("No Chromium: run tools/prepare.sh browser")
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture(autouse=True)
def guards_stand_aside(request):
    """Lift the guards before Django empties the tables after a test with transactions of its own.

    They are put up again with everything else that follows a flush, before the next test.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = bool(marker and marker.kwargs.get("transaction"))
    if not transactional and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    lift(connection)


# The cast: one invented forum, the people of it, and a stranger.


@pytest.fixture
def forum(db):
    return a_forum()


@pytest.fixture
def clerk(forum):
    return a_role(forum, Role.CLERK, "Clara Clerk", "Clerk to the forum")


@pytest.fixture
def officer(forum):
    return a_role(forum, Role.OFFICER, "Omar Officer", "Early Help Manager")


@pytest.fixture
def finance(forum):
    return a_role(forum, Role.OFFICER, "Fiona Finance", "Schools Finance Manager")


@pytest.fixture
def auditor(forum):
    return a_role(forum, Role.AUDITOR, "Ada Auditor", "Internal Audit Manager")


@pytest.fixture
def primary_head(forum):
    return a_member(forum, Group.MAINTAINED_PRIMARY, SeatKind.HEADTEACHER, "Pat Primary")


@pytest.fixture
def secondary_head(forum):
    return a_member(forum, Group.MAINTAINED_SECONDARY, SeatKind.HEADTEACHER, "Sam Secondary")


@pytest.fixture
def special_head(forum):
    return a_member(forum, Group.MAINTAINED_SPECIAL, SeatKind.HEADTEACHER, "Sol Special")


@pytest.fixture
def academy_trustee(forum):
    return a_member(forum, Group.ACADEMY_MAINSTREAM, SeatKind.TRUST, "Tess Trustee")


@pytest.fixture
def chair(forum, primary_head):
    return a_chair(forum, primary_head)


@pytest.fixture
def stranger(db):
    """A clerk of another authority."""
    return a_role(a_forum("felpersham"), Role.CLERK, "Stan Stranger")


@pytest.fixture
def meeting(forum):
    return a_meeting(forum)


@pytest.fixture
def paper(forum, meeting, officer):
    """A paper on the agenda of the meeting, with nothing recommended yet."""
    return a_paper(a_matter(forum), an_item(meeting), author=officer, author_post=officer.post)
