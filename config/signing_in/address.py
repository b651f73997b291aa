"""Another e-mail address: changed by its person, once a code has shown that it is theirs."""

from __future__ import annotations

from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.forms.base import GovukForm
from forum.models import Person
from forum.views.forms import sent
from forum.workflow.people.signing_in import change_own_address

NEW = "signing_in.address"
"""The address and the code that went to it; how often a wrong one was typed, and since when."""
MOST_TRIES, MOST_SECONDS = 3, 15 * 60
NOT_SENT = "We cannot send email just now. Try again in a few minutes."


class AddressForm(GovukForm):
    messages = {"email": "Enter your new email address"}

    email = forms.EmailField(label="New email address", help_text="We send a code to it.")

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


class CodeForm(GovukForm):
    messages = {"code": "Enter the code from the email"}

    code = forms.CharField(label="Code", help_text="It looks like ABCD-EFGH", max_length=40)


@require_http_methods(["GET", "POST"])
def address(request):
    """Ask for another address; what is said is the same whether somebody else has it or not."""
    form = AddressForm(sent(request))
    if form.is_valid() and _code_is_sent(request, form):
        return redirect("address_confirm")
    return _page(request, form, "Change your email address", submit="Send a code to it")


@require_http_methods(["GET", "POST"])
def address_confirm(request):
    """Type the code that went to the new address."""
    new = request.session.get(NEW)
    if not new or timezone.now().timestamp() - new["at"] > MOST_SECONDS:
        return redirect("address")
    form = CodeForm(sent(request))
    if form.is_valid() and _is_right(request, form, new):
        request.session.pop(NEW, None)
        person = Person.objects.get(pk=request.user.pk)
        change_own_address(person, new["email"], by=request.user, on=timezone.localdate())
        messages.success(request, f"From now on we write to you at {new['email']}.")
        return redirect("account_home")
    if NEW not in request.session:
        messages.error(request, "That was the third wrong code. Begin again.")
        return redirect("address")
    lead = f"If {new['email']} can be used, a code is on its way to it."
    return _page(request, form, "Check your email", lead=lead, submit="Use this address")


def _code_is_sent(request, form):
    adapter, email = get_adapter(request), form.cleaned_data["email"]
    if not ratelimit.consume(request, action="manage_email"):
        form.add_error("email", adapter.error_messages["rate_limited"])
        return False
    code = adapter.generate_email_verification_code()
    is_free = not Person.objects.filter(email=email).exists()
    what = "new_address" if is_free else "address_in_use"
    try:
        adapter.send_mail(f"account/email/{what}", email, {"code": code})
    except (SMTPException, OSError):
        form.add_error("email", NOT_SENT)
        return False
    kept = {"email": email, "code": code if is_free else "", "tries": 0}
    request.session[NEW] = kept | {"at": timezone.now().timestamp()}
    return True


def _is_right(request, form, new):
    typed = form.cleaned_data["code"]
    if new["code"] and compare_user_code(actual=typed, expected=new["code"]):
        return True
    new["tries"] += 1
    request.session[NEW] = new
    if new["tries"] >= MOST_TRIES:
        del request.session[NEW]
    form.add_error("code", ValidationError(get_adapter(request).error_messages["incorrect_code"]))
    return False


def _page(request, form, title, **more):
    back = reverse("account_home")
    context = {"form": form, "title": title, "back": back, "cancel": back, **more}
    return render(request, "form_page.html", context)
