"""A matter through the years: its record, its history, and the rows of its log."""
