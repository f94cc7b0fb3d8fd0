"""A world of registers is believable, repeatable, and says itself what is wrong in it."""

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from hoistway.simulation.registers.files import CLAIMS, TRUTH, write_world
from hoistway.simulation.registers.world import Settings

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
REGISTER = re.compile(r"\d{4}310\d{3}(19|20)\d\d(0[1-9]|1[0-2])[0-9A-H]\d{3}")
DEVICE = re.compile(r"\d{4}\d{5}(19|20)\d\d\d{4,5}")
CERTIFICATE = re.compile(r"梯(11|12|13|21|22|31|32|41|42|43)沪[A-Z]\d{5}\(\d\d\)")


def _lines(path):
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    counted = write_world(settings=Settings(elevators=6000, seed=11), folder=folder)
    truth = _lines(folder / TRUTH)
    elevators = {row["elevator"]: row for row in truth if "fields" in row}
    records = [row for row in truth if "record" in row]
    return folder, counted, elevators, records


def test_equal_settings_give_equal_files(made, tmp_path):
    folder = made[0]

    write_world(settings=Settings(elevators=6000, seed=11), folder=tmp_path)

    for name in (CLAIMS, TRUTH):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_numbers_have_their_forms_and_are_nobody_elses(made):
    facts = [row["fields"] for row in made[2].values()]

    assert all(REGISTER.fullmatch(f["register_number"]) for f in facts)
    assert all(DEVICE.fullmatch(f["device_code"]) for f in facts)
    assert all(CERTIFICATE.fullmatch(f["certificate_number"]) for f in facts)
    for name in ("register_number", "device_code", "certificate_number"):
        assert len({f[name] for f in facts}) == len(facts)


def test_credit_codes_check(made):
    codes = {
        row["fields"][name] for row in made[2].values() for name in ("use_unit_code", "firm_code")
    }
    weights = [pow(3, n, 31) for n in range(17)]

    for code in codes:
        total = sum(ALPHABET.index(sign) * w for sign, w in zip(code, weights, strict=False))
        assert ALPHABET[(31 - total % 31) % 31] == code[17]


def test_dates_of_the_truth_are_in_order(made):
    for row in made[2].values():
        days = [
            date.fromisoformat(row["fields"][n])
            for n in ("made_on", "installed_on", "registered_on")
        ]
        assert days == sorted(days)
        assert days[-1] <= date(2026, 10, 1)


def test_each_record_of_the_claims_has_its_line_of_truth(made):
    claims = _lines(made[0] / CLAIMS)

    assert [(c["source"], c["record"]) for c in claims] == [
        (r["source"], r["record"]) for r in made[3]
    ]


def test_what_is_planted_stands_in_the_claims(made):
    for claim, row in zip(_lines(made[0] / CLAIMS), made[3], strict=True):
        for note in row["planted"]:
            if note["field"] and note["error"] not in ("no_use_unit", "no_firm"):
                assert claim["fields"][note["field"]] != note["truth"]


def test_kinds_and_traps_are_many(made):
    counted = made[1]

    assert len(counted["errors"]) >= 30
    assert len(counted["certain"]) >= 25
    assert len(counted["traps"]) >= 15
    assert counted["share_of_traps"] >= 1 / 3


def test_about_every_seventh_record_shares_no_identifier(made):
    assert 0.13 < made[1]["records_without_identifier"] < 0.17


def test_noise_scales_what_is_planted(tmp_path):
    planted = {}
    for noise in (0.5, 1.0, 2.0):
        counted = write_world(settings=Settings(elevators=3000, noise=noise), folder=tmp_path)
        planted[noise] = sum(counted["errors"].values())

    assert 1.6 < planted[1.0] / planted[0.5] < 2.4
    assert 1.6 < planted[2.0] / planted[1.0] < 2.4


def test_two_estates_never_have_one_door(made):
    doors = defaultdict(set)
    for row in made[2].values():
        facts = row["fields"]
        door = re.match(r".*?(\D+\d+[弄号])", facts["address"])[1]
        doors[door].add((facts["estate"], facts["use_unit_code"]))

    assert Counter(len(estates) for estates in doors.values()).keys() == {1}


def test_tables_have_at_least_25_columns_and_every_twentieth_row_is_bad(tmp_path):
    settings = Settings(elevators=2000, seed=3)

    counted = write_world(settings=settings, folder=tmp_path, tables=True)

    with (tmp_path / "register.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert len(head) >= 27
    assert len(rows) == 2000
    assert 70 < counted["bad_rows"] < 130
    assert (tmp_path / "firm.csv").read_text(encoding="gb18030").startswith("记录号")
