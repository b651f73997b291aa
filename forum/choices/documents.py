"""Documents that are published, and files that are stored."""

from django.db import models


class DocumentKind(models.TextChoices):
    AGENDA = "agenda", "Agenda"
    PAPER = "paper", "Paper"
    DRAFT_MINUTES = "draft_minutes", "Draft minutes"
    MINUTES = "minutes", "Agreed minutes"
    CORRECTED_MINUTES = "corrected_minutes", "Minutes with their corrections"
    DECISION_LOG = "decision_log", "Decision log"
    YEAR_LOG = "year_log", "Decision log of the year"
    REVIEW = "review", "Funding source review"
    EXECUTIVE_NOTICE = "executive_notice", "Executive decision notice"
    PACK = "pack", "Pack"
    SUPPLEMENT = "supplement", "Supplement"


class FileKind(models.TextChoices):
    """The kinds of file that can be uploaded; there are no others."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document (.docx)"
    XLSX = "xlsx", "Excel workbook (.xlsx)"
    CSV = "csv", "CSV file"
    PNG = "png", "PNG picture"
    JPEG = "jpeg", "JPEG picture"
