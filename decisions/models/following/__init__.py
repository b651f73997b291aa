"""Actions, and who follows them up."""
