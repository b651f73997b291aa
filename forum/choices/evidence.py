"""How well a record that was entered long after the event is evidenced."""

from django.db import models


class EvidenceGrade(models.TextChoices):
    """What shows a fact that was not recorded here when it happened; a claim is the weakest."""

    MINUTE = "minute", "Minute"
    REPORT = "report", "Report"
    LATER_ASSERTION = "later_assertion", "Later assertion"


class DayBasis(models.TextChoices):
    """How a day is known."""

    STATED = "stated", "Stated"
    MONTH = "month", "Month only"
    INFERRED = "inferred", "Inferred"
    NOT_STATED = "not_stated", "Not stated"
