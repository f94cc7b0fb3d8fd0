"""What lets a technician's phone keep the job page: a shell without data, its worker, its app."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from hoistway.parties.vocabulary import RoleKind
from hoistway.web.technician.job import MODULES
from tests.enumeration.test_addresses import without_clock
from tests.world.parties import a_technician, client_of, signed_in_client

pytestmark = pytest.mark.django_db
JOB = Path(__file__).parents[2] / "src/hoistway/web/static/web/job"
TEMPLATES = JOB.parents[2] / "templates/technician"


def shell_of(client: Client) -> bytes:
    return without_clock(client.get("/t/job").content)


def test_the_shell_holds_nothing_of_the_person_who_opened_it() -> None:
    one, other = (client_of(membership=a_technician()) for _ in range(2))

    assert shell_of(one) == shell_of(other)


def test_the_worker_keeps_each_module_that_the_page_can_ask_for() -> None:
    worker = Client().get("/t/sw.js").content.decode()
    imported = {
        name
        for path in JOB.glob("*.js")
        for name in re.findall(r'"\./(\w+)\.js"', path.read_text())
    }

    assert {path.stem for path in JOB.glob("*.js")} == set(MODULES)
    assert imported < set(MODULES)
    assert all(f'"/static/web/job/{name}.js"' in worker for name in MODULES)


def test_the_worker_is_another_one_in_another_language() -> None:
    client = Client()

    one, other = (client.get(f"/t/sw.js?lang={lang}").content for lang in ("zh-hans", "en"))

    assert one != other
    assert client.get("/t/sw.js")["Cache-Control"] == "no-cache"


def test_the_app_has_a_name_an_icon_and_begins_with_today() -> None:
    said = json.loads(Client().get("/t/manifest.json?lang=zh-hans").content)

    assert (said["short_name"], said["start_url"], said["scope"]) == ("慧梯维保", "/t/", "/t/")
    assert [Path(icon["src"]).name[:8] for icon in said["icons"]] == ["icon-192", "icon-512"]


def test_every_word_that_a_module_says_is_brought_by_the_shell() -> None:
    text = "".join(path.read_text() for path in JOB.glob("*.js"))
    said = set(re.findall(r'\bsay\("([\w.]+)"', text)) | set(re.findall(r'"(lack\.\w+)"', text))

    brought = re.findall(r"<dt>([\w.]+)</dt>", (TEMPLATES / "_job_words.html").read_text())

    assert said - set(brought) == set()
    assert len(brought) == len(set(brought))


def test_the_phone_asks_who_is_signed_in_before_it_sends() -> None:
    member = a_technician()

    assert client_of(membership=member).get("/t/who").json()["person"] == member.person_id
    assert Client().get("/t/who").status_code == 401
    assert signed_in_client(role=RoleKind.FIRM_OFFICE).get("/t/who").status_code == 403
