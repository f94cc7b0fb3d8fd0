"""A file comes twice, too late, half broken, or its import is killed: the register stays right."""

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import work_on_import
from hoistway.registry.models import Claim, Elevator, ImportRun, RowFinding
from hoistway.registry.vocabulary import RunState
from hoistway.server.config import REPOSITORY
from tests.world.clock import clock_in_hand
from tests.world.database import own_database, using_database
from tests.world.parties import NOW, a_jurisdiction, signed_in_client
from tests.world.told_files import REGISTER, a_table, counts, handed_in

MANY = 4_000
"""Rows of the file that is killed: four batches, some seconds of work."""


def a_row(number: int, day: str = "2026-10-01", **more: str) -> dict[str, str]:
    return {
        "注册代码": f"311031010620120{number:05d}", "名称": "1号梯", "地址": f"延平路{number}号",
        "设备品种": "曳引驱动乘客电梯", "监管辖区": "静安区", "站": "18", "额定速度": "1.75",
        "额定载重量": "1000", "使用单位": f"物业{number % 40}", "数据日期": day,
    } | more  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.HOME = tmp_path
    with clock_in_hand(tmp_path / "clock-offset", NOW):
        yield tmp_path


def taken(folder: Path, *rows: dict[str, str], apply: bool = True) -> tuple[object, ...]:
    file = a_table(folder / "register.csv", rows)
    return counts(handed_in(file, source="supervision", apply=apply))


def facts() -> list[tuple[object, ...]]:
    """Return all that is held and said, and nothing of when it was received."""
    held = Elevator.objects.order_by("register_number").values_list(
        "register_number", "name", "address", "stops", "rated_speed_mps", "rated_load_kg",
        "use_unit__name", "jurisdiction__code", "place__name",
    )  # fmt: skip
    said = Claim.objects.order_by("subject", "source", "record_key", "observed_at").values_list(
        "subject", "source", "record_key", "observed_at", "fields", "current",
        "elevator__register_number", "organisation__name", "place__name",
    )  # fmt: skip
    return [*held, *said]


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_not_even_what_is_kept(folder: Path) -> None:
    a_jurisdiction()
    rows = [a_row(n) for n in range(1, 6)]
    assert taken(folder, *rows) == (5, 0, 0, 0, 0)
    before = facts()

    assert taken(folder, *rows, apply=False) == (0, 0, 5, 0, 0)
    assert taken(folder, *rows) == (0, 0, 5, 0, 0)

    assert facts() == before


@pytest.mark.django_db
def test_files_in_any_order_come_to_the_same_register(folder: Path) -> None:
    a_jurisdiction()
    files = [
        [a_row(1, "2026-10-01"), a_row(2, "2026-10-01")],
        [a_row(1, "2026-10-08", 站="19"), a_row(2, "2026-10-08")],
        [a_row(1, "2026-10-15", 站="20"), a_row(2, "2026-10-15", 名称="东1号梯")],
    ]

    told = [taken(folder, *files[n]) for n in (0, 2, 1)]

    assert told == [(2, 0, 0, 0, 0), (0, 2, 0, 0, 0), (0, 0, 0, 2, 0)]
    held = Elevator.objects.order_by("register_number").values_list("stops", "name")
    assert list(held) == [(20, "1号梯"), (18, "东1号梯")]
    assert taken(folder, *files[1]) == (0, 0, 0, 2, 0)
    assert Claim.objects.filter(subject="elevator", current=True).count() == 2


def handed_to_the_page(client: Client, content: bytes) -> ImportRun:
    """Hand a file in at the page, look at the trial, and apply it."""
    form = {
        "file": SimpleUploadedFile("register.csv", content), "mapping": REGISTER,
        "source": "supervision",
    }  # fmt: skip
    assert client.post("/registry/imports", form).status_code == 302
    for deed in ("try", "apply"):
        if deed == "apply":
            run = ImportRun.objects.latest("pk")
            assert client.post(f"/registry/imports/{run.pk}/apply").status_code == 302
        work_on_import(run_id=ImportRun.objects.latest("pk").pk, now=clock.now())
    return ImportRun.objects.latest("pk")


