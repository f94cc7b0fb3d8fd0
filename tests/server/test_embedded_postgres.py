from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from hoistway.server import config, embedded_postgres, postgres_place, secrets


@pytest.fixture
def owner_url() -> str:
    url = config.load().database_url
    assert url, "run the tests by ./hoistway test"
    return url


def test_owner_creates_and_app_role_reads_but_owns_nothing(owner_url: str) -> None:
    home = config.load().home
    kept = secrets.keep(home=home)
    place = postgres_place.place(home=home)
    app_url = place.url(role=embedded_postgres.APP, password=kept.database_app_password)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS rights_probe (n integer)")
    with psycopg.connect(app_url, autocommit=True) as app:
        app.execute("INSERT INTO rights_probe VALUES (1)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DROP TABLE rights_probe")
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("DROP TABLE rights_probe")
    assert parse_qs(urlsplit(owner_url).query)["host"] == [str(place.socket)]
