"""What npm brings is fetched once, by the machine's own settings; its absence harms little."""

import stat
from pathlib import Path

import pytest

from hoistway.server import packages
from hoistway.server.config import REPOSITORY, Config, load


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load(home=tmp_path / "home")


def a_false_npm(folder: Path, script: str) -> list[str]:
    """Return a command that stands for npm: it runs in the working folder."""
    npm = folder / "npm.sh"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    return [str(npm)]


GOOD = "\n".join(
    f"mkdir -p $(dirname {one.path / name}) && echo x > {one.path / name}"
    for one in packages.PACKAGES
    for name in one.files
)


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    def plant(script: str) -> None:
        command = a_false_npm(tmp_path, script)
        monkeypatch.setattr(packages, "_npm", lambda: iter(command))

    return plant


def test_the_lock_names_no_address_of_anybody() -> None:
    text = (REPOSITORY / "package-lock.json").read_text(encoding="utf-8")

    assert "resolved" not in text
    assert "http" not in text
    assert '"integrity": "sha512-' in text


def test_packages_are_fetched_once(config: Config, npm, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    npm(f"{GOOD}\necho ran >> {tmp_path}/ran")
    told: list[str] = []

    assert packages.fetch(config=config, say=told.append)
    assert packages.fetch(config=config, say=told.append)

    assert (tmp_path / "ran").read_text().split() == ["ran"]
    assert len(told) == 2
    assert "60 MB" in told[0]
    assert packages.FONT.is_there(home=config.home)
    assert not (config.home / "cache" / "npm-work").exists()


def test_another_lock_fetches_anew(config: Config, npm) -> None:  # type: ignore[no-untyped-def]
    npm(GOOD)
    packages.fetch(config=config, say=lambda _: None)
    (packages.FONT.folder(home=config.home) / "package-lock.json").write_text("{}")

    assert not packages.FONT.is_there(home=config.home)
    assert packages.fetch(config=config, say=lambda _: None)
    assert packages.FONT.is_there(home=config.home)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'npm error code ENOTFOUND' >&2; echo 'npm error request failed' >&2; exit 1",
         "request failed"),
        ("exit 3", "npm ended with 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_is_said_and_stops_nothing(
    config: Config,
    npm,
    script: str,
    said: str,  # type: ignore[no-untyped-def]
) -> None:
    npm(script)
    told: list[str] = []

    assert not packages.fetch(config=config, say=told.append)

    assert said in told[-1]
    assert "Everything works but PDF files and scanning" in told[-1]
    assert not packages.FONT.is_there(home=config.home)


def test_a_test_home_borrows_what_npm_brought(config: Config, npm, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    packages.lend(lender=config.home, home=tmp_path / "other")
    assert not packages.FONT.is_there(home=tmp_path / "other")
    npm(GOOD)
    packages.fetch(config=config, say=lambda _: None)

    for _ in range(2):
        packages.lend(lender=config.home, home=tmp_path / "other")

    assert packages.FONT.is_there(home=tmp_path / "other")


def test_the_machines_npm_settings_go_before_ours(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("npm_config_cache", raising=False)
    ours = packages.environment(config=config)
    assert ours["npm_config_cache"] == str(config.home / "cache" / "npm")
    assert ours["NODE_USE_SYSTEM_CA"] == "1"

    monkeypatch.setenv("NPM_CONFIG_CACHE", "elsewhere")
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://mirror.example/")
    given = packages.environment(config=config)

    assert given["NPM_CONFIG_REGISTRY"] == "https://mirror.example/"
    assert given["NPM_CONFIG_CACHE"] == "elsewhere"
    assert "npm_config_cache" not in given
