"""The autumn meeting: eight recommendations to de-delegate, ten votes, one of them lost."""

from __future__ import annotations

from decimal import Decimal as D

from decisions.choices import Method, Result, VoteCast
from decisions.workflow.voting import cast_vote, close_ballot, open_ballot, void_ballot
from demo.chamber import act, agree, devices, hands, meeting_questions, record
from demo.telling import Teller
from forum.choices import Group
from forum.models import Meeting
from forum.rules.financial_year import ends_on, financial_year, starts_on, year_after, year_before
from papers.choices import Source
from papers.models import Question, RateLine, Recommendation

MATTER = "De-delegation of central services"
PRIMARY, SPECIAL = Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL
DUTIES = [str(each) for each in (PRIMARY, Group.MAINTAINED_SECONDARY, SPECIAL)]
PUPILS = D(17284)
BEHAVIOUR = (
    ("AWPU", "5.00", PUPILS, 86420, "5.00"), ("FSM Ever 6", "2.00", None, 6640, "2.00"),
    ("IDACI band E", "14.08", None, 31111, "14.08"), ("IDACI band D", "22.08", None, 27757, "22.08"),
    ("IDACI band C", "12.05", None, 6859, "12.05"), ("IDACI band B", "7.71", None, 4598, "7.71"),
    ("IDACI band A", "10.07", None, 1240, "10.07"), ("Low prior attainment", "5.00", None, 25603, "5.00"),
)  # fmt: skip
SERVICES = (
    # Label, service, and for each phase: total, what it is rounded to, and its factors with last year's rates.
    ("1", "Contingency for schools in financial difficulty", ((PRIMARY, 190000, 1000, (("AWPU", "11.00", PUPILS, 190000, "11.00"),)),)),
    ("2(i)", "Insurance", ((PRIMARY, 363000, 1000, (("AWPU", "21.00", PUPILS, 363000, "20.00"),)),)),
    ("2(ii)", "Free school meals eligibility checking", ((PRIMARY, 30352, 1, (("FSM eligible", "9.50", D(3195), 30352, "9.50"),)),)),
    ("2(iii)", "Maternity leave insurance", ((PRIMARY, 639000, 1000, (("AWPU", "36.96", PUPILS, 639000, "34.87"),)),)),
    ("2(iv)", "EAL service", ((PRIMARY, 107000, 1000, (("EAL 3", "38.00", None, 107000, "38.00"),)),)),
    ("2(v)", "Behaviour support service", ((PRIMARY, 190228, 1, BEHAVIOUR),)),
    ("3(i)", "Statutory and regulatory duties", (
        (PRIMARY, 334000, 1000, (("AWPU", "19.31", PUPILS, 334000, "18.88"),)),
        (SPECIAL, 7000, 1000, (("Place", "45.00", None, 7000, "44.00"),)))),
    ("3(ii)", "Core school improvement activities", (
        (PRIMARY, 88300, 100, (("AWPU", "5.11", PUPILS, 88300, "5.11"),)),
        (SPECIAL, 2400, 100, (("Place", "15.33", None, 2400, "15.33"),)))),
)  # fmt: skip
AGAIN = (
    ("1", "Contingency for schools in financial difficulty", ((PRIMARY, 190000, 1000, (("AWPU", "11.00", PUPILS, 190000, "11.00"),)),)),
    ("2", "EAL service", ((PRIMARY, 107000, 1000, (("EAL 3", "38.00", None, 107000, "38.00"),)),)),
)  # fmt: skip
"""The lines that come first in a later year: the others follow when the census is known."""
MISLABELLED = "FSM eligible"
"""The table of the paper prints this year over last year's rate."""
TEXT = """## 1 Purpose

1.1 Money for these services sits in the budget shares of maintained schools. It can be held centrally only if the
members of each phase hand it back, line by line, for one financial year.

1.2 Academies are not part of this; they may buy the services.

## 2 What happens to money that is not spent

2.1 Underspends and overspends are reported to the Forum after the year end. Carrying one forward, or using it for
another line, is a decision of its own.

2.2 Sixteen schools were helped from the contingency last year, with £2,114 to £29,912 each.

2.3 Insurance underspent by £83,000, which was set against an overspend on maternity leave of £135,000.

2.4 Trade union facility time is with a working group, and comes to a later meeting.

## 3 The services

| Service | Unit | Rate |
|---|---|---|
| Contingency for schools in financial difficulty | pupil | £11.00 |
| Insurance | pupil | £21.00 |
| Free school meals eligibility checking | eligible pupil | £9.50 |
| Maternity leave insurance | pupil | £36.96 |
| EAL service | EAL 3 pupil | £38.00 |
| Behaviour support service | eight factors | see each |
| Statutory and regulatory duties | pupil; special school place | £19.31; £45.00 |
| Core school improvement activities | pupil; special school place | £5.11; £15.33 |
"""
FACILITY = "Trade union facility time"
OPPOSED = "Colin Marsh"


