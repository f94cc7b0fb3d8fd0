"""People keep the keys of their programs on pages: open, change, renew, take over, revoke."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import RefusedCall, note_refusal
from hoistway.programs.models import ApiKey, UseDay
from tests.world.parties import (
    LONG_AGO,
    a_bureau,
    a_firm,
    a_jurisdiction,
    a_member,
    client_of,
)
from tests.world.programs import Program

pytestmark = pytest.mark.django_db


def filled(**given: object) -> dict[str, object]:
    plain = {
        "form_id": str(uuid4()), "name": "沪安 维保系统", "reads": ["register"],
        "writes": ["maintenance_write"], "days": "90",
    }  # fmt: skip
    return {**plain, **given}


def opened(browser: Client, **given: object) -> tuple[ApiKey, str]:
    answer = browser.post("/programs/new", filled(**given))
    assert answer.status_code == 201, answer.content.decode()
    return ApiKey.objects.latest("pk"), shown(answer.content.decode())


def shown(page: str) -> str:
    found = re.search(r'id="the-secret">(hwk_[\w-]{43})<', page)
    assert found
    return found.group(1)


def calls(secret: str) -> int:
    return Program(secret).get("/v1/elevators").status_code


def test_a_key_is_shown_once_and_works_until_it_is_revoked_with_a_reason() -> None:
    browser = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))

    key, secret = opened(browser)

    assert calls(secret) == 200
    room = f"/programs/{key.uid}"
    page = browser.get(room).content.decode()
    assert secret not in page
    assert "沪安 维保系统" in browser.get("/programs").content.decode()
    assert "报送维保" in page
    assert browser.post(f"{room}/revoke", {"words": " "}).status_code == 422
    assert browser.post(f"{room}/revoke", {"words": "系统停用"}).status_code == 302
    assert calls(secret) == 401
    page = browser.get(room).content.decode()
    assert "系统停用" in page
    assert "停用密钥" not in page


def test_a_page_with_a_key_is_kept_by_no_browser() -> None:
    browser = client_of(membership=a_member(role=RoleKind.USE_UNIT))

    answer = browser.post("/programs/new", filled())

    assert answer["Cache-Control"] == "no-store"


def test_a_page_that_is_sent_again_opens_no_second_key() -> None:
    browser = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))
    form = filled()

    first, again = (shown(browser.post("/programs/new", form).content.decode()) for _ in "ab")

    assert ApiKey.objects.count() == 1
    assert [calls(first), calls(again)] == [401, 200]


def test_what_is_missing_or_not_offered_is_said_and_what_was_filled_in_stays() -> None:
    browser = client_of(membership=a_member(role=RoleKind.INSURER))

    nothing = browser.post("/programs/new", filled(reads=[], writes=[]))
    foreign = browser.post("/programs/new", filled(reads=["rescue"], writes=[]))

    assert (nothing.status_code, foreign.status_code) == (422, 422)
    assert "请选择本角色可开通的权限" in nothing.content.decode()
    assert "沪安 维保系统" in nothing.content.decode()
    assert not ApiKey.objects.exists()


def test_a_changed_key_and_the_previous_one_work_side_by_side_however_often_it_is_sent() -> None:
    browser = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))
    key, first = opened(browser)
    form = {"hours": "24", "form_id": str(uuid4())}

    unseen, seen = (
        shown(browser.post(f"/programs/{key.uid}/rotate", form).content.decode()) for _ in "ab"
    )

    assert [calls(one) for one in (first, unseen, seen)] == [200, 401, 200]
    leaked = {"hours": "0", "form_id": str(uuid4())}
    last = shown(browser.post(f"/programs/{key.uid}/rotate", leaked).content.decode())
    assert [calls(one) for one in (first, seen, last)] == [401, 401, 200]
    endless = {"hours": "99999999999999", "form_id": str(uuid4())}
    assert browser.post(f"/programs/{key.uid}/rotate", endless).status_code == 422


def test_scopes_and_term_are_changed_by_who_answers_for_the_key() -> None:
    browser = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))
    key, secret = opened(browser)
    room = f"/programs/{key.uid}"

    assert browser.post(f"{room}/rescope", {"reads": ["faults"]}).status_code == 302
    assert browser.post(f"{room}/renew", {"days": "365"}).status_code == 302
    assert browser.post(f"{room}/renew", {"days": "9999"}).status_code == 422

    key.refresh_from_db()
    assert key.scopes == ["faults"]
    assert key.expires_at is not None
    assert key.expires_at - clock.now() > timedelta(days=364)
    assert calls(secret) == 403
    page = browser.get(room).content.decode()
    assert "+faults -maintenance_write -register" in page
    assert "scope_missing" in page
    assert "密钥未开通“…”" in page


def test_a_colleague_takes_over_and_another_organisation_finds_nothing() -> None:
    firm = a_firm()
    first, second = (a_member(role=RoleKind.FIRM_OFFICE, organisation=firm) for _ in "ab")
    key, secret = opened(client_of(membership=first))
    browser, room = client_of(membership=second), f"/programs/{key.uid}"
    Membership.objects.filter(pk=first.pk).update(
        period=(LONG_AGO, clock.now() - timedelta(seconds=1))
    )

    assert calls(secret) == 403
    assert "责任人已离任" in browser.get(room).content.decode()
    form = {"hours": "24", "form_id": str(uuid4())}
    assert browser.post(f"{room}/rotate", form).status_code == 403
    assert browser.post(f"{room}/take-over").status_code == 302
    assert calls(secret) == 200
    stranger = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))
    for path in ("", "/rotate", "/rescope", "/renew", "/take-over", "/revoke"):
        asked = stranger.post(room + path) if path else stranger.get(room)
        assert asked.status_code == 404, path


def test_a_regulator_finds_and_revokes_keys_of_the_own_area() -> None:
    firm = a_firm(jurisdiction=a_jurisdiction())
    key, secret = opened(
        client_of(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))
    )
    bureau = a_bureau(jurisdiction=a_jurisdiction())
    browser = client_of(
        membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)
    )  # fmt: skip

    listed = browser.get("/programs", {"q": firm.name, "state": "valid"}).content.decode()
    assert firm.name in listed
    assert "没有符合条件的程序" in browser.get("/programs", {"q": "没有"}).content.decode()
    page = browser.get(f"/programs/{key.uid}").content.decode()
    assert "更换密钥" not in page
    assert browser.post(f"/programs/{key.uid}/revoke", {"words": "外泄"}).status_code == 302
    assert calls(secret) == 401


def test_the_page_tells_each_days_calls_and_how_refusals_are_mended() -> None:
    browser = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE))
    key, _ = opened(browser)
    now = clock.now()
    UseDay.objects.create(key=key, day=local_day(at=now), calls=1234, last_at=now)
    call = RefusedCall(
        key_id=key.pk, code="idempotency_key_missing", status=400, method="POST",
        path="/v1/visits",
    )  # fmt: skip
    note_refusal(call=call, now=now)

    page = browser.get(f"/programs/{key.uid}").content.decode()

    assert "1,234" in page
    assert "写入须带请求头 Idempotency-Key" in page
    assert "POST /v1/visits" in page


def test_who_has_no_program_is_led_to_open_one() -> None:
    browser = client_of(membership=a_member(role=RoleKind.INSPECTOR))

    page = browser.get("/programs").content.decode()

    assert "还没有程序接入" in page
    assert 'href="/programs/new"' in page


def test_pages_of_the_sandbox_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SANDBOX", True)

    assert "沙箱：数据均为虚构" in Client().get("/sign-in").content.decode()
