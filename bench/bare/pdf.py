"""The floors for documents: WeasyPrint alone, in this process, warm, without limits or mending.

alone      the HTML of our minutes, with the style sheet and the fonts read beforehand
tagged     the same, as PDF/UA-1
table      a decision log of 1,000 rows as one plain table, as one would write it
"""

from __future__ import annotations

import functools
import io
import sys
from pathlib import Path

from pikepdf import Pdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.measuring import Measured, answer
from bench.words import sentence, title
from forum.pdf.press import Shelf

ROWS = 1000
HEADS = ("Reference", "Date", "Item", "Decision", "Groups", "Votes", "Outcome")
STYLE = """
@font-face { font-family: "Tabled Sans"; src: url("asset:sans-regular.woff2") }
@page { size: A4 landscape; margin: 15mm; @bottom-right { content: counter(page) } }
body { font: 9pt "Tabled Sans" } table { border-collapse: collapse; width: 100% }
td, th { border: .5pt solid #999; padding: 2pt 4pt; text-align: left; vertical-align: top }
tr { break-inside: avoid }
"""


def main(minutes: str) -> None:
    fonts, html = FontConfiguration(), Path(minutes).read_text()
    style = CSS(url="asset:document.css", font_config=fonts, url_fetcher=Shelf())
    draw = functools.partial(ours, html, fonts, style)
    answer(
        {
            "alone": Measured(draw),
            "alone, tagged": Measured(functools.partial(draw, pdf_variant="pdf/ua-1")),
            "table": Measured(lambda: told(page(table()).write_pdf())),
        }
    )


def ours(html: str, fonts: FontConfiguration, style: CSS, **options: str) -> dict:
    return told(page(html).write_pdf(stylesheets=[style], font_config=fonts, **options))


def page(html: str) -> HTML:
    """With our fonts and style sheets in reach, and nothing else."""
    return HTML(string=html, url_fetcher=Shelf())


def told(made: bytes) -> dict:
    with Pdf.open(io.BytesIO(made)) as pdf:
        return {"pages": len(pdf.pages)}


@functools.cache
def table() -> str:
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    rows = "".join(map(row, range(ROWS)))
    return (
        f"<!doctype html><html lang=en><title>Decision log</title><style>{STYLE}</style>"
        f"<h1>Decision log</h1><table><thead><tr>{heads}</tr></thead>{rows}</table></html>"
    )


def row(number: int) -> str:
    cells = (
        f"2025-05-15/{number // 5}/{number % 5}",
        "15 May 2025",
        title(f"item {number}"),
        sentence(f"decision {number}", 18),
        "Maintained primary schools",
        "14, 3, 1",
        "Carried",
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


if __name__ == "__main__":
    main(*sys.argv[1:])
