"""Where each process finds its database and its message server: embedded or given."""

from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from hoistway.server import embedded_postgres, postgres_place
from hoistway.server.config import Config
from hoistway.server.secrets import Secrets


def database_url(*, config: Config, secrets: Secrets) -> str:
    """Return the address for web, worker, watch and ingest, whose role owns no table."""
    if config.database_url:
        return config.database_url
    ours = postgres_place.place(home=config.home)
    return ours.url(role=embedded_postgres.APP, password=secrets.database_app_password)


def owner_database_url(*, config: Config, secrets: Secrets) -> str:
    """Return the address for migrations and backup, whose role owns the tables."""
    if config.owner_database_url or config.database_url:
        return config.owner_database_url or config.database_url or ""
    ours = postgres_place.place(home=config.home)
    return ours.url(role=embedded_postgres.OWNER, password=secrets.database_owner_password)


def nats_url(*, config: Config, secrets: Secrets) -> str:
    """Return the address of NATS with the user and password of the internal services."""
    if config.nats_url:
        return config.nats_url
    return f"nats://service:{secrets.nats_service_password}@127.0.0.1:{config.nats_port}"


def nats_callout_url(*, config: Config, secrets: Secrets) -> str | None:
    """Return the address of NATS for the process that answers who may connect by MQTT.

    None where a NATS of one's own is given that does not ask us.
    """
    if config.nats_url:
        return config.nats_callout_url
    return f"nats://callout:{secrets.nats_callout_password}@127.0.0.1:{config.nats_port}"


def django_database(url: str) -> dict[str, object]:
    """Return the parts of `url` as Django's DATABASES wants them (ENGINE to OPTIONS)."""
    parts = {k: str(v) for k, v in conninfo_to_dict(url).items() if v is not None}
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    names |= {"port": "PORT"}
    database: dict[str, object] = {"ENGINE": "django.db.backends.postgresql"}
    database |= {django: parts.pop(libpq, "") for libpq, django in names.items()}
    return database | {"OPTIONS": parts}


def attachments(*, config: Config) -> Path:
    """Return the folder of uploaded photographs and documents."""
    return config.home / "attachments"


def history(*, config: Config) -> Path:
    """Return the folder of kept telemetry."""
    return config.home / "history"
