"""The short lists of the asking side, in the field's own words."""

from django.db import models


class Source(models.TextChoices):
    """The four funding sources. "DSG" is the parent of all four and is never a source."""

    CENTRALLY_RETAINED = "centrally_retained", "Centrally retained"
    DE_DELEGATED = "de_delegated", "De-delegated"
    HIGH_NEEDS = "high_needs", "High needs"
    ONE_OFF = "one_off", "One-off"


class Block(models.TextChoices):
    """A block of the Dedicated Schools Grant, or a pot outside it."""

    SCHOOLS = "schools", "Schools block"
    CSSB = "cssb", "Central school services block"
    HIGH_NEEDS = "high_needs", "High needs block"
    EARLY_YEARS = "early_years", "Early years block"
    OUTSIDE = "outside", "Outside the DSG"


class LineKind(models.TextChoices):
    """What a budget line is: a line of a block, a named balance, or a named grant."""

    LINE = "line", "Budget line"
    HISTORIC = "historic", "Historic commitment"
    BALANCE = "balance", "Balance brought forward"
    GRANT = "grant", "Grant"


class Purpose(models.TextChoices):
    """What the forum is asked to do with a paper."""

    INFORMATION = "information", "For information"
    DISCUSSION = "discussion", "For discussion"
    CONSULTATION = "consultation", "For consultation"
    DECISION = "decision", "For decision"


class PaperKind(models.TextChoices):
    """Which template of headings a paper begins with."""

    INFORMATION = "information", "Information"
    DISCUSSION = "discussion", "Discussion"
    CONSULTATION = "consultation", "Consultation"
    DECISION = "decision", "Decision"
    DE_DELEGATION = "de_delegation", "De-delegation"
    EXECUTIVE = "executive", "Executive decision report"
    PROGRESS = "progress", "Progress report"
    OUTTURN = "outturn", "Outturn"


class Precision(models.TextChoices):
    """How firmly a paper states an amount."""

    EXACT = "exact", "Exactly"
    APPROXIMATE = "approximate", "Approximately"
    UP_TO = "up_to", "Up to"


class Origin(models.TextChoices):
    """Where a recommendation came from."""

    PAPER = "paper", "A paper"
    FLOOR = "floor", "Moved from the floor"
    MATTERS_ARISING = "matters_arising", "Matters arising"


class OptionStatus(models.TextChoices):
    """What has become of a funding option."""

    OFFERED = "offered", "Offered"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNAVAILABLE = "unavailable", "Unavailable"
    CHOSEN = "chosen", "Chosen"
    REJECTED = "rejected", "Not chosen"


class AmountUnit(models.TextChoices):
    """For what an amount is: one year, each year, each pupil, or all years together."""

    ONE_YEAR = "one_year", "For one year"
    PER_ANNUM = "per_annum", "A year, year after year"
    PER_PUPIL = "per_pupil", "For each pupil"
    ALL_YEARS = "all_years", "For all its years together"


class Lateness(models.TextChoices):
    """How a paper came in; a late one is labelled."""

    IN_TIME = "in_time", "In time"
    LATE = "late", "Late"
    HANDED_ROUND = "handed_round", "Handed round at the meeting"


class ClearanceKind(models.TextChoices):
    """Who clears a paper before it is tabled, where the constitution asks for it."""

    FINANCE = "finance", "Finance"
    LEGAL = "legal", "Legal"
    DIRECTOR = "director", "Director"
    CHAIR = "chair", "Chair's agenda"


class ClearanceState(models.TextChoices):
    """What has become of a request to clear a paper."""

    WAITING = "waiting", "Waiting"
    GIVEN = "given", "Given"
    RETURNED = "returned", "Returned"
    DELEGATED = "delegated", "Passed on"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ForumRole(models.TextChoices):
    """What the forum does about a type of decision."""

    DECIDES = "decides", "Decides"
    CONSULTED = "consulted", "Is consulted"
    INFORMED = "informed", "Is informed"
    ELECTS = "elects", "Elects"
    PROCEDURE = "procedure", "Settles its own procedure"


class IntakeKind(models.TextChoices):
    """How words came in from outside."""

    WORD = "word", "Word file"
    TEXT = "text", "Pasted text"
    HTML = "html", "Pasted with its layout"


class ProposalKind(models.TextChoices):
    """What the words of a paper seem to say; a fact only once somebody accepts it."""

    TITLE = "title", "Title"
    PURPOSE = "purpose", "Purpose"
    PAPER_KIND = "paper_kind", "Kind of paper"
    AUTHOR = "author", "Author"
    WRITTEN_ON = "written_on", "Date"
    ELIGIBILITY = "eligibility", "Who may vote, as printed"
    PARTICULARS = "particulars", "Particulars"
    RECOMMENDATION = "recommendation", "Recommendation"
    AMOUNT = "amount", "Amount"
    SOURCE = "source", "Funding source"
    RATES = "rates", "De-delegation rates"
    BACKGROUND = "background", "Background document"
    CONTACT = "contact", "Contact"


