# ruff: noqa: INP001, T201
"""Make the fonts of this folder again: build.py LIBERATION_FOLDER DEJAVU_FOLDER (needs fonttools and brotli).

Sources: Liberation Sans 2.1.5 (SIL Open Font License) and DejaVu Sans 2.37 (Bitstream Vera licence).
The licences reserve the names of the originals, so the subsets carry names of our own.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SANS = {"Regular": "regular", "Bold": "bold", "Italic": "italic", "BoldItalic": "bold-italic"}


def span(*pairs: tuple[int, int]) -> set[int]:
    return {code for first, last in pairs for code in range(first, last + 1)}


# Latin in all its extensions (Yoruba, Vietnamese, Welsh), Greek, Cyrillic, marks, punctuation, currency,
# number forms, arrows, the mathematics of money, bullets.
LETTERS = span(
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2DD), (0x300, 0x338), (0x370, 0x3FF), (0x400, 0x52F),
    (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2044), (0x205E, 0x205F), (0x2070, 0x208E), (0x20A0, 0x20BF),
    (0x2100, 0x2138), (0x214D, 0x215F), (0x2190, 0x2195), (0x2202, 0x2265), (0x25A0, 0x25E6), (0x2C60, 0x2C7F),
    (0xFB01, 0xFB02),
) - span((0x2028, 0x202E))  # fmt: skip
# Ticks, crosses, boxes, more arrows and signs, circled numbers, and the sign for a character that is lost.
SYMBOLS = span(
    (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x205F), (0x2070, 0x209C), (0x20A0, 0x20BD), (0x2100, 0x2189),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x2469), (0x25A0, 0x25FF), (0x2600, 0x2606), (0x260E, 0x2612),
    (0x2639, 0x263B), (0x2690, 0x2691), (0x26A0, 0x26A0), (0x2701, 0x2727), (0x274C, 0x274C), (0x2776, 0x2794),
    (0x27A1, 0x27A1), (0xFFFD, 0xFFFD),
)  # fmt: skip


def ranges(codes: set[int]) -> Iterator[str]:
    """Lines such as "0020-007E", in order."""
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        yield f"{found[0]:04X}-{found[-1]:04X}\n"


def cut(source: Path, codes: set[int], family: str, style: str, target: str) -> set[int]:
    """Write the subset under its new name and say which characters it draws."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        hinting=False, notdef_outline=True, layout_features=["ccmp", "kern", "locl", "mark", "mkmk"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )  # fmt: skip
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    full = f"{family} {style}"
    for number, text in {1: family, 2: style, 3: full, 4: full, 6: full.replace(" ", "")}.items():
        for record in [record for record in font["name"].names if record.nameID == number]:
            font["name"].setName(text, number, record.platformID, record.platEncID, record.langID)
    font.flavor = "woff2"
    font.save(HERE / target)
    return set(font.getBestCmap())


def word(source: Path, text: str) -> str:
    """The word as a drawing, so that the watermark is no text for a reader to stumble over."""
    font = TTFont(source)
    glyphs, names, left, paths = font.getGlyphSet(), font.getBestCmap(), 0, []
    for letter in text:
        pen, bounds = SVGPathPen(glyphs), BoundsPen(glyphs)
        glyphs[names[ord(letter)]].draw(pen)
        glyphs[names[ord(letter)]].draw(bounds)
        paths.append(f'<path transform="translate({left} 0)" d="{pen.getCommands()}"/>')
        left += glyphs[names[ord(letter)]].width
    scale = 400 / left
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842" viewBox="0 0 595 842">'
        f'<g fill="#f1f1f1" transform="translate(298 421) rotate(-55) scale({scale:.5f} {-scale:.5f}) '
        f'translate({-left / 2:.0f} -730)">{"".join(paths)}</g></svg>\n'
    )


def main(liberation: Path, dejavu: Path) -> None:
    drawn = [
        cut(liberation / f"LiberationSans-{name}.ttf", LETTERS, "Tabled Sans", name, f"sans-{target}.woff2")
        for name, target in SANS.items()
    ]  # fmt: skip
    letters = set.intersection(*drawn)
    # With the spaces, because a space between two signs is drawn in the font of the signs.
    signs = cut(
        dejavu / "DejaVuSans.ttf",
        SYMBOLS - letters | {0x20, 0xA0},
        "Tabled Symbols",
        "Regular",
        "symbols.woff2",
    )
    (HERE / "characters.txt").write_text("".join(ranges(letters | signs)))
    for status in ("Draft", "Preview"):
        (HERE / f"{status.lower()}.svg").write_text(
            word(liberation / "LiberationSans-Bold.ttf", status.upper())
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
