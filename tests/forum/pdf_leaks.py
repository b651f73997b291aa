"""Ways to make a PDF engine fetch, tried in a process of its own.

python -m tests.forum.pdf_leaks WALL HOST SECRET, where WALL is none (WeasyPrint as it comes),
shelf (ours) or guard (ours, with the first wall, the shelf, taken away). Prints the vectors after
which the text of the secret file is somewhere in the PDF.
"""

import io
import json
import sys
import zlib
from pathlib import Path

import pikepdf
import weasyprint

from forum.apart import inside
from forum.pdf import engine, press
from tests.pdf_checks import document

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="9" height="9">'
)
FILES = (
    "img", "stylesheet", "object", "attachment", "link-attachment", "svg-image", "import",
    "font-face",
)  # fmt: skip
WORDS = b"Sheepskin-and-Marrow-1951"


def vectors(host, secret):
    """Each hostile document, with a name that the canary hears if it fetches."""
    elements = {
        "img": '<img alt="x" src="URL">',
        "img-svg": '<img alt="x" src="URL.svg">',
        "object": '<object data="URL" type="image/png"></object>',
        "embed": '<embed src="URL" type="image/png">',
        "input": '<input type="image" alt="x" src="URL">',
        "svg-image": f'{SVG}<image href="URL" width="9" height="9"/></svg>',
        "svg-xlink": f'{SVG}<image xlink:href="URL" width="9" height="9"/></svg>',
        "svg-use": f'{SVG}<use href="URL#a"/></svg>',
        "svg-style": f'{SVG}<style>@import url(URL);</style><rect width="9" height="9"/></svg>',
        "stylesheet": '<link rel="stylesheet" href="URL">',
        "import": '<style>@import "URL";</style>',
        "font-face": "<style>@font-face { font-family: z; src: url(URL) }</style>",
        "background": '<p style="background: url(URL)">x</p>',
        "list-style": '<ul style="list-style-image: url(URL)"><li>x</li></ul>',
        "border-image": '<p style="border: 1px solid; border-image: url(URL) 1">x</p>',
        "content": "<style>p::before { content: url(URL) }</style>",
        "margin-box": "<style>@page { @top-left { content: url(URL) } }</style>",
        "page-background": "<style>@page { background: url(URL) }</style>",
        "mask": '<p style="mask: url(URL)">x</p>',
        "color-profile": "<style>@color-profile --a { src: url(URL) }</style>",
        "attachment": '<link rel="attachment" href="URL">',
        "link-attachment": '<p><a rel="attachment" href="URL">x</a></p>',
        "base": '<base href="URL/"><img alt="x" src="b.png">',
        "meta-refresh": '<meta http-equiv="refresh" content="0; url=URL">',
        "redirect": '<img alt="x" src="URL?to=/landed/redirect">',
    }
    for name, body in elements.items():
        yield name, document(body.replace("URL", f"http://{host}/{name}") + "<p>b</p>")
    for name in FILES:
        yield f"file-{name}", document(elements[name].replace("URL", Path(secret).as_uri()))


def main(wall, host, secret):
    maker = press.Press()
    if wall == "guard":
        press.Shelf = weasyprint.urls.URLFetcher
    leaks = []
    for name, html in vectors(host, secret):
        try:
            pdf = (
                weasyprint.HTML(string=html).write_pdf()
                if wall == "none"
                else inside.Job(5, engine.LIMITS, maker.print, html).result()
            )
        except inside.Failed:
            continue
        if WORDS in pdf or any(WORDS in part for part in _streams(pdf)):
            leaks.append(name)
    sys.stdout.write(json.dumps(leaks))


def _streams(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for thing in file.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except (pikepdf.PdfError, zlib.error):
                    yield thing.read_raw_bytes()


if __name__ == "__main__":
    main(*sys.argv[1:])
