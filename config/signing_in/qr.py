"""The picture that an authenticator app reads: as the path of one drawing, in the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import qrcode

QUIET = 4
"""Light squares that a camera needs around the dark ones."""


@dataclass(frozen=True)
class QrCode:
    """What the page draws, and the same to type."""

    path: str
    size: int
    key: str

    @property
    def box(self) -> str:
        return f"0 0 {self.size} {self.size}"

    def encode(self, encoding: str) -> bytes:
        """For allauth, which also wants a picture as data; no page of ours shows that."""
        return self.path.encode(encoding)


def qr_code(url: str) -> QrCode:
    """Draw an otpauth:// address."""
    code = qrcode.QRCode(border=QUIET)
    code.add_data(url)
    rows = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    path = "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
    (secret,) = parse_qs(urlsplit(url).query)["secret"]
    key = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return QrCode(path, len(rows), key)
