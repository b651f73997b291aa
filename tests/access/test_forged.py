"""What another site makes a browser send is not taken: no change without a token of ours."""

import pytest
from django.test import Client

from config.access import TABLE
from tests.access.addresses import every_address
from tests.access.asking import ask, undone, url_of
from tests.access.expected import HERE

pytestmark = pytest.mark.django_db
WITHOUT_A_TOKEN = {"letters_stop"}
"""One press in a reader's mailbox (RFC 8058): the address itself holds a signed token."""


@pytest.mark.parametrize("who", ["anonymous", "clerk", "member"])
def test_nothing_is_sent_without_a_token(world, who, counted):
    asking, let_in = world.client(who), []
    forged = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forged.cookies = asking.cookies

    for address in every_address():
        if "POST" not in TABLE[address.name]:
            continue
        with undone() as writes:
            answer = ask(forged, "POST", url_of(world, address, HERE, "hidden"))
        if answer.status_code != 403 or writes.tables:
            let_in.append(address.name)
        counted["changes asked for without a token"] += 1

    assert set(let_in) - WITHOUT_A_TOKEN == set()


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
def test_host_that_is_not_ours_is_answered_nothing(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


def test_address_of_another_site_is_nowhere_led_to(world):
    """Every form and page is asked to lead on to another site; none does."""
    clerk, wanted, led = world.client("clerk"), "//evil.example/", []

    for address in every_address():
        url = url_of(world, address, HERE, "hidden")
        for method in TABLE[address.name]:
            with undone():
                answer = ask(clerk, method, f"{url}?next={wanted}", {"next": wanted})
            if answer.headers.get("Location", "").startswith(wanted[:8]):
                led.append((address.name, method))

    assert led == []
