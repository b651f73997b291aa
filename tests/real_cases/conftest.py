"""One forum of which real meetings are told, with its clerk and an officer."""

import pytest

from tests.real_cases.telling import Telling


@pytest.fixture
def tell(forum, clerk, officer):
    return Telling(forum, clerk, officer)
