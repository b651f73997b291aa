"""Background work: letters waiting in the outbox."""

from __future__ import annotations

import signal
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from forum.workflow.letters import send_letters


class Command(BaseCommand):
    help = "Send letters from the outbox until told to stop; safe to run more than one."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="send what is due, then stop")
        parser.add_argument("--every", type=float, default=5.0, help="seconds between rounds")

    def handle(self, *args, once, every, **options):
        self.stopping = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while True:
            close_old_connections()
            sent = send_letters(at=timezone.now())
            if sent:
                self.stdout.write(f"{sent} letters sent")
            if not once:
                self.wait(every)
            if once or self.stopping:
                return

    def stop(self, *args):
        self.stopping = True

    def wait(self, seconds):
        """Wait in small steps, so that stopping is prompt."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.2)
