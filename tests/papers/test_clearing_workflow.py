"""Clearance asked of named people: in order or at once, returned, passed on, reminded, void."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from forum.choices import Role
from forum.models import AuditEntry, OutboxMessage
from forum.rules.ruling import Refused
from papers.choices import ClearanceState, PaperEvent
from papers.models import Clearance, ClearanceRequest, Paper
from papers.models.chain import current_chain, waiting_for
from papers.models.cleared import clearances_missing, given_so_far
from papers.models.facts import paper_facts
from papers.rules.tabling import may_table
from papers.workflow.clearance_letters import remind, remind_late
from papers.workflow.clearing import (
    ask_again,
    clear_paper,
    give_clearance,
    pass_on,
    return_paper,
    withdraw_request,
)
from papers.workflow.drafting import save_paper
from papers.workflow.funding import change_option
from tests.factories import (
    BEFORE,
    a_constitution,
    a_line,
    a_recommendation,
    a_role,
    a_text,
    an_option,
    edited,
)
from tests.papers.clearing import CHAIR, DIRECTOR, FINANCE, LEGAL, asked

pytestmark = pytest.mark.django_db
LATER = BEFORE + timedelta(days=1)


@pytest.fixture
def director(forum):
    return a_role(forum, Role.OFFICER, "Dora Director", "Director of Children's Services")


@pytest.fixture
def written(paper, officer):
    a_text(paper, "4.1 Schools ask for help.\n\n4.2 Four posts are asked for.", officer)
    return paper


@pytest.fixture
def option(written):
    ask = a_recommendation(written, seeks_resources=True, amount=Decimal(89604))
    return an_option(ask, a_line(written.forum))


@pytest.fixture
def chain(written, officer, finance, director):
    """Finance first, then the director."""
    return asked(written, officer, (FINANCE, finance, 1), (DIRECTOR, director, 2))


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def letters():
    return {each.address.split(".")[0]: each.subject for each in OutboxMessage.objects.all()}


def last_sentence():
    return AuditEntry.objects.order_by("-seq").first().sentence


def codes(refused):
    return refused.value.ruling.codes


def test_only_the_first_step_is_told_and_the_trail_names_posts(chain):
    assert letters() == {"fiona": "To clear: Schools and early help"}
    sentences = AuditEntry.objects.filter(event=PaperEvent.CLEARANCE_ASKED)
    about = "Schools and early help:"
    assert [each.sentence.removeprefix(about).strip() for each in sentences] == [
        "finance clearance by Schools Finance Manager: asked for as step 1",
        "director clearance by Director of Children's Services: asked for as step 2",
    ]


def test_order_is_held(chain, director):
    with pytest.raises(Refused) as refused:
        give_clearance(chain[1], by=director, on=BEFORE)

    assert codes(refused) == {"not-your-turn"}
    assert waiting_for(director, chain[1].forum) == []
    assert not Clearance.objects.exists()


def test_next_step_is_told_when_its_turn_comes(chain, finance, director):
    clearance = give_clearance(chain[0], note="Sums agree.", by=finance, on=BEFORE)

    assert (clearance.kind, clearance.post) == ("finance", "Schools Finance Manager")
    assert fresh(chain[0]).clearance == clearance
    assert "dora" in letters()
    assert waiting_for(director, chain[1].forum) == [chain[1]]
    assert give_clearance(chain[1], by=director, on=BEFORE).kind == "director"


def test_same_step_is_asked_at_once(written, officer, finance, director):
    _, legal = asked(written, officer, (FINANCE, finance, 1), (LEGAL, director, 1))

    assert set(letters()) == {"fiona", "dora"}
    give_clearance(legal, by=director, on=BEFORE)

    assert fresh(legal).state == ClearanceState.GIVEN


def test_nobody_answers_for_another(chain, director, clerk, primary_head):
    for person in (director, primary_head):
        with pytest.raises(PermissionDenied):
            give_clearance(chain[0], by=person, on=BEFORE)
    with pytest.raises(Refused) as refused:
        return_paper(chain[0], reason="No.", by=clerk, on=BEFORE)

    assert codes(refused) == {"not-asked-of-you"}
    assert fresh(chain[0]).state == ClearanceState.WAITING


def test_returned_paper_goes_to_its_author_and_the_rest_waits(chain, finance, director):
    return_paper(chain[0], reason="The sum in 4.2 is wrong.", by=finance, on=BEFORE)

    letter = OutboxMessage.objects.get(subject__startswith="Returned")
    assert letter.address.startswith("omar")
    assert "The sum in 4.2 is wrong." in letter.text
    assert last_sentence().endswith("finance clearance by Schools Finance Manager: returned to "
                                    "the author")  # fmt: skip
    with pytest.raises(Refused) as refused:
        give_clearance(chain[1], by=director, on=BEFORE)
    assert codes(refused) == {"not-your-turn"}


def test_answer_stands(chain, finance):
    give_clearance(chain[0], by=finance, on=BEFORE)

    with pytest.raises(Refused) as refused:
        return_paper(fresh(chain[0]), reason="No.", by=finance, on=BEFORE)

    assert codes(refused) == {"answered-already"}


def test_it_is_passed_on_in_the_same_place(chain, officer, finance, director, clerk):
    follower = pass_on(chain[0], to=clerk, reason="On leave.", by=finance, on=BEFORE)

    assert (follower.step, follower.kind, follower.follows) == (1, "finance", chain[0])
    assert fresh(chain[0]).state == ClearanceState.DELEGATED
    assert "clara" in letters()
    with pytest.raises(Refused) as refused:
        pass_on(follower, to=officer, by=clerk, on=BEFORE)
    assert codes(refused) == {"clears-own-paper"}


def test_author_and_member_are_not_asked(written, officer, primary_head):
    with pytest.raises(Refused) as refused:
        asked(written, officer, (FINANCE, officer, 1), (LEGAL, primary_head, 1))

    assert codes(refused) == {"clears-own-paper", "not-an-officer"}
    assert not ClearanceRequest.objects.exists()
    with pytest.raises(PermissionDenied):
        asked(written, primary_head, (FINANCE, officer, 1))


def test_chair_clears_for_the_agenda(written, officer, finance, chair):
    with pytest.raises(Refused) as refused:
        asked(written, officer, (CHAIR, finance, 1))
    assert codes(refused) == {"not-the-chair"}

    (request,) = asked(written, officer, (CHAIR, chair, 1))
    give_clearance(request, by=chair, on=BEFORE)

    rules = a_constitution(written.forum, chair_clearance=True)
    assert clearances_missing(fresh(written), rules) == ()
    assert Clearance.objects.get().post == "Chair of the forum"


def test_nobody_but_the_chair_clears_the_agenda_at_once(written, finance, chair):
    with pytest.raises(PermissionDenied):
        clear_paper(written, kind=CHAIR, note="", by=finance, on=BEFORE)

    assert clear_paper(written, kind=CHAIR, note="", by=chair, on=BEFORE).kind == CHAIR


def test_clearing_at_once_answers_what_was_asked_in_its_turn(chain, written, finance, director):
    with pytest.raises(Refused):
        clear_paper(written, kind=DIRECTOR, note="", by=director, on=BEFORE)

    clear_paper(written, note="", by=finance, on=BEFORE)

    assert fresh(chain[0]).state == ClearanceState.GIVEN


def test_changed_text_voids_a_clearance_and_says_what_changed(chain, written, officer, finance):
    give_clearance(chain[0], by=finance, on=BEFORE)
    save_paper(
        written,
        edited(written, "4.1 Schools ask for help.\n\n4.2 Five posts are asked for."),
        by=officer,
        on=BEFORE,
    )

    now = fresh(written)
    (given,) = given_so_far(now)
    assert not given.is_standing
    assert any("4.2" in words for words in given.changed)
    assert not any("4.1" in words for words in given.changed)
    assert [link.is_void for link in current_chain(now)] == [True, False]


def test_changed_money_voids_it_and_one_press_asks_again(chain, option, officer, finance):
    paper = option.recommendation.paper
    give_clearance(chain[0], by=finance, on=BEFORE)
    option.amount = Decimal(90000)
    change_option(option, by=officer, on=BEFORE)

    (given,) = given_so_far(fresh(paper))
    assert given.changed == ("amount of recommendation 1, option A changed",)
    (again,) = ask_again(fresh(paper), by=officer, on=BEFORE)

    assert (again.follows, again.step, again.asked_of) == (chain[0], 1, finance)
    give_clearance(again, by=finance, on=BEFORE)
    assert given_so_far(fresh(paper))[0].is_standing


def test_gate_warns_of_a_clearance_that_the_paper_outgrew(written, option, officer, finance):
    clear_paper(written, note="", by=finance, on=BEFORE)
    assert "clearance-void" not in may_table(paper_facts(fresh(written), on=BEFORE)).warning_codes

    option.amount = Decimal(90000)
    change_option(option, by=officer, on=BEFORE)

    ruling = may_table(paper_facts(fresh(written), on=BEFORE))
    assert "clearance-void" in ruling.warning_codes
    a_constitution(written.forum, finance_clearance=True)
    ruling = may_table(paper_facts(fresh(written), on=BEFORE))
    assert "clearance-void" not in ruling.warning_codes
    assert "no-finance-clearance" in ruling.codes


def test_later_step_waits_for_what_became_void(chain, option, officer, finance, director):
    give_clearance(chain[0], by=finance, on=BEFORE)
    option.recommendation.text = "Agree to fund five posts."
    option.recommendation.save()

    with pytest.raises(Refused) as refused:
        give_clearance(chain[1], by=director, on=BEFORE)

    assert codes(refused) == {"not-your-turn"}


def test_clearance_from_before_its_content_was_kept_stands_for_its_version(written, finance):
    Clearance.objects.create(
        forum=written.forum, paper=written, kind=LEGAL, version=1, post="Solicitor",
        cleared_at=written.recorded_at, cleared_by=finance, cleared_on=BEFORE,
    )  # fmt: skip
    rules = a_constitution(written.forum, legal_clearance=True)
    assert clearances_missing(fresh(written), rules) == ()

    Paper.objects.filter(pk=written.pk).update(version=2)

    assert clearances_missing(fresh(written), rules) == (LEGAL,)
    assert given_so_far(fresh(written))[0].changed == ("a later version was saved",)


def test_gate_warns_of_what_is_asked_and_not_given(chain, written, clerk):
    ruling = may_table(paper_facts(fresh(written), on=BEFORE))
    assert "clearance-unanswered" in ruling.warning_codes

    for request in chain:
        withdraw_request(request, by=clerk, on=BEFORE)

    ruling = may_table(paper_facts(fresh(written), on=BEFORE))
    assert "clearance-unanswered" not in ruling.warning_codes


def test_withdrawn_step_lets_the_next_one_go_on(chain, officer, director, primary_head):
    with pytest.raises(PermissionDenied):
        withdraw_request(chain[0], by=primary_head, on=BEFORE)

    withdraw_request(chain[0], by=officer, on=BEFORE)

    assert "dora" in letters()
    assert give_clearance(chain[1], by=director, on=BEFORE).kind == DIRECTOR


def test_officer_reminds_once_a_day(chain, officer, primary_head):
    with pytest.raises(PermissionDenied):
        remind(chain[0], by=primary_head, on=LATER)

    remind(chain[0], by=officer, on=LATER)

    assert OutboxMessage.objects.filter(subject__startswith="Still to clear").count() == 1
    assert last_sentence().endswith("reminded")
    with pytest.raises(Refused) as refused:
        remind(fresh(chain[0]), by=officer, on=LATER)
    assert codes(refused) == {"reminded-today"}


def test_daily_run_reminds_those_whose_turn_it_is_and_is_safe_to_run_twice(
    written, officer, finance, director
):
    chain = asked(written, officer, (FINANCE, finance, 1), (DIRECTOR, director, 2), due_on=LATER)

    assert remind_late(on=BEFORE) == 1
    assert remind_late(on=BEFORE) == 0

    assert fresh(chain[0]).reminded_on == BEFORE
    assert fresh(chain[1]).reminded_on is None
    assert remind_late(on=BEFORE + timedelta(days=3)) == 1


def test_daily_command_says_how_many_it_reminded(capsys):
    call_command("daily")

    assert "0 reminded of papers to clear" in capsys.readouterr().out
