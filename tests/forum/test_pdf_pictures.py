"""A document shows the pictures that come with its page, and fetches none."""

from base64 import b64encode

import pytest

from forum.pdf.press import Shelf
from tests.files.bad_pictures import SVG, a_picture


def inside(kind, content):
    return f"data:{kind};base64,{b64encode(content).decode()}"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_picture_inside_the_page_is_shown(kind):
    picture = a_picture(kind)

    found = Shelf().fetch(inside(f"image/{kind.lower()}", picture))

    assert found.read() == picture


@pytest.mark.parametrize(
    "address",
    [
        inside("image/svg+xml", SVG),
        inside("text/html", b"<p>"),
        "data:image/png,plain",
        "data:image/png;base64,not base64!",
        "https://example.org/a.png",
        "file:///etc/passwd",
    ],
)
def test_every_other_address_is_refused(address):
    with pytest.raises(ValueError, match=r"refused|base64|digits"):
        Shelf().fetch(address)
