"""What a picture needs before a paper shows it."""

from __future__ import annotations

from forum.rules.ruling import Ruling


def may_show(*, alt: str) -> Ruling:
    """A picture says in words what it shows."""
    if alt.strip():
        return Ruling()
    return Ruling.no(
        "figure-without-words",
        "Say what the picture shows, for everybody who cannot see it.",
        who="The author",
        source="Public Sector Bodies Accessibility Regulations 2018; WCAG 2.2, 1.1.1",
    )
