"""The forms of the item that the clerk works on, each as the page of its own has it."""

from __future__ import annotations

from decisions.choices import ELECTIONS, USUAL, Method, Procedure, Result
from decisions.forms.electing import CastingForm
from decisions.forms.following_up import ActionForm
from decisions.forms.interests import InterestForm
from decisions.forms.typed import put_back
from decisions.forms.voting import QuestionForm, VoidForm
from decisions.models.ballots.ballot_facts import may_be_cast
from decisions.models.ballots.ballot_record import as_it_stands, ballot_record
from decisions.models.ballots.electing import nominees
from decisions.models.ballots.opening import by_method, open_facts
from decisions.models.room.drafts import OutcomeDraft
from decisions.models.room.interests import declaring
from decisions.models.room.typed import typed_about
from decisions.models.room.work_area import by_group, parts_of, register_now
from decisions.rules.minutes import may_edit_minutes
from decisions.rules.outcomes import fitting_results
from decisions.views.closing import closing_form
from decisions.views.outcomes import outcome_forms, why_no_vote
from decisions.views.voting import procedure_form
from decisions.workflow.deciding import facts_on
from forum.choices import ItemKind, MeetingStage


def work_forms(screen, procedure=""):
    """Every form that the item needs now, with what was typed into it before."""
    work, meeting = screen.work, screen.meeting
    active = work.active
    ballot = active.ballot if active else work.ballot
    typed = typed_about(active and active.question, ballot, work.item, work.minute, meeting)
    shown = {"minute_text": _minute(work, typed)}
    if active:
        shown |= _on_question(screen, active, typed)
    elif work.row.is_procedural:
        shown |= _on_procedure(screen, procedure, typed)
    return shown | _beside(screen, typed) | {"kept": _kept(screen, typed)}


def _kept(screen, typed):
    """When each form was typed into last, where it is not sent yet."""
    work = screen.work
    question = work.active.question.pk if work.active else None
    about = {"open": question, "outcome": question, "procedure": work.item.pk}
    about |= {"action": screen.meeting.pk, "interest": screen.meeting.pk}
    about["close"] = work.open_ballot.pk if work.open_ballot else None
    return {form: typed.at(pk, form) for form, pk in about.items()}


def _on_question(screen, active, typed):
    """Opening or closing its ballot, breaking a tie, and recording what came of it."""
    question = active.question
    shown = {}
    if active.ballot is None and active.may_be_balloted:
        shown |= _opening(screen, question, typed)
    if active.ballot and active.ballot.is_open:
        shown |= _closing(active.ballot, typed)
        return shown
    if active.ballot and may_be_cast(active.ballot).allowed:
        shown["casting_form"] = CastingForm(auto_id="casting-%s")
    return shown | _outcome(screen, question, typed)


def _opening(screen, question, typed):
    entries = register_now(screen.work, screen.place)
    rulings = by_method(open_facts(question, entries, Method.ELECTRONIC))
    data = typed.into(question.pk, "open")
    form = QuestionForm(data, rulings=rulings, auto_id="open-%s")
    return _register(screen, entries) | _ways(put_back(form), rulings)


def _on_procedure(screen, procedure, typed):
    """Opening or closing a ballot of all members, and who stands in an election."""
    work = screen.work
    if work.ballot:
        return _closing(work.ballot, typed)
    asked = _procedure(work.item, procedure)
    entries = register_now(work, screen.place, asked)
    members = nominees(screen.meeting, asked) if asked in ELECTIONS else []
    data = typed.into(work.item.pk, "procedure")
    form = procedure_form(data, work.item, asked, entries, members, auto_id="procedure-%s")
    others = [each for each in Procedure if each != asked]
    barred = [each for each in members if not each.ruling.allowed]
    told = {"procedure": asked, "procedures": others, "barred": barred}
    return told | _register(screen, entries) | _ways(put_back(form), form.rulings)


def _procedure(item, wanted):
    if wanted in Procedure.values:
        return Procedure(wanted)
    return USUAL.get(ItemKind(item.kind), Procedure.ADOPT_PROCEDURE)


def _register(screen, entries):
    """Who may vote as the register would be frozen now: by group, and each with the reason."""
    record = as_it_stands(entries, screen.place)
    return {"record": record, "groups": by_group(entries)}


def _ways(form, rulings):
    """How the ballot may be opened; where in no way, why not."""
    usual = rulings[form.fields["method"].initial or Method.ELECTRONIC]
    possible = any(each.allowed for each in rulings.values())
    return {"opening_form": form if possible else None, "opening_ruling": usual}


def _closing(ballot, typed):
    data = typed.into(ballot.pk, "close")
    form = closing_form(ballot, data, auto_id="close-%s")
    record = ballot_record(ballot, named=False)
    return {
        "ballot": ballot,
        "closing_form": put_back(form),
        "is_electronic": ballot.method == Method.ELECTRONIC,
        "void_form": VoidForm(auto_id="void-%s"),
        "groups": by_group(line.entry for line in record.lines),
        "record": record,
    }


def _outcome(screen, question, typed):
    """The outcome and its awards; nothing once it is recorded."""
    if hasattr(question, "outcome"):
        return {}
    untold = facts_on(question, OutcomeDraft(Result.NOTED), within=screen.place)
    fitting = fitting_results(untold)
    data = typed.into(question.pk, "outcome")
    form, awards = outcome_forms(data, question, fitting, auto_id="outcome-%s")
    return {
        "outcome_form": put_back(form) if fitting else None,
        "awards": put_back(awards),
        "no_vote": why_no_vote(untold),
    }


def _beside(screen, typed):
    """What may be set or declared under every item."""
    work, meeting = screen.work, screen.meeting
    action = ActionForm(
        typed.into(meeting.pk, "action"),
        meeting=meeting,
        initial={"agenda_item": work.item},
        auto_id="action-%s",
    )
    interest = InterestForm(
        typed.into(meeting.pk, "interest"),
        meeting=meeting,
        seats=declaring(screen.attending, None),
        items=[line.item for line in screen.agenda],
        parts=parts_of(meeting),
        initial={"reach": str(work.item.pk)},
        auto_id="interest-%s",
    )
    is_open = meeting.stage == MeetingStage.OPEN
    return {
        "action_form": put_back(action),
        "interest_form": put_back(interest) if is_open else None,
    }


def _minute(work, typed):
    """What the minutes say about the item, or what was typed and not saved into them yet."""
    minute = work.minute
    if minute is None:
        return None
    unsaved = typed.into(minute.pk, "minute")
    return {
        "text": (unsaved or {}).get("text", minute.text),
        "version": (unsaved or {}).get("version", minute.version),
        "unsaved": typed.at(minute.pk, "minute"),
        "editing": may_edit_minutes(minute.minutes.stage),
    }
