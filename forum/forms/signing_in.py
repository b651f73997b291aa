"""Signing in."""

from __future__ import annotations

from django import forms
from django.contrib.auth import authenticate

from forum.forms.base import GovukForm
from forum.models import Person


class SignInForm(GovukForm):
    """E-mail address and password; the answer never says which of the two was wrong."""

    messages = {"email": "Enter your email address", "password": "Enter your password"}

    email = forms.EmailField(
        label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: Person | None = None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("email") and cleaned.get("password"):
            self.person = authenticate(
                self.request,
                username=cleaned["email"].strip().lower(),
                password=cleaned["password"],
            )
            if self.person is None:
                self.add_error("email", "The email address or the password is not right")
        return cleaned
