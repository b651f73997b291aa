"""Look whether the installation is well, a line for each thing; changes nothing.

Exit code 0 when nothing is wrong, 1 when something is: made for whoever watches the machine.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from decisions.upkeep.doctor import examine, is_well


class Command(BaseCommand):
    """manage.py doctor [--quick] [--json]."""

    help = __doc__
    requires_system_checks = []
    """They are one of its lines."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="without reading the trails")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = examine(at=timezone.now(), quick=options["quick"])
        well = is_well(lines)
        if options["json"]:
            told = {"well": well, "lines": [asdict(line) for line in lines]}
            self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False))
        else:
            for line in lines:
                self.stdout.write(str(line))
            self.stdout.write("Well." if well else "NOT WELL: see above.")
        if not well:
            sys.exit(1)
