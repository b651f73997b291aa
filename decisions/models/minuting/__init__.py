"""Minutes, and what is added to them once they are agreed."""
