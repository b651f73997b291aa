"""The forum of an authority, and its constitution as it stood on each day."""

from __future__ import annotations

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.choices import DataLicence, MajorityRule, QuorumBase, SubstituteRule, TransferVoters
from forum.constraints import one_of
from forum.models.base import ForumRecord, Record
from forum.rules.colours import COLOUR, is_colour
from forum.rules.constitution import SETTINGS
from forum.rules.quorum import QUORUM_PERCENT


class Forum(Record):
    """The schools forum of one local authority."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60, help_text='How minutes name it: "the Forum".')
    authority = models.CharField(max_length=200)
    colour = models.CharField(
        max_length=7, default=COLOUR, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    is_demo = models.BooleanField(default=False)
    data_licence = models.CharField(
        max_length=10, choices=DataLicence.choices, default=DataLicence.OGL
    )
    """On what terms everybody may use what the forum publishes as open data."""
    logo = models.UUIDField(null=True, editable=False)
    """The stored picture that is its logo."""
    logo_words = models.CharField(max_length=120, blank=True)
    """What the logo shows, for those who do not see it."""
    contact_post = models.CharField(max_length=160, blank=True)
    """Whom to write to: "Clerk to the forum"; a post, so that it outlasts its holder."""
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    how_to_attend = models.TextField(max_length=1000, blank=True)
    """How the public attends its meetings, unless a meeting says otherwise."""

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("data_licence", DataLicence),
            models.CheckConstraint(
                condition=Q(logo__isnull=True, logo_words="")
                | (Q(logo__isnull=False) & ~Q(logo_words="")),
                name="forum_forum_logo_is_put_in_words",
                violation_error_message="Say in words what the logo shows.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("decisions:forum_home", args=[self.slug])

    @property
    def has_own_colour(self) -> bool:
        colour = self.colour.lower()
        return is_colour(colour) and colour != COLOUR

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_email or self.contact_phone)

    def constitution_on(self, day: date) -> Constitution:
        """The settings in force on the day; before any were set, those of law and guidance."""
        in_force = self.constitution_set.filter(in_force_from__lte=day).order_by("-in_force_from")
        return in_force.first() or Constitution(forum=self, in_force_from=date.min)


class Constitution(ForumRecord):
    """The forum's own rules from one day on, until the next row."""

    in_force_from = models.DateField()
    quorum_percent = models.PositiveSmallIntegerField(default=QUORUM_PERCENT)
    quorum_base = models.CharField(
        max_length=20, choices=QuorumBase.choices, default=QuorumBase.FILLED_SEATS
    )
    notice_working_days = models.PositiveSmallIntegerField(default=6)
    majority_rule = models.CharField(
        max_length=20, choices=MajorityRule.choices, default=MajorityRule.SIMPLE
    )
    chair_casting_vote = models.BooleanField(default=False)
    substitute_rule = models.CharField(
        max_length=20, choices=SubstituteRule.choices, default=SubstituteRule.EITHER
    )
    max_members_per_institution = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many members one school may have; none: the constitution sets no limit."""
    transfer_voters = models.CharField(
        max_length=20, choices=TransferVoters.choices, default=TransferVoters.ALL
    )
    nursery_votes_on_education_functions = models.BooleanField(default=False)
    education_functions_together = models.BooleanField(default=False)
    surplus_balances_decided = models.BooleanField(default=False)
    urgency_procedure = models.BooleanField(default=False)
    """Whether the forum may decide outside a meeting, every member being asked."""
    nil_funding_declaration = models.BooleanField(default=False)
    finance_clearance = models.BooleanField(
        default=False,
        help_text="A paper about money needs clearance by finance before it is tabled.",
    )
    legal_clearance = models.BooleanField(default=False)
    director_clearance = models.BooleanField(default=False)
    chair_clearance = models.BooleanField(default=False)
    minutes_draft_days = models.PositiveSmallIntegerField(default=7)
    adopted_where = models.CharField(
        max_length=200, blank=True, help_text="The meeting or minute that adopted these settings."
    )

    class Meta:
        ordering = ["forum", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "in_force_from"], name="forum_constitution_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=1, quorum_percent__lte=100),
                name="forum_constitution_quorum_is_a_percentage",
            ),
            one_of("quorum_base", QuorumBase),
            one_of("majority_rule", MajorityRule),
            one_of("substitute_rule", SubstituteRule),
            one_of("transfer_voters", TransferVoters),
            models.CheckConstraint(
                condition=Q(max_members_per_institution__isnull=True)
                | Q(max_members_per_institution__gte=1),
                name="forum_constitution_limit_per_institution_is_one_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"Constitution of {self.forum} from {self.in_force_from:%-d %B %Y}"

    @property
    def settings(self) -> dict[str, object]:
        """Every setting with its value."""
        return {name: getattr(self, name) for name in SETTINGS}
