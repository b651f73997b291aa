"""What stands around the text of a paper: to whom, on what ground, who answers questions about it.

A report to one office-holder has particulars at its head (Kent, 23/00113): from, to, subject,
reference, why it is a key decision, where it has been and where it goes. Posts and names are kept
as this document prints them: the same office is named three ways in one report, and none is wrong.
"""

from __future__ import annotations

from django.db import models

from forum.constraints import one_of
from forum.models import ForumRecord
from papers.choices import PaperKind
from papers.models.paper import Paper
from papers.rules.kinds import Heading, heading_from


class Particulars(ForumRecord):
    """The head of a report to one office-holder, as printed; what it does not say stays empty."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="particulars")
    directorate = models.CharField(max_length=160, blank=True)
    from_name = models.CharField(max_length=160, blank=True)
    from_post = models.CharField(max_length=200, blank=True)
    to_name = models.CharField(max_length=160, blank=True)
    to_post = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    key_reasons = models.JSONField(default=list, blank=True)
    """Why it is a key decision: one reason or several."""
    classification = models.CharField(max_length=80, blank=True)
    past_pathway = models.JSONField(default=list, blank=True)
    """Where the report has been: {"body", "on", "words"} each, `on` a day or empty."""
    future_pathway = models.JSONField(default=list, blank=True)
    """Where the decision goes next, often after the event."""
    divisions = models.CharField(max_length=200, blank=True)
    """Electoral divisions that it concerns: "All", or their names."""
    subject_to = models.CharField(max_length=300, blank=True)
    """What the decision hangs on from the start: "selection by the DfE"."""
    delegate_post = models.CharField(max_length=200, blank=True)
    """To whom authority is asked to be delegated; empty: nothing is delegated."""
    consulted_post = models.CharField(max_length=200, blank=True)
    """In consultation with whom the delegate is to act."""

    class Meta:
        ordering = ["recorded_at"]
        verbose_name_plural = "particulars"

    def __str__(self) -> str:
        return f"Particulars of {self.paper}"

    @property
    def asks_to_delegate(self) -> bool:
        return bool(self.delegate_post)


def particulars_of(paper: Paper) -> Particulars | None:
    """The head of a report to one office-holder; other papers have none."""
    return getattr(paper, "particulars", None)


class BackgroundDocument(ForumRecord):
    """A document that the paper rests on, with its title and where it is found."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="background_documents")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=500, blank=True)
    """A web address; empty where the paper gives none."""

    class Meta:
        ordering = ["position", "recorded_at"]

    def __str__(self) -> str:
        return self.title


class Contact(ForumRecord):
    """Somebody who answers questions about the paper, as the paper prints them."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="contacts")
    position = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=80, blank=True)
    """"Report author" or "Relevant director"."""
    name = models.CharField(max_length=160, blank=True)
    post = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "recorded_at"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.post))) or self.role


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def active(self) -> PaperTemplateQuerySet:
        """Templates that are offered to who starts a paper."""
        return self.filter(is_active=True)


class PaperTemplate(ForumRecord):
    """The headings that papers of one kind begin with in this forum.

    A paper copies them when it starts: to change a template changes no paper.
    """

    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    name = models.CharField(max_length=120)
    headings = models.JSONField(default=list, blank=True)
    """{"number", "text", "level", "guidance"} each, in their order."""
    is_active = models.BooleanField(default=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            one_of("kind", PaperKind),
            models.UniqueConstraint(
                fields=["forum", "name"],
                name="papers_papertemplate_name_once",
                violation_error_message="There is already a template with this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def outline(self) -> tuple[Heading, ...]:
        """Its headings, in their order."""
        return tuple(heading_from(each) for each in self.headings)
