"""The two forums that growth.py measures, filled in a process of their own.

What is left of ten thousand decisions in the memory of whoever made them would slow its pages.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time

import django
from django.core.management import call_command
from django.db import connection, transaction

django.setup()

from bench.decades import a_forum, a_long_matter, keep  # noqa: E402 (Django is set up above)
from forum.guards import lift  # noqa: E402

SHARE = 7.6
"""The forum that is measured has so many times the decisions of each of the others."""


def main(decisions: int) -> None:
    """Fill an empty database, and print the keys of what is looked at."""
    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    began = time.monotonic()
    with transaction.atomic():
        lift(connection)
        big = a_forum("felpersham", decisions, votes=False)
        long = a_long_matter(big)
        usual = a_forum("ambridge", int(decisions / SHARE), votes=True)
        keep(big)
        keep(usual)
    with open(os.devnull, "w") as nowhere:
        call_command("search_rebuild", stdout=nowhere)
    print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    found = {
        "forum": big.forum,
        "usual": usual.forum,
        "clerk": big.clerk,
        "line": big.line,
        "long": long,
    }
    print(json.dumps({name: str(each.pk) for name, each in found.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
