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


class ConditionState(models.TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    FAILED = "failed", "Failed"
    LAPSED = "lapsed", "Lapsed"


class CallIn(models.TextChoices):
    """Whether the scrutiny committee may call a decision of an office-holder in."""

    NOT_STATED = "not_stated", "Not stated"
    OPEN = "open", "May be called in"
    EXEMPT = "exempt", "Exempt from call-in"
    CALLED_IN = "called_in", "Called in"
    PASSED = "passed", "Not called in"


class MinutesStage(models.TextChoices):
    """Where minutes stand; worked out from their dates."""

    WRITING = "writing", "Being written"
    DRAFT = "draft", "Draft published"
    AGREED = "agreed", "Agreed"
    SIGNED = "signed", "Signed"


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
    EXECUTIVE_DECISION = "executive-decision", "Executive decision recorded"
    DELEGATED_ACT = "delegated-act", "Act under a delegation recorded"
    DECISION_REPORTED = "decision-reported", "Executive decision reported to a meeting"
    NOTICE_PUBLISHED = "notice-published", "Executive decision notice published"
    ACTION_SET = "action-set", "Action set"
    ACTION_PROGRESS = "action-progress", "Action progress noted"
    ACTION_CLOSED = "action-closed", "Action closed"
    MINUTES_BEGUN = "minutes-begun", "Minutes begun"
    MINUTES_SAVED = "minutes-saved", "Minutes saved"
    MINUTES_PUBLISHED = "minutes-published", "Draft minutes published"
    MINUTES_AGREED = "minutes-agreed", "Minutes agreed"
    MINUTES_SIGNED = "minutes-signed", "Minutes signed"
    LOG_PUBLISHED = "log-published", "Decision log published"
