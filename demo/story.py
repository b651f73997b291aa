"""Eighteen months of the Lindenshire Schools Forum, told through the workflow steps.

`today` is the day on which the demo is loaded. What the year asks for comes in its season
(`demo.calendar`); the matters that run through the story come at their place in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from decisions.workflow.minuting import publish_year_log, sign_minutes
from demo import (
    ahead,
    central,
    chamber,
    de_delegation,
    early_help,
    hubs,
    liaison,
    pathfinder,
    people,
    standing,
    summer,
    support,
)
from demo.calendar import Season, calendar, season_of
from demo.money import fill
from demo.telling import Teller
from forum.models import Meeting
from forum.rules.financial_year import financial_year

Act = Callable[[Teller, Meeting], object]
AWAY = (
    ("Kwame Boateng",),
    ("Sheila Nolan", "Stephen Gale"),
    ("Doug Perrin",),
    ("Imran Qureshi", "Nadia Haddad"),
    ("Canon Alice Reeve",),
    ("Lucy Farr", "Owen Rees"),
    ("Imran Qureshi",),
)
"""Who sent apologies for each meeting."""


class Business(NamedTuple):
    """An item: what is written for it, what is decided, and what follows on the day."""

    write: Act | None
    decide: Act | None
    then: Act | None = None


THREADS = (
    (
        Business(standing.propose_rules, standing.adopt_rules),
        Business(early_help.ask, early_help.agree_in_principle),
    ),
    (Business(liaison.write, liaison.decide),),
    (Business(early_help.ask_again, early_help.ask_for_report),),
    (Business(early_help.offer_one_off, early_help.settle, early_help.inquire),),
    (
        Business(early_help.lessons, early_help.note_lessons),
        Business(support.write, support.decide),
        Business(hubs.write, hubs.decide),
    ),
    (
        Business(pathfinder.write, pathfinder.decide, central.keep_condition),
        Business(None, standing.move_motion),
    ),
    (Business(standing.call_elections, standing.hold_elections),),
)
"""The matters that run through the story, meeting by meeting."""
SEASONS = {
    Season.AUTUMN: (
        Business(de_delegation.write, de_delegation.decide),
        Business(de_delegation.write_again, de_delegation.decide_again),
    ),
    Season.WINTER: (
        Business(central.write, central.decide),
        Business(central.write_again, central.decide_again),
    ),
    Season.SUMMER: (
        Business(summer.write, summer.decide),
        Business(summer.write, summer.decide),
    ),
}
"""What the year asks for: in the first year of the story, and a year later."""


def tell(today: date) -> Teller:
    """Tell the whole story; the answer knows the forum and its people."""
    days = calendar(today)
    forum, everybody = people.settle(days)
    teller = Teller(forum, everybody, days)
    turning = financial_year(early_help.until(days.held[3]))
    fill(teller, turning=turning, by=everybody["finance"], on=days.began)
    called = days.held[0] - timedelta(days=40)
    teller.meetings = [teller.call(day, on=called) for day in (*days.held, days.coming)]
    for number, day in enumerate(days.held):
        _before(teller, number)
        _hold(teller, number)
        standing.between(teller, number, day)
    pathfinder.selected(teller, days.held[-1] + timedelta(days=7))
    urgent = ahead.meet_today(teller)
    ahead.prepare_next(teller, teller.meetings[-1])
    ahead.vote_now(teller, urgent)
    ahead.add_late_item(teller, teller.meetings[-1])
    return teller


def business(teller: Teller, number: int) -> Iterator[Business]:
    """What a meeting takes: the round of the year first, then what runs through the story."""
    days, day = teller.calendar, teller.calendar.held[number]
    season = season_of(day)
    if season and day == days.first_in(season):
        yield SEASONS[season][0]
    elif season and day in days.later_in(season):
        yield SEASONS[season][1]
    if number and days.held[number - 1] == days.first_in(Season.WINTER):
        yield Business(central.put_again, central.agree_again)
    yield from THREADS[number]


def _before(teller: Teller, number: int) -> None:
    """What owners and officers do in the weeks before a meeting."""
    if number == 5:
        pathfinder.decide_between_meetings(teller, teller.meetings[5])
    if number == 6:
        early_help.progress(teller, teller.meetings[6])
        support.follow_up(teller, teller.meetings[6])


def _hold(teller: Teller, number: int) -> None:
    """One meeting, from the first draft to the draft minutes."""
    meeting, acts = teller.meetings[number], tuple(business(teller, number))
    teller.open_agenda(meeting)
    for each in acts:
        if each.write:
            each.write(teller, meeting)
    teller.table(meeting, but=[early_help.AGAIN])
    teller.publish(meeting)
    chamber.assemble(teller, meeting, away=AWAY[number])
    if number:
        _minutes_of_last(teller, number)
    words: dict[str, str] = {}
    for each in acts:
        words |= each.decide(teller, meeting)
        if each.then:
            each.then(teller, meeting)
    chamber.close(teller, meeting, words)


def _minutes_of_last(teller: Teller, number: int) -> None:
    """They are agreed and signed; the latest still wait for the chair. Then the year is complete."""
    last, here = teller.meetings[number - 1], teller.meetings[number]
    chamber.agree_last_minutes(teller, last, here)
    if number < len(teller.calendar.held) - 1:
        sign_minutes(last.minutes, by=teller.people[people.CHAIR], on=here.held_on)
    year = financial_year(last.held_on)
    if year != financial_year(here.held_on):
        publish_year_log(teller.forum, year, by=teller.clerk, on=here.held_on)
