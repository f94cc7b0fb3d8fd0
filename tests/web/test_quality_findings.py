"""Findings are reviewed by their district, answered by firm and use unit, seen by nobody else."""

import pytest
from django.urls import reverse

from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.models import Answer, Correction
from hoistway.quality.vocabulary import FindingKind, FindingState
from tests.web.data_desk import a_desk, said
from tests.world.findings import a_finding, an_answer

pytestmark = pytest.mark.django_db

WHY = "证据一致，采纳建议"


def settle(client, finding, *, deed="accept", **more):
    data = {"deed": deed, "preset": WHY, **more}
    return client.post(reverse("quality-finding-settle", args=[finding.pk]), data)


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_queue_groups_by_kind_and_leaves_out_other_districts():
    desk, elsewhere = a_desk(), a_desk(code="310115", name="浦东新区")
    a_finding(elevator=desk.elevator)
    a_finding(elevator=elsewhere.elevator)

    text = page(desk.client(), "quality-findings")

    assert text.count('class="finding"') == 1
    assert desk.elevator.address in text
    assert elsewhere.elevator.address not in text
    assert FindingKind.SPEED_UNIT.zh in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, 2), ({"kind": "speed_unit"}, 1), ({"field": "estate"}, 1), ({"confidence": "0.9"}, 1),
        ({"age": "7"}, 0), ({"state": "rejected"}, 1), ({"state": "any"}, 3), ({"q": "无此"}, 0),
        ({"source": "inspection"}, 0),
    ],
)  # fmt: skip
def test_the_queue_follows_its_filter(query, shown):
    desk = a_desk()
    a_finding(elevator=desk.elevator)
    a_finding(
        elevator=desk.elevator, kind=FindingKind.ESTATE_SPELLING, field="estate", value="春江院",
        proposal="春江苑", confidence=0.95,
    )  # fmt: skip
    a_finding(elevator=desk.elevator, state=FindingState.REJECTED)

    text = page(desk.client(), "quality-findings", **query)

    assert text.count('class="finding"') == shown
    assert ("没有待核对的问题" in text) == (shown == 0)


def test_an_accepted_proposal_is_held_and_leads_to_the_next():
    desk = a_desk()
    finding, following = a_finding(elevator=desk.elevator), a_finding(elevator=desk.another())

    answer = settle(desk.client(), finding)

    desk.elevator.refresh_from_db()
    finding.refresh_from_db()
    assert desk.elevator.rated_speed_mps == 1.75
    assert (finding.state, finding.settled_reason) == (FindingState.ACCEPTED, WHY)
    assert answer["Location"] == f"/quality/findings/{following.pk}?done={finding.pk}"


def test_from_the_list_one_returns_to_it_as_it_was_filtered():
    desk = a_desk()
    finding = a_finding(elevator=desk.elevator)
    client = desk.client()

    answer = client.post(
        reverse("quality-finding-settle", args=[finding.pk]),
        {"deed": "reject", "preset": "登记无误，来源有误", "from": "list", "after": "77"},
        headers={"Referer": "http://testserver/quality/findings?kind=speed_unit"},
    )

    finding.refresh_from_db()
    assert finding.state == FindingState.REJECTED
    assert answer["Location"] == "/quality/findings?kind=speed_unit#f-77"


def test_the_list_takes_a_settled_row_without_a_new_page():
    desk = a_desk()
    finding = a_finding(elevator=desk.elevator)
    client = desk.client()
    path = reverse("quality-finding-settle", args=[finding.pk])
    data = {"deed": "accept", "preset": WHY, "after": "12"}

    first = client.post(path, data, headers={"HX-Request": "true"}).content.decode()
    again = client.post(path, data, headers={"HX-Request": "true"}).content.decode()

    assert f'id="f-{finding.pk}"' in first
    assert FindingState.ACCEPTED.zh in first
    assert "#f-12" in first
    assert FindingState.ACCEPTED.zh in again


def test_another_value_is_held_and_must_be_one():
    desk = a_desk()
    finding, client = a_finding(elevator=desk.elevator), desk.client()

    without = settle(client, finding, deed="value", value=" ")
    unfit = settle(client, finding, deed="value", value="很快")
    settle(client, finding, deed="value", value="2.0")

    desk.elevator.refresh_from_db()
    assert (without.status_code, unfit.status_code) == (422, 422)
    assert desk.elevator.rated_speed_mps == 2.0


def test_nothing_is_settled_without_a_reason():
    desk = a_desk()
    finding = a_finding(elevator=desk.elevator)

    answer = settle(desk.client(), finding, preset="", reason=" ")

    finding.refresh_from_db()
    assert answer.status_code == 422
    assert "请选择或写明理由" in answer.content.decode()
    assert finding.state == FindingState.OPEN


