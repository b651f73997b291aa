"""The one door to what can be found by words: keep it up to date, and look."""

from forum.search.finding import by_the_index, looking
from forum.search.keeping import Entry, forget, keep, moved, renamed

__all__ = ["Entry", "by_the_index", "forget", "keep", "looking", "moved", "renamed"]
