"""The forms of signing in, in our look and words; what they check is allauth's."""

from __future__ import annotations

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password

from forum.forms.base import Govuk, GovukForm
from forum.forms.widgets import TextBox
from forum.models import Person


def _code_box() -> TextBox:
    return TextBox({"autocomplete": "one-time-code", "spellcheck": "false"}, width=10)


class AskForCodeForm(Govuk, account.RequestLoginCodeForm):
    """An e-mail address to send a code to; the answer is the same whether it is known or not."""

    messages = {"email": "Enter your email address"}

    email = forms.EmailField(
        label="Email address",
        help_text="The one that your forum writes to",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        # Few for one asking from one place, so that nobody keeps somebody else from their code.
        asking = f"{email} {get_adapter().get_client_ip(context.request)}"
        few = ratelimit.consume(context.request, action="request_login_code", key=asking)
        if not few or not ratelimit.consume(
            context.request, action="request_login_code_for", key=email
        ):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = Person.objects.filter(email=email, is_active=True).first()
        return email


class ConfirmCodeForm(Govuk, account.ConfirmLoginCodeForm):
    """The code that came by e-mail."""

    messages = {"code": "Enter the code from the email"}

    code = forms.CharField(
        label="Code", help_text="It looks like ABCD-EFGH", widget=_code_box(), max_length=40
    )


class PasswordSignInForm(Govuk, account.LoginForm):
    """E-mail address and password; the answer never says which of the two was wrong."""

    messages = {"login": "Enter your email address", "password": "Enter your password"}
    field_order = ["login", "password"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label="Email address",
            widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        )
        self.fields["password"] = _password("Password", "current-password")
        self.order_fields(self.field_order)

    def clean_login(self):
        return self.cleaned_data["login"].strip().lower()


class ConfirmByPasswordForm(Govuk, account.ReauthenticateForm):
    """The password once more."""

    messages = {"password": "Enter your password"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password("Password", "current-password")


class SecondStepForm(Govuk, mfa.AuthenticateForm):
    """A code of the authenticator app, or a recovery code."""

    messages = {"code": "Enter the code that your app shows, or a recovery code"}

    code = forms.CharField(
        label="Code",
        help_text="The 6 figures that your authenticator app shows, or one of your recovery codes",
        widget=_code_box(),
        max_length=40,
    )


class ConfirmBySecondStepForm(Govuk, mfa.ReauthenticateForm):
    """A code of the authenticator app, or a recovery code, once more."""

    messages = SecondStepForm.messages

    code = forms.CharField(
        label="Code",
        help_text="The 6 figures that your authenticator app shows, or one of your recovery codes",
        widget=_code_box(),
        max_length=40,
    )


class AddAppForm(Govuk, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    messages = {"code": "Enter the 6 figures that your app shows"}

    code = forms.CharField(label="Code that the app shows now", widget=_code_box(), max_length=40)


class RemoveAppForm(Govuk, totp.DeactivateTOTPForm):
    """Nothing to fill in: the app is removed."""


class NewRecoveryCodesForm(Govuk, GenerateRecoveryCodesForm):
    """Nothing to fill in: new codes are made."""


class AddPasskeyForm(Govuk, webauthn.AddWebAuthnForm):
    """A name for a new passkey; the browser fills in the rest."""

    messages = {"credential": "The browser did not make a passkey. Try again"}

    name = forms.CharField(
        label="Name of this passkey",
        help_text="So that you can tell it from others, such as “My phone”",
        max_length=60,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A passkey here always stands for both steps: it asks for a finger, a face or a PIN.
        self.fields["passwordless"].widget = forms.HiddenInput()

    def clean_passwordless(self):
        return True


class RenamePasskeyForm(Govuk, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label="Name of this passkey", max_length=60)


class NewPasswordForm(GovukForm):
    """A password of one's own choosing."""

    messages = {"password": "Enter a password"}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"] = _password("New password", "new-password")
        self.fields["password"].help_text = (
            "At least 12 characters: three words that do not belong together are good. Not your "
            "name, and not one that many people use."
        )

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


def _password(label: str, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )
