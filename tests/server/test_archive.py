import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from hoistway.server import addresses, archive, config, postgres_place, secrets
from hoistway.server.lock import Lock
from hoistway.server.lone_postgres import lone_postgres

_NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def homes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., config.Config]]:
    monkeypatch.delenv("HOISTWAY_DATABASE_URL", raising=False)
    made: list[config.Config] = []

    def make(name: str) -> config.Config:
        made.append(config.load(home=tmp_path / name))
        made[-1].home.mkdir()
        return made[-1]

    yield make
    for ours in made:
        folder = postgres_place.place(home=ours.home).data.parent
        shutil.rmtree(folder, ignore_errors=True)


def _fill(ours: config.Config, word: str) -> None:
    kept = secrets.keep(home=ours.home)
    with lone_postgres(home=ours.home, secrets=kept, fast=True):
        url = addresses.owner_database_url(config=ours, secrets=kept)
        with psycopg.connect(url, autocommit=True) as link:
            link.execute("CREATE TABLE IF NOT EXISTS words (word text)")
            link.execute("INSERT INTO words VALUES (%s)", [word])
    (ours.home / "attachments" / "a").mkdir(parents=True, exist_ok=True)
    (ours.home / "attachments" / "a" / "photo.jpg").write_text(word)
    (ours.home / "kind").write_text("real\n")


def _words(ours: config.Config) -> list[str]:
    kept = secrets.keep(home=ours.home)
    with lone_postgres(home=ours.home, secrets=kept, fast=True):
        url = addresses.database_url(config=ours, secrets=kept)
        with psycopg.connect(url) as link:
            return [row[0] for row in link.execute("SELECT word FROM words ORDER BY word")]


def test_restored_home_equals_the_one_that_was_backed_up(
    homes: Callable[..., config.Config], tmp_path: Path
) -> None:
    old, new = homes("old"), homes("new")
    _fill(old, "电梯")

    archive.write(config=old, target=tmp_path / "backup", now=_NOW)
    archive.read(config=new, source=tmp_path / "backup", force=False, now=_NOW)

    assert secrets.keep(home=new.home) == secrets.keep(home=old.home)
    assert _words(new) == ["电梯"]
    assert (new.home / "attachments" / "a" / "photo.jpg").read_text() == "电梯"
    assert (new.home / "kind").read_text() == "real\n"
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600


def test_filled_home_is_replaced_only_by_force_and_moved_aside(
    homes: Callable[..., config.Config], tmp_path: Path
) -> None:
    old, other = homes("old"), homes("other")
    _fill(old, "old")
    _fill(other, "other")
    archive.write(config=old, target=tmp_path / "backup", now=_NOW)

    with pytest.raises(config.CannotStart, match="--force"):
        archive.read(config=other, source=tmp_path / "backup", force=False, now=_NOW)
    assert _words(other) == ["other"]

    archive.read(config=other, source=tmp_path / "backup", force=True, now=_NOW)
    assert _words(other) == ["old"]
    aside = other.home / "attachments.before-20261122T040000" / "a" / "photo.jpg"
    assert aside.read_text() == "other"


def test_running_home_and_broken_file_are_refused_before_anything_changes(
    homes: Callable[..., config.Config], tmp_path: Path
) -> None:
    ours = homes("ours")
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x1f\x8b no backup")
    lock = Lock(home=ours.home)
    assert lock.take()

    with pytest.raises(config.CannotStart, match="end it first"):
        archive.read(config=ours, source=broken, force=True, now=_NOW)
    lock.release()
    with pytest.raises(config.CannotStart, match="not a whole backup"):
        archive.read(config=ours, source=broken, force=True, now=_NOW)

    assert not (ours.home / "secrets").exists()
