"""What the product's own database role may do to what only grows: nothing but add."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from hoistway.foundation.sealing import seal_growing_tables

pytestmark = pytest.mark.django_db

GROWING = """
SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname ~ '^pgtrigger_(.*_rows_stay|append_only)_' ORDER BY 1
"""


def _connect(**changes):
    ours = connection.settings_dict
    given = {
        "host": ours["HOST"] or ours["OPTIONS"].get("host"), "port": ours["PORT"] or None,
        "dbname": ours["NAME"], "user": ours["USER"], "password": ours["PASSWORD"],
    }  # fmt: skip
    return psycopg.connect(**(given | changes), autocommit=True)


@pytest.fixture
def app():
    """Connect as the role by which pages, worker and watch reach the database."""
    with _connect() as owner:
        seal_growing_tables(cursor=owner.cursor())
    password = (settings.HOME / "secrets" / "database_app_password").read_text().strip()
    with _connect(user="hoistway_app", password=password) as link:
        yield link


def test_nothing_that_only_grows_can_be_changed_by_the_role_that_serves(app):
    tables = [row[0] for row in app.execute(GROWING)]
    assert {"ledger_document", "ledger_digest", "ledger_stamp", "ledger_key"} < set(tables)
    assert {"maintenance_operation", "foundation_attachment", "parties_readaudit"} < set(tables)

    app.execute("SELECT set_config('pgtrigger.ignore', '{all}', false)")
    for table in tables:
        column = app.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "ORDER BY ordinal_position LIMIT 1", [table],
        ).fetchone()[0]  # fmt: skip
        for deed in (
            f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE", f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"DROP TABLE {table} CASCADE",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(deed)


@pytest.mark.parametrize(
    "deed",
    [
        "SET session_replication_role = replica",
        "SET ROLE hoistway_owner",
        "GRANT UPDATE ON ledger_document TO hoistway_app",
        "ALTER FUNCTION ledger_forget(date, integer) OWNER TO hoistway_app",
        "DROP FUNCTION ledger_forget(date, integer)",
    ],
)
def test_no_way_around_is_open(app, deed):
    if deed.startswith("GRANT"):  # PostgreSQL only warns when nothing can be granted
        app.execute(deed)
        held = "SELECT has_table_privilege('hoistway_app', 'ledger_document', 'UPDATE')"
        assert app.execute(held).fetchone() == (False,)
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(deed)


def test_it_may_read_add_and_forget_what_is_past(app):
    assert app.execute("SELECT count(*) FROM ledger_document").fetchone() == (0,)
    assert app.execute("SELECT ledger_forget('2999-01-01', 10)").fetchone() == (0,)
    assert app.execute(
        "SELECT has_table_privilege('hoistway_app', 'ledger_document', 'INSERT')"
    ).fetchone() == (True,)
