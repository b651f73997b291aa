"""Every address under /account/: allauth's steps under our names and its own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from config.signing_in import account as account_page
from config.signing_in import address, demo, oidc, views
from config.signing_in.confirming import own_change

urlpatterns = [
    path("", account_page.account_home, name="account_home"),
    # In and out. Some pages have a second name, which allauth leads to.
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/", views.sign_in, name="account_request_login_code"),
    path("sign-in/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/password/", views.sign_in_by_password, name="sign_in_by_password"),
    path("sign-in/passkey/", views.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/demo/", demo.choose_person, name="choose_person"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/with/<slug:provider_id>/", oidc.provider_login, name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        oidc.provider_callback,
        name="openid_connect_callback",
    ),
    path("sign-in/with/", oidc.cancelled, name="socialaccount_login_cancelled"),
    path("sign-out/", views.sign_out, name="sign_out"),
    # Who is there?
    path("confirm/", views.confirm_who, name="confirm_who"),
    path("confirm/password/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("confirm/again/", views.sign_in_again, name="sign_in_again"),
    path("kept/", views.kept_form, name="kept_form"),
    # Ways to sign in
    path("address/", own_change(address.address), name="address"),
    path("address/confirm/", own_change(address.address_confirm), name="address_confirm"),
    path("password/", own_change(account_page.password), name="password"),
    path("password/remove/", own_change(account_page.password_remove), name="password_remove"),
    path(
        "with/<slug:provider_id>/remove/",
        own_change(account_page.provider_disconnect),
        name="provider_disconnect",
    ),
    path("second-step/", account_page.second_step, name="second_step"),
    path("second-step/", account_page.second_step, name="mfa_index"),
    path("app/", own_change(account_page.add_app), name="mfa_activate_totp"),
    path("app/remove/", own_change(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", own_change(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "codes/new/", own_change(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "codes/download/",
        own_change(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", own_change(account_page.add_passkey), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", own_change(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        own_change(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("sessions/", account_page.session_list, name="usersessions_list"),
]
