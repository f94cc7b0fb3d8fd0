"""Each part of the measurement works alone, on a tiny city; none is timed here."""

import argparse
import json

import pytest

from hoistway.server.bench import register
from hoistway.simulation.registers.files import CLAIMS, TRUTH, write_world
from hoistway.simulation.registers.world import Settings


def _run(capsys, **words):
    asked = {
        "parts": "match", "elevators": 120, "seed": 5, "noise": "1", "without": "", "seconds": 3.0,
        "claims": None, "truth": None,
    }  # fmt: skip
    status = register.run(argparse.Namespace(**(asked | words)))
    return status, json.loads(capsys.readouterr().out.splitlines()[-1])


def _targets(told):
    return {target["target"]: target["met"] for target in told["targets"]}


@pytest.mark.long
def test_matching_is_judged_pair_by_pair_beside_splink(capsys):
    _, told = _run(capsys)

    ours, peer = told["results"]["match"]["hoistway"], told["results"]["match"]["splink_alone"]
    assert ours["precision"]["all"]["rate"] == 1.0
    assert ours["recall"]["all"]["rate"] > 0.95
    assert peer["recall"]["all"]["of"] == ours["recall"]["all"]["of"]
    assert told["versions"]["splink"]
    assert told["calibration_s"] > 0


def test_an_unknown_part_is_refused(capsys):
    asked = argparse.Namespace(parts="guess", noise="1")

    assert register.run(asked) == 2
    assert "no part guess" in capsys.readouterr().err


def _lines(file):
    """Return the lines of a file; garbled text holds signs at which `splitlines` would break."""
    return file.read_text(encoding="utf-8").strip().split("\n")


@pytest.fixture(scope="module")
def speeds(tmp_path_factory):
    """Return claims and truth of the elevators with a certain wrong speed, of a larger world."""
    folder = tmp_path_factory.mktemp("speeds")
    write_world(settings=Settings(elevators=2500, seed=8), folder=folder)
    rows = [json.loads(line) for line in _lines(folder / TRUTH)]
    wanted = {
        row["elevator"]
        for row in rows
        for note in row.get("planted", ())
        if note["error"] == "speed_unit" and note["certain"]
    }
    records = [row for row in rows if "record" in row]
    claims = _lines(folder / CLAIMS)
    kept = [c for c, row in zip(claims, records, strict=True) if row["elevator"] in wanted]
    (folder / CLAIMS).write_text("\n".join(kept) + "\n", encoding="utf-8")
    lines = [json.dumps(r, separators=(",", ":")) for r in rows if r["elevator"] in wanted]
    (folder / TRUTH).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"claims": folder / CLAIMS, "truth": folder / TRUTH, "parts": "correct"}


@pytest.mark.long
def test_corrections_are_read_back_and_judged(speeds, capsys):
    _, told = _run(capsys, **speeds)

    result = told["results"]["correct"]
    assert result["kinds"]["speed_unit"]["of"] >= 3
    assert result["kinds"]["speed_unit"]["rate"] == 1.0
    assert result["wrong"] == []


@pytest.mark.long
def test_with_a_rule_left_out_its_errors_are_missed(speeds, capsys):
    status, told = _run(capsys, **speeds, without="speed_unit")

    assert status == 1
    assert told["results"]["correct"]["kinds"]["speed_unit"]["rate"] == 0.0
    assert _targets(told)["recall of certain errors"] is False


@pytest.mark.long
def test_a_register_is_imported_again_without_a_change(capsys):
    _, told = _run(capsys, parts="import")

    result = told["results"]["import"]
    assert result["applied"]["rows"] == 120
    assert 0 < result["applied"]["refused"] < 20
    assert _targets(told)["same file again, changes"] is True
    assert _targets(told)["pages meanwhile, failures"] is True


@pytest.mark.long
def test_twenty_users_find_what_they_search(capsys):
    _, told = _run(capsys, parts="search")

    sorts = told["results"]["search"]["sorts"]
    assert set(sorts) == {"number", "device_code", "estate", "fragment", "initials", "list"}
    assert told["results"]["search"]["failures"] == 0
    assert told["results"]["search"]["not_found"] == []
