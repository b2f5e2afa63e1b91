"""The WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from bole.web.config.proxies import behind_proxies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
application = behind_proxies(get_wsgi_application(), settings.PROXIES)
