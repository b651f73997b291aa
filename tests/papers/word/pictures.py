"""A picture made on the spot."""

import io

from PIL import Image


def PNG(width: int = 20, height: int = 10) -> io.BytesIO:  # noqa: N802 (as it is spoken of)
    made = io.BytesIO()
    Image.new("RGB", (width, height), (29, 112, 184)).save(made, "PNG")
    made.seek(0)
    return made
