from django.apps import AppConfig

from decisions.guards import decisions_guards


class DecisionsConfig(AppConfig):
    name = "decisions"
    guards = staticmethod(decisions_guards)
