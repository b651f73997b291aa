"""People, schools and seats, and what a constitution settles about them."""

from django.db import models


class Role(models.TextChoices):
    """A job in the system, granted in one forum."""

    CLERK = "clerk", "Clerk"
    OFFICER = "officer", "Officer"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class Office(models.TextChoices):
    """What the members elect one of themselves to."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice-chair"


class Group(models.TextChoices):
    """Whom a seat represents; who may vote is said in these words."""

    MAINTAINED_PRIMARY = "maintained_primary", "Maintained primary schools"
    MAINTAINED_SECONDARY = "maintained_secondary", "Maintained secondary schools"
    MAINTAINED_SPECIAL = "maintained_special", "Maintained special schools"
    MAINTAINED_NURSERY = "maintained_nursery", "Maintained nursery schools"
    MAINTAINED_PRU = "maintained_pru", "Maintained pupil referral units"
    ACADEMY_MAINSTREAM = "academy_mainstream", "Mainstream academies"
    ACADEMY_SPECIAL = "academy_special", "Special academies"
    ACADEMY_AP = "academy_ap", "Alternative provision academies"
    EARLY_YEARS = "early_years", "Early years providers"
    POST_16 = "post_16", "16 to 19 providers"
    NON_SCHOOLS = "non_schools", "Other non-schools members"


class MemberClass(models.TextChoices):
    """The three classes of member of the Schools Forums Regulations."""

    SCHOOLS = "schools", "Schools members"
    ACADEMIES = "academies", "Academies members"
    NON_SCHOOLS = "non_schools", "Non-schools members"


SCHOOLS_GROUPS = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.MAINTAINED_SPECIAL,
    Group.MAINTAINED_NURSERY,
    Group.MAINTAINED_PRU,
)
ACADEMIES_GROUPS = (Group.ACADEMY_MAINSTREAM, Group.ACADEMY_SPECIAL, Group.ACADEMY_AP)
NON_SCHOOLS_GROUPS = (Group.EARLY_YEARS, Group.POST_16, Group.NON_SCHOOLS)


class SeatKind(models.TextChoices):
    HEADTEACHER = "headteacher", "Headteacher"
    GOVERNOR = "governor", "Governor"
    TRUST = "trust", "Trust representative"
    OTHER = "other", "Representative"


class Phase(models.TextChoices):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    SPECIAL = "special", "Special"
    NURSERY = "nursery", "Nursery"
    PRU = "pru", "Pupil referral unit"
    MIDDLE = "middle", "Middle"
    ALL_THROUGH = "all_through", "All-through"


DEEMED = (Phase.MIDDLE, Phase.ALL_THROUGH)
"""Phases that count as primary or secondary, whichever the school is deemed to be."""


class AuthorityTie(models.TextChoices):
    """What ties a member to the authority; some ties bar from a seat or from the chair."""

    NONE = "none", "None"
    ELECTED_MEMBER = "elected_member", "Councillor, not of the executive"
    EXECUTIVE_MEMBER = "executive_member", "Councillor of the executive"
    OFFICER = "officer", "Officer of the authority"
    RELEVANT_OFFICER = "relevant_officer", "Officer under the director of children’s services"


class SubstituteKind(models.TextChoices):
    """For how long somebody stands in for the holder of a seat."""

    PERMANENT = "permanent", "Permanent substitute"
    FOR_MEETING = "for_meeting", "For one meeting"


class SubstituteRule(models.TextChoices):
    """Which substitutes the constitution knows."""

    EITHER = "either", "Permanent substitutes, and others named for a meeting"
    PERMANENT = "permanent", "Permanent substitutes only"
    FOR_MEETING = "for_meeting", "Substitutes named for a meeting only"
    NONE = "none", "No substitutes"


class MajorityRule(models.TextChoices):
    """What carries a question."""

    SIMPLE = "simple", "More for than against"
    OF_PRESENT = "of_present", "More than half of those present who may vote"
    TWO_THIRDS = "two_thirds", "Two thirds of those voting for or against"


class TransferVoters(models.TextChoices):
    """Who votes on a transfer out of the schools block; no rule of law was seen."""

    ALL = "all", "All members"
    FORMULA = "formula", "Those who vote on the funding formula"


class Establishment(models.TextChoices):
    MAINTAINED = "maintained", "Maintained"
    ACADEMY = "academy", "Academy"
