import json
from argparse import Namespace
from pathlib import Path

import pytest

from hoistway.registry.models import Claim, Elevator
from hoistway.server.cli import VERBS
from hoistway.server.cli.import_register import take_in

pytestmark = pytest.mark.django_db

MARYLAND = Path(__file__).parents[1] / "data" / "maryland-2022.csv"


def options(file: Path = MARYLAND, **more: object) -> Namespace:
    given = {"file": file, "mapping": Path("maryland-2022"), "source": "", "apply": False}
    return Namespace(**{**given, "json": True, "observed": None, **more})


def test_the_verb_is_in_the_registry() -> None:
    assert VERBS["import"].module == "import_"


def test_a_dry_run_ends_with_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = take_in(options())

    out, err = capsys.readouterr()
    result = json.loads(out.splitlines()[-1])
    assert (status, result["ok"], result["applied"], result["run"]) == (0, True, False, 0)
    assert (result["rows"], result["accepted"], result["refused"]) == (2000, 1882, 118)
    assert (result["created"], result["changed"], result["unchanged"]) == (1882, 0, 0)
    assert [finding["line"] for finding in result["findings"]][:3] == [6, 12, 13]
    assert len(result["findings"]) == 143
    assert sum(finding["refused"] for finding in result["findings"]) == 118
    assert (result["observed_from"], result["told"]) == ("mapping", 25)
    assert len(result["findings"][0]["cells"]) == 13
    assert err.startswith("1,000 rows read, ")
    assert " rows a second" in err
    assert not Elevator.objects.exists()


def test_people_read_a_table_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = take_in(options(apply=True, json=False, source="kept"))

    out = capsys.readouterr().out
    assert status == 0
    assert "source kept: written." in out
    assert "Observed: 2022-09-30 (the mapping)." in out
    assert "118  kind                 Unknown code (unknown_code): the row was refused" in out
    assert "… and 103 more; --json lists them." in out
    assert Claim.objects.filter(source="kept", subject="elevator").count() == 1882


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


def test_a_folder_is_taken_in_from_its_oldest_file_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    head, *rows = MARYLAND.read_text(encoding="utf-8").splitlines()
    for name, row in (("m-2022-09-02.csv", rows[1]), ("m-2022-09-01.csv", rows[0])):
        (tmp_path / name).write_text(f"{head}\n{row}\n", encoding="utf-8")
    (tmp_path / "other-2022-09-03.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    status = take_in(options(tmp_path))

    out = capsys.readouterr().out
    files = json.loads(out.splitlines()[-1])["files"]
    assert status == 0
    assert [(one["file"], one["ok"]) for one in files] == [
        ("m-2022-09-01.csv", True), ("m-2022-09-02.csv", True), ("other-2022-09-03.csv", False),
    ]  # fmt: skip
    assert "other-2022-09-03.csv is left out: The file must have these headings" in out
