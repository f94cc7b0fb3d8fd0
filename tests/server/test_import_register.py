import json
from argparse import Namespace
from pathlib import Path

import pytest

from hoistway.registry.models import Elevator
from hoistway.server.cli import VERBS
from hoistway.server.cli.import_register import take_in

pytestmark = pytest.mark.django_db

MARYLAND = Path(__file__).parents[1] / "data" / "maryland-2022.csv"


def options(file: Path = MARYLAND, **more: object) -> Namespace:
    given = {"file": file, "mapping": Path("maryland-2022"), "source": "", "apply": False}
    return Namespace(**{**given, "json": True, **more})


def test_the_verb_is_in_the_registry() -> None:
    assert VERBS["import"].module == "import_"


def test_a_dry_run_ends_with_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = take_in(options())

    out, err = capsys.readouterr()
    result = json.loads(out.splitlines()[-1])
    assert (status, result["ok"], result["applied"], result["run"]) == (0, True, False, 0)
    assert (result["rows"], result["accepted"], result["refused"]) == (2000, 1857, 143)
    assert (result["created"], result["changed"], result["unchanged"]) == (1857, 0, 0)
    assert [finding["line"] for finding in result["findings"]][:3] == [6, 12, 13]
    assert len(result["findings"]) == 143
    assert len(result["findings"][0]["cells"]) == 13
    assert err.splitlines() == ["1,000 rows read, 67 refused", "2,000 rows read, 143 refused"]
    assert not Elevator.objects.exists()


def test_people_read_a_table_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = take_in(options(apply=True, json=False, source="kept"))

    out = capsys.readouterr().out
    assert status == 0
    assert "source kept: written." in out
    assert "118  kind               Unknown code (unknown_code)" in out
    assert "… and 103 more; --json lists them." in out
    assert Elevator.objects.filter(source="kept").count() == 1857


def test_nothing_readable_is_status_one_and_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")

    status = take_in(options(other))

    out, err = capsys.readouterr()
    assert status == 1
    assert json.loads(out) == {
        "ok": False, "code": "headings_missing", "sentence": err.removeprefix("hoistway: ").strip(),
    }  # fmt: skip


def test_a_file_whose_rows_are_all_refused_is_status_one(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.csv"
    head = MARYLAND.read_text(encoding="utf-8").splitlines()[0]
    spoilt.write_text(f"{head}\nonly one cell\n", encoding="utf-8")

    assert take_in(options(spoilt)) == 1
