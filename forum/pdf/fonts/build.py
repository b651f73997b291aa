# ruff: noqa: INP001
"""Make the fonts of this folder again: build.py LIBERATION_FOLDER DEJAVU_FOLDER.

Needs fonttools and brotli. Sources: Liberation Sans 2.1.5 (SIL Open Font License) and DejaVu Sans
2.37 (Bitstream Vera licence). Their licences reserve their names, so the subsets have our own.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SANS = {"Regular": "regular", "Bold": "bold", "Italic": "italic", "BoldItalic": "bold-italic"}
# Latin in all its extensions (Yoruba, Vietnamese, Welsh), Greek, Cyrillic, marks, punctuation,
# currency, number forms, arrows, the mathematics of money, bullets.
LETTERS = """
    0020-007E 00A0-024F 0259-0259 02B0-02DD 0300-0338 0370-03FF 0400-052F 1E00-1EFF 2000-200A
    2010-2027 202F-2044 205E-205F 2070-208E 20A0-20BF 2100-2138 214D-215F 2190-2195 2202-2265
    25A0-25E6 2C60-2C7F FB01-FB02"""
# Ticks, crosses, boxes, more arrows and signs, circled numbers, and the sign for a lost character.
# With the spaces, because a space between two signs is drawn in the font of the signs.
SIGNS = """
    0020-0020 00A0-00A0 2000-200A 2010-2027 202F-205F 2070-209C 20A0-20BD 2100-2189 2190-21FF
    2200-22FF 2460-2469 25A0-25FF 2600-2606 260E-2612 2639-263B 2690-2691 26A0-26A0 2701-2727
    274C-274C 2776-2794 27A1-27A1 FFFD-FFFD"""


def codes(ranges: str) -> set[int]:
    """The numbers of the characters in ranges such as "0020-007E"."""
    ends = (line.split("-") for line in ranges.split())
    return {code for first, last in ends for code in range(int(first, 16), int(last, 16) + 1)}


def lines(codes: set[int]) -> Iterator[str]:
    """The ranges again, one to a line, in order."""
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        yield f"{found[0]:04X}-{found[-1]:04X}\n"


def cut(source: Path, codes: set[int], family: str, style: str, target: str) -> set[int]:
    """Write the subset under its new name and say which characters it draws."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        hinting=False,
        notdef_outline=True,
        layout_features=["ccmp", "kern", "locl", "mark", "mkmk"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    full = f"{family} {style}"
    names = {1: family, 2: style, 3: full, 4: full, 6: full.replace(" ", "")}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    font.flavor = "woff2"
    font.save(HERE / target)
    return set(font.getBestCmap())


def drawing(source: Path, word: str) -> str:
    """The word as a picture, so that the watermark is no text for a reader to stumble over."""
    font = TTFont(source)
    glyphs, names, left, paths = font.getGlyphSet(), font.getBestCmap(), 0, []
    for letter in word:
        pen = SVGPathPen(glyphs)
        glyph = glyphs[names[ord(letter)]]
        glyph.draw(pen)
        paths.append(f'<path transform="translate({left} 0)" d="{pen.getCommands()}"/>')
        left += glyph.width
    scale = 400 / left
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842" viewBox="0 0 595 842">'
        '<g fill="#f1f1f1" transform="translate(298 421) rotate(-55) '
        f'scale({scale:.5f} {-scale:.5f}) translate({-left / 2:.0f} -730)">'
        f"{''.join(paths)}</g></svg>\n"
    )


def main(liberation: Path, dejavu: Path) -> None:
    """Fonts, the list of what they draw, and the two watermarks."""
    faces = {name: liberation / f"LiberationSans-{name}.ttf" for name in SANS}
    drawn = [
        cut(faces[name], codes(LETTERS), "Tabled Sans", name, f"sans-{target}.woff2")
        for name, target in SANS.items()
    ]
    letters = set.intersection(*drawn)
    wanted = codes(SIGNS) - letters | {0x20, 0xA0}
    signs = cut(dejavu / "DejaVuSans.ttf", wanted, "Tabled Symbols", "Regular", "symbols.woff2")
    (HERE / "characters.txt").write_text("".join(lines(letters | signs)))
    for status in ("draft", "preview"):
        (HERE / f"{status}.svg").write_text(drawing(faces["Bold"], status.upper()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
