"""Whatever is sent to whichever address: it is answered, and never with an error of ours."""

import random

import pytest
from django.test import Client

from tests.asking import one_of_each
from tests.hardening.fuzzing import absurd, everybody_at_once, names_asked_for, targets

pytestmark = pytest.mark.django_db
SEED, REQUESTS = 20261122, 500


@pytest.fixture
def client_of_everybody(forum, paper, finance):
    one_of_each(paper, finance)
    client = Client(raise_request_exception=False)
    client.force_login(everybody_at_once(forum))
    return client


def test_no_request_however_absurd_is_answered_with_an_error_of_ours(client_of_everybody, forum):
    dice, asked = random.Random(SEED), names_asked_for()  # noqa: S311 (repeatable)
    found = targets(client_of_everybody, forum)
    broken = []

    for number in range(REQUESTS):
        request = absurd(found[number % len(found)], dice, asked)
        answer = request.send(client_of_everybody)
        if answer.status_code >= 500:
            broken.append(f"{answer.status_code} {request}")

    assert not broken, "\n".join(broken)
