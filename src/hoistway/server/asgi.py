"""ASGI entry of the pages."""

import os
from typing import cast

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler

from hoistway.web.public.kept import KeptPages

CONNECTIONS = 16
"""Database connections of the pages. Chosen: more threads than that only wait for one another."""

PATIENCE_S = 10
"""Seconds a page waits for a connection on a bad night before it answers with 110."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoistway.server.settings")  # noqa: TID251 -- Django's own switch
database = settings.DATABASES["default"]
database["CONN_HEALTH_CHECKS"] = True
cast(dict[str, object], database["OPTIONS"])["pool"] = {
    "min_size": 2, "max_size": CONNECTIONS, "timeout": PATIENCE_S,
}  # fmt: skip
django.setup(set_prefix=False)
application = KeptPages(ASGIHandler(), session_cookie=settings.SESSION_COOKIE_NAME)
