import pytest

from forum.rules.colours import BLACK, COLOUR, WHITE, contrast, is_colour, on_page, text_on


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("colour", "text"),
    [(COLOUR, WHITE), ("#ffdd00", BLACK), ("#ffffff", BLACK), ("#000000", WHITE)],
)
def test_text_on_a_light_colour_is_dark_and_on_a_dark_one_light(colour, text):
    assert text_on(colour) == text


@pytest.mark.parametrize("grey", range(0, 256, 5))
def test_text_on_every_colour_can_be_read(grey):
    colour = f"#{grey:02x}{255 - grey:02x}{grey:02x}"

    assert contrast(text_on(colour), colour) >= 4.5
    assert contrast(on_page(colour), WHITE) >= 4.5


def test_dark_colour_stays_as_it_is_on_a_page():
    assert on_page(COLOUR) == COLOUR
    assert on_page("#ffdd00") != "#ffdd00"


@pytest.mark.parametrize("text", ["", "00454d", "#00454", "#00454D", "#00454d;}"])
def test_what_is_no_colour_is_told(text):
    assert is_colour("#00454d")
    assert not is_colour(text)
