"""Which characters the bundled fonts draw, and what stands for the others."""

import re
import unicodedata
from pathlib import Path

RANGES = (Path(__file__).parent / "fonts" / "characters.txt").read_text().split()
DRAWN = "".join(
    rf"\u{first}-\u{last}" for first, _, last in (line.partition("-") for line in RANGES)
)
UNDRAWN = re.compile(rf"[^\t\n\r{DRAWN}]")


def unprintable(text: str) -> list[str]:
    """Each character that the bundled fonts lack, once, in order."""
    undrawn = dict.fromkeys(UNDRAWN.findall(unicodedata.normalize("NFC", text)))
    return [character for character in undrawn if _stand_in(character).startswith("[U+")]


def printable(text: str) -> str:
    """The text in characters that the bundled fonts draw."""
    return UNDRAWN.sub(lambda found: _stand_in(found[0]), unicodedata.normalize("NFC", text))


def _stand_in(character: str) -> str:
    """Nothing for an invisible mark, letters for a ligature, a visible note for what is lost."""
    if unicodedata.category(character) in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if unicodedata.category(character).startswith("Z"):
        return " "
    plain = unicodedata.normalize("NFKC", character)
    return plain if not UNDRAWN.search(plain) else f"[U+{ord(character):04X}]"
