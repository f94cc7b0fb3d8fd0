"""Corrections are listed, explained, handed out and taken back; records placed; the board drawn."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.actions import examine
from hoistway.quality.models import Correction, Finding
from hoistway.quality.vocabulary import FindingKind, FindingState, ScoreSubject
from hoistway.registry.models import Claim, Elevator
from tests.web.data_desk import a_desk, said
from tests.world.findings import (
    a_claim,
    a_correction,
    a_day_score,
    a_finding,
    a_merge,
    a_score,
)
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db

COLUMNS = [
    "id", "at", "automatic", "kind", "register_number", "subject", "field", "before", "after",
    "rule", "edition", "undone_at",
]  # fmt: skip


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def corrected_by_itself(desk):
    """Let the rules mend a speed in metres a minute that inspection contradicts."""
    said(desk.elevator, source="inspection", rated_speed_mps=1.75)
    examine(elevator_ids=[desk.elevator.pk], now=NOW, by=PLATFORM)
    return Correction.objects.get(finding__elevator=desk.elevator, field="rated_speed_mps")


def read(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_what_is_taken_back_stays_so():
    desk = a_desk()
    row, client = corrected_by_itself(desk), desk.client()

    answer = client.post(
        reverse("quality-correction-undo", args=[row.pk]), {"preset": "更正有误，原值属实"}
    )
    examine(elevator_ids=[desk.elevator.pk], now=NOW + timedelta(days=1), by=PLATFORM)

    desk.elevator.refresh_from_db()
    row.refresh_from_db()
    assert answer["Location"] == f"/quality/corrections/{row.pk}"
    assert desk.elevator.rated_speed_mps == 105.0
    assert row.undone_reason == "更正有误，原值属实"
    assert "同样的更正不会再自动进行" in page(client, "quality-correction", row.pk)


def test_taking_back_needs_a_reason_and_the_right():
    desk = a_desk()
    row = a_correction(finding=a_finding(elevator=desk.elevator, state=FindingState.CORRECTED))
    path = reverse("quality-correction-undo", args=[row.pk])
    stranger = a_desk(code="310115", name="浦东新区").client()

    assert desk.client().post(path, {}).status_code == 422
    assert desk.client(RoleKind.FIRM_OFFICE).post(path, {"preset": "x"}).status_code == 403
    assert stranger.post(path, {"preset": "x"}).status_code == 404


def test_the_file_holds_every_correction_with_stable_columns():
    desk = a_desk()
    row = corrected_by_itself(desk)

    (line,) = read(desk.client().get(reverse("quality-corrections"), {"export": "csv"}))

    assert list(line) == COLUMNS
    assert line == {
        "id": str(row.pk), "at": "2026-11-22T04:00:00.000+00:00", "automatic": "true",
        "kind": "speed_unit", "register_number": desk.elevator.register_number,
        "subject": f"elevator:{desk.elevator.pk}", "field": "rated_speed_mps",
        "before": "105.0", "after": "1.75", "rule": "rule:speed_unit",
        "edition": row.finding.edition, "undone_at": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, 2), ({"way": "rule"}, 1), ({"way": "person"}, 1), ({"undone": "yes"}, 0),
        ({"undone": "no"}, 2), ({"kind": "estate_spelling"}, 0), ({"field": "rated_speed_mps"}, 2),
        ({"from_day": "2026-11-22"}, 2), ({"to_day": "2026-11-20"}, 0), ({"q": "无此"}, 0),
    ],
)  # fmt: skip
def test_the_list_of_corrections_follows_its_filter(query, shown):
    desk = a_desk()
    for automatic in (True, False):
        found = a_finding(elevator=desk.elevator, state=FindingState.CORRECTED)
        a_correction(finding=found, automatic=automatic)

    text = page(desk.client(), "quality-corrections", **query)

    assert text.count('<li class="finding"') == shown
    assert ("没有符合条件的更正" in text) == (shown == 0)


def test_a_record_is_placed_with_the_elevator_it_speaks_of():
    desk = a_desk()
    fields = {"address": desk.elevator.address, "jurisdiction": "310106", "rated_speed_mps": 1.75}
    claim = a_claim(elevator=None, fields=fields, source="mobile")
    client, path = desk.client(), reverse("quality-record-place", args=[claim.pk])

    seen = page(client, "quality-record", claim.pk)
    nothing = client.post(path, {"preset": "编号一致"})
    client.post(path, {"preset": "编号一致", "elevator": desk.elevator.pk})

    claim.refresh_from_db()
    assert desk.elevator.register_number in seen
    assert nothing.status_code == 422
    assert claim.elevator_id == desk.elevator.pk
    assert "没有待归位的记录" in page(client, "quality-unplaced")


def test_a_record_becomes_a_new_elevator():
    desk = a_desk()
    fields = {
        "register_number": "31103101062010999999", "address": "静安区武定路9号", "kind": "3110",
        "jurisdiction": "310106", "name": "9号楼1号梯",
    }  # fmt: skip
    claim = a_claim(elevator=None, fields=fields)
    data = {"preset": "已向填报单位核实", "elevator": 0}

    desk.client().post(reverse("quality-record-place", args=[claim.pk]), data)

    new = Elevator.objects.get(register_number="31103101062010999999")
    assert Claim.objects.get(pk=claim.pk).elevator_id == new.pk


def test_another_district_sees_neither_record_nor_merge():
    desk = a_desk()
    claim = a_claim(elevator=None, fields={"jurisdiction": "310106", "name": "甲"})
    row = a_merge(kept=desk.elevator, gone=desk.another())
    stranger = a_desk(code="310115", name="浦东新区").client()

    assert stranger.get(reverse("quality-record", args=[claim.pk])).status_code == 404
    assert stranger.get(reverse("quality-merge", args=[row.pk])).status_code == 404
    assert "没有合并过的记录" in page(stranger, "quality-merges")


def test_the_board_without_scores_says_so():
    text = page(a_desk().client(), "quality-board")

    assert "还没有得分" in text
    assert "没有要先改的" in text


def test_the_board_of_a_district_shows_its_trend_and_what_to_mend():
    desk, now = a_desk(), clock.now()
    a_finding(elevator=desk.elevator, found_at=now - timedelta(days=41))
    a_score(elevator=desk.elevator)
    for back in range(5):
        a_day_score(
            subject=ScoreSubject.JURISDICTION, key="310106", points=80 + back,
            day=now - timedelta(days=5 - back),
        )  # fmt: skip

    text = page(desk.client(), "quality-board")

    assert "本辖区数据质量" in text
    assert "近 30 天得分：从 80.0 到 84.0" in text
    assert "最早等了 41 天" in text
    assert reverse("quality-finding", args=[Finding.objects.get().pk]) in text
    assert "各辖区得分" not in text


def test_the_board_of_the_city_compares_districts_and_is_given_as_a_file():
    desk, now = a_desk(), clock.now()
    a_day_score(subject=ScoreSubject.CITY, key="310000", points=88, day=now)
    a_day_score(subject=ScoreSubject.JURISDICTION, key="310106", points=91.2, day=now)
    a_day_score(subject=ScoreSubject.ORGANISATION, key=str(desk.firm.pk), points=70, day=now)
    client = desk.client(RoleKind.CITY_REGULATOR)

    text = page(client, "quality-board")
    answer = client.get(reverse("quality-board"), {"export": "csv"})

    assert "91.2 · 100 台" in text
    assert desk.firm.name in text
    assert "按辖区,静安区,91.2 · 100 台" in b"".join(answer.streaming_content).decode()


def test_a_use_unit_has_the_board_of_its_own_elevators():
    desk = a_desk()
    a_finding(elevator=desk.elevator)
    a_finding(elevator=a_desk().elevator, kind=FindingKind.NO_FIRM, proposal=None)

    text = page(desk.client(RoleKind.USE_UNIT), "quality-board")

    assert "本单位电梯数据质量" in text
    assert FindingKind.SPEED_UNIT.zh in text
    assert FindingKind.NO_FIRM.zh not in text
