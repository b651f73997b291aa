"""What was resolved, by the forum, by an office-holder or outside, and what bears on it."""
