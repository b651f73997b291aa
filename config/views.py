"""Home, signing in and out, and the health check."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.demo_people import demo_people
from config.needs import needs_of
from forum.forms.signing_in import SignInForm
from forum.guards import missing_or_changed
from forum.models import Forum, Person


@require_GET
def home(request):
    """What needs you; for the public, the forums."""
    if request.user.is_authenticated:
        context = {"title": "What needs you", "forums": needs_of(request.user)}
        return render(request, "home.html", context)
    context = {"title": "Schools forums", "forums": Forum.objects.all(), "is_demo": settings.DEMO}
    return render(request, "public_home.html", context)


@require_http_methods(["GET", "POST"])
def sign_in(request):
    form = SignInForm(request.POST, request=request) if request.method == "POST" else SignInForm()
    if request.method == "POST" and form.is_valid():
        login(request, form.person)
        return redirect(next_page(request))
    context = {
        "form": form,
        "title": "Sign in",
        "submit": "Sign in",
        "is_demo": settings.DEMO,
        "query": request.GET.urlencode(),
    }
    return render(request, "sign_in.html", context)


@require_http_methods(["GET", "POST"])
def choose_person(request):
    """Sign in as one of the invented people of a demo forum; exists only where DEMO=1."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        person = _demo_person(request.POST.get("person", ""))
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, f"You are signed in as {person.name}.")
        return redirect(next_page(request))
    context = {"title": "Choose who to be", "people": demo_people()}
    return render(request, "choose_person.html", context)


@require_POST
def sign_out(request):
    logout(request)
    return redirect("home")


@require_GET
def healthz(request):
    """200 when the database answers and every guard stands as declared; 503 otherwise."""
    wrong = missing_or_changed(connection)
    state = {"database": connection.vendor, "guards": wrong or "in place"}
    return JsonResponse(state, status=503 if wrong else 200)


def next_page(request):
    """Where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "home"


def _demo_person(chosen):
    people = Person.objects.filter(is_demo=True, is_active=True)
    for person in people:
        if str(person.pk) == chosen:
            return person
    raise Http404
