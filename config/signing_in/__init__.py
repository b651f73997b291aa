"""Signing in: by e-mailed code, passkey, password with a second step, or an identity provider."""
