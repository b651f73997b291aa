"""The text of a paper: its blocks, how two versions meet, and what is kept from the public."""
