"""The answer to "may this happen?": yes, or no and here is every reason why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One thing that stands in the way, in words a clerk can act on."""

    code: str
    text: str
    who: str = ""
    """Who can mend it: "the author", "the clerk", "the finance officer"."""
    source: str = ""
    """The law, guidance or clause of the forum's constitution that asks for it."""
    where: str = ""
    """What it is about: "Recommendation 2(ii)", "Recommendation 1, option A"."""

    @property
    def key(self) -> str:
        """Names one warning, so that an acknowledgement can point at it."""
        return f"{self.code}|{self.where}"


class Refused(Exception):
    """Somebody tried to do what the rules do not allow."""

    def __init__(self, ruling: Ruling):
        self.ruling = ruling
        super().__init__("; ".join(reason.text for reason in ruling.reasons))


class Stale(Refused):
    """Somebody else saved the same text in between; both texts are kept and shown."""

    page = "stale.html"
    """The template that shows them."""
    not_resent: tuple[str, ...] = ()
    """How the fields begin that the page asks for anew, so that it does not repeat them."""

    def __init__(self, *, field: str, typed: str, saved: str, version: int):
        super().__init__(
            Ruling.no(
                "saved-by-somebody-else",
                "Somebody else saved this text while you were writing. Nothing you typed is lost: "
                "both texts are below. Bring them together and save again.",
            )
        )
        self.field, self.typed, self.saved, self.version = field, typed, saved, version


@dataclass(frozen=True)
class Ruling:
    """Allowed when nothing stands in the way; warnings wait for an acknowledgement."""

    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, reasons: Iterable[Reason], warnings: Iterable[Reason] = ()) -> Ruling:
        return cls(tuple(reasons), tuple(warnings))

    @classmethod
    def no(cls, code: str, text: str, **more: str) -> Ruling:
        """Refused for one reason."""
        return cls((Reason(code, text, **more),))

    @property
    def allowed(self) -> bool:
        return not self.reasons

    @property
    def codes(self) -> set[str]:
        return {reason.code for reason in self.reasons}

    @property
    def warning_codes(self) -> set[str]:
        return {warning.code for warning in self.warnings}

    def __add__(self, other: Ruling) -> Ruling:
        return Ruling(self.reasons + other.reasons, self.warnings + other.warnings)

    def given(self, acknowledged: Collection[str]) -> Ruling:
        """The ruling once these warnings are acknowledged: those left stand in the way too."""
        left = tuple(warning for warning in self.warnings if warning.key not in acknowledged)
        return Ruling(self.reasons + left)

    def insist(self) -> None:
        """Go on only when nothing stands in the way; otherwise Refused carries every reason."""
        if self.reasons:
            raise Refused(self)
