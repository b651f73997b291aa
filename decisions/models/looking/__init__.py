"""Looking things up: the register, search, the front page, open data."""
