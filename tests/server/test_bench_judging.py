"""The judge of corrections: truth files against exported files, each verdict by hand."""

import json

import pytest

from hoistway.server.bench.bounds import Rate, percentile, seconds_for
from hoistway.server.bench.judging import Judge, same
from hoistway.server.bench.truth import read_truth

FACTS = {
    "register_number": "31103101012010050012", "device_code": "311010001201000001",
    "certificate_number": "梯11沪B00001(10)", "serial_number": "1", "rated_speed_mps": 1.75,
    "use_state": "in_use", "use_unit": "上海甲物业", "address": "黄浦区延安路1号",
}  # fmt: skip
OTHER = FACTS | {
    "register_number": "31103101012010050013", "device_code": "311010001201000002",
    "certificate_number": "梯11沪B00002(10)", "serial_number": "2", "use_unit": "上海乙物业",
}  # fmt: skip


def _planted(field, written, truth, error="speed_unit", *, certain=True):
    return field, written, {"field": field, "error": error, "truth": truth, "certain": certain}


@pytest.fixture
def world(tmp_path):
    """Return a function that writes a world of two elevators and judges exports of it."""

    def judged(*, planted=(), traps=(), held=None, others=None, changes=(), waiting=()):
        fields = dict(FACTS) | {field: written for field, written, _ in planted}
        claims = [("S1", fields), ("S2", OTHER)]
        (tmp_path / "claims").write_text(
            "".join(
                json.dumps({"source": "supervision", "record": r, "observed": "2026-01-01",
                            "fields": f}) + "\n" for r, f in claims
            )
        )  # fmt: skip
        notes = [note for _, _, note in planted]
        rows = [
            {"elevator": "E1", "fields": FACTS, "also": {"address": ["上海市黄浦区延安路1号"]}},
            {"source": "supervision", "record": "S1", "elevator": "E1", "planted": notes,
             "traps": [{"field": f, "trap": "late_change"} for f in traps]},
            {"elevator": "E2", "fields": OTHER},
            {"source": "supervision", "record": "S2", "elevator": "E2", "planted": [], "traps": []},
        ]  # fmt: skip
        text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
        (tmp_path / "truth").write_text(text)
        truth = read_truth(truth=tmp_path / "truth", claims=tmp_path / "claims")
        register = [FACTS | (held or {}), *([OTHER] if others is None else others)]
        texts = [{name: str(value) for name, value in row.items()} for row in register]
        return Judge(truth=truth).verdict(register=texts, corrections=changes, waiting=waiting)

    return judged


def _change(field, before, after, *, kind="speed_unit", number=FACTS["register_number"]):
    return {
        "automatic": "true", "undone_at": "", "kind": kind, "register_number": number,
        "subject": "elevator:1" if number else "organisation:1", "field": field, "before": before,
        "after": after,
    }  # fmt: skip


SPEED = _planted("rated_speed_mps", 105, 1.75)


def test_a_true_change_is_right_and_mends(world):
    verdict = world(planted=[SPEED], changes=[_change("rated_speed_mps", "105", "1.75")])

    assert (verdict.wrong, verdict.precision, verdict.recall) == ([], Rate(1, 1), Rate(1, 1))


def test_another_right_way_of_writing_is_right(world):
    verdict = world(changes=[_change("address", "x", "上海市黄浦区延安路1号")])

    assert verdict.wrong == []


def test_an_untrue_change_is_wrong_and_listed(world):
    verdict = world(changes=[_change("rated_speed_mps", "1.75", "2.5")])

    assert [row["why"] for row in verdict.wrong] == ["not the true value"]
    assert verdict.precision == Rate(0, 1)


def test_a_touched_trap_is_wrong_even_with_the_true_value(world):
    verdict = world(traps=["use_state"], changes=[_change("use_state", "suspended", "in_use")])

    assert verdict.touched["late_change"] == 1
    assert verdict.precision == Rate(0, 1)


def test_a_certain_error_that_stays_is_missed(world):
    verdict = world(planted=[SPEED], held={"rated_speed_mps": 105})

    assert verdict.recall == Rate(0, 1)
    assert verdict.missed_listed[0]["held"] == "105"


def test_what_another_source_held_right_is_not_counted(world):
    verdict = world(planted=[SPEED])

    assert (verdict.recall, verdict.held["speed_unit"]) == (Rate(0, 0), 1)


def test_an_uncertain_error_need_not_be_mended(world):
    asked = _planted("rated_speed_mps", 105, 1.75, certain=False)

    assert world(planted=[asked], held={"rated_speed_mps": 105}).recall == Rate(0, 0)


def test_a_swallowed_elevator_is_a_wrong_change(world):
    verdict = world(others=[])

    assert verdict.lost == ["E2"]
    assert verdict.precision == Rate(0, 1)


def test_an_elevator_whose_record_waits_for_a_person_is_not_lost(world):
    record = {"numbers": " · ".join(["nobody's", OTHER["register_number"]])}

    verdict = world(others=[], waiting=[record])

    assert (verdict.lost, verdict.asked) == ([], ["E2"])
    assert verdict.precision == Rate(0, 0)


def test_an_undone_change_and_that_of_a_person_are_not_judged(world):
    undone = _change("rated_speed_mps", "1.75", "9") | {"undone_at": "2026-01-01"}
    by_hand = _change("rated_speed_mps", "1.75", "9") | {"automatic": "false"}

    assert world(changes=[undone, by_hand]).changes == 0


@pytest.mark.parametrize(("after", "wrong"), [("上海甲物业", 0), ("上海乙物业", 1), ("甲", 1)])
def test_a_name_of_an_organisation_must_be_its_own(world, after, wrong):
    spelt = _planted("use_unit", "上海 甲物业", "上海甲物业", "organisation_spelling")
    change = _change("name", "上海 甲物业", after, kind="organisation_spelling", number="")

    assert len(world(planted=[spelt], changes=[change]).wrong) == wrong


@pytest.mark.parametrize(
    ("field", "a", "b", "equal"),
    [
        ("longitude", 121.5, "121.5005", True), ("longitude", 121.5, "121.5007", False),
        ("rated_load_kg", 1000, "1000.0", True), ("stops", 8, "9", False),
        ("floor_labels", ["B1", "1"], "B1 1", True), ("estate", None, "", True),
        ("made_on", "2016-01-02", "2016-01-02", True), ("serial_number", "0012", "12", False),
    ],
)  # fmt: skip
def test_values_are_compared_by_their_sort(field, a, b, equal):
    assert same(field=field, a=a, b=b) is equal


def test_bounds_are_those_of_wilson():
    assert round(Rate(95, 100).at_least(), 4) == 0.8882
    assert Rate(0, 0).at_least() == 0.0
    assert percentile(values=[3.0, 1.0, 2.0], share=0.95) == 3.0
    assert seconds_for(limit=600, elevators=330_000) == 600
    assert seconds_for(limit=600, elevators=100) == 30
