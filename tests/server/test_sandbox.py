"""The sandbox is as new within seconds, and nothing that reaches outside is handed down to it."""

from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import psycopg
import pytest

from hoistway.programs.vocabulary import SANDBOX_KEYS
from hoistway.server import config, embedded_postgres, postgres_place, sandbox, secrets
from hoistway.server.cli.sandbox import seconds_until_reset

OUTSIDE = (
    "sms_gateway_url", "sms_gateway_token", "voice_gateway_url", "mail_url", "oidc_issuer",
    "oidc_client_secret", "wechat_app_id", "wechat_secret", "cloud_key_secret", "stamp_url",
    "receipt_token", "webhook_networks", "nats_url",
)  # fmt: skip


@pytest.fixture
def installation(tmp_path: Path) -> config.Config:
    """Return a real installation with everything that reaches outside, beside the tests' own."""
    ours = config.load()
    said = dict.fromkeys(OUTSIDE, "https://outside.example")
    return ours.model_copy(update={**said, "home": tmp_path, "webhook_networks": ("10.0.0.0/8",)})


def as_pages(ours: config.Config) -> str:
    """Return the address under which pages and worker reach it: a role that owns nothing."""
    home = config.load().home
    password = secrets.keep(home=home).database_app_password
    return postgres_place.place(home=home).url(
        role=embedded_postgres.APP, password=password, database=sandbox.NAME
    )


def test_nothing_that_reaches_outside_is_handed_down(installation: config.Config) -> None:
    ours = sandbox.config_of(installation)

    said = {name: getattr(ours, name) for name in OUTSIDE}
    assert {name for name, value in said.items() if value} == set()
    assert (ours.demo, ours.sandbox, ours.home) == (True, True, installation.home / "sandbox")
    assert ours.web_port == installation.sandbox_port
    assert "outside.example" not in str(ours.environment())


def test_a_reset_brings_database_and_files_back_to_the_template(
    installation: config.Config,
) -> None:
    ours = sandbox.config_of(installation)
    admin = sandbox._database(ours.owner_database_url or "", "postgres")
    there = sandbox._database(ours.owner_database_url or "", sandbox.TEMPLATE)
    with psycopg.connect(admin, autocommit=True) as link:
        for name in (sandbox.NAME, sandbox.TEMPLATE):
            link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        with pytest.raises(config.CannotStart, match="no sandbox yet"):
            sandbox.reset(ours=ours)
        link.execute(f"CREATE DATABASE {sandbox.TEMPLATE}")
    with psycopg.connect(there) as link:
        link.execute("CREATE TABLE told (words text)")
        link.execute("INSERT INTO told VALUES ('as new')")
    kept = ours.home / "template" / "attachments"
    kept.mkdir(parents=True)
    (kept / "photo").write_text("as new")
    sandbox.reset(ours=ours)

    with psycopg.connect(ours.owner_database_url or "") as link:
        link.execute("UPDATE told SET words = 'spoilt'")
    (ours.home / "attachments" / "upload").write_text("spoilt")
    (ours.home / "clock-offset").write_text("86400")
    held = psycopg.connect(as_pages(ours))
    began = monotonic()
    sandbox.reset(ours=ours)

    assert monotonic() - began < 10
    with pytest.raises(psycopg.OperationalError):
        held.execute("SELECT 1")
    with psycopg.connect(ours.owner_database_url or "") as link:
        assert link.execute("SELECT words FROM told").fetchall() == [("as new",)]
    assert [one.name for one in (ours.home / "attachments").iterdir()] == ["photo"]
    assert not (ours.home / "clock-offset").exists()
    with psycopg.connect(admin, autocommit=True) as link:
        for name in (sandbox.NAME, sandbox.TEMPLATE):
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 11, 23, 18, 59, tzinfo=UTC), 1 / 60),
        (datetime(2026, 11, 23, 19, 0, tzinfo=UTC), 24),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), 23),
    ],
)
def test_it_is_laid_out_anew_at_three_in_the_morning(now: datetime, hours: float) -> None:
    assert seconds_until_reset(now=now) == pytest.approx(hours * 3600)


def test_the_guides_publish_each_key_of_the_sandbox() -> None:
    for name in ("sandbox.md", "sandbox.zh-CN.md"):
        guide = (config.REPOSITORY / "docs" / "integrate" / name).read_text(encoding="utf-8")
        assert [key.secret for key in SANDBOX_KEYS if f"`{key.secret}`" not in guide] == []
