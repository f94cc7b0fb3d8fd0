"""The use unit doubts a record, the firm answers, the use unit confirms after all."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.maintenance import a_signed_visit
from tests.world.parties import a_member

OpenFor = Callable[[Membership], Page]


def test_a_doubted_record_is_answered_and_then_confirmed(
    phone_of: OpenFor, desk_of: OpenFor
) -> None:
    visit = a_signed_visit()
    unit = phone_of(a_member(role=RoleKind.USE_UNIT, organisation=visit.elevator.use_unit))
    unit.goto("/u/maintenance")
    unit.locator("tbody th a").first.tap()
    unit.get_by_text("对记录有异议").tap()
    unit.get_by_label("哪里不对").fill("底坑仍有油污")
    unit.get_by_role("button", name="提出异议").tap()
    expect(unit.locator("#main")).to_contain_text("底坑仍有油污")

    office = desk_of(a_member(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))
    office.goto(f"/visits/{visit.uid}")
    office.get_by_label("答复使用单位的异议").fill("已返工清洁，请复核")
    office.get_by_role("button", name="提交答复").click()
    expect(office.locator("#main")).to_contain_text("已返工清洁，请复核")

    unit.reload()
    expect(unit.locator("#main")).to_contain_text("已返工清洁，请复核")
    unit.get_by_role("button", name="确认此记录属实").tap()

    expect(unit.locator("#main .pill").first).to_contain_text(VisitState.CONFIRMED.zh)
    assert Visit.objects.get(pk=visit.pk).state is VisitState.CONFIRMED
