"""The two forums are made once for all tests of this folder; what a test writes is undone."""

from collections import Counter
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from forum import pdf
from forum.guards import install, lift
from tests.access.drawn import DrawnOnce
from tests.access.forms import PEOPLE, forms_shown
from tests.access.world import make_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), without_guards(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@contextmanager
def without_guards():
    """They are a second lock on the same door, and the twin is written past them. Taken down
    before the transaction: after a change of its own SQLite reads its whole schema again
    whenever something in the same transaction is undone, which is at every request here."""
    lift(connection)
    try:
        yield
    finally:
        install(connection)


@pytest.fixture(scope="package")
def shown(world, django_db_blocker):
    """Every form that each of these people is shown, one of each shape."""
    with django_db_blocker.unblock():
        return {who: list(forms_shown(world, who)) for who in PEOPLE}


@pytest.fixture(scope="package", autouse=True)
def drawn_once():
    """Most of the work would be to draw the same documents again for everybody who asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_engine", DrawnOnce(pdf._engine))
        yield


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    """What is undone in the database is not kept beside it either."""
    cache.clear()


COUNTED = Counter()


@pytest.fixture
def counted():
    """How much was tried, said at the end of the run."""
    return COUNTED


def pytest_terminal_summary(terminalreporter):
    for what, number in COUNTED.items():
        terminalreporter.write_line(f"{number:,} {what}")
