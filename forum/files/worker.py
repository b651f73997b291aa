"""The process that looks into files: each in a fork that may hold and take only so much."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable
from pathlib import Path
from resource import getpagesize
from typing import Any

import openpyxl
from PIL import Image

from forum.apart.inside import Limits, serve
from forum.files import csvs, office, pdfs, pictures, reading
from forum.files.refusing import Unkept

MORE = 230 << 20  # bytes that looking at one file may take beside what the process holds
LENGTH = 64 << 20  # bytes that it may write
LOOKS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {
    "pdf": pdfs.look,
    "docx": office.look_at_word,
    "xlsx": office.look_at_excel,
    "csv": csvs.look,
    "png": pictures.look_at_png,
    "jpeg": pictures.look_at_jpeg,
}


def inspect(kind: str, content: bytes) -> bytes:
    """What was found in a file of this kind, or why it is not kept."""
    return _answered(lambda: LOOKS[kind](content))


def show(kind: str, content: bytes) -> bytes:
    """The sheets of a workbook or a CSV file."""
    return _answered(lambda: ({"sheets": reading.read(kind, content)}, b""))


def _answered(work: Callable[[], tuple[dict[str, Any], bytes]]) -> bytes:
    try:
        said, kept = work()
    except Unkept as unkept:
        return f"unfit\n{unkept}".encode()
    return b"\n".join((b"fine", json.dumps(said).encode(), kept))


def held() -> int:
    """The bytes of memory, used or merely reserved, that the process holds before it begins."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * getpagesize() if statm.exists() else 512 << 20


def warm_up() -> None:
    """Load now what libraries load at first use: a fork may open no file."""
    mimetypes.init()
    Image.init()
    openpyxl.Workbook()


if __name__ == "__main__":
    warm_up()
    serve({"inspect": inspect, "sheets": show}, Limits(held() + MORE, LENGTH))
