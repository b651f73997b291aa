"""What the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Every view is loaded now and not by the first reader, and what stands from the start is never
# again looked through for rubbish: with a long page in the making that took a quarter of its time.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
