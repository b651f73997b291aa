"""Home, signing in and out, and the health check."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from forum.guards import guards_state

from config.needs import needs_of
from forum.forms.signing_in import SignInForm
from forum.models import Forum, Person


@require_GET
def home(request):
    """What needs you; for the public, the forums."""
    if request.user.is_authenticated:
        context = {"title": "What needs you", "needs": needs_of(request.user)}
        return render(request, "home.html", context)
    return render(
        request, "public_home.html", {"title": "Schools forums", "forums": Forum.objects.all()}
    )


@require_http_methods(["GET", "POST"])
def sign_in(request):
    form = SignInForm(request.POST, request=request) if request.method == "POST" else SignInForm()
    if request.method == "POST" and form.is_valid():
        login(request, form.person)
        return redirect(next_page(request))
    context = {"form": form, "title": "Sign in", "submit": "Sign in", "is_demo": settings.DEMO}
    return render(request, "sign_in.html", context)


@require_http_methods(["GET", "POST"])
def choose_person(request):
    """Sign in as one of the invented people of a demo forum; exists only where DEMO=1."""
    if not settings.DEMO:
        raise Http404
    people = Person.objects.filter(is_demo=True, is_active=True)
    if request.method == "POST":
        person = get_object_or_404(people, pk=request.POST.get("person", ""))
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, f"You are signed in as {person.name}.")
        return redirect(next_page(request))
    return render(
        request,
        "choose_person.html",
        {
            "title": "Choose who to be",
            "people": people.prefetch_related("role_grants", "appointments__seat"),
        },
    )


@require_POST
def sign_out(request):
    logout(request)
    return redirect("home")


@require_GET
def healthz(request):
    """200 when the database answers and every guard stands as declared; 503 otherwise."""
    guards = guards_state()
    state = {"database": connection.vendor, "guards": guards.declared, "wrong": guards.problems}
    return JsonResponse(state, status=200 if guards.intact else 503)


def next_page(request):
    """Where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "home"
