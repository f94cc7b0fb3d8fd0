"""A check on site in a basement: written without network, signed by finger, sent once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.parties.models import Membership
from hoistway.supervision.models import Check
from tests.browser.watcher import Watcher
from tests.world.emergency import acting
from tests.world.parties import a_use_unit
from tests.world.supervision import a_planned_check, two_officers

PhoneOf = Callable[[Membership], Page]


def test_a_check_without_network_is_kept_with_its_signature_and_sent_when_it_is_back(
    site: str, phone_of: PhoneOf, watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    unit = a_use_unit()
    people = two_officers(jurisdiction=unit.jurisdiction)
    row = a_planned_check(organisation=unit, by=acting(membership=people[0]))
    page = phone_of(people[0])
    page.goto(f"/checks/{row.number}/do")
    page.get_by_label("本人执法证件号").fill("沪A1")
    page.reload()
    expect(page.get_by_label("本人执法证件号")).to_have_value("沪A1")
    page.get_by_label("另一名检查人员").select_option(str(people[1].person_id))
    page.get_by_label("另一名的执法证件号").fill("沪A2")
    for item in page.locator(".asked-item").all():
        item.get_by_label("符合", exact=True).check()
    page.get_by_label("未发现问题").check()
    page.get_by_label("现在在本机手写签名").check()
    page.get_by_label("签字人姓名").fill("王经理")
    page.get_by_label("签字人职务").fill("安全总监")
    pad = page.locator("[data-pad]")
    pad.scroll_into_view_if_needed()
    pad.click(position={"x": 40, "y": 40})
    expect(page.get_by_text("已签名")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="签字并提交检查记录").tap()
    expect(page.get_by_text("没有网络：已保存在本机")).to_be_visible()
    row.refresh_from_db()
    assert row.record_form is None

    page.context.set_offline(False)
    page.goto("/checks")
    expect(page.get_by_text("1 份检查记录已上传")).to_be_visible()
    row = Check.objects.get(pk=row.pk)
    assert [one["side"] for one in row.signatures] == ["officer", "unit"]
