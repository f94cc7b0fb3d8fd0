"""Mapping files: what is refused of them, and how rows read through them."""

from datetime import UTC, datetime

import msgspec
import numpy as np
import pytest

from hoistway.detection.batch import CODES, ESCALATOR, LIFT, SAMPLE, code_bits
from hoistway.foundation.actors import PLATFORM
from hoistway.telemetry.actions.mappings import VersionTaken, keep_mapping
from hoistway.telemetry.queries import UnknownMapping, mapping_at_hand
from hoistway.telemetry.rules.complaints import Unfit
from hoistway.telemetry.rules.mapped import floor_index, read_mapped
from hoistway.telemetry.rules.mapping import BadCodeMapping, CodeMapping, mapping_of
from hoistway.telemetry.rules.wire import Arrival, Listed, anybody
from hoistway.telemetry.standards import mapping_texts

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)
GOOD = """
[mapping]
name = "acme"
version = 1
title = "Acme"
source = "Acme 3.1"

[elevator]
register_number = "no"

[instant]
field = "t"
form = "epoch_s"

[lift.service_mode]
field = "mode"
values = { "A" = 1, "M" = 2 }

[lift.car_status]
field = "run"

[lift.direction]
field = "dir"
missing = 0

[lift.door_zone]
field = "zone"
values = { "1" = true, "2" = false }

[lift.floor]
field = "floor"
as = "label"

[lift.door_closed]
field = "shut"

[lift.occupied]
field = "man"

[lift.speed_mps]
field = "v"
factor = 0.1

[lift.codes]
field = "err"
values = { "E12" = 2, "E90" = 90 }
"""
ARRIVAL = Arrival(
    received_ms=NOON_MS, source=3, may_speak_for=anybody,
    register={
        "L": Listed(slot=7, kind=LIFT, firm_id=1, use_unit_id=2, labels=("B1", "1", "2", "3A")),
        "E": Listed(slot=8, kind=ESCALATOR, firm_id=1, use_unit_id=2),
    },
)  # fmt: skip


def row(**changes: object) -> dict[str, object]:
    return {
        "no": "L", "t": NOON_MS // 1000, "mode": "A", "run": "1", "zone": 2, "floor": "3A",
        "shut": True, "man": False, "v": 15, "err": ["E12", "0"],
    } | changes  # fmt: skip


def read(told: dict[str, object], mapping: CodeMapping | None = None) -> tuple[object, tuple]:
    result, words = read_mapped(
        payload=msgspec.json.encode(told), mapping=mapping or mapping_of(text=GOOD),
        arrival=ARRIVAL, number_of=lambda _maker, _serial: "",
    )  # fmt: skip
    if isinstance(result, Unfit):
        return str(result.reason), words
    return np.frombuffer(result, SAMPLE)[0], words


def test_row_reads_as_the_sample_it_stands_for() -> None:
    sample, words = read(row())

    assert (sample["slot"], sample["floor"], sample["speed_mm_s"]) == (7, 3, 1500)
    assert (sample["service_mode"], sample["car_status"], sample["seq"]) == (1, 1, NOON_MS)
    assert sample["codes"] == code_bits([2])
    assert words == ()


def test_code_that_nobody_knows_is_told_and_costs_no_sample() -> None:
    sample, words = read(row(err="E12,E77"))

    assert (sample["codes"], words) == (code_bits([2]), ("E77",))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"mode": "X"}, "out_of_range"), ({"mode": None}, "missing_field"),
        ({"floor": "9"}, "out_of_range"), ({"t": "soon"}, "bad_instant"),
        ({"t": None}, "missing_field"), ({"t": NOON_MS // 1000 + 601}, "future"),
        ({"no": "X"}, "unknown_elevator"), ({"no": ""}, "missing_field"),
        ({"strange": 1}, "unknown_field"), ({"shut": "yes"}, "wrong_type"),
    ],
)  # fmt: skip
def test_unfit_row_is_refused_with_its_reason(changes: dict[str, object], reason: str) -> None:
    assert read(row(**changes))[0] == reason


def test_row_that_says_a_field_twice_is_refused() -> None:
    result, _ = read_mapped(
        payload=b'{"no": "L", "no": "L"}', mapping=mapping_of(text=GOOD), arrival=ARRIVAL,
        number_of=lambda _maker, _serial: "",
    )  # fmt: skip

    assert isinstance(result, Unfit)
    assert str(result.reason) == "duplicate_field"


