"""Letters: written into the outbox with the change that gives rise to them, sent by the worker."""

from forum.workflow.letters.news import write_news
from forum.workflow.letters.sending import send_letters
from forum.workflow.letters.writing import (
    Letter,
    write_letter,
    write_letters,
    write_to_address,
)

__all__ = [
    "Letter",
    "send_letters",
    "write_letter",
    "write_letters",
    "write_news",
    "write_to_address",
]