class BuyBack(models.TextChoices):
    """Whether academies may buy a de-delegated service; a trade, and never voted on."""

    OFFERED = "offered", "Offered to academies"
    NOT_OFFERED = "not_offered", "Not offered to academies"


class MoveKind(models.TextChoices):
    """Where unspent de-delegated money goes."""

    NETTING = "netting", "Set against an overspend"
    CARRY_FORWARD = "carry_forward", "Carried forward"
    RETURN = "return", "Returned to schools"


class PackVersion(models.TextChoices):
    """For whom a pack is: everybody, or those who may read what is exempt too."""

    PUBLIC = "public", "Public version"
    FULL = "full", "Full version"


class BuildState(models.TextChoices):
    """How far the making of a pack is."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Being made"
    MADE = "made", "Made"
    FAILED = "failed", "Not made"


WHOLE_FORUM = "forum"
"""The voting group of a question that all who may vote answer together."""


class PaperEvent(models.TextChoices):
    """What the asking side writes on the trail."""

    MATTER_OPENED = "matter-opened", "Matter opened"
    MATTER_CHANGED = "matter-changed", "Matter worded anew"
    LINE_OPENED = "line-opened", "Budget line opened"
    ALLOCATION_SET = "allocation-set", "Allocation set"
    PAPER_STARTED = "paper-started", "Paper started"
    PAPER_SAVED = "paper-saved", "Paper saved"
    COMMENT_MADE = "comment-made", "Comment made to the author"
    COMMENT_RESOLVED = "comment-resolved", "Comment to the author resolved"
    PAPER_PLACED = "paper-placed", "Paper put on an agenda"
    PAPER_CLEARED = "paper-cleared", "Paper cleared"
    CLEARANCE_ASKED = "clearance-asked", "Clearance asked for"
    CLEARANCE_RETURNED = "clearance-returned", "Paper returned"
    CLEARANCE_DELEGATED = "clearance-delegated", "Clearance passed on"
    CLEARANCE_REMINDED = "clearance-reminded", "Clearance reminded"
    CLEARANCE_WITHDRAWN = "clearance-withdrawn", "Clearance no longer asked for"
    PAPER_TABLED = "paper-tabled", "Paper tabled"
    RECOMMENDATION_ADDED = "recommendation-added", "Recommendation added"
    RECOMMENDATION_CHANGED = "recommendation-changed", "Recommendation changed"
    RECOMMENDATION_REMOVED = "recommendation-removed", "Recommendation removed"
    RECOMMENDATION_PLACED = "recommendation-placed", "Recommendation put on an agenda"
    RECOMMENDATION_TABLED = "recommendation-tabled", "Recommendation tabled"
    OPTION_OFFERED = "option-offered", "Funding option offered"
    OPTION_CHANGED = "option-changed", "Funding option changed"
    OPTION_REMOVED = "option-removed", "Funding option removed"
    OPTION_STATUS = "option-status", "Funding option marked"
    SOURCE_NAMED = "source-named", "Funding source named"
    NIL_DECLARED = "nil-declared", "Nil funding declared"
    NIL_REMOVED = "nil-removed", "Nil funding declaration removed"
    SERVICE_NAMED = "service-named", "De-delegated service named"
    SCHEDULE_STARTED = "schedule-started", "De-delegation schedule started"
    SCHEDULE_CHANGED = "schedule-changed", "De-delegation schedule changed"
    SCHEDULE_FINAL = "schedule-final", "De-delegation schedule marked final"
    SCHEDULE_GENERATED = "schedule-generated", "Recommendations made from the schedule"
    UNITS_ENTERED = "units-entered", "Units of schools entered"
    OUTTURN_ENTERED = "outturn-entered", "Outturn entered"
    MOVE_ASKED = "move-asked", "Move of a balance asked for"
    MOVE_REMOVED = "move-removed", "Move of a balance taken out"
    INTAKE_READ = "intake-read", "Word file or pasted text read"
    INTAKE_TAKEN = "intake-taken", "Text taken from outside"
    PROPOSAL_ACCEPTED = "proposal-accepted", "Proposal accepted"
    PROPOSAL_DECLINED = "proposal-declined", "Proposal declined"
    APPENDIX_ADDED = "appendix-added", "Appendix added"
    APPENDIX_CHANGED = "appendix-changed", "Appendix changed"
    APPENDIX_REMOVED = "appendix-removed", "Appendix removed"
    TEMPLATE_ADDED = "template-added", "Paper template added"
    TEMPLATE_CHANGED = "template-changed", "Paper template changed"
    PACK_ASKED = "pack-asked", "Pack asked for"
    PACK_PUBLISHED = "pack-published", "Pack published"
    SUPPLEMENT_ASKED = "supplement-asked", "Supplement asked for"
    SUPPLEMENT_PUBLISHED = "supplement-published", "Supplement published"
    PARTICULARS_SAVED = "particulars-saved", "Particulars of a paper saved"
