"""Meetings, who is there, and what comes back to them."""

from django.db import models


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
    EXPIRING_AUTHORITY = "expiring_authority", "Authority to spend ends"
    PROMISED_REPORT = "promised_report", "Report promised"
    ACTION = "action", "Action due"
