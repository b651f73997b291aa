"""The maintained schools of Lindenshire, with the units that de-delegation is counted by.

Names are invented. The units add up to those that a real authority's rates and totals imply for
2024-25; how they are spread over the schools is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN
from decimal import Decimal as D

from demo.telling import Teller
from forum.choices import Phase
from forum.models import School
from forum.workflow.roll import enter_schools
from papers.workflow.units import UnitsEntry, enter_units

PRIMARIES = (
    ("Oakfield Primary School", 412, 80, "82.9"),
    ("St Wilfrid's Primary School", 208, 42, "25.7"),
    ("Riverside Infant School", 176, 35, "35.6"),
    ("Hollins Lane Primary School", 289, 65, "63.2"),
    ("Alderwick Primary School", 460, 44, "86.6"),
    ("Ashby Road Infant School", 232, 46, "41.0"),
    ("Ashby Road Junior School", 464, 53, "72.1"),
    ("Barrowfield Primary School", 702, 67, "107.7"),
    ("Beacon Hill Primary School", 201, 46, "24.5"),
    ("Birchlands Primary School", 238, 47, "30.5"),
    ("Brackenbury Primary School", 525, 109, "63.5"),
    ("Chantry Lane Primary School", 230, 42, "53.6"),
    ("Church Marden CE Primary School", 460, 88, "75.5"),
    ("Coldbrook Primary School", 603, 148, "67.5"),
    ("Cropwell St Mary's Primary School", 201, 35, "28.8"),
    ("Dunmere Primary School", 525, 146, "56.6"),
    ("Easter Langley Primary School", 346, 53, "63"),
    ("Elmstead Primary School", 201, 26, "27.2"),
    ("Fairoak Primary School", 230, 26, "53.2"),
    ("Fernhill Infant School", 464, 114, "85.6"),
    ("Fernhill Junior School", 464, 43, "48.7"),
    ("Garth End Primary School", 230, 32, "13.63"),
    ("Greystone Primary School", 346, 63, "51.3"),
    ("Harrowgate Lane Primary School", 230, 34, "41.6"),
    ("Heron Park Primary School", 525, 91, "111.2"),
    ("Highcliffe Primary School", 464, 97, "83.1"),
    ("Holy Rood RC Primary School", 201, 18, "20.0"),
    ("Ingleby Green Primary School", 603, 113, "69.2"),
    ("Kestrel Way Primary School", 230, 25, "34.3"),
    ("Kingsmead Primary School", 346, 52, "80.5"),
    ("Larkfield Primary School", 702, 196, "110.2"),
    ("Little Marden CE Primary School", 702, 117, "104.5"),
    ("Lowfields Primary School", 603, 173, "75.4"),
    ("Marston Bridge Primary School", 201, 18, "40.6"),
    ("Millbeck Primary School", 603, 119, "148.4"),
    ("Newlands Primary School", 603, 150, "101.6"),
    ("Orchard Rise Primary School", 464, 118, "88.9"),
    ("Pinfold Primary School", 201, 30, "26.6"),
    ("Ravensdale Primary School", 346, 52, "43.9"),
    ("St Chad's RC Primary School", 201, 37, "47.8"),
    ("Sandy Lane Primary School", 525, 131, "80.2"),
    ("Thornbury Vale Primary School", 232, 21, "44.9"),
    ("Upper Wick Primary School", 399, 38, "88.2"),
    ("Whitegates Primary School", 464, 62, "98.7"),
    ("Wold View Primary School", 232, 53, "18.07"),
)
"""School, pupils, pupils eligible for free meals, pupils with English as an additional language."""
SPECIALS = (("The Willows School", 134), ("Larchmount School", 22))
SHARED = (
    ("FSM Ever 6", D("3320"), D(1)),
    ("IDACI band E", D("2209.59"), D("0.01")),
    ("IDACI band D", D("1257.11"), D("0.01")),
    ("IDACI band C", D("569.21"), D("0.01")),
    ("IDACI band B", D("596.37"), D("0.01")),
    ("IDACI band A", D("123.14"), D("0.01")),
    ("Low prior attainment", D("5120.60"), D("0.01")),
)
"""Factor, units of all primary schools, and the smallest part that is counted."""


def found(teller: Teller, on: date) -> None:
    """Enter the schools that are not there yet."""
    known = set(School.objects.filter(forum=teller.forum).values_list("name", flat=True))
    new = [(row[0], Phase.PRIMARY) for row in PRIMARIES]
    new += [(name, Phase.SPECIAL) for name, _ in SPECIALS]
    schools = [
        School(forum=teller.forum, name=name, phase=phase)
        for name, phase in new
        if name not in known
    ]
    enter_schools(teller.forum, schools, by=teller.clerk, on=on)


def count_units(teller: Teller, year: str, on: date) -> None:
    """The estimate before the October census, school by school."""
    schools = {each.name: each for each in School.objects.filter(forum=teller.forum)}
    units = {schools[name]: {"Place": D(places)} for name, places in SPECIALS}
    needs = [fsm for _, _, fsm, _ in PRIMARIES]
    spread = {factor: shared(total, needs, step) for factor, total, step in SHARED}
    for place, (name, pupils, fsm, eal) in enumerate(PRIMARIES):
        own = {"AWPU": D(pupils), "FSM": D(fsm), "EAL 3": D(eal)}
        units[schools[name]] = own | {factor: parts[place] for factor, parts in spread.items()}
    factors = ["AWPU", "FSM", "EAL 3", *spread, "Place"]
    entry = UnitsEntry(year, factors, units, is_estimate=True)
    enter_units(teller.forum, entry, by=teller.people["finance"], on=on)


def shared(total: D, weights: Sequence[int], step: D) -> list[D]:
    """The total in parts by weight, each a whole number of steps; the first take what is over."""
    whole = sum(weights)
    parts = [(total * weight / whole).quantize(step, ROUND_DOWN) for weight in weights]
    over = int((total - sum(parts)) / step)
    return [part + step if place < over else part for place, part in enumerate(parts)]
