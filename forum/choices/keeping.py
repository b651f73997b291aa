"""What is kept only for a time."""

from django.db import models


class Kept(models.TextChoices):
    """The kinds of personal data of a forum that are removed once they were kept long enough."""

    LETTERS = "letters", "Letters that were sent"
    REPLIES = "replies", "Notes that members sent with their replies to a meeting"
    DRAFTS = "drafts", "What was typed and never saved"
    READING = "reading", "Who opened or read which paper"
    CONTACTS = "contacts", "Addresses of people who have no part in the forum any more"
