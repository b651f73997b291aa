import pytest
from django.urls import get_resolver

from forum.rules.founding import LONGEST, RESERVED, may_be_called


@pytest.mark.parametrize("slug", ["borsetshire", "north-borsetshire", "bcp2", "a" * LONGEST])
def test_forum_is_called_by_a_plain_word(slug):
    assert may_be_called(slug, taken=False).allowed


@pytest.mark.parametrize(
    "slug", ["", "Borsetshire", "bor setshire", "-bor", "bor-", "bor--set", "bör", "a" * 61, "a/b"]
)
def test_word_that_no_address_can_hold_is_refused(slug):
    assert may_be_called(slug, taken=False).codes == {"not-a-name"}


def test_word_of_the_site_and_word_of_another_forum_are_refused():
    assert may_be_called("account", taken=False).codes == {"reserved-word"}
    assert may_be_called("borsetshire", taken=True).codes == {"name-taken"}


def test_every_page_of_the_site_itself_is_a_reserved_word():
    first = {str(each.pattern).partition("/")[0] for each in get_resolver().url_patterns}
    words = {word for word in first if word and "<" not in word and "." not in word}

    assert words - RESERVED == set()
    assert len(words) >= 4
