"""A forum's own colour, made readable: which text stands on it, and how it is drawn on a page.

Contrast as WCAG 2.2 works it out: 4.5 to 1 for text (success criterion 1.4.3, level AA), 3 to 1
for lines and boxes (1.4.11).
"""

from __future__ import annotations

import re

COLOUR = "#00454d"
"""That of a forum which has chosen none."""
BLACK, WHITE = "#000000", "#ffffff"
"""One of the two is enough on any colour; with a softer black there are greys where neither is."""
PAGE = "#f3f3f3"
"""The darkest ground that lines and links of the colour stand on."""
ENOUGH = 4.5
_STEP = 0.95
_LINEAR_BELOW = 0.04045
Channels = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether it is written as # and six figures or letters from a to f."""
    return re.fullmatch(r"#[0-9a-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """White or black, whichever is read more easily on the colour."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def on_page(colour: str) -> str:
    """The colour itself, or as dark as it must be for text and lines on a page."""
    channels = _channels(colour)
    while contrast(_written(channels), PAGE) < ENOUGH:
        red, green, blue = channels
        channels = red * _STEP, green * _STEP, blue * _STEP
    return _written(channels)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= _LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def _written(channels: Channels) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)
