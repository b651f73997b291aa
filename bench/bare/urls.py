"""The two pages of the floor."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.bare.models import Meeting
from bench.words import paragraph

FIXED = f"<!doctype html><html lang='en'><title>Agenda</title><p>{paragraph('fixed', 168)}</p>"


def fixed(_request):
    return HttpResponse(FIXED)


def template(request):
    meeting = Meeting.objects.get()
    items = meeting.items.order_by("number").prefetch_related("papers")
    return render(request, "agenda.html", {"meeting": meeting, "items": items})


urlpatterns = [path("fixed", fixed), path("template", template)]
