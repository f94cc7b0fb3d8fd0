"""A use unit asks on its phone, the district confirms at its desk, and it holds."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Membership
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.lifecycle import two_sides

OpenFor = Callable[[Membership], Page]


def test_a_suspension_is_asked_for_confirmed_and_in_force(
    phone_of: OpenFor, desk_of: OpenFor
) -> None:
    sides = two_sides()
    number = sides.elevator.register_number
    unit = phone_of(sides.unit)
    unit.goto(f"/elevators/{number}")
    unit.get_by_role("link", name="申请停用、启用、报废、变更").tap()
    unit.get_by_role("link", name="停用").first.tap()
    today = f"{local_day(at=clock.now()):%Y-%m-%d}"
    expect(unit.get_by_label("从哪一天起")).to_have_value(today)
    unit.get_by_label("理由").fill("外墙修缮")
    unit.get_by_role("button", name="提交").tap()
    expect(unit.locator(".pill").first).to_contain_text("待核对")
    asked = unit.url

    district = desk_of(sides.district)
    district.goto("/requests?tab=open")
    district.get_by_role("link", name=asked.split("/")[-1]).click()
    district.get_by_role("button", name="确认").click()

    expect(district.locator(".pill").first).to_contain_text("已生效")
    assert Elevator.objects.get(pk=sides.elevator.pk).use_state is UseState.SUSPENDED
    unit.reload()
    expect(unit.locator(".pill").first).to_contain_text("已生效")
    unit.goto(f"/elevators/{number}/timeline")
    expect(unit.locator(".life > li").first).to_contain_text("停用")


def test_a_returned_request_says_why(phone_of: OpenFor, desk_of: OpenFor) -> None:
    sides = two_sides()
    unit = phone_of(sides.unit)
    unit.goto(f"/elevators/{sides.elevator.register_number}/request?kind=scrap")
    unit.get_by_label("理由").fill("更新改造")
    unit.get_by_role("button", name="提交").tap()
    expect(unit.locator(".pill").first).to_contain_text("待核对")
    district = desk_of(sides.district)
    district.goto(unit.url)

    district.get_by_text("退回给使用单位").click()
    district.get_by_label("退回的理由").fill("请附安全评估报告")
    district.get_by_role("button", name="退回申请").click()

    expect(district.locator(".pill").first).to_contain_text("已退回")
    unit.reload()
    expect(unit.locator("#main")).to_contain_text("请附安全评估报告")
