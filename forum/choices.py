"""The short lists of the forum side, in the field's own words."""

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


class Establishment(models.TextChoices):
    MAINTAINED = "maintained", "Maintained"
    ACADEMY = "academy", "Academy"


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", "Ordinary meeting"
    EXTRAORDINARY = "extraordinary", "Extraordinary meeting"


class MeetingStage(models.TextChoices):
    """Where a meeting stands; worked out from its dates."""

    PLANNED = "planned", "Planned"
    PUBLISHED = "published", "Agenda published"
    OPEN = "open", "In progress"
    HELD = "held", "Held"


class ItemKind(models.TextChoices):
    """What an agenda item is for; procedural kinds carry no recommendation about money."""

    APOLOGIES = "apologies", "Apologies and attendance"
    INTERESTS = "interests", "Declarations of interest"
    MINUTES = "minutes", "Minutes of the last meeting"
    MATTERS_ARISING = "matters_arising", "Matters arising"
    ELECTION = "election", "Election"
    PROCEDURE = "procedure", "Procedure"
    REPORT = "report", "Report"
    OTHER_BUSINESS = "other_business", "Any other business"


class Presence(models.TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class QuorumBase(models.TextChoices):
    FILLED_SEATS = "filled_seats", "Filled seats"
    ALL_SEATS = "all_seats", "All seats"


class ReturningKind(models.TextChoices):
    """Why something must come back to an agenda."""

    UNSETTLED_SOURCE = "unsettled_source", "Funding source not settled"
    DEFERRAL = "deferral", "Deferred"


class DocumentKind(models.TextChoices):
    AGENDA = "agenda", "Agenda"
    PAPER = "paper", "Paper"
    DRAFT_MINUTES = "draft_minutes", "Draft minutes"
    MINUTES = "minutes", "Agreed minutes"
    DECISION_LOG = "decision_log", "Decision log"
    YEAR_LOG = "year_log", "Decision log of the year"
    REVIEW = "review", "Funding source review"


class ForumEvent(models.TextChoices):
    """What the forum side writes on the trail."""

    FORUM_FOUNDED = "forum-founded", "Forum set up"
    CONSTITUTION_SET = "constitution-set", "Constitution set"
    ROLE_GRANTED = "role-granted", "Role granted"
    SCHOOL_ADDED = "school-added", "School added"
    SCHOOL_CONVERTED = "school-converted", "School became an academy"
    SEAT_ADDED = "seat-added", "Seat added"
    MEMBER_APPOINTED = "member-appointed", "Member appointed"
    APPOINTMENT_ENDED = "appointment-ended", "Appointment ended"
    OFFICE_TAKEN = "office-taken", "Chair or vice-chair took office"
    MEETING_CALLED = "meeting-called", "Meeting called"
    ITEM_ADDED = "item-added", "Agenda item added"
    ITEM_CHANGED = "item-changed", "Agenda item changed"
    ITEMS_REORDERED = "items-reordered", "Agenda reordered"
    AGENDA_PUBLISHED = "agenda-published", "Agenda published"
    MEETING_OPENED = "meeting-opened", "Meeting opened"
    MEETING_CLOSED = "meeting-closed", "Meeting closed"
    ATTENDANCE_TAKEN = "attendance-taken", "Attendance recorded"