def title(meeting: Meeting) -> str:
    return f"De-delegation of funding for central services {_year(meeting)}"


def write(teller: Teller, meeting: Meeting) -> None:
    """The paper, with a line of rates for every factor."""
    _write(teller, meeting, SERVICES)


def write_again(teller: Teller, meeting: Meeting) -> None:
    """A year later: last year's answers count no more, so each line is put anew."""
    _write(teller, meeting, AGAIN)


def decide(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """Primary agrees everything; special refuses the statutory duties."""
    for question in meeting_questions(meeting, title(meeting)):
        label = question.placement.recommendation.label
        if not question.has_schools:
            record(teller, question, Result.NO_SUCH_SCHOOLS)
        elif question.group == SPECIAL:
            _special(teller, question, refuses=label == "3(i)")
        else:
            _primary(teller, question, label)
    item = meeting.items.get(title=title(meeting))
    day = starts_on(_year(meeting))
    act(teller, item, "Report to the Forum on facility time once the working group has met.", "finance", day, MATTER)  # fmt: skip
    return {
        title(
            meeting
        ): "The primary members took the lines one by one. The special member asked what the duties cost "
        "elsewhere, and was not satisfied that £45 a place was a fair share. Facility time comes to a later meeting."
    }


def decide_again(teller: Teller, meeting: Meeting) -> dict[str, str]:
    """The contingency is lost this time, two votes to one or by a tie."""
    for question in meeting_questions(meeting, title(meeting)):
        if question.placement.recommendation.label == "1":
            voters = ["Peter Lamb", OPPOSED]
            devices(teller, question, against=voters)
            record(teller, question, Result.NOT_CARRIED)
        else:
            hands(teller, question)
            agree(teller, question)
    return {
        title(
            meeting
        ): "The contingency helps too few schools, two members said; it is not continued."
    }


def _year(meeting: Meeting) -> str:
    return year_after(financial_year(meeting.held_on))


def _write(teller: Teller, meeting: Meeting, services: tuple) -> None:
    paper = teller.paper(
        meeting, title(meeting), MATTER, TEXT, author="finance",
        eligibility="Representatives of maintained schools",
    )  # fmt: skip
    for label, service, shares in services:
        is_duty = label.startswith("3")
        recommendation = teller.recommend(
            paper,
            label,
            f"Consider whether to de-delegate funding for {service}.",
            amount=sum(share[1] for share in shares),
            decision_type="EDU_FUNCTIONS" if is_duty else "DEDEL_PRIMARY",
            groups=DUTIES if is_duty else [],
            financial_year=_year(meeting),
        )
        for group, total, precision, rates in shares:
            offer_rates(teller, recommendation, service, group, total, precision, rates)


def offer_rates(
    teller: Teller,
    recommendation: Recommendation,
    service: str,
    group: str,
    total: int,
    precision: int,
    rates: tuple,
) -> None:
    """One line of de-delegated money, with its factors."""
    year = recommendation.financial_year
    teller.offer(
        recommendation,
        Source.DE_DELEGATED,
        service,
        [_rate(rate, year) for rate in rates],
        amount=total,
        from_on=starts_on(year),
        until_on=ends_on(year),
        service=service,
        group=group,
        printed_precision=precision,
    )


def _special(teller: Teller, question: Question, *, refuses: bool) -> None:
    devices(teller, question, against=["Miriam Stein"] if refuses else ())
    if refuses:
        record(teller, question, Result.NOT_CARRIED)
    else:
        agree(teller, question)


def _primary(teller: Teller, question: Question, label: str) -> None:
    if label == "2(v)":
        _void_first(teller, question)
        devices(teller, question, abstained=[OPPOSED])
    elif label.startswith("3"):
        hands(teller, question, against=1)
    elif label == "1":
        devices(teller, question, against=[OPPOSED])
    else:
        devices(teller, question)
    agree(teller, question)


def _void_first(teller: Teller, question: Question) -> None:
    """The wrong slide was shown while members voted."""
    on = question.placement.meeting.held_on
    ballot = open_ballot(question, Method.ELECTRONIC, by=teller.clerk, on=on)
    cast_vote(ballot, choice=VoteCast.AGAINST, by=teller.people["Peter Lamb"])
    close_ballot(ballot, by=teller.clerk, on=on)
    void_ballot(
        ballot, reason="The rates of another service were on the screen.", by=teller.clerk, on=on
    )


def _rate(rate: tuple, year: str) -> RateLine:
    factor, unit_rate, units, total, prior = rate
    return RateLine(
        factor=factor,
        unit_rate=D(unit_rate),
        units=units,
        printed_total=D(total),
        year_label=year,
        prior_rate=D(prior),
        prior_year_label=year if factor == MISLABELLED else year_before(year),
    )