@pytest.mark.django_db
def test_refused_rows_are_handed_out_mended_and_handed_in_again(folder: Path) -> None:
    a_jurisdiction()
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)
    rows = [
        a_row(1), a_row(2, 设备品种="飞船"), a_row(3, 监管辖区="无此区"), a_row(4, 额定速度="快"),
        a_row(5),
    ]  # fmt: skip
    file = a_table(folder / "half.csv", rows)

    first = handed_to_the_page(city, file.read_bytes())

    assert (first.created, first.refused, first.told) == (3, 2, 1)
    assert Elevator.objects.get(register_number__endswith="00004").rated_speed_mps is None
    answer = city.get(f"/registry/imports/{first.pk}/refused?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    refused = list(csv.DictReader(io.StringIO(text)))
    assert [row["地址"] for row in refused] == ["延平路2号", "延平路3号"]
    assert [bool(row["未导入的原因"]) for row in refused] == [True, True]

    refused[0]["设备品种"], refused[1]["监管辖区"] = "曳引驱动乘客电梯", "静安区"
    mended = a_table(folder / "mended.csv", refused)
    second = handed_to_the_page(city, mended.read_bytes())

    assert (second.created, second.refused) == (2, 0)
    assert Elevator.objects.count() == 5
    whole = a_table(folder / "whole.csv", [a_row(n) for n in (1, 2, 3, 5)])
    assert handed_to_the_page(city, whole.read_bytes()).unchanged == 4


@contextmanager
def the_command(file: Path, home: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run `import register FILE --apply` as a process of its own on the database at hand."""
    base = connection.settings_dict
    user, password = quote(str(base["USER"]), ""), quote(str(base["PASSWORD"]), "")
    host, port = quote(str(base["HOST"]), ""), base["PORT"]
    url = f"postgresql://{user}:{password}@/{base['NAME']}?host={host}&port={port}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HOISTWAY_", "DJANGO_"))}
    words = ("import", "register", str(file), "--mapping", REGISTER, "--source", "supervision")
    process = subprocess.Popen(
        [sys.executable, "-m", "hoistway.server.cli", *words, "--apply", "--json"],
        env=kept | {
            "HOISTWAY_HOME": str(home), "HOISTWAY_DATABASE_URL": url,
            "PYTHONPATH": str(REPOSITORY / "src"),
        },
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(fits: Callable[[], bool], *, within_s: float = 60) -> None:
    end = time.monotonic() + within_s
    while not fits():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_half_way() -> bool:
    return ImportRun.objects.filter(lines_done__gt=0).exists()


def nobody_else_is_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return bool(cursor.fetchone() == (0,))


def told_by(file: Path, home: Path) -> dict[str, object]:
    with the_command(file, home) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    told: dict[str, object] = json.loads(out.splitlines()[-1])
    return told


@contextmanager
def a_city(name: str) -> Iterator[None]:
    """Work on a fresh database that other processes can see, with one district."""
    with own_database(name=name), using_database(name=name):
        a_jurisdiction()
        yield


@pytest.fixture
def killed_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), a_city(f"killed_{os.getpid()}"):
        yield


@pytest.mark.usefixtures("killed_city")
@pytest.mark.long
def test_an_import_killed_half_way_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    bad = {7: {"设备品种": "飞船"}, 1_500: {"监管辖区": "无此区"}, 3_900: {"设备品种": ""}}
    rows = [a_row(n, **bad.get(n, {})) for n in range(1, MANY + 1)]
    file = a_table(tmp_path / "register.csv", rows)

    with the_command(file, tmp_path / "home") as process:
        until(is_half_way)
        process.kill()
        process.wait(30)
    until(nobody_else_is_connected)
    run = ImportRun.objects.get()
    assert process.returncode == -9
    assert run.state == RunState.RUNNING
    assert 0 < run.lines_done < MANY
    assert Elevator.objects.count() == run.created == run.lines_done - run.refused

    again = told_by(file, tmp_path / "home")

    assert again["resumed_at"] == run.lines_done
    assert counts(again) == (MANY - 3, 0, 0, 0, 3)
    assert (ImportRun.objects.get().state, RowFinding.objects.count()) == (RunState.DONE, 3)
    after_the_kill = facts()
    assert counts(handed_in(file, source="supervision")) == (0, 0, MANY - 3, 0, 3)
    with a_city(f"clean_{os.getpid()}"):
        assert counts(handed_in(file, source="supervision")) == (MANY - 3, 0, 0, 0, 3)
        assert facts() == after_the_kill
