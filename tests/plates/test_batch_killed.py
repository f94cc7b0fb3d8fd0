"""A job that draws plates is killed as a process, and another one goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from hoistway.plates.models import PrintBatch
from hoistway.plates.vocabulary import BatchLayout
from hoistway.registry.vocabulary import RunState
from hoistway.server import packages
from hoistway.server.bench.plate_wear import rasterised, read
from hoistway.server.config import REPOSITORY
from tests.plates.test_batches import bound, listed
from tests.world.batches import a_batch
from tests.world.database import own_database, using_database


@pytest.fixture
def a_city_of_its_own(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    name = f"batches_{os.getpid()}"
    with django_db_blocker.unblock(), own_database(name=name), using_database(name=name):
        yield


_WORKER = """
import django
django.setup()
from hoistway.plates.tasks import draw_batch
draw_batch(batch_id={key})
"""


def a_worker(batch: PrintBatch) -> "subprocess.Popen[bytes]":
    base = connection.settings_dict
    user, password = quote(str(base["USER"]), ""), quote(str(base["PASSWORD"]), "")
    host, port = quote(str(base["HOST"]), ""), base["PORT"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HOISTWAY_")}
    url = f"postgresql://{user}:{password}@/{base['NAME']}?host={host}&port={port}"
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER.format(key=batch.pk)], cwd=REPOSITORY,
        env=kept | {
            "HOISTWAY_HOME": str(settings.HOME), "HOISTWAY_DATABASE_URL": url,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "hoistway.server.settings",
        },
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.usefixtures("a_city_of_its_own")
def test_a_job_killed_in_the_middle_goes_on_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lender = Path(settings.FONTS).parent
    monkeypatch.setattr(settings, "HOME", tmp_path)
    packages.lend(lender=lender, home=tmp_path)
    batch = a_batch(count=2000, layout=BatchLayout.SINGLE)
    folder = tmp_path / "print" / batch.number

    with a_worker(batch) as worker:
        end = time.monotonic() + 60
        while not PrintBatch.objects.filter(plates_done__gt=0).exists():
            assert time.monotonic() < end
            time.sleep(0.005)
        worker.kill()
    killed = PrintBatch.objects.get()
    whole = {path.name: path.read_bytes() for path in folder.glob("plates-*.pdf")}
    assert (worker.returncode, killed.state) == (-9, RunState.RUNNING)
    assert 0 < killed.plates_done < 2000
    marked = {name: made.replace(b"%%EOF", b"%%eof") for name, made in whole.items()}
    for name, made in marked.items():
        (folder / name).write_bytes(made)

    with a_worker(batch) as worker:
        assert worker.wait(120) == 0
    done = PrintBatch.objects.get()

    assert {name: bound(done).read(name) for name in marked} == marked
    assert (done.state, done.plates_done) == (RunState.DONE, 2000)
    rows = listed(done)
    assert len({row[4] for row in rows}) == len(rows) == 2000
    file, page, address = rows[-1][0], int(rows[-1][1]), rows[-1][7]
    assert read(rasterised(pdf=bound(done).read(file), page=page - 1)) == [address]
