"""The sheet of a visit: a pure fold over deeds of any phones in any mixture."""

from datetime import timedelta
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.maintenance.rules.deeds import Deed, is_well_formed
from hoistway.maintenance.rules.sheet import empty_sheet, essence, put
from hoistway.maintenance.vocabulary import OperationKind
from hoistway.maintenance.vocabulary.sync import SyncFault
from tests.world.parties import NOW

PHONES = [UUID(int=1), UUID(int=2)]


def line(device, item, result, base):
    data = {
        "item": item,
        "result": result,
        "value": None,
        "note": "",
        "photos": [],
        "urgency": None,
    }
    return deed(device, OperationKind.LINE, data, base)


def deed(device, kind, data, base=0):
    return Deed(
        uid=uuid4(), seq=1, visit=UUID(int=9), register_number="1", kind=kind, base=base,
        made_at=NOW, device=device, person=device.int, label="赵", data=data,
    )  # fmt: skip


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(PHONES), st.sampled_from(["A-1-01", "A-1-02"]),
        st.sampled_from(["normal", "not_applicable", "abnormal"]), st.integers(0, 3),
    ),
    max_size=12,
)  # fmt: skip


@given(deeds=DEEDS)
@settings(max_examples=60, deadline=None)
def test_no_answer_of_another_phone_is_lost_without_having_been_seen(deeds):
    sheet = empty_sheet()
    for device, item, result, base in deeds:
        before = sheet["lines"].get(item)
        outcome = put(sheet=sheet, deed=line(device, item, result, base))
        after = outcome.sheet["lines"][item]
        unseen = before is not None and before["version"] > base
        if unseen and before["device"] != str(device) and before["result"] != result:
            assert outcome.fault is SyncFault.NEWER_LINE
            assert after == before
            assert outcome.sheet["conflicts"][item][-1]["result"] == result
        else:
            assert outcome.fault is None
            assert (after["result"], after["version"]) == (
                result, (before["version"] if before else 0) + 1,
            )  # fmt: skip
        sheet = outcome.sheet


def test_a_fold_changes_nothing_of_the_sheet_it_was_given():
    sheet = empty_sheet()

    put(sheet=sheet, deed=line(PHONES[0], "A-1-01", "normal", 0))

    assert sheet == empty_sheet()


def test_the_same_part_said_anew_is_one_part_and_a_quantity_of_nought_takes_it_back():
    said = {"item": "A-1-13", "name": "油杯", "model": "", "serial_number": "", "quantity": 2}
    sheet = empty_sheet()
    for quantity in (2, 3):
        sheet = put(
            sheet=sheet, deed=deed(PHONES[0], OperationKind.PART, said | {"quantity": quantity})
        ).sheet

    assert [one["quantity"] for one in sheet["parts"]] == [3]
    gone = put(sheet=sheet, deed=deed(PHONES[1], OperationKind.PART, said | {"quantity": 0}))
    assert gone.sheet["parts"] == []


def test_a_photo_taken_back_is_named_no_more_and_others_stay():
    one, other = PHONES[0], {"taken_at": NOW.isoformat(), "place": None}
    sheet = empty_sheet()
    for sha256, use in (("a" * 64, "barrier"), ("b" * 64, "general"), ("a" * 64, "withdrawn")):
        said = {"sha256": sha256, "item": "", "use": use, **other}
        assert is_well_formed(kind=OperationKind.PHOTO, data=said)
        sheet = put(sheet=sheet, deed=deed(one, OperationKind.PHOTO, said)).sheet

    assert [photo["sha256"] for photo in sheet["photos"]] == ["b" * 64]


def test_remarks_of_two_phones_stand_together():
    sheet = empty_sheet()
    for device, text in ((PHONES[0], "甲"), (PHONES[1], "乙"), (PHONES[0], "丙")):
        sheet = put(sheet=sheet, deed=deed(device, OperationKind.REMARK, {"text": text})).sheet

    assert sheet["remark"] == "丙\n乙"


def test_who_said_it_and_when_is_no_part_of_what_is_signed():
    one = put(sheet=empty_sheet(), deed=line(PHONES[0], "A-1-01", "normal", 0)).sheet
    other = put(sheet=one, deed=line(PHONES[1], "A-1-01", "normal", 1)).sheet
    third = put(sheet=one, deed=line(PHONES[1], "A-1-01", "abnormal", 1)).sheet

    assert essence(sheet=one) == essence(sheet=other)
    assert essence(sheet=one) != essence(sheet=third)


def test_a_begin_bears_the_phones_time_corrected_by_its_offset():
    data = {
        "kind": "maintenance", "level": "year", "way": "scan", "place": None, "crew": [1, 2],
        "clock_offset_ms": -90_000,
    }  # fmt: skip

    begun = put(sheet=empty_sheet(), deed=deed(PHONES[0], OperationKind.BEGIN, data)).sheet
    second = put(sheet=begun, deed=deed(PHONES[1], OperationKind.BEGIN, data | {"crew": [2, 3]}))

    assert begun["begin"]["at"] == (NOW - timedelta(seconds=90)).isoformat()
    assert second.sheet["begin"] == begun["begin"]
    assert second.sheet["crew"] == [1, 2, 3]


GOOD = {
    OperationKind.LINE: {
        "item": "A-1-29", "result": "normal", "value": "7.5", "note": "", "photos": [],
        "urgency": None,
    },
    OperationKind.BEGIN: {
        "kind": "repair", "level": None, "way": "list", "crew": [4], "clock_offset_ms": 0,
        "place": {"longitude": 121.4, "latitude": 31, "accuracy_m": 12},
    },
    OperationKind.SIGN: {
        "content": "{}", "signature": "0" * 128, "key": str(UUID(int=3)),
        "signed_at": "2026-11-22T04:00:00Z",
    },
}  # fmt: skip
BAD = {
    OperationKind.LINE: {
        "item": "A-1", "result": "fine", "value": 7.5, "note": None, "photos": ["x"],
        "urgency": "never",
    },
    OperationKind.BEGIN: {
        "kind": "party", "level": "day", "way": "guess", "crew": [], "clock_offset_ms": True,
        "place": {"longitude": 121.4},
    },
    OperationKind.SIGN: {
        "content": "", "signature": "0" * 127, "key": "k", "signed_at": "2026-11-22T04:00:00",
    },
}  # fmt: skip


def test_a_deed_of_the_agreed_shape_is_read_and_each_part_out_of_shape_keeps_it_out():
    for kind, good in GOOD.items():
        assert is_well_formed(kind=kind, data=good)
        assert not is_well_formed(kind=kind, data=good | {"more": 1})
        for name, bad in BAD[kind].items():
            assert not is_well_formed(kind=kind, data=good | {name: bad}), name