@pytest.mark.parametrize(
    ("label", "labels", "index"),
    [
        ("B1", ("B1", "1"), 0), ("-1", ("B1", "1"), 0), ("01", ("B1", "1"), 1),
        ("2F", ("1", "2"), 1), ("1", (), 9), ("B9", (), 0),
    ],
)  # fmt: skip
def test_landings_are_found_by_label_or_storey(
    label: str, labels: tuple[str, ...], index: int
) -> None:
    assert floor_index(label=label, labels=labels, field="f") == index


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "acme"', 'name = "A c"', "small letters"),
        ("version = 1", "version = 0", "whole number"),
        ('form = "epoch_s"', 'form = "soon"', "form"),
        ('form = "epoch_s"', 'form = "%Y"', "zone"),
        ("[lift.occupied]", "[lift.passengers]", "Ours are"),
        ('as = "label"', 'as = "x"', "label"), ("factor = 0.1", 'factor = "x"', "number"),
        ('field = "run"', 'fields = "run"', "not known"), ("[elevator]", "[elevators]", "section"),
        ("[mapping]", "[mapping", "TOML"),
    ],
)  # fmt: skip
def test_mapping_that_cannot_be_used_says_where(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(BadCodeMapping) as refused:
        mapping_of(text=GOOD.replace(old, new))

    assert words in refused.value.sentence("en")


def test_shipped_mappings_are_sound_and_named_after_their_files() -> None:
    found = {mapping_of(text=text).label: name for name, text in mapping_texts().items()}

    assert {label: name.replace("-", "/").removesuffix(".toml") for label, name in found.items()} \
        == {label: label for label in found}  # fmt: skip
    assert {"shanghai/1", "gb24476/1", "bacnet/1"} <= set(found)


def test_gb_names_read_alike_for_lift_and_escalator() -> None:
    mapping = mapping_of(text=mapping_texts()["gb24476-1.toml"])
    lift = {
        "Identification_Number": "L", "Time_Stamps": NOON.isoformat(), "Service_Mode": 1,
        "Car_Status": 0, "Car_Direction": 0, "Door_Zone": True, "Car_Position": "1",
        "Door_Status": True, "Passenger_Status": True, "Message_Code": [90, 41, 93],
    }  # fmt: skip
    stairs = {
        "Identification_Number": "E", "Time_Stamps": NOON.isoformat(), "Service_Mode": 1,
        "Car_Status": 1, "Car_Direction": 1,
    }  # fmt: skip

    sample, words = read(lift, mapping)

    assert [code for code in CODES if sample["codes"] & code_bits([code])] == [41, 90]
    assert words == ("93",)
    assert read(stairs, mapping)[0]["slot"] == 8


def test_bacnet_lift_object_reads_by_its_enumerations() -> None:
    mapping = mapping_of(text=mapping_texts()["bacnet-1.toml"])
    sample, words = read(
        {
            "Installation_ID": "L", "Time_Stamp": NOON.isoformat(), "Car_Mode": 8,
            "Car_Drive_Status": 5, "Car_Moving_Direction": 3, "Car_Door_Zone": False,
            "Floor_Text": "2", "Car_Door_Status": 8, "Occupied": False, "Fault_Signals": [8, 16],
        },
        mapping,
    )  # fmt: skip

    assert (sample["service_mode"], sample["car_status"], sample["direction"]) == (2, 1, 1)
    assert (sample["door"], words) == (5, ("16",))


@pytest.mark.django_db
def test_version_never_changes_and_the_latest_is_found_by_name() -> None:
    for text in (GOOD, GOOD, GOOD.replace("version = 1", "version = 2")):
        keep_mapping(text=text, now=NOON, by=PLATFORM)

    with pytest.raises(VersionTaken):
        keep_mapping(text=GOOD + "\n", now=NOON, by=PLATFORM)
    with pytest.raises(VersionTaken):
        keep_mapping(text=mapping_texts()["shanghai-1.toml"] + "\n", now=NOON, by=PLATFORM)
    assert mapping_at_hand(label="acme").label == "acme/2"
    with pytest.raises(UnknownMapping):
        mapping_at_hand(label="acme/3")
