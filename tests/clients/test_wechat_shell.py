"""The WeChat shell: in a simulated mini-program, against a running platform and a false WeChat."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hoistway.plates.queries import address_of, living_plates
from hoistway.server import packages
from hoistway.server.config import REPOSITORY
from tests.browser.server import serving as serving_city
from tests.world.database import own_database, using_database
from tests.world.identity import WeChat, serving
from tests.world.pages import static_files_collected
from tests.world.registry import an_elevator

SHELL = REPOSITORY / "clients" / "wechat"
TESTS = Path(__file__).parent / "wechat"
LISTS = ("package.json", "package-lock.json")


@pytest.fixture(scope="module")
def simulator() -> Path:
    """Give a folder with the simulated mini-program, fetched once for each lock."""
    folder = settings.HOME / "cache" / "wechat-tests"
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / LISTS[1]
    lock = (TESTS / LISTS[1]).read_bytes()
    if not note.is_file() or note.read_bytes() != lock:
        note.unlink(missing_ok=True)
        work = folder.with_name("wechat-tests-work")
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for name in LISTS:
            shutil.copyfile(TESTS / name, work / name)
        fault = packages.run_npm(work, packages.environment(config=settings.CONFIG))
        if fault:
            pytest.skip(f"npm brought no simulated mini-program: {fault}")
        shutil.rmtree(folder / "node_modules", ignore_errors=True)
        (work / "node_modules").rename(folder / "node_modules")
        shutil.copyfile(TESTS / LISTS[1], note)
    return folder


@pytest.fixture
def city(
    django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, settings: Any
) -> Iterator[str]:
    """Serve a platform that knows a mini-program and asks a false WeChat."""
    name = f"wechat_{os.getpid()}"
    settings.WECHAT_APP_ID, settings.WECHAT_SECRET = "wx123", "hush"
    with (
        django_db_blocker.unblock(), own_database(name=name), serving(WeChat()) as wechat,
        static_files_collected(into=tmp_path_factory.mktemp("static")), serving_city() as address,
        using_database(name=name),
    ):  # fmt: skip
        settings.WECHAT_URL, settings.BASE_URL = wechat.url, address
        yield address


def test_the_shell_keeps_every_promise_of_its_page(
    city: str, simulator: Path, tmp_path: Path
) -> None:
    lift = an_elevator()
    plate = living_plates(elevator_ids=[lift.pk])[lift.pk]
    folder = tmp_path / "shell"
    shutil.copytree(SHELL, folder)
    (folder / "config.js").write_text(f'module.exports = {{ city: "{city}" }};\n')
    shutil.copyfile(TESTS / "shell.test.js", simulator / "shell.test.js")
    told = {"FOLDER": str(folder), "CODE": address_of(plate=plate, keys=settings.PLATE_KEYS)}

    done = subprocess.run(
        [*packages.node(), "--test", "--test-reporter=spec", "shell.test.js"], cwd=simulator,
        env={**os.environ, **told}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail 0" in done.stdout
    assert "skipped 0" in done.stdout


def test_the_shell_is_thin() -> None:
    lines = [
        line
        for file in SHELL.rglob("*")
        if file.is_file()
        for line in file.read_text(encoding="utf-8").splitlines()
    ]

    assert len(lines) <= 200


def test_the_published_shell_names_no_city_and_no_app() -> None:
    assert "hoistway.example.cn" in (SHELL / "config.js").read_text(encoding="utf-8")
    assert "touristappid" in (SHELL / "project.config.json").read_text(encoding="utf-8")
