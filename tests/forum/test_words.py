import re
from pathlib import Path

import pytest
from django.conf import settings

from forum.rules.words import WORDS

TEMPLATES = Path(settings.BASE_DIR) / "templates"
USED = re.compile(r'{% word "([^"]+)" %}')


def used():
    return {
        (path.relative_to(TEMPLATES).as_posix(), name)
        for path in TEMPLATES.rglob("*.html")
        for name in USED.findall(path.read_text())
    }


def test_every_word_that_a_page_explains_is_explained():
    assert {name for _, name in used()} - WORDS.keys() == set()
    assert len({page for page, _ in used()}) >= 10


def test_words_are_short_and_end_as_sentences_do():
    for word in WORDS.values():
        assert word.means.endswith("."), word.word
        assert 20 < len(word.means) < 260, word.word


@pytest.mark.django_db
def test_everybody_reads_all_words_on_one_page(client):
    page = client.get("/words/").content.decode()

    assert [anchor for anchor in WORDS if f'id="{anchor}"' not in page] == []


@pytest.mark.django_db
def test_hard_word_opens_beside_what_it_is_about(client, forum):
    page = client.get(f"/{forum.slug}/members/").content.decode()

    assert "What “seat” means" in page
    assert WORDS["seat"].means in page
