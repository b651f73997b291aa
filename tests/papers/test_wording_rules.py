from datetime import date

import pytest

from forum.choices import ACADEMIES_GROUPS, SCHOOLS_GROUPS, Group
from papers.choices import ForumRole
from papers.rules.text.wording import (
    asks_for_money,
    misfitting_verbs,
    printed_groups,
    since_dates,
    verbs,
)

D, C, I = ForumRole.DECIDES, ForumRole.CONSULTED, ForumRole.INFORMED  # noqa: E741
E, P = ForumRole.ELECTS, ForumRole.PROCEDURE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Members are asked to NOTE and COMMENT on this proposal", ("note", "comment")),
        ("SMF vote to agree to the funding", ("agree",)),
        ("That Schools Forum agrees to receive a further report", ("agree", "receive")),
        ("Give a view on the formula", ("give a view",)),
        ("minutes must record the decisions when agreeing resources", ()),
        ("to consider whether they wish to continue", ()),
        ("notes the note", ("note",)),
    ],
)
def test_verbs_that_tell_a_role(text, found):
    assert verbs(text) == found


@pytest.mark.parametrize(
    ("text", "role", "misfits"),
    [
        ("Agree the transfer", D, ()),
        ("Note the report and agree the transfer", D, ()),
        ("Note the report", D, ("note",)),
        ("Comment on the plan and note it", D, ("comment", "note")),
        ("Consider whether to continue", D, ()),
        ("Comment on the formula", C, ()),
        ("Note the formula", C, ()),
        ("Endorse the formula", C, ()),
        ("Approve the formula", C, ("approve",)),
        ("Agree and comment on the formula", C, ("agree",)),
        ("Decide the formula", C, ("decide",)),
        ("Authorise the formula", C, ("authorise",)),
        ("Note the outturn", I, ()),
        ("Comment on the outturn", I, ()),
        ("Approve the outturn", I, ("approve",)),
        ("Elect a chair", E, ()),
        ("Agree on a chair", E, ("agree",)),
        ("Agree or note or elect", P, ()),
    ],
)
def test_verbs_that_do_not_go_with_the_role(text, role, misfits):
    assert misfitting_verbs(text, role) == misfits


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Note the report and set aside £140,000", True),
        ("SMF vote to agree to the funding of £89,604", True),
        ("Note the outturn of £89,604", False),
        ("Fund the posts", False),
    ],
)
def test_words_that_ask_for_money(text, asks):
    assert asks_for_money(text) is asks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("since the report to the Forum meeting in December 2016.", [date(2016, 12, 1)]),
        ("since 9 December\n2015", [date(2015, 12, 9)]),
        ("since the 31st February 2015", [date(2015, 2, 28)]),
        ("since 0 March 2015", [date(2015, 3, 1)]),
        ("in December 2016", []),
        ("since the start. In December 2016", []),
    ],
)
def test_dates_that_a_text_counts_from(text, found):
    assert [day for day, _ in since_dates(text)] == found


def test_a_date_is_quoted_with_its_words():
    assert next(since_dates("progress made since May 2016"))[1] == "since May 2016"


@pytest.mark.parametrize(
    ("printed", "groups"),
    [
        ("LA maintained school representatives", set(SCHOOLS_GROUPS)),
        ("Schools members", set(SCHOOLS_GROUPS)),
        ("Maintained primary schools", {Group.MAINTAINED_PRIMARY}),
        (
            "LA maintained primary and special school representatives",
            {Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SPECIAL},
        ),
        (
            "Maintained secondary and nursery schools and PRUs",
            {Group.MAINTAINED_SECONDARY, Group.MAINTAINED_NURSERY, Group.MAINTAINED_PRU},
        ),
        ("All members", set(Group)),
        ("Academies and PVI", {*ACADEMIES_GROUPS, Group.EARLY_YEARS}),
        ("16-19 and non-schools members", {Group.POST_16, Group.NON_SCHOOLS}),
        ("", set()),
        ("See the constitution", set()),
    ],
)
def test_groups_of_a_printed_line_of_eligibility(printed, groups):
    assert printed_groups(printed) == groups
