"""What an auditor reads: reviews, findings worked from facts, notes, and the trail."""
