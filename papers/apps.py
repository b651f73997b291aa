from django.apps import AppConfig

from papers.guards import papers_guards


class PapersConfig(AppConfig):
    name = "papers"
    guards = staticmethod(papers_guards)
