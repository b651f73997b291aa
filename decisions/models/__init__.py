from decisions.models.action import Action, ActionNote
from decisions.models.ballot import Ballot, OptionCount, RegisterEntry, Vote
from decisions.models.minutes import MinuteItem, Minutes
from decisions.models.outcome import Award, Condition, DecisionLink, ExecutiveDecision, Outcome

__all__ = [
    "Action",
    "ActionNote",
    "Award",
    "Ballot",
    "Condition",
    "DecisionLink",
    "ExecutiveDecision",
    "MinuteItem",
    "Minutes",
    "OptionCount",
    "Outcome",
    "RegisterEntry",
    "Vote",
]
