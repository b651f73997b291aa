"""What allauth and Django are told about signing in: a part of the settings of the site."""

from config.environment import identity_providers, switch

ACCOUNT_ADAPTER = "config.signing_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the forum holds the address; a code proves the mailbox
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # we write to them ourselves
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 20 * 60
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says, whichever way they came
ACCOUNT_REAUTHENTICATION_TIMEOUT = 30 * 60
ACCOUNT_RATE_LIMITS = {
    # Slow down, lock nobody out: a right password or a new code works a minute later.
    "login_failed": "20/m/ip,5/m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "request_login_code_for": "20/m/key",
}
ACCOUNT_FORMS = {
    "login": "config.signing_in.forms.PasswordSignInForm",
    "request_login_code": "config.signing_in.forms.AskForCodeForm",
    "confirm_login_code": "config.signing_in.forms.ConfirmCodeForm",
    "reauthenticate": "config.signing_in.forms.ConfirmByPasswordForm",
}
MFA_ADAPTER = "config.signing_in.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off
MFA_TOTP_ISSUER = "Tabled"
MFA_FORMS = {
    "authenticate": "config.signing_in.forms.SecondStepForm",
    "reauthenticate": "config.signing_in.forms.ConfirmBySecondStepForm",
    "activate_totp": "config.signing_in.forms.AddAppForm",
    "deactivate_totp": "config.signing_in.forms.RemoveAppForm",
    "generate_recovery_codes": "config.signing_in.forms.NewRecoveryCodesForm",
    "add_webauthn": "config.signing_in.forms.AddPasskeyForm",
    "edit_webauthn": "config.signing_in.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "config.signing_in.oidc.ProviderAdapter"
IDENTITY_PROVIDERS = identity_providers()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": IDENTITY_PROVIDERS}}
OIDC_ASKS_FOR_SECOND_STEP = switch("OIDC_ASKS_FOR_SECOND_STEP")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "post")},
    },
    {"NAME": "config.signing_in.passwords.NotOurWords"},
]
