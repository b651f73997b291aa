"""Looking at a picture: measured before it is decoded, and written anew with its dots alone."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageOps

from forum.files.refusing import Unkept, insist

MOST_DOTS = 25_000_000
MOST_FRAMES = 1
LARGEST = 25 * 1024 * 1024  # bytes, once it is written anew
BEGINS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
KEPT_MODES = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"), "JPEG": ("L", "RGB")}
QUALITY = 90

NOT_ONE = (
    "The file is not a {kind} picture, whatever its name says. Open it and save it as {kind}."
)
DAMAGED = "The picture is damaged. Open it, save it anew, and choose that file."
LARGE = (
    f"The picture has more than {MOST_DOTS // 1_000_000} million dots. Save it at a smaller size."
)
HEAVY = (
    "The picture is larger than 25 MB once it is unpacked. Save it at a smaller size, or as JPEG."
)
MOVES = "The picture moves. Save one of its frames as a PNG picture, and choose that."


def look_at_png(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Its width and height, and the picture without notes and places."""
    return _look("PNG", content)


def look_at_jpeg(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Its width and height, and the picture the right way up, without notes and places."""
    return _look("JPEG", content)


def _look(kind: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    insist(content.startswith(BEGINS[kind]), NOT_ONE.format(kind=kind))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            insist(picture.width * picture.height <= MOST_DOTS, LARGE)
            insist(getattr(picture, "n_frames", 1) <= MOST_FRAMES, MOVES)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unkept(LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
        raise Unkept(DAMAGED) from error
    written = _written(kind, picture)
    insist(len(written) <= LARGEST, HEAVY)
    return {"width": picture.width, "height": picture.height}, written


def _written(kind: str, picture: Image.Image) -> bytes:
    """The dots alone: no place, no camera, no name, no earlier picture."""
    if picture.mode not in KEPT_MODES[kind]:
        clear = kind == "PNG" and picture.mode in ("PA", "La", "RGBa")
        picture = picture.convert("RGBA" if clear else "RGB")
    see_through = picture.info.get("transparency") if kind == "PNG" else None
    picture.info = {} if see_through is None else {"transparency": see_through}
    out = io.BytesIO()
    more = {"quality": QUALITY} if kind == "JPEG" else {}
    picture.save(out, kind, **more)
    return out.getvalue()
