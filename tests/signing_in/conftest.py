import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db):
    """Tries are counted in the cache, which tests share."""
    cache.clear()


@pytest.fixture
def code_by_email(client):
    """Ask for a code as somebody would, and answer with the code that came."""

    def ask(email, next_url=""):
        query = f"?next={next_url}" if next_url else ""
        client.post(f"{reverse('sign_in')}{query}", {"email": email})
        return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}", mail.outbox[-1].body).group()

    return ask


@pytest.fixture
def by_code(client, code_by_email):
    """Sign in by code, for real; answer with where that leads."""

    def sign_in(person, next_url=""):
        code = code_by_email(person.email, next_url)
        query = f"?next={next_url}" if next_url else ""
        address = f"{reverse('account_confirm_login_code')}{query}"
        return client.post(address, {"code": code})

    return sign_in