def test_another_district_finds_nothing():
    finding = a_finding(elevator=a_desk().elevator)
    stranger = a_desk(code="310115", name="浦东新区").client()

    assert stranger.get(reverse("quality-finding", args=[finding.pk])).status_code == 404
    assert settle(stranger, finding).status_code == 404
    assert stranger.get(reverse("quality-finding-alike", args=[finding.pk])).status_code == 404


def test_a_firm_answers_and_settles_nothing():
    desk = a_desk()
    finding, firm = a_finding(elevator=desk.elevator), desk.client(RoleKind.FIRM_OFFICE)
    path = reverse("quality-finding-answer", args=[finding.pk])

    nothing = firm.post(path, {})
    answer = firm.post(path, {"agrees": "other", "value": "1.6", "text": "铭牌为 1.6"})

    kept = Answer.objects.get(finding=finding)
    assert nothing.status_code == 422
    assert answer["Location"] == f"/quality/findings/{finding.pk}#answers"
    assert (kept.agrees, kept.value, kept.text) == (None, 1.6, "铭牌为 1.6")
    assert settle(firm, finding).status_code == 403
    assert "1.6 m/s" in page(desk.client(), "quality-finding", finding.pk)


def test_a_firm_sees_only_its_own_elevators():
    desk, other = a_desk(), a_desk()
    a_finding(elevator=desk.elevator)
    foreign = a_finding(elevator=other.elevator)
    firm = desk.client(RoleKind.FIRM_OFFICE)

    assert page(firm, "quality-findings").count('class="finding"') == 1
    assert firm.get(reverse("quality-finding", args=[foreign.pk])).status_code == 404


def test_the_page_shows_each_source_and_the_rules_reason():
    desk = a_desk()
    said(desk.elevator, source="inspection", rated_speed_mps=1.75)
    finding = a_finding(elevator=desk.elevator)
    an_answer(finding=finding, text="铭牌照片已上传")

    text = page(desk.client(), "quality-finding", finding.pk)

    assert "105 m/s 不可能；除以 60 为 1.75 m/s" in text
    assert "监察系统" in text
    assert "检验系统" in text
    assert "铭牌照片已上传" in text
    assert "scale-band" in text


def test_two_entries_become_one_and_come_apart_again():
    desk = a_desk()
    twin = desk.another()
    finding = a_finding(
        elevator=desk.elevator, other=twin, kind=FindingKind.ONE_ELEVATOR_TWICE, field="",
        value=None, proposal=None,
    )  # fmt: skip
    client = desk.client()

    settle(client, finding, deed="merge", keep=desk.elevator.pk)
    twin.refresh_from_db()
    assert twin.merged_into_id == desk.elevator.pk
    row = Correction.objects.get(finding=finding)
    client.post(reverse("quality-merge-split", args=[row.merge_id]), {"preset": "依据不足，待核实"})

    twin.refresh_from_db()
    row.refresh_from_db()
    assert twin.merged_into_id is None
    assert row.undone_reason == "依据不足，待核实"
    assert "已拆分" in page(client, "quality-merge", row.merge_id)


def test_kept_apart_changes_nothing():
    desk = a_desk()
    twin = desk.another()
    finding = a_finding(
        elevator=desk.elevator, other=twin, kind=FindingKind.TWO_ELEVATORS_ONE_NUMBER, field="",
        value=None, proposal=None,
    )  # fmt: skip

    settle(desk.client(), finding, deed="apart", preset="地点或单元不同")

    finding.refresh_from_db()
    twin.refresh_from_db()
    assert finding.state == FindingState.REJECTED
    assert twin.merged_into_id is None


def test_alike_findings_are_seen_first_and_accepted_together():
    desk = a_desk()
    facts = {"kind": FindingKind.ESTATE_SPELLING, "field": "estate", "value": "春江院"}
    rows = [a_finding(elevator=desk.another(), **facts, proposal="春江苑") for _ in range(3)]
    a_finding(elevator=desk.another(), **facts, proposal="春江园")
    client, path = desk.client(), reverse("quality-finding-alike", args=[rows[0].pk])

    seen = client.get(path).content.decode()
    none = client.post(path, {"preset": WHY})
    done = client.post(path, {"preset": WHY, "finding": [rows[0].pk, rows[1].pk]})

    for row in rows:
        row.refresh_from_db()
    assert seen.count('name="finding"') == 3
    assert none.status_code == 422
    assert "已采纳 2 条" in done.content.decode()
    assert [str(row.state) for row in rows] == ["accepted", "accepted", "open"]


def test_the_list_is_given_as_a_file():
    desk = a_desk()
    a_finding(elevator=desk.elevator)

    answer = desk.client().get(reverse("quality-findings"), {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("编号,种类,状态,注册代码")
    assert "105 m/s,1.75 m/s,0.86" in lines[1]
