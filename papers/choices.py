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


class ForumRole(models.TextChoices):
    """What the forum does about a type of decision."""

    DECIDES = "decides", "Decides"
    CONSULTED = "consulted", "Is consulted"
    INFORMED = "informed", "Is informed"
    ELECTS = "elects", "Elects"
    PROCEDURE = "procedure", "Settles its own procedure"


WHOLE_FORUM = "forum"
"""The voting group of a question that all who may vote answer together."""


class PaperEvent(models.TextChoices):
    """What the asking side writes on the trail."""

    MATTER_OPENED = "matter-opened", "Matter opened"
    LINE_OPENED = "line-opened", "Budget line opened"
    ALLOCATION_SET = "allocation-set", "Allocation set"
    PAPER_STARTED = "paper-started", "Paper started"
    PAPER_SAVED = "paper-saved", "Paper saved"
    PAPER_PLACED = "paper-placed", "Paper put on an agenda"
    PAPER_CLEARED = "paper-cleared", "Paper cleared"
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
    NIL_DECLARED = "nil-declared", "Nil funding declared"
    NIL_REMOVED = "nil-removed", "Nil funding declaration removed"
