"""An inspector stands before the elevator with a phone; the use unit confirms on its own."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.filings.models import Mismatch
from hoistway.filings.vocabulary import MismatchField
from hoistway.parties.models import Membership
from tests.world.mismatches import a_picture, four_sides

OpenFor = Callable[[Membership], Page]


def test_a_difference_is_recorded_with_a_photo_and_confirmed(
    phone_of: OpenFor, desk_of: OpenFor
) -> None:
    sides = four_sides()
    inspector = phone_of(sides.inspector)
    inspector.goto("/i/")
    inspector.get_by_label("识别码、注册代码或地址").fill(sides.elevator.register_number)
    inspector.get_by_role("button", name="找到电梯").tap()
    fact = inspector.get_by_role("group", name="维保值班电话")
    expect(fact.get_by_label("现场情况")).to_be_hidden()
    fact.get_by_text("不一致").tap()
    fact.get_by_label("现场情况").fill("021-62345678")
    picture = {"name": "site.jpg", "mimeType": "image/jpeg", "buffer": a_picture().read()}
    fact.get_by_label("照片").set_input_files(picture)
    inspector.get_by_role("group", name="维保单位").first.get_by_text("一致", exact=True).tap()
    inspector.get_by_role("button", name="提交核对结果").tap()
    expect(inspector.locator(".site-photo")).to_be_visible()

    assert Mismatch.objects.get(elevator=sides.elevator).field is MismatchField.DUTY_PHONE
    unit = phone_of(sides.unit)
    unit.goto("/mismatches?tab=mine")
    unit.get_by_role("link", name=inspector.url.split("/")[-1]).tap()
    unit.get_by_role("button", name="确认属实").tap()
    expect(unit.get_by_text("本单位已确认")).to_be_visible()

    district = desk_of(sides.district)
    district.goto(inspector.url)
    left = district.get_by_role("region", name="办结还差什么")
    expect(left.locator("li.safe")).to_have_count(1)
    expect(left.locator("li.caution")).to_have_count(3)
