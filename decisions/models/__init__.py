from decisions.models.auditing.reviewing import FindingNote, ReviewSignOff
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.overriding import RegisterOverride, TypedSoFar
from decisions.models.ballots.voting import (
    Candidate,
    NumberCount,
    OptionCount,
    RegisterEntry,
    Vote,
)
from decisions.models.following.action import Action, ActionNote
from decisions.models.minuting.correction import Correction, PostMinuteNote
from decisions.models.minuting.minutes import MinuteItem, Minutes
from decisions.models.outcomes.executive import DelegatedAct, ExecutiveDecision
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.happening import Happening
from decisions.models.outcomes.implementation import Implementation
from decisions.models.outcomes.outcome import Award, Condition, DecisionLink, Outcome

__all__ = [
    "Action",
    "ActionNote",
    "Award",
    "Ballot",
    "Candidate",
    "Condition",
    "Correction",
    "DecisionLink",
    "DelegatedAct",
    "ExecutiveDecision",
    "ExternalStep",
    "FindingNote",
    "Happening",
    "Implementation",
    "MinuteItem",
    "Minutes",
    "NumberCount",
    "OptionCount",
    "Outcome",
    "PostMinuteNote",
    "RegisterEntry",
    "RegisterOverride",
    "ReviewSignOff",
    "TypedSoFar",
    "Vote",
]
