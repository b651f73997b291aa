"""When the whole record of a forum may be taken away as a file."""

from __future__ import annotations

from forum.rules.ruling import Ruling


def may_take_record(*, voting_now: int) -> Ruling:
    """Not while members vote: the file holds every vote, and a running count stays hidden."""
    if not voting_now:
        return Ruling()
    return Ruling.no(
        "votes-being-cast",
        "Members are voting now, and the record holds their votes. Take it once the ballot is "
        "closed.",
        who="The clerk, by closing the ballot",
        source="Running counts are shown to nobody before a ballot is closed",
    )
