"""Background work: letters waiting in the outbox, and jobs waiting in the queue."""

from __future__ import annotations

import os
import signal
import socket
import time
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from forum.workflow.jobs import LOST_AFTER, do_next_job, mend_queue
from forum.workflow.letters import send_letters

TEND_EVERY = timedelta(minutes=1)


class Command(BaseCommand):
    help = "Send letters and do jobs until told to stop; safe to run more than one."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due, then stop")
        parser.add_argument("--every", type=float, default=2.0, help="seconds between rounds")
        parser.add_argument(
            "--lost-after",
            type=float,
            default=LOST_AFTER.total_seconds(),
            help="seconds after which a job that another worker began may be taken over",
        )

    def handle(self, *args, once, every, lost_after, **options):
        self.stopping, self.tended = False, None
        self.name = f"{socket.gethostname()}:{os.getpid()}"[-64:]
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while True:
            close_old_connections()
            self.round(timedelta(seconds=lost_after))
            if not once:
                self.wait(every)
            if once or self.stopping:
                return

    def round(self, lost_after):
        """Everything that is due: letters first, because a job may take a minute."""
        self.tend(timezone.now(), lost_after)
        self.send()
        while not self.stopping and do_next_job(self.name):
            self.stdout.write("1 job done")
            self.send()

    def tend(self, now, lost_after):
        mend_queue(at=now, lost_after=lost_after)
        if self.tended is None or now - self.tended >= TEND_EVERY:
            for name in settings.TENDED:
                import_string(name)(now)
            self.tended = now

    def send(self):
        sent = send_letters(at=timezone.now())
        if sent:
            self.stdout.write(f"{sent} letters sent")

    def stop(self, *args):
        self.stopping = True

    def wait(self, seconds):
        """Wait in small steps, so that stopping is prompt."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.2)
