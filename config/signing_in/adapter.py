"""What allauth asks of us: our words, our letters, our rule who is let in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from config.signing_in.kept import belongs_to
from config.signing_in.letters import tell_of_change
from config.signing_in.qr import QrCode, qr_code
from config.signing_in.sealing import sealed, unsealed
from config.signing_in.session import has_job, has_second_step, proved_lately

PROVING_WORDS = {
    "mfa_reauthenticate:webauthn": "Use your passkey",
    "mfa_reauthenticate": "Use your authenticator app or a recovery code",
    "reauthenticate": "Use your password",
}
PROVING = list(PROVING_WORDS)
"""The ways to prove who is there, in the order in which they are offered."""


class AccountAdapter(DefaultAccountAdapter):
    """Signing in: nobody signs up, and an address is the one the forum holds of its person."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right",
        "incorrect_code": "That code is not right. Check it, or ask for a new one",
        "incorrect_password": "The password is not right",
        "too_many_login_attempts": "Too many tries. Wait a minute, then try again",
        "rate_limited": "Too many tries. Wait a minute, then try again",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        """The true address, which config/requests.py has found."""
        return request.META.get("REMOTE_ADDR") or "::"

    def reauthenticate(self, user, password: str) -> bool:
        self.pre_authenticate(self.request, email=user.email)
        return user.check_password(password)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        return not proved_lately(self.request)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Every way to prove it, the quickest first; the one that everybody has comes last."""
        ways = super().get_reauthentication_methods(user)
        ways.sort(key=lambda way: PROVING.index(way["id"]))
        again = {
            "id": "again",
            "description": "Sign in again",
            "url": reverse("sign_in_again"),
        }
        return [*({**way, "description": PROVING_WORDS[way["id"]]} for way in ways), again]

    def login(self, request, user) -> None:
        super().login(request, user)
        belongs_to(request, user)

    def post_login(self, request, user, *, signal_kwargs, redirect_url, **kwargs):
        if (signal_kwargs or {}).get("sociallogin") and is_vouched(signal_kwargs["sociallogin"]):
            record_authentication(request, user, "vouched")
        answer = super().post_login(
            request, user, signal_kwargs=signal_kwargs, redirect_url=redirect_url, **kwargs
        )
        if has_job(user) and not has_second_step(request):
            return redirect(reverse("second_step", query={"next": answer.url}))
        return answer

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        tell_of_change(user, template_prefix)


def is_vouched(sociallogin) -> bool:
    """Whether the provider says that it asked for a second step."""
    if settings.OIDC_ASKS_FOR_SECOND_STEP:
        return True
    told = sociallogin.account.extra_data.get("id_token") or {}
    return "mfa" in (told.get("amr") or [])


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step: what it keeps is sealed, and keys are bound to the name of this site."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Check it, and that your phone's clock is right",
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unsealed(encrypted_text)

    def build_totp_svg(self, url: str) -> QrCode:
        return qr_code(url)

    def generate_authenticator_name(self, user, type) -> str:
        return "My passkey"
