"""Signing in through an organisation's own accounts: Microsoft Entra, or any OpenID provider.

Somebody is known by the tenant and the object id that the provider gives them, never by their
e-mail address: an address can be given to somebody else.
"""

from __future__ import annotations

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect import views
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

UNUSABLE = (requests.RequestException, OAuth2Error, ValueError, KeyError)
"""A provider that is down or slow, that answers nonsense, or whose answer says not who it is."""


class FromThisSite(views.OpenIDConnectOAuth2Adapter):
    """The way back from the provider leads to this site's own address, whatever a request says."""

    def get_callback_url(self, request, app) -> str:
        back = reverse("openid_connect_callback", args=[self.provider_id])
        return f"{settings.SITE_URL}{back}"


class SteadyProvider(OpenIDConnectProvider):
    """A provider whose people keep their identity when their address changes."""

    oauth2_adapter_class = FromThisSite

    def extract_uid(self, data) -> str:
        """Tenant and object id, which Microsoft gives; else issuer and subject."""
        told = data["id_token"]
        if "tid" in told:
            return f"{told['tid']}:{told['oid']}"
        return f"{told['iss']} {told['sub']}"

    def extract_extra_data(self, data) -> dict:
        """Whether a second step was asked for; not the name and address that the token holds."""
        return {"id_token": {"amr": data["id_token"].get("amr") or []}}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """What allauth asks of us when somebody comes from a provider."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def get_provider(self, request, provider, client_id=None):
        return SteadyProvider(request, app=self.get_app(request, provider, client_id))

    def list_apps(self, request, provider=None, client_id=None):
        """Providers come from the settings alone; none from the database."""
        found = super().list_apps(request, provider, client_id)
        return [app for app in found if app.pk is None]

    def on_authentication_error(self, request, provider, error=None, **kwargs) -> None:
        if error == AuthError.CANCELLED:
            return
        raise ImmediateHttpResponse(not_now(request, status=401))

    def get_connect_redirect_url(self, request, socialaccount) -> str:
        return "/account/"


@never_cache
@require_POST
def provider_login(request, provider_id):
    """Lead to the provider; where it does not answer, say so."""
    return _or_a_sentence(OAuth2LoginView, request, provider_id)


@never_cache
@require_GET
def provider_callback(request, provider_id):
    """Somebody comes back from the provider."""
    return _or_a_sentence(OAuth2CallbackView, request, provider_id)


@require_GET
def cancelled(request):
    """Somebody turned round at the provider: here is the door again."""
    return redirect("sign_in")


def _or_a_sentence(view, request, provider_id):
    try:
        return view.adapter_view(FromThisSite(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except UNUSABLE:
        return not_now(request, status=503)


def not_now(request, *, status):
    """The page that says that the provider did not let them in, and what else there is."""
    context = {"title": "Your organisation's sign-in did not work"}
    return render(request, "socialaccount/not_now.html", context, status=status)
