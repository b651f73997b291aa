"""The one door to what can be found by words: keep it up to date, and look."""

from forum.search.finding import looking
from forum.search.keeping import Entry, forget, keep, moved, renamed

__all__ = ["Entry", "forget", "keep", "looking", "moved", "renamed"]
