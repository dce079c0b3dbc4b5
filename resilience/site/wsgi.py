"""The entrance for a production server: `gunicorn resilience.site.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resilience.site.settings")
application = get_wsgi_application()
