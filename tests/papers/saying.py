"""Papers that say one thing or another, and what the checks find in them."""

from datetime import date

from papers.rules.consistency import inconsistencies, remarks
from papers.rules.facts import TablingFacts

MEETING = date(2016, 7, 5)


def paper(text, **more):
    """A paper with this text, for a meeting in July 2016."""
    facts = {"title": "A paper", "tabled_on": date(2016, 6, 20), "meeting_on": MEETING}
    return TablingFacts(**(facts | more), text=text)


def warned(text, **more):
    """The codes of what waits for a reason."""
    return {each.code for each in inconsistencies(paper(text, **more))}


def noted(text, **more):
    """The codes of what is only shown."""
    return {each.code for each in remarks(paper(text, **more))}


def said(code, text, **more):
    """The one sentence of this code."""
    facts = paper(text, **more)
    (found,) = (each for each in (*inconsistencies(facts), *remarks(facts)) if each.code == code)
    return found.text
