"""The short lists of the deciding side, in the field's own words."""

from django.db import models

from forum.choices import ItemKind


class Procedure(models.TextChoices):
    """Questions that are put without a recommendation; a closed list, and none about money."""

    ELECT_CHAIR = "elect_chair", "Elect the chair"
    ELECT_VICE_CHAIR = "elect_vice_chair", "Elect the vice-chair"
    AGREE_MINUTES = "agree_minutes", "Agree the minutes"
    ADOPT_PROCEDURE = "adopt_procedure", "Adopt a procedure"


ELECTIONS = (Procedure.ELECT_CHAIR, Procedure.ELECT_VICE_CHAIR)


USUAL = {
    ItemKind.MINUTES: Procedure.AGREE_MINUTES,
    ItemKind.ELECTION: Procedure.ELECT_CHAIR,
    ItemKind.PROCEDURE: Procedure.ADOPT_PROCEDURE,
}
"""What is put under an item of each kind."""


class Method(models.TextChoices):
    """How a ballot is taken."""

    ELECTRONIC = "electronic", "Members vote on their own devices"
    SHOW_OF_HANDS = "show_of_hands", "Show of hands, counted by the clerk"
    UNANIMOUS = "unanimous", "Agreed by all, nobody against"
    NOT_COUNTED = "not_counted", "Counts not taken"
    SECRET = "secret", "Secret ballot on paper: the result only"


class BallotStatus(models.TextChoices):
    PREPARING = "preparing", "Being prepared"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    VOID = "void", "Void"


class VoteCast(models.TextChoices):
    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAIN = "abstain", "Abstain"


class Result(models.TextChoices):
    """What came of a question put to one group."""

    CARRIED = "carried", "Carried"
    CARRIED_AS_AMENDED = "carried_as_amended", "Carried as amended"
    NOT_CARRIED = "not_carried", "Not carried"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NOTED = "noted", "Noted"
    VIEW_RECORDED = "view_recorded", "View recorded"
    RATIFIED = "ratified", "Ratified"
    NO_ELIGIBLE_MEMBER = "no_eligible_member", "No eligible member present"
    NO_SUCH_SCHOOLS = "no_such_schools", "No such schools"


CARRIED = (Result.CARRIED, Result.CARRIED_AS_AMENDED, Result.RATIFIED)
"""Results by which the forum has decided in favour."""


class Settlement(models.TextChoices):
    """Where an outcome stands with its funding source."""

    SETTLED = "settled", "Source settled"
    UNSETTLED = "unsettled", "Agreed in principle, source not settled"
    NOT_APPLICABLE = "not_applicable", "No money decided"


class LinkKind(models.TextChoices):
    """How a later decision bears on an earlier one."""

    AMENDS = "amends", "Amends"
    REPLACES = "replaces", "Replaces"
    REVERSES = "reverses", "Reverses"
    RATIFIES = "ratifies", "Ratifies"
    RE_DECIDES = "re_decides", "Decides again"
    SETTLES_SOURCE = "settles_source", "Settles the source of"


class HappeningKind(models.TextChoices):
    """What bears on a matter and was no decision."""

    EVENT = "event", "Event"
    STATEMENT = "statement", "Statement about a decision"
    SPENDING = "spending", "Spending"
    SLIP = "slip", "Slip in the record"


