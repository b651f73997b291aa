from decisions.models.action import Action, ActionNote
from decisions.models.ballot import Ballot
from decisions.models.correction import Correction, PostMinuteNote
from decisions.models.executive import DelegatedAct, ExecutiveDecision
from decisions.models.external import ExternalStep
from decisions.models.happening import Happening
from decisions.models.implementation import Implementation
from decisions.models.minutes import MinuteItem, Minutes
from decisions.models.outcome import Award, Condition, DecisionLink, Outcome
from decisions.models.overriding import RegisterOverride, TypedSoFar
from decisions.models.reviewing import FindingNote, ReviewSignOff
from decisions.models.voting import Candidate, NumberCount, OptionCount, RegisterEntry, Vote

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
