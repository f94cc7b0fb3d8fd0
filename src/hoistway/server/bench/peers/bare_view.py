"""A bare Django view: one question of the same rows, one string, no middleware, no template.

It verifies no signature, knows no languages and offers no help. That is its advantage.
"""

import sys
from secrets import token_hex
from urllib.parse import unquote, urlsplit

import django
import uvicorn
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

_QUESTION = (
    "SELECT e.name, e.address, p.rescue_number, f.name, u.name FROM plates_plate p"
    " JOIN registry_elevator e ON e.id = p.elevator_id"
    " LEFT JOIN parties_organisation f ON f.id = e.firm_id"
    " LEFT JOIN parties_organisation u ON u.id = e.use_unit_id WHERE p.code = %s"
)


def page(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Answer the facts of the elevator behind a code."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [code])
        row = cursor.fetchone()
    if row is None:
        return HttpResponse(status=404)
    return HttpResponse(f"<!doctype html><title>{row[0]}</title><p>{'<p>'.join(map(str, row))}")


urlpatterns = [path("e/<str:code>/<str:signature>", page)]


def serve(*, url: str, port: int) -> None:
    """Serve until ended, with one pooled connection as our pages have."""
    parts = urlsplit(url)
    place = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY=token_hex(16), MIDDLEWARE=[],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"),
                "USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or ""),
                "HOST": unquote(place.get("host", parts.hostname or "")),
                "PORT": str(parts.port or place.get("port", "")),
                "OPTIONS": {"pool": {"min_size": 1, "max_size": 4}},
            }
        },
    )  # fmt: skip
    django.setup()
    uvicorn.run(
        get_asgi_application(), host="127.0.0.1", port=port, log_config=None, access_log=False,
        lifespan="off",
    )  # fmt: skip


if __name__ == "__main__":
    serve(url=sys.argv[1], port=int(sys.argv[2]))
