"""How a look at one thing ends: a state, and what was found in words."""

from __future__ import annotations

WELL, WATCH, WRONG = "ok", "watch", "WRONG"
"""WATCH is no alarm: somebody should know of it."""
Looked = tuple[str, str]
