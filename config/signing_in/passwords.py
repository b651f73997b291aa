"""What a password may not be made of: the words of this very site."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

OURS = (
    "schools",
    "school",
    "forums",
    "forum",
    "tabled",
    "council",
    "password",
    "welcome",
    "clerk",
)
LEAST_LEFT = 6


class NotOurWords:
    """What is left without our words, figures and signs must still be something of one's own."""

    def validate(self, password: str, user: object = None) -> None:
        left = re.sub("|".join(OURS), "", password.lower())
        if len(re.sub(r"[\W\d_]", "", left)) < LEAST_LEFT:
            raise ValidationError(
                "Choose words that have nothing to do with this site, and more than figures",
                code="our-words",
            )

    def get_help_text(self) -> str:
        return "Not made of words like “forum” or “school”."
