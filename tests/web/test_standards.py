"""A person confirms the edition of the rule; until then every export says that nobody has."""

import json
from argparse import Namespace

import pytest
from django.test import Client

from hoistway.maintenance.actions.standards import NoSourceNamed, OtherTables, confirm_standard
from hoistway.maintenance.queries.standards import edition_in_use, mark_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.server.cli.errands import items
from tests.world.parties import NOW, an_actor, signed_in_client

pytestmark = pytest.mark.django_db

TEXT = "市场监管总局公布的 TSG T5002-2017 全文（2017 年 1 月）"


def confirmed(client: Client, **more: str) -> int:
    edition = edition_in_use()
    form = {"name": edition.name, "sha256": edition.sha256, "words": TEXT, **more}
    return int(client.post("/g/standards", form).status_code)


def test_the_city_confirms_and_the_mark_goes() -> None:
    client = signed_in_client(role=RoleKind.CITY_REGULATOR)
    before = client.get("/g/standards").content.decode()

    answer = confirmed(client)

    assert "未经官方文本核对" in before
    assert answer == 302
    assert mark_of(name="TSG T5002-2017") == ("", "")
    assert mark_of(name="TSG T5002-2009") != ("", "")
    after = client.get("/g/standards").content.decode()
    assert TEXT in after
    assert "未经官方文本核对" not in after


def test_a_district_reads_and_cannot_confirm() -> None:
    client = signed_in_client(role=RoleKind.DISTRICT_REGULATOR)

    assert "由市局核对并确认" in client.get("/g/standards").content.decode()
    assert confirmed(client) == 403
    assert not edition_in_use().is_confirmed


def test_who_compared_other_tables_is_told_so() -> None:
    client = signed_in_client(role=RoleKind.CITY_REGULATOR)

    assert confirmed(client, sha256="0" * 64) == OtherTables.status
    assert confirmed(client, words=" ") == NoSourceNamed.status
    assert mark_of(name=edition_in_use().name) != ("", "")


def test_confirming_twice_is_one_confirmation() -> None:
    by, edition = an_actor(role=RoleKind.CITY_REGULATOR), edition_in_use()
    said = {"name": edition.name, "sha256": edition.sha256, "words": TEXT, "by": by}

    rows = {confirm_standard(**said, now=NOW).pk for _ in range(2)}

    assert len(rows) == 1


def test_the_items_are_printed_with_edition_hash_and_confirmation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    items.do(Namespace(json=True))
    said = json.loads(capsys.readouterr().out)
    confirmed(signed_in_client(role=RoleKind.CITY_REGULATOR))
    items.do(Namespace(json=True))
    after = json.loads(capsys.readouterr().out)

    assert len({one["code"] for one in said["items"]}) == 257
    assert said["cumulative"] == {
        "A": [31, 44, 59, 76], "B": [30, 43, 52, 66], "C": [20, 28, 38, 52], "D": [33, 38, 50, 63],
    }  # fmt: skip
    assert said["mark"] == "unverified against the official text"
    assert said["confirmed"] is False
    assert (after["confirmed"], after["mark"]) == (True, "")
    assert after["confirmation"]["compared_with"] == TEXT
    limits = {one["code"]: one["at_least"] or one["at_most"] for one in said["items"]}
    assert [limits[code] for code in ("A-1-29", "C-1-17", "B-2-01", "B-2-03", "D-2-01")] == [
        "7", "5", "170", "2.3", "0",
    ]  # fmt: skip
    text = items.do(Namespace(json=False))
    assert text == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_items_are_exported_with_the_mark(form: str) -> None:
    client = signed_in_client(role=RoleKind.CITY_REGULATOR)

    body = b"".join(client.get(f"/g/standards?export={form}"))

    assert len(body) > 5_000
    if form == "csv":
        assert body.decode().count("未经官方文本核对") == 257
