"""An office has changes sent to its own system, sees why one failed, and sends it again."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.changes.models import Webhook
from hoistway.foundation import clock
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.browser.watcher import Watcher
from tests.world.changes import a_listener, deliver, told_fault
from tests.world.parties import a_firm, a_member
from tests.world.registry import Site, an_elevator


def _opened(desk: Page) -> None:
    desk.goto("/webhooks")
    desk.get_by_role("link", name="开通推送地址").first.click()
    desk.get_by_label("名称").fill("维保系统")
    desk.get_by_label("接收地址").fill("ftp://erp.example.com")
    desk.get_by_role("button", name="开通并显示签名密钥").click()
    expect(desk.get_by_role("alert")).to_contain_text("https://")
    desk.get_by_label("接收地址").fill("https://erp.example.com/hoistway")
    desk.get_by_text("只要一部分变更").click()
    desk.get_by_label("发现故障").check()
    desk.get_by_role("button", name="开通并显示签名密钥").click()
    expect(desk.get_by_text("whsec_")).to_be_visible()
    desk.get_by_role("link", name="已存好，查看此地址").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("维保系统")


def test_an_office_opens_an_address_and_sends_again_what_failed(
    desk_of: Callable[[Membership], Page], watcher: Watcher
) -> None:
    watcher.expect("422")
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm))
    desk = desk_of(a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))
    _opened(desk)
    with a_listener() as listener:
        Webhook.objects.filter(organisation=firm).update(url=listener.url)
        deliver(now=clock.now())
        expect(desk.get_by_text("投递中", exact=True)).to_be_visible()
        listener.answers = [500]
        told_fault(elevator=elevator, now=clock.now())
        deliver(now=clock.now())
        desk.reload()
        desk.get_by_role("row").filter(has_text="500").get_by_role("link").click()
        expect(desk.get_by_text("cn.hoistway.fault.opened.v1")).to_be_visible()
        desk.go_back()
        desk.locator("summary", has_text="补发").click()
        desk.get_by_label("从这一时刻起全部补发").fill("2026-01-01T00:00")
        desk.get_by_role("button", name="补发", exact=True).click()
        expect(desk.get_by_text("已安排补发 1 条。")).to_be_visible()
        desk.get_by_role("button", name="暂停").click()
        expect(desk.get_by_text("人工暂停")).to_be_visible()
