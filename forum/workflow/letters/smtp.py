"""The way to the mail server: one connection for many letters, and what its answers mean."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

MOST_LOST = 2
"""After so many lost connections in a row the server counts as away for the round."""


class Unheard(Exception):
    """The letter was handed over, and no answer came: it may have arrived, or not."""


class Away(Exception):
    """The server cannot be reached; nothing was handed over."""


class _Listening:
    """Tells whether a connection broke before a letter was handed over, or after."""

    def data(self, msg: Any) -> Any:
        try:
            return super().data(msg)  # type: ignore[misc]
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise Unheard from error


class _Smtp(_Listening, smtplib.SMTP):
    pass


class _SmtpOverTls(_Listening, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangoBackend):
    """Django's own way over SMTP, with an ear for what became of a letter."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SmtpOverTls if self.use_ssl else _Smtp


class Post:
    """The connection of one round: opened for the first letter, again when it breaks."""

    def __init__(self) -> None:
        self._line: Any = None
        self._lost = 0

    def send(self, mail: EmailMessage) -> None:
        """Hand one letter over; raises when it was not taken."""
        line = self._open()
        try:
            line.send_messages([mail])
        except smtplib.SMTPServerDisconnected as error:
            self._break()
            raise Away("It broke off.") from error
        except (Unheard, TimeoutError, ConnectionError):
            self._break()
            raise
        except Exception:
            # It answered, so that the next letter may go the same way; a new line is surer.
            self._lost = 0
            self.close()
            raise
        self._lost = 0

    def close(self) -> None:
        """Hang up, whatever the server makes of it."""
        line, self._line = self._line, None
        if line is not None:
            _quietly(line.close)

    def _open(self) -> Any:
        if self._lost >= MOST_LOST:
            raise Away("It was not there a moment ago.")
        if self._line is None:
            line = get_connection()
            try:
                line.open()
            except smtplib.SMTPResponseException:
                self._lost += 1
                raise
            except OSError as error:
                self._lost = MOST_LOST
                raise Away(str(error)) from error
            self._line = line
        return self._line

    def _break(self) -> None:
        self._lost += 1
        self.close()


def _quietly(close: Any) -> None:
    """A letter that was taken stays taken, also when the server hangs up in a hurry."""
    with suppress(OSError):
        close()


def is_refused_for_good(error: Exception) -> bool:
    """Whether the server says that this address will never do (a 5 in front)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _ in error.recipients.values())


def words_of(error: Exception) -> str:
    """What went wrong, for a clerk; with the server's own words where it said something."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
        return f"The mail server does not take this address: {said}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server answered {error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, Unheard):
        return "The mail server took it and then did not answer: it may have arrived."
    if isinstance(error, Away | OSError):
        said = getattr(error.__cause__ or error, "strerror", "") or str(error)
        return f"The mail server cannot be reached. {said}"
    return f"It could not be sent ({type(error).__name__})."


def _text(words: bytes | str) -> str:
    read = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(read.split())
