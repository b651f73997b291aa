"""The page of words: everything that is explained beside a hard word, in one place."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_GET

from forum.rules.words import WORDS


@require_GET
def words_page(request):
    context = {"title": "What the words mean", "words": WORDS.values()}
    return render(request, "words.html", context)
