"""The pages are killed again and again while neighbours report: what was acknowledged stands once.

A phone keeps its form until it has been answered and sends the same one again, as
`web/static/report.js` does; so every form must end as one report, whenever the process died.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import cycle
from pathlib import Path
from threading import Event
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from django.conf import settings
from django.db import connection
from PIL import Image
from pytest_django.plugin import DjangoDbBlocker

from hoistway.faults.models import Fault, Sighting
from hoistway.foundation.attachments import path_of
from hoistway.riders.models import PublicReport, ReportPhoto, ReportStep
from hoistway.riders.vocabulary import ReportDeed
from hoistway.server.config import REPOSITORY
from tests.world.database import own_database, using_database
from tests.world.pages import static_files_collected
from tests.world.passengers import scanned
from tests.world.reports import report_sides

KILLS, PHONES, WITHIN_S = 3, 6, 120


@pytest.fixture
def a_city_of_its_own(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    name = f"reports_{os.getpid()}"
    with django_db_blocker.unblock(), own_database(name=name), using_database(name=name):
        yield


@dataclass
class Pages:
    """The process that serves the pages, killed without warning and started anew."""

    home: Path
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def base(self) -> str:
        """The address of the pages."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        base = connection.settings_dict
        user, password = quote(str(base["USER"]), ""), quote(str(base["PASSWORD"]), "")
        host = quote(str(base["HOST"]), "")
        url = f"postgresql://{user}:{password}@/{base['NAME']}?host={host}&port={base['PORT']}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HOISTWAY_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "hoistway.server.asgi:application", "--port",
             str(self.port), "--lifespan", "off", "--log-level", "critical"],
            cwd=REPOSITORY, env=kept | {
                "HOISTWAY_HOME": str(self.home), "HOISTWAY_DATABASE_URL": url,
                "PYTHONPATH": str(REPOSITORY / "src"),
                "DJANGO_SETTINGS_MODULE": "hoistway.server.settings",
            },
        )  # fmt: skip
        end = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < end
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.base}/e", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """Kill it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)


@contextmanager
def served(home: Path) -> Iterator[Pages]:
    """Serve the pages inside the block, with their static files."""
    pages = Pages(home=home)
    with static_files_collected(into=home / "static"):
        pages.start()
    try:
        yield pages
    finally:
        pages.kill()


@dataclass
class Phone:
    """A phone that reports, and sends a form again until somebody has answered it."""

    pages: Pages
    paths: list[str]
    topic: str
    answered: dict[UUID, str] = field(default_factory=dict)
    repeated: int = 0

    def go_on(self, over: Event) -> None:
        """Report at one elevator after the other until it is over."""
        with httpx.Client(timeout=10) as line:
            for path in cycle(self.paths):
                if over.is_set():
                    return
                self._report(line, path)

    def _report(self, line: httpx.Client, path: str) -> None:
        form_id, end = uuid4(), time.monotonic() + WITHIN_S
        form = {"form_id": str(form_id), "topic": self.topic, "words": f"门 {form_id}"}
        while time.monotonic() < end:
            try:
                answer = line.post(
                    f"{self.pages.base}{path}/report", data=form,
                    files={"photo": ("p.jpg", a_photo(form_id), "image/jpeg")},
                    headers={"Accept": "application/json", "X-Forwarded-For": an_origin(form_id)},
                )  # fmt: skip
            except httpx.HTTPError:
                self.repeated += 1
                time.sleep(0.05)
                continue
            assert answer.status_code == 201, answer.text[:400]
            self.answered[form_id] = answer.json()["number"]
            return
        raise AssertionError(f"{form_id} was never answered")


def an_origin(form_id: UUID) -> str:
    """Return the network address of a neighbour: one address may not report so much."""
    return f"2001:db8::{form_id.int & 0xFFFF:x}:{form_id.int >> 112:x}"


def a_photo(form_id: UUID) -> bytes:
    """Return a photo that no other form has."""
    out = BytesIO()
    Image.frombytes("RGB", (4, 4), form_id.bytes * 3).resize((32, 32)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.long
@pytest.mark.usefixtures("a_city_of_its_own")
def test_whatever_dies_each_form_is_one_report_with_its_photo_and_one_sighting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    elevators = [report_sides().elevator for _ in range(30)]
    paths = [urlsplit(scanned(elevator=one)).path for one in elevators]
    over = Event()
    with served(tmp_path) as pages, ThreadPoolExecutor(PHONES) as pool:
        phones = [Phone(pages, paths[n:] + paths[:n], "door") for n in range(PHONES)]
        running = [pool.submit(one.go_on, over) for one in phones]
        for _ in range(KILLS):
            time.sleep(1.5)
            pages.kill()
            pages.start()
        time.sleep(1)
        over.set()
        for one in running:
            one.result(WITHIN_S)

    answered = {key: number for one in phones for key, number in one.answered.items()}
    kept = {row.form_id: row for row in PublicReport.objects.all()}
    assert sum(one.repeated for one in phones) > 0
    assert len(answered) >= PHONES * 3
    assert {key: kept[key].number for key in answered} == answered
    assert set(kept) == set(answered)
    # One step, one sighting, one photo each, the photo's file whole on disk.
    filed = ReportStep.objects.filter(deed__in=[ReportDeed.FILE, ReportDeed.JOIN]).count()
    assert filed == Sighting.objects.count() == len(kept)
    assert Fault.objects.count() == len({row.elevator_id for row in kept.values()})
    photos = list(ReportPhoto.objects.select_related("attachment"))
    assert {row.report_id for row in photos} == {row.pk for row in kept.values()}
    assert len(photos) == len(kept)
    assert all(path_of(attachment=row.attachment).stat().st_size > 0 for row in photos)
