"""Our documents as the site makes them: in the process for PDFs, one limited fork for each."""

from __future__ import annotations

import functools
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import django

django.setup()

from django.template.loader import render_to_string  # noqa: E402 (Django is set up above)
from pikepdf import Pdf  # noqa: E402

from bench.measuring import Measured, answer, work  # noqa: E402
from bench.packs import packs_of  # noqa: E402
from decisions.models import Minutes  # noqa: E402
from decisions.pdfs.decision_log import year_log_pdf  # noqa: E402
from decisions.pdfs.minutes import minutes_context, minutes_pdf  # noqa: E402
from forum import pdf  # noqa: E402
from forum.audit import head_line  # noqa: E402
from forum.models import Forum  # noqa: E402

ON = date(2026, 4, 1)
with_children = functools.partial(work, os.getpid())


def main(places: dict[str, str], html_goes: str) -> None:
    """Leave the HTML of the minutes for WeasyPrint alone, then answer."""
    minutes = Minutes.objects.select_related("forum", "meeting__forum").get(
        pk=places["minutes_pk"]
    )
    forum, year = Forum.objects.get(pk=places["log"]), places["year"]
    trail = head_line(minutes.forum)
    packs = packs_of(places["pack"])
    paper = packs.paper()
    html = render_to_string("pdf/minutes.html", minutes_context(minutes, trail_line=trail, on=ON))
    Path(html_goes).write_text(html)
    answer(
        {
            "minutes from HTML": counted(lambda: pdf.render_html(html)),
            "minutes PDF": counted(lambda: minutes_pdf(minutes, trail_line=trail, on=ON)),
            "log": counted(lambda: year_log_pdf(forum, year, trail_line=trail, on=ON)),
            "paper of the pack": counted(lambda: pdf.render_html(paper)),
            "pack": Measured(packs.make, packs.afresh, with_children),
            "pack again": Measured(packs.make, packs.with_one_changed, with_children),
        }
    )


def counted(make) -> Measured:
    def go() -> dict:
        with Pdf.open(io.BytesIO(make())) as made:
            return {"pages": len(made.pages)}

    return Measured(go, clock=with_children)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2])
