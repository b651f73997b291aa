"""Ballots: their registers, votes and words, and who could vote on what is to come."""
