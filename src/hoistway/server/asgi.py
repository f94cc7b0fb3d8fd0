"""ASGI entry of the pages."""

import os

import django
from django.core.handlers.asgi import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoistway.server.settings")  # noqa: TID251 -- Django's own switch
django.setup(set_prefix=False)
application = ASGIHandler()
