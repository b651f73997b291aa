"""Signing in and out, and proving once more who is there: allauth's steps behind our pages."""

from __future__ import annotations

from smtplib import SMTPException
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.signing_in.kept import KEPT, WAS, kept_for
from config.signing_in.standing import end_session
from forum.models import Person
from forum.views.forms import back_to

NO_POST = (SMTPException, OSError)
"""What a mail server that is down, slow or cross gives rise to."""
NOT_SENT = (
    "We cannot send email just now, so no code is on its way. Try again in a few minutes, or sign "
    "in another way."
)


class BeginsAnew:
    """A page on which a sign-in that was begun can be left for another: no way to be stuck."""

    def _redirect_to_pending_stage(self, request, stage):
        clear_login(request)


class SignInView(BeginsAnew, account.RequestLoginCodeView):
    """The front door: a code by e-mail, and the other ways beside it."""

    template_name = "account/sign_in.html"

    def dispatch(self, request, *args, **kwargs):
        if getattr(request, "half_signed_in", None):
            return redirect_with_next(request, "second_step")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        try:
            if form._user is None:
                tell_unknown(form.cleaned_data["email"])
            return super().form_valid(form)
        except NO_POST:
            form.add_error("email", NOT_SENT)
            return self.render_to_response(self.get_context_data(form=form), status=503)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | ways_in(self.request, "Sign in")


class PasswordView(BeginsAnew, account.LoginView):
    """Signing in by password."""

    template_name = "account/sign_in_by_password.html"

    def get_context_data(self, **kwargs):
        title = "Sign in with a password"
        return super().get_context_data(**kwargs) | ways_in(self.request, title)


class PasskeyView(BeginsAnew, passkeys.LoginWebAuthnView):
    """Signing in by passkey: the browser asks for what it has to answer, then sends it."""


sign_in = never_cache(SignInView.as_view())
sign_in_by_password = never_cache(PasswordView.as_view())
sign_in_by_passkey = never_cache(PasskeyView.as_view())


def ways_in(request, title):
    """What the sign-in pages say besides their form."""
    wanted = back_to(request, "")
    return {
        "title": title,
        "is_demo": settings.DEMO,
        "is_kept": KEPT in request.session and wanted == reverse("kept_form"),
        "providers": settings.IDENTITY_PROVIDERS,
        "query": request.GET.urlencode(),
        "next": wanted,
    }


def tell_unknown(email):
    """Say to an address that nobody here has it; whoever asked sees the same as everybody."""
    get_adapter().send_mail("account/email/unknown_account", email, {})


def send_code(request, person: Person, next_url: str = "") -> HttpResponse:
    """Send a sign-in code to somebody who came by an invitation, and lead to where it is typed."""
    if request.user.is_authenticated:
        end_session(request)
    try:
        flows.login_by_code.LoginCodeVerificationProcess.initiate(
            request=request, user=person, email=person.email
        )
    except NO_POST:
        messages.error(request, NOT_SENT)
        return redirect_with_next(request, "sign_in", next_url)
    return redirect_with_next(request, "account_confirm_login_code", next_url)


def redirect_with_next(request, name, next_url=""):
    """Lead to a page of signing in, which leads on to where the person wanted to go."""
    wanted = next_url or back_to(request, "")
    return redirect(reverse(name, query={"next": wanted} if wanted else None))


@require_POST
def sign_out(request):
    """End this session, here and on the server."""
    if request.user.is_authenticated or getattr(request, "half_signed_in", None):
        end_session(request)
    return redirect("home")


# Who is there?


@require_GET
def confirm_who(request):
    """Lead to the first way to prove it that the person has."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    wanted = back_to(request, reverse("home"))
    return redirect(f"{methods[0]['url']}?{urlencode({'next': wanted})}")


@require_http_methods(["GET", "POST"])
def sign_in_again(request):
    """Prove it by signing in anew; what was sent stays kept for the same person."""
    if request.method == "GET":
        context = {"title": "Confirm that it is you", "next": back_to(request, "/")}
        return render(request, "account/sign_in_again.html", context)
    wanted, kept, person = back_to(request, ""), request.session.get(KEPT), str(request.user.pk)
    end_session(request)
    request.session[WAS] = person
    if kept:
        request.session[KEPT] = kept
    return redirect_with_next(request, "sign_in", wanted)


@require_GET
def kept_form(request):
    """What the person sent when they had to sign in: shown, and ready to be sent again."""
    kept = kept_for(request)
    if kept is None:
        return redirect("home")
    context = {"title": "What you sent is still here", "kept": kept}
    return render(request, "account/kept_form.html", context)
