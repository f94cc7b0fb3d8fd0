"""A unit receives an order on the phone and reports it put right; the officer closes it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.foundation import clock
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.vocabulary import OrderState
from tests.world.mismatches import a_picture
from tests.world.orders import an_order
from tests.world.parties import a_member
from tests.world.registry import an_elevator

OpenFor = Callable[[Membership], Page]


def test_an_order_is_sent_received_put_right_and_closed(
    phone_of: OpenFor, desk_of: OpenFor
) -> None:
    world = an_order(
        elevator=an_elevator(), state=OrderState.APPROVED, now=clock.now()
    )  # fmt: skip
    role = RoleKind.DISTRICT_REGULATOR
    officer = desk_of(a_member(role=role, organisation=world.bureau.body))
    officer.goto(f"/orders/{world.order.pk}")
    officer.get_by_label("送达方式").select_option("platform")
    officer.get_by_role("button", name="记录送达").click()
    expect(officer.locator(".deed").first).to_have_text("平台送达待签收")

    unit = phone_of(
        a_member(role=RoleKind.FIRM_OFFICE, organisation=world.now().organisation)
    )  # fmt: skip
    unit.goto("/orders")
    unit.get_by_role("link", name=world.now().number).tap()
    unit.get_by_role("button", name="签收本指令").tap()
    unit.get_by_label("整改情况").fill("已补齐记录")
    picture = {"name": "mended.jpg", "mimeType": "image/jpeg", "buffer": a_picture().read()}
    unit.get_by_label("整改后照片或文件（可不附）").set_input_files(picture)
    unit.get_by_role("button", name="提交整改报告").tap()
    expect(unit.locator(".told").get_by_role("link")).to_be_visible()

    officer.reload()
    officer.get_by_label("复查情况（单位会看到）").fill("现场核实已整改")
    officer.get_by_role("button", name="复查合格，闭环").click()
    expect(officer.locator(".pill").first).to_contain_text("已闭环")
    assert world.now().state is OrderState.CLOSED
