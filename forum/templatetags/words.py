"""Help beside a hard word: {% word "quorum" %} opens to what it means."""

from __future__ import annotations

from django import template

from forum.rules.words import WORDS, Word

register = template.Library()


@register.inclusion_tag("includes/word.html")
def word(name: str) -> dict[str, Word]:
    """The word of that anchor, such as "agreed-in-principle"."""
    return {"word": WORDS[name]}
