"""The two forums are made once for all tests of this folder; what a test writes is undone."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.access.world import make_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


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
