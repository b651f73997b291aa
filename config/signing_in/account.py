"""One's own account: who one is here, and each way in which one can sign in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.signing_in.devices import device_words
from config.signing_in.forms import NewPasswordForm
from config.signing_in.session import has_second_step
from config.signing_in.views import confirm_who
from config.signing_in.ways import choose_password, disconnect, has_own_second_step, ways_of
from forum.views.forms import back_to, sent

ON = "signing_in.on"
"""Where somebody was going who first had to set up a second step."""


@require_GET
def account_home(request):
    context = {"title": "Your account", "ways": ways_of(request.user)}
    return render(request, "account/home.html", context)


@require_GET
def second_step(request):
    """Choose a second step: for somebody whose job needs one, the way to everything else."""
    wanted = back_to(request, request.session.get(ON) or reverse("home"))
    if has_second_step(request):
        request.session.pop(ON, None)
        return redirect(wanted)
    request.session[ON] = wanted
    if has_own_second_step(request.user):
        return confirm_who(request)
    return render(request, "account/second_step.html", {"title": "Set up a second step"})


class AddAppView(app.ActivateTOTPView):
    """A new authenticator app; its first code counts as the second step of this session."""

    def form_valid(self, form):
        answer = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return answer


class AddPasskeyView(passkeys.AddWebAuthnView):
    """A new passkey; making it counts as the second step of this session."""

    def form_valid(self, form):
        answer = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return answer


class SessionsView(sessions.ListUserSessionsView):
    """Where the person is signed in; and out, everywhere else."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        devices = [(device_words(each.user_agent), each) for each in context["sessions"]]
        return context | {"devices": devices}


add_app = AddAppView.as_view()
add_passkey = AddPasskeyView.as_view()
session_list = SessionsView.as_view()


@require_http_methods(["GET", "POST"])
def password(request):
    """Choose a password, or another one; the session goes on, all others end."""
    form = NewPasswordForm(sent(request), person=request.user)
    if form.is_valid():
        choose_password(request, form.cleaned_data["password"])
        messages.success(request, "Your password is set. You are signed out everywhere else.")
        return redirect("account_home")
    back = reverse("account_home")
    context = {"title": "Choose a password", "form": form, "back": back, "cancel": back}
    return render(request, "account/password.html", context | {"submit": "Set this password"})


@require_POST
def password_remove(request):
    """Have no password any more: a code, a passkey and an app stay."""
    choose_password(request, None)
    messages.success(request, "Your password is removed.")
    return redirect("account_home")


@require_POST
def provider_disconnect(request, provider_id):
    disconnect(request, provider_id)
    messages.success(request, "Your organisation's account is disconnected.")
    return redirect("account_home")
