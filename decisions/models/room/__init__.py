"""The room while the meeting runs: who is there, who presides, and what the clerk works on."""
