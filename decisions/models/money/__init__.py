"""Money as decided by the forum, by source, line and year."""
