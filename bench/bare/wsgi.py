"""The floor as a web server runs it."""

import os

from django.core.wsgi import get_wsgi_application

from bench.bare.site import set_up

set_up(os.environ["BENCH_DATABASE"])
application = get_wsgi_application()
