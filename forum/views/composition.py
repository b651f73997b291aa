"""The composition of the forum: what the law and the constitution ask, and how it stands."""

from __future__ import annotations

from django.views.decorators.http import require_GET

from forum.models.composition import composition_facts
from forum.rules.composition import Finding, State, proportions
from forum.rules.composition import composition as findings_on
from forum.views.doors import forum_for
from forum.views.members import day_asked
from forum.views.page import page

TERMS = {"vacancy", "term-ended", "term-ends-30", "term-ends-90"}
MEMBERS = {"one-school", "school-in-another-group"}
WORST_FIRST = (State.NOT_MET, State.TO_LOOK_AT, State.MET)


@require_GET
def composition_page(request, slug):
    forum = forum_for(slug)
    form, day = day_asked(request)
    facts, year = composition_facts(forum, on=day)
    context = {
        "title": "Composition",
        "form": form,
        "on": day,
        "seats": len(facts.seats),
        "filled": sum(seat.is_filled for seat in facts.seats),
        "parts": in_parts(findings_on(facts)),
        "proportions": proportions(facts),
        "year": year,
        "constitution": forum.constitution_on(day),
    }
    return page(request, "forum/composition.html", forum, context, current="Members")


def in_parts(findings: tuple[Finding, ...]) -> list[tuple[str, list[Finding]]]:
    """The findings in the parts of the page, what is not met first in each."""
    parts: dict[str, list[Finding]] = {
        "Seats that the regulations ask for": [],
        "Members and their schools": [],
        "Vacancies and terms of office": [],
    }
    law, members, terms = parts.values()
    for finding in sorted(findings, key=lambda each: WORST_FIRST.index(each.state)):
        by_code = terms if finding.code in TERMS else law
        (members if finding.code in MEMBERS else by_code).append(finding)
    return list(parts.items())
