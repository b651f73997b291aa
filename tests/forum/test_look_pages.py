"""How a forum looks to everybody: its colour, its logo and whom they may ask."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum.choices import ForumEvent
from forum.models import AuditEntry, Forum, StoredFile
from forum.rules.ruling import Refused
from forum.workflow.look import set_look
from tests.asking import address
from tests.factories import BEFORE, a_forum
from tests.files.good import good_files

pytestmark = pytest.mark.django_db
SENT = {
    "colour": "#FFDD00",
    "logo_words": "",
    "contact_post": "Clerk to the forum",
    "contact_email": "clerk@borsetshire.example",
    "contact_phone": "01632 960000",
    "how_to_attend": "Come to the west door.",
}


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture(scope="session")
def picture():
    """A small PNG picture, as a browser sends it."""
    case = next(each for each in good_files() if each.name.endswith(".png"))
    return lambda: SimpleUploadedFile(case.name, case.content, "image/png")


def with_logo(client, forum, picture):
    sent = SENT | {"logo_words": "Borsetshire Council", "picture": picture()}
    answer = client.post(address("forum:look", forum), sent)
    assert answer.status_code == 302
    forum.refresh_from_db()


# Setting it


def test_clerk_sets_the_look_and_it_is_on_every_page(as_clerk, forum):
    as_clerk.post(address("forum:look", forum), SENT)

    forum.refresh_from_db()
    page = as_clerk.get(forum.get_absolute_url()).content.decode()
    assert forum.colour == "#ffdd00"
    assert reverse("forum:colours", args=[forum.slug, "ffdd00"]) in page
    for said in ("clerk@borsetshire.example", "01632 960000", "Clerk to the forum"):
        assert said in page
    entry = AuditEntry.objects.get(event=ForumEvent.LOOK_SET)
    assert entry.sentence == (
        "Public pages of Borsetshire Schools Forum: colour, contact post, contact email, contact "
        "phone, how to attend"
    )
    assert "example" not in entry.body


def test_colour_is_tried_on_the_page_without_being_saved(as_clerk, forum):
    answer = as_clerk.post(address("forum:look", forum), SENT | {"try": "yes"})

    page = answer.content.decode()
    assert reverse("forum:colours", args=[forum.slug, "ffdd00"]) in page
    assert "Nothing is saved yet" in page
    assert "Come to the west door." in page
    assert Forum.objects.get().colour == "#00454d"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("colour", ["yellow", "#fd0", "#00454d;}", ""])
def test_colour_that_is_none_is_refused_beside_the_field(as_clerk, forum, colour):
    answer = as_clerk.post(address("forum:look", forum), SENT | {"colour": colour})

    page = answer.content.decode()
    assert "like #4a2d6b" in page
    assert "Come to the west door." in page
    assert Forum.objects.get().colour == "#00454d"


def test_saving_what_stands_writes_nothing(forum, clerk):
    set_look(forum, by=clerk, on=BEFORE)

    assert not AuditEntry.objects.exists()


# The logo


def test_logo_is_handed_to_everybody_and_stands_on_their_pages(as_clerk, client, forum, picture):
    with_logo(as_clerk, forum, picture)
    client.logout()
    place = reverse("forum:logo", args=[forum.slug, forum.logo])

    page = client.get(forum.get_absolute_url()).content.decode()
    answer = client.get(place)

    assert f'src="{place}" alt="Borsetshire Council"' in page
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_no_other_file_of_the_forum_is_handed_out_as_its_logo(as_clerk, client, forum, picture):
    with_logo(as_clerk, forum, picture)
    first = forum.logo
    with_logo(as_clerk, forum, picture)
    client.logout()

    assert first != forum.logo
    assert client.get(reverse("forum:logo", args=[forum.slug, first])).status_code == 404
    assert client.get(reverse("forum:logo", args=["felpersham", forum.logo])).status_code == 404


def test_logo_without_words_is_refused_beside_the_field(as_clerk, forum, picture):
    answer = as_clerk.post(address("forum:look", forum), SENT | {"picture": picture()})

    assert "Say in words what the logo shows" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_logo_that_is_no_picture_is_refused_beside_the_field(as_clerk, forum):
    script = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>")

    answer = as_clerk.post(
        address("forum:look", forum), SENT | {"picture": script, "logo_words": "Council"}
    )

    assert "cannot be added" in answer.content.decode()
    assert Forum.objects.get().logo is None


def test_logo_is_taken_away(as_clerk, forum, picture):
    with_logo(as_clerk, forum, picture)

    as_clerk.post(address("forum:look", forum), SENT | {"logo_words": "x", "take_away": "on"})

    forum.refresh_from_db()
    assert (forum.logo, forum.logo_words) == (None, "")


# Who, and how colours are served


def test_only_the_clerk_sets_the_look(client, forum, officer, stranger):
    place = address("forum:look", forum)

    client.force_login(officer)
    assert client.post(place, SENT).status_code == 403
    client.force_login(stranger)
    assert client.post(place, SENT).status_code == 404
    assert Forum.objects.get(pk=forum.pk).colour == "#00454d"


def test_step_refuses_whoever_is_not_the_clerk(forum, officer, picture):
    with pytest.raises(PermissionDenied):
        set_look(forum, picture(), by=officer, on=BEFORE)

    assert not StoredFile.objects.exists()


def test_picture_that_is_not_fit_is_refused_by_the_step(forum, clerk):
    forum.logo_words = "Council"

    with pytest.raises(Refused):
        set_look(forum, SimpleUploadedFile("a.png", b"not one"), by=clerk, on=BEFORE)

    assert Forum.objects.get().logo is None


def test_stylesheet_of_a_light_colour_has_dark_text(client, forum):
    answer = client.get(reverse("forum:colours", args=[forum.slug, "ffdd00"]))

    assert answer["Content-Type"].startswith("text/css")
    assert "--tabled-bar: #ffdd00; --tabled-on-bar: #000000;" in answer.content.decode()


@pytest.mark.parametrize("colour", ["red", "00454d;}", "FFDD00"])
def test_stylesheet_of_what_is_no_colour_is_not_there(client, forum, colour):
    assert client.get(reverse("forum:colours", args=[forum.slug, colour])).status_code == 404


def test_forum_without_a_colour_of_its_own_has_no_stylesheet(client, db):
    page = client.get(a_forum("felpersham").get_absolute_url()).content.decode()

    assert "/colours/" not in page
