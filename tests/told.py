"""Historic records as files tell them, and entering one into a database where it is not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from decisions.workflow.telling import Entered, found_and_tell

RECORDS = Path(__file__).parent / "records"
TODAY = date(2026, 5, 1)


def record_of(name: str) -> dict[str, Any]:
    """The file of this name."""
    return json.loads((RECORDS / f"{name}.json").read_text("utf-8"))


def enter(name: str) -> Entered:
    """Found the forum of the file, and enter its record."""
    return found_and_tell(record_of(name), on=TODAY)
