"""Sessions of people who signed in, made without asking them: they record how, as real ones do."""

from __future__ import annotations

import time
from collections.abc import MutableMapping

PASSKEY = {"method": "mfa", "type": "webauthn", "passwordless": True}
CODE = {"method": "code"}
"""A code by e-mail, and no second step."""


def record_proof(session: MutableMapping, person, proof=PASSKEY, ago: float = 0) -> None:
    """Note in the session how the person proved who they are, so many seconds ago."""
    session["account_authentication_methods"] = [{**proof, "at": time.time() - ago}]
    session["account_authentication_methods_user"] = str(person.pk)


def sign_in(client, person, proof=PASSKEY, *, ago: float = 0) -> None:
    """Sign the person in as if so many seconds ago, with a proof of this kind."""
    client.force_login(person)
    session = client.session
    record_proof(session, person, proof, ago)
    # Here all the while since.
    session["signing_in.seen"] = time.time()
    session.save()
