"""What can be found by words, and who may find it."""

from django.db import models


class SearchKind(models.TextChoices):
    """What a hit is."""

    PAPER = "paper", "Paper"
    DECISION = "decision", "Decision"
    MINUTE = "minute", "Minutes"
    EXECUTIVE = "executive", "Executive decision"


class DataLicence(models.TextChoices):
    """On what terms everybody may use what the forum publishes."""

    OGL = "ogl-3", "Open Government Licence v3.0"
    CC_BY = "cc-by-4", "Creative Commons Attribution 4.0"
    NONE = "none", "No licence stated"
