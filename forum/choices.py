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


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", "Ordinary meeting"
    EXTRAORDINARY = "extraordinary", "Extraordinary meeting"
    OUTSIDE = "outside", "Decision outside a meeting"


class MeetingStage(models.TextChoices):
    """Where a meeting stands; worked out from its dates."""

    PLANNED = "planned", "Planned"
    PUBLISHED = "published", "Agenda published"
    OPEN = "open", "In progress"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


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


class Business(models.TextChoices):
    """What a forum must have before it in the course of a year."""

    DE_DELEGATION = "de_delegation", "De-delegation and education functions"
    CENTRAL = "central", "Central school services, line by line"
    FORMULA = "formula", "Funding formula"
    GROWTH = "growth", "Growth and falling rolls funds"
    TRANSFER = "transfer", "Transfer out of the schools block"
    HIGH_NEEDS = "high_needs", "High needs places and top-ups"
    EARLY_YEARS = "early_years", "Early years: formula and central spending"
    SCHEME = "scheme", "Scheme for financing schools"
    OUTTURN = "outturn", "Outturn of the year before"
    COMPOSITION = "composition", "Review of the composition"
    OFFICES = "offices", "Election of the chair and vice-chair"
    FORWARD_PLAN = "forward_plan", "Forward plan of the year"


class Presence(models.TextChoices):
    """How a seat was filled at a meeting."""

    PRESENT = "present", "Present"
    SUBSTITUTE = "substitute", "Substitute present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class PresidingAs(models.TextChoices):
    """As what somebody takes the chair of a meeting."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice-chair"
    ELECTED = "elected", "Elected for this meeting"
    OFFICER = "officer", "Officer, in the absence of a chair"


class Answer(models.TextChoices):
    """What a member says beforehand about coming."""

    COMING = "coming", "Coming"
    ONLINE = "online", "Joining online"
    SUBSTITUTE = "substitute", "Sending a substitute"
    APOLOGIES = "apologies", "Apologies"
    READ = "read", "Has read what is asked outside a meeting"


class Capacity(models.TextChoices):
    """In what capacity somebody who is not a member attends; the first seven may speak."""

    DIRECTOR = "director", "Director of children’s services, or their representative"
    FINANCE_OFFICER = "finance_officer", "Chief finance officer, or their representative"
    LEAD_MEMBER = "lead_member", "Councillor responsible for children’s services or education"
    RESOURCES_MEMBER = "resources_member", "Councillor responsible for resources"
    ADVISER = "adviser", "Invited for financial or technical advice"
    SOS_OBSERVER = "sos_observer", "Observer of the Secretary of State"
    PRESENTER = "presenter", "Presents a paper"
    CLERK = "clerk", "Clerk"
    OFFICER = "officer", "Other officer"
    OBSERVER = "observer", "Observer"
    PUBLIC = "public", "Member of the public or press"


class InterestKind(models.TextChoices):
    """How strong a declared interest is."""

    GENERAL = "general", "General"
    AFFECTED = "affected", "Affected"
    PECUNIARY = "pecuniary", "Pecuniary"


class InterestAction(models.TextChoices):
    """What the member did about a declared interest."""

    STAYED = "stayed", "Stayed, and may vote"
    DID_NOT_VOTE = "did_not_vote", "Stayed, and did not vote"
    LEFT = "left", "Left the room"


class QuorumBase(models.TextChoices):
    FILLED_SEATS = "filled_seats", "Filled seats"
    ALL_SEATS = "all_seats", "All seats"


class ReturningKind(models.TextChoices):
    """Why something must come back to an agenda."""

    UNSETTLED_SOURCE = "unsettled_source", "Funding source not settled"
    DEFERRAL = "deferral", "Deferred"
    OUTSIDE_DECISION = "outside_decision", "Decided outside a meeting, to be reported and minuted"


class DocumentKind(models.TextChoices):
    AGENDA = "agenda", "Agenda"
    PAPER = "paper", "Paper"
    DRAFT_MINUTES = "draft_minutes", "Draft minutes"
    MINUTES = "minutes", "Agreed minutes"
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
    MEMBER_CAME = "member-came", "Member came in"
    MEMBER_LEFT = "member-left", "Member left"
    SUBSTITUTE_NAMED = "substitute-named", "Substitute named"
    SUBSTITUTE_ENDED = "substitute-ended", "Substitute stands down"
    INTEREST_DECLARED = "interest-declared", "Interest declared"
    INTEREST_ENDED = "interest-ended", "Member with an interest came back"
    IN_ATTENDANCE = "in-attendance", "In attendance"
    REPLY_GIVEN = "reply-given", "Reply to a meeting given"
    MEETING_CANCELLED = "meeting-cancelled", "Meeting cancelled"
    MEETING_MOVED = "meeting-moved", "Meeting moved to another day"
    MEETING_CHANGED = "meeting-changed", "Time, place or link of a meeting changed"
    PRESIDING = "presiding", "Presiding at the meeting"
    ITEM_TAKEN = "item-taken", "Agenda item taken"
    LETTERS_SENT = "letters-sent", "Letters put in the outbox"
    PUPILS_COUNTED = "pupils-counted", "Pupil numbers entered"
    OFFICE_ENDED = "office-ended", "Chair or vice-chair left office"
    SEAT_ABOLISHED = "seat-abolished", "Seat abolished"
    SEAT_CHANGED = "seat-changed", "Seat changed"
    APPOINTMENT_CHANGED = "appointment-changed", "Appointment corrected"
    SCHOOL_CHANGED = "school-changed", "School changed"
    FILE_STORED = "file-stored", "File stored"
