from decisions.models.action import Action, ActionNote
from decisions.models.ballot import Ballot
from decisions.models.executive import DelegatedAct, ExecutiveDecision
from decisions.models.minutes import MinuteItem, Minutes
from decisions.models.outcome import Award, Condition, DecisionLink, Outcome
from decisions.models.overriding import RegisterOverride, TypedSoFar
from decisions.models.voting import Candidate, NumberCount, OptionCount, RegisterEntry, Vote

__all__ = [
    "Action",
    "ActionNote",
    "Award",
    "Ballot",
    "Candidate",
    "Condition",
    "DecisionLink",
    "DelegatedAct",
    "ExecutiveDecision",
    "MinuteItem",
    "Minutes",
    "NumberCount",
    "OptionCount",
    "Outcome",
    "RegisterEntry",
    "RegisterOverride",
    "TypedSoFar",
    "Vote",
]
