"""Accounts: who may correct somebody's name and address, invite them, and lock them out.

One account serves every forum of the site, and a code to sign in goes to its address: whoever
changes the address could sign in as them. So nobody changes it across a boundary of duties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from forum.rules.ruling import Reason, Ruling

LIFE = timedelta(days=7)
"""How long the link of an invitation works."""
APART = timedelta(days=7)
"""So long lies between a new address and the removal of a second step, so that the one whose
account it is hears of the first before the second."""
ADMINISTRATOR = "the administrator"
SITE = "the site administrator"
THEMSELVES = "the person themselves"
CONTROL = "Accounts and Audit Regulations 2015, regulation 3: internal control"
SECURITY = "UK GDPR, article 5(1)(f): security of personal data"


@dataclass(frozen=True)
class Account:
    """Somebody's account, as one forum may see it."""

    is_active: bool = True
    has_role: bool = False
    """They hold a job in the system, here."""
    is_elsewhere: bool = False
    """They have a part in another forum of the site, or look after the site."""
    has_signed_in: bool = False
    is_self: bool = False
    is_last_administrator: bool = False
    corrected_lately: bool = False
    """Somebody else changed their name or address within the last days."""
    helped_in_lately: bool = False
    """Somebody else removed their second step within the last days."""


def may_correct(account: Account, *, as_administrator: bool, new_address: bool = False) -> Ruling:
    """A clerk corrects members; an administrator also those with a job here; nobody a stranger.

    Their own address everybody changes where the new one is confirmed by a code.
    """
    if account.is_self:
        return Ruling.of(_own_address(new_address))
    return Ruling.of(
        [*_correcting(account, as_administrator), *_readdressing(account, new_address)]
    )


def may_invite(account: Account) -> Ruling:
    """Whoever can sign in and never has is invited."""
    return Ruling.of(_inviting(account))


def may_disable(account: Account) -> Ruling:
    """An account is disabled by somebody else, and not over the head of another forum."""
    return Ruling.of(_disabling(account))


def may_enable(account: Account) -> Ruling:
    """What was disabled is enabled again under the same conditions."""
    return Ruling.of(_over_their_head(account))


def may_help_in(account: Account) -> Ruling:
    """Somebody who lost their phone or passkey is helped by another, who belongs to them."""
    return Ruling.of(_helping_in(account))


def may_accept(*, is_known: bool, is_over: bool, has_run_out: bool, is_active: bool) -> Ruling:
    """A link works once, for seven days, and for an account that is not disabled."""
    return Ruling.of(_accepting(is_known and is_active, is_over, has_run_out))


def _correcting(account: Account, as_administrator: bool) -> Iterator[Reason]:
    if account.has_role and not as_administrator:
        yield Reason(
            "holds-role",
            "They hold a role in the system: an administrator corrects their name or address.",
            ADMINISTRATOR,
            CONTROL,
        )
    yield from _over_their_head(account)


def _readdressing(account: Account, new_address: bool) -> Iterator[Reason]:
    if new_address and account.helped_in_lately:
        yield Reason(
            "helped-in-lately",
            "Their second step was removed within the last seven days: with a new address as "
            "well, somebody else could sign in as them. Wait until seven days have passed.",
            ADMINISTRATOR,
            CONTROL,
        )


def _own_address(new_address: bool) -> Iterator[Reason]:
    if new_address:
        yield Reason(
            "own-address",
            "Change your own address under “Your account”, where a code confirms the new one.",
            THEMSELVES,
            SECURITY,
        )


def _inviting(account: Account) -> Iterator[Reason]:
    if not account.is_active:
        yield Reason(
            "account-disabled", "Their account is disabled: enable it first.", ADMINISTRATOR
        )
    if account.has_signed_in:
        yield Reason(
            "signed-in-already",
            "They have signed in already, and sign in again with their email address.",
            THEMSELVES,
        )


def _disabling(account: Account) -> Iterator[Reason]:
    if account.is_self:
        yield Reason("own-account", "You cannot disable your own account.", ADMINISTRATOR)
    if account.is_last_administrator:
        yield Reason(
            "last-administrator",
            "This is the only administrator of the forum: grant the role to somebody else first.",
            ADMINISTRATOR,
            CONTROL,
        )
    yield from _over_their_head(account)


def _helping_in(account: Account) -> Iterator[Reason]:
    if account.is_self:
        yield Reason(
            "own-second-step",
            "Remove your own app or passkey under “Your account”; if it is lost, somebody else "
            "who may do it helps you.",
            THEMSELVES,
            SECURITY,
        )
    if account.corrected_lately:
        yield Reason(
            "corrected-lately",
            "Their name or address was changed by somebody else within the last seven days: "
            "without a second step as well, that person could sign in as them. Wait until seven "
            "days have passed.",
            ADMINISTRATOR,
            CONTROL,
        )
    yield from _over_their_head(account)


def _over_their_head(account: Account) -> Iterator[Reason]:
    if account.is_elsewhere:
        yield Reason(
            "belongs-elsewhere",
            "Their account also serves outside this forum, so this forum does not change it.",
            SITE,
            SECURITY,
        )


def _accepting(is_known: bool, is_over: bool, has_run_out: bool) -> Iterator[Reason]:
    if not is_known or is_over:
        yield Reason(
            "invitation-over",
            "This link does not work any more: it works once. If you have signed in before, sign "
            "in with your email address.",
            "the clerk of your forum",
        )
    elif has_run_out:
        yield Reason(
            "invitation-run-out",
            "This link worked for seven days. Ask the clerk of your forum to send another.",
            "the clerk of your forum",
        )
