from django.apps import AppConfig

from forum.guards import forum_guards, watch_migrations


class ForumConfig(AppConfig):
    name = "forum"
    guards = staticmethod(forum_guards)

    def ready(self):
        watch_migrations(self)
