"""Make anew what the record can be searched by, as after an import or a restore."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from decisions.search import rebuild
from forum.models import Forum


class Command(BaseCommand):
    help = "Make anew all that can be found by words; of one forum, or of all."

    def add_arguments(self, parser):
        parser.add_argument("--forum", help="the name of a forum in its addresses")

    def handle(self, *args, forum=None, **options):
        forums = Forum.objects.filter(slug=forum) if forum else Forum.objects.all()
        if forum and not forums:
            raise CommandError(f"There is no forum “{forum}”.")
        for each in forums:
            self.stdout.write(f"{each}: {rebuild(each)} texts can be found")
