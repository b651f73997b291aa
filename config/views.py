"""Home, and the health check."""

from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config.needs import needs_of
from forum.guards import missing_or_changed
from forum.models import Forum


@require_GET
def home(request):
    """What needs you; for the public, the forums."""
    if request.user.is_authenticated:
        context = {"title": "What needs you", "forums": needs_of(request.user)}
        return render(request, "home.html", context)
    context = {"title": "Schools forums", "forums": Forum.objects.all(), "is_demo": settings.DEMO}
    return render(request, "public_home.html", context)


@require_GET
def healthz(request):
    """200 when the database answers and every guard stands as declared; 503 otherwise."""
    wrong = missing_or_changed(connection)
    state = {"database": connection.vendor, "guards": wrong or "in place"}
    return JsonResponse(state, status=503 if wrong else 200)