class ConditionState(models.TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    FAILED = "failed", "Failed"
    LAPSED = "lapsed", "Lapsed"


class ExternalBody(models.TextChoices):
    """Bodies outside the forum that decide on what it resolved."""

    SECRETARY_OF_STATE = "secretary_of_state", "Secretary of State"
    COUNCIL_EXECUTIVE = "council_executive", "Council executive"
    FULL_COUNCIL = "full_council", "Full council"
    DFE = "dfe", "Department for Education"
    OTHER = "other", "Another body"


class ExternalResult(models.TextChoices):
    """What came of asking a body outside the forum."""

    PENDING = "pending", "Not answered yet"
    APPROVED = "approved", "Approved"
    APPROVED_IN_PART = "approved_in_part", "Approved in part"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Request withdrawn"
    NOT_NEEDED = "not_needed", "Not needed"


DECIDED_OUTSIDE = (
    ExternalResult.APPROVED,
    ExternalResult.APPROVED_IN_PART,
    ExternalResult.REFUSED,
)
"""Results by which the body itself decided; only these can stand in place of the forum's."""


class ImplementationState(models.TextChoices):
    """How far a decision was carried out."""

    NOT_STARTED = "not_started", "Not started"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Carried out"
    PARTLY_DONE = "partly_done", "Carried out in part"
    NOT_DONE = "not_done", "Not carried out"
    STOPPED = "stopped", "Stopped"


class ActionOrigin(models.TextChoices):
    """Where an action comes from."""

    DECISION = "decision", "From a decision"
    MEETING = "meeting", "At a meeting"
    BY_HAND = "by_hand", "Between meetings"


class CallIn(models.TextChoices):
    """Whether the scrutiny committee may call a decision of an office-holder in."""

    NOT_STATED = "not_stated", "Not stated"
    OPEN = "open", "May be called in"
    EXEMPT = "exempt", "Exempt from call-in"
    CALLED_IN = "called_in", "Called in"
    PASSED = "passed", "Not called in"


class CorrectionKind(models.TextChoices):
    """What a correction of agreed minutes is about."""

    WORDS = "words", "Wording"
    NAME = "name", "A name, a post or a group"
    ATTENDANCE = "attendance", "Who was there"
    VOTES = "votes", "The vote"
    AMOUNT = "amount", "An amount"
    SOURCE = "source", "The funding source or the budget line"
    ROLE = "role", "Whether the forum decided or advised"
    OTHER = "other", "Something else"


class MinutesStage(models.TextChoices):
    """Where minutes stand; worked out from their dates."""

    WRITING = "writing", "Being written"
    DRAFT = "draft", "Draft published"
    AGREED = "agreed", "Agreed"
    SIGNED = "signed", "Signed"


class ScopeKind(models.TextChoices):
    """What a funding source review looks at."""

    MATTER = "matter", "Matter"
    LINE = "line", "Budget line"
    SOURCE = "source", "Funding source"
    YEAR = "year", "Financial year"
    FORUM = "forum", "Forum"


class DecisionEvent(models.TextChoices):
    """What the deciding side writes on the trail."""

    BALLOT_OPENED = "ballot-opened", "Ballot opened"
    BALLOT_CLOSED = "ballot-closed", "Ballot closed"
    BALLOT_VOIDED = "ballot-voided", "Ballot voided"
    CASTING_VOTE = "casting-vote", "Casting vote given"
    REGISTER_OVERRIDDEN = "register-overridden", "Clerk ruled on who may vote"
    OUTCOME_RECORDED = "outcome-recorded", "Outcome recorded"
    SOURCE_DECIDED = "source-decided", "Funding source decided"
    SOURCE_SETTLED = "source-settled", "Funding source settled"
    BALANCE_MOVED = "balance-moved", "Balance moved"
    DECISIONS_LINKED = "decisions-linked", "Decisions linked"
    CONDITION_SET = "condition-set", "Condition set"
    CONDITION_MARKED = "condition-marked", "Condition marked"
    EXTERNAL_ASKED = "external-asked", "Body outside the forum asked"
    EXTERNAL_DECIDED = "external-decided", "Body outside the forum decided"
    IMPLEMENTATION_SAID = "implementation-said", "Carrying out noted"
    EXECUTIVE_DECISION = "executive-decision", "Executive decision recorded"
    DELEGATED_ACT = "delegated-act", "Act under a delegation recorded"
    DECISION_REPORTED = "decision-reported", "Executive decision reported to a meeting"
    NOTICE_PUBLISHED = "notice-published", "Executive decision notice published"
    ACTION_SET = "action-set", "Action set"
    ACTION_PROGRESS = "action-progress", "Action progress noted"
    ACTION_CLOSED = "action-closed", "Action closed"
    ACTION_CHANGED = "action-changed", "Action changed"
    ACTION_SUPERSEDED = "action-superseded", "Action superseded"
    MINUTES_BEGUN = "minutes-begun", "Minutes begun"
    MINUTES_SAVED = "minutes-saved", "Minutes saved"
    MINUTES_PUBLISHED = "minutes-published", "Draft minutes published"
    MINUTES_AGREED = "minutes-agreed", "Minutes agreed"
    MINUTES_SIGNED = "minutes-signed", "Minutes signed"
    MINUTES_DRAFTED = "minutes-drafted", "Minutes drafted from the record"
    MINUTES_CORRECTED = "minutes-corrected", "Minutes corrected"
    MINUTE_EXEMPTED = "minute-exempted", "Part of the minutes made exempt, or no longer"
    POST_MINUTE_NOTE = "post-minute-note", "Post-minute note added"
    LOG_PUBLISHED = "log-published", "Decision log published"
    RECORD_TOLD = "record-told", "Historic record entered"
    MEETING_TOLD = "meeting-told", "Historic meeting entered"
    FINDING_NOTED = "finding-noted", "Auditor's note made"
    REVIEW_SIGNED = "review-signed", "Review signed off"
    HAPPENING_ENTERED = "happening-entered", "Happening entered"
