"""Several people save at the same moment, on both engines: nothing that anybody typed is lost.

The control does the same without bringing the texts together, and loses what others typed.
"""

import threading
from dataclasses import replace

import pytest
from django.db import OperationalError, connection

from forum.rules.ruling import Stale
from papers.models import Paper
from papers.workflow.drafting import save_paper
from tests.factories import BEFORE, a_text, edited

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4
TEXT = "\n\n".join(f"1.{at} Paragraph {at} as it was." for at in range(1, PEOPLE + 1))


@pytest.fixture
def written(paper, officer):
    a_text(paper, TEXT, officer)
    return paper


def by_each(at):
    return f"Paragraph {at + 1} as written by person {at + 1}."


def changed(paper, at, text):
    blocks = paper.blocks
    return (*blocks[:at], replace(blocks[at], text=text), *blocks[at + 1 :])


def all_at_once(act):
    """Run act(0), act(1), … in threads that begin together; answer with what each raised."""
    begin = threading.Barrier(PEOPLE)
    raised = [None] * PEOPLE

    def run(at):
        begin.wait()
        try:
            _patiently(act, at)
        except Exception as error:
            raised[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[at]) for at in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


def _patiently(act, at):
    """SQLite in memory refuses whom a file would let wait."""
    for _ in range(2000):
        try:
            return act(at)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            threading.Event().wait(0.005)
    raise AssertionError("the database stayed locked")


def test_everybody_s_paragraph_stands(written, officer):
    opened = [edited(written, blocks=changed(written, at, by_each(at))) for at in range(PEOPLE)]

    def save(at):
        save_paper(Paper.objects.get(pk=written.pk), opened[at], by=officer, on=BEFORE)

    assert all_at_once(save) == [None] * PEOPLE
    paper = Paper.objects.get(pk=written.pk)
    assert [each.text for each in paper.blocks] == [by_each(at) for at in range(PEOPLE)]
    assert paper.version == PEOPLE + 1
    assert [each.number for each in paper.versions.all()] == list(range(1, PEOPLE + 2))


def test_one_paragraph_is_saved_once_and_shown_to_all_others(written, officer):
    opened = [edited(written, blocks=changed(written, 0, by_each(at))) for at in range(PEOPLE)]

    def save(at):
        save_paper(Paper.objects.get(pk=written.pk), opened[at], by=officer, on=BEFORE)

    raised = all_at_once(save)

    refused = [(at, error) for at, error in enumerate(raised) if error]
    assert len(refused) == PEOPLE - 1
    paper = Paper.objects.get(pk=written.pk)
    for at, error in refused:
        assert isinstance(error, Stale)
        assert by_each(at) in error.typed
        assert paper.blocks[0].text in error.saved
    assert paper.version == 2


def test_control_saving_over_the_present_text_loses_what_others_typed(written, officer):
    opened = [edited(written, blocks=changed(written, at, by_each(at))) for at in range(PEOPLE)]

    for each in opened:
        paper = Paper.objects.get(pk=written.pk)
        over = replace(each, base=paper.version)  # as if it had been written from this text
        save_paper(paper, over, by=officer, on=BEFORE)

    texts = [each.text for each in Paper.objects.get(pk=written.pk).blocks]
    assert texts[-1] == by_each(PEOPLE - 1)
    assert by_each(0) not in texts
