"""A bare Django Ninja: the same rows by its shortest code, one process.

It asks for no key, keeps no idempotency, history, scope or change log, and judges no claims. That
is its advantage.
"""

import json
import sys
from secrets import token_hex
from typing import Any
from urllib.parse import unquote, urlsplit

import django
import uvicorn
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

_ELEVATOR = (
    "SELECT e.register_number, e.name, e.address, e.kind, e.use_state, e.rated_speed_mps, f.name"
    " FROM registry_elevator e LEFT JOIN parties_organisation f ON f.id = e.firm_id"
)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS bare_ninja (id bigserial PRIMARY KEY, at timestamptz NOT NULL,"
    " said jsonb NOT NULL)"
)
_NAMES = ("register_number", "name", "address", "kind", "use_state", "rated_speed_mps", "firm_name")


def _rows(question: str, *values: str | int) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(question, list(values))
        return [dict(zip(_NAMES, row, strict=True)) for row in cursor.fetchall()]


def _keep(said: list[dict[str, object]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bare_ninja (at, said) VALUES (now(), %s)",
            [(json.dumps(one),) for one in said],
        )


def serve(*, url: str, port: int) -> None:
    """Serve until ended, with one pool of connections as our pages have."""
    parts = urlsplit(url)
    place = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY=token_hex(16), MIDDLEWARE=[],
        INSTALLED_APPS=[], USE_TZ=True,
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
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
    urlpatterns[:] = [path("v1/", _api())]
    uvicorn.run(
        get_asgi_application(), host="127.0.0.1", port=port, log_config=None, access_log=False,
        lifespan="off",
    )  # fmt: skip


def _api() -> tuple[list[Any], str, str]:
    from ninja import NinjaAPI  # noqa: PLC0415 -- Django must be set up before

    api = NinjaAPI(urls_namespace="bare", docs_url=None, openapi_url=None)

    @api.get("/elevators/{number}")
    def read(request: HttpRequest, number: str) -> dict[str, object]:
        return _rows(f"{_ELEVATOR} WHERE e.register_number = %s", number)[0]

    @api.get("/elevators")
    def read_some(request: HttpRequest, limit: int = 50) -> list[dict[str, object]]:
        return _rows(f"{_ELEVATOR} ORDER BY e.id LIMIT %s", limit)

    @api.post("/faults")
    def report(request: HttpRequest) -> HttpResponse:
        _keep([json.loads(request.body)])
        return JsonResponse({}, status=201)

    @api.post("/claims")
    def say(request: HttpRequest) -> dict[str, int]:
        said = [json.loads(line) for line in request.body.split(b"\n") if line.strip()]
        _keep(said)
        return {"accepted": len(said)}

    told: tuple[list[Any], str, str] = api.urls
    return told


urlpatterns: list[Any] = []

if __name__ == "__main__":
    serve(url=sys.argv[1], port=int(sys.argv[2]))
