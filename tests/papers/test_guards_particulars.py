"""What stands around a paper is fixed with it, also past the steps."""

import pytest

from papers.models import BackgroundDocument, Contact, Particulars
from tests.factories import a_paper
from tests.guarded import drafted, table
from tests.raw import change, copy, remove, try_both

pytestmark = pytest.mark.django_db

SUBJECTS = {Particulars: "subject", BackgroundDocument: "title", Contact: "name"}


def a_row(draft, model):
    return model.objects.create(
        forum=draft.forum, paper=draft.paper, **{SUBJECTS[model]: "As printed"}
    )


@pytest.mark.parametrize("model", SUBJECTS)
def test_what_stands_around_a_tabled_paper_is_fixed(model):
    draft = drafted()
    row = a_row(draft, model)
    table(draft.placement, draft.clerk)
    table(draft.paper, draft.clerk)

    try_both(lambda: change(row, **{SUBJECTS[model]: "Another"}), "tabled_is_fixed")
    try_both(lambda: remove(row), "tabled_is_fixed")


@pytest.mark.parametrize("model", [BackgroundDocument, Contact])
def test_nothing_is_added_around_a_tabled_paper(model):
    draft = drafted()
    row = a_row(draft, model)
    table(draft.placement, draft.clerk)
    table(draft.paper, draft.clerk)

    try_both(lambda: copy(row), "tabled_is_fixed")


@pytest.mark.parametrize("model", SUBJECTS)
def test_row_is_not_moved_to_a_tabled_paper(model):
    draft = drafted()
    row = a_row(draft, model)
    other = a_paper(draft.paper.matter)
    change(row, paper_id=other)
    table(draft.placement, draft.clerk)
    table(draft.paper, draft.clerk)

    try_both(lambda: change(row, paper_id=draft.paper), "tabled_is_fixed")


@pytest.mark.parametrize("model", SUBJECTS)
def test_what_stands_around_a_draft_may_be_changed(model):
    row = a_row(drafted(), model)

    assert change(row, **{SUBJECTS[model]: "Another"}) == 1
    assert remove(row) == 1
