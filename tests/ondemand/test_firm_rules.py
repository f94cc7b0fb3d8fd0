"""Both sides of each limit for firms, and which pages of strangers are read."""

from collections.abc import Sequence
from datetime import date

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.ondemand.adapters.web_pages import PageUnread, check_address, read_page
from hoistway.ondemand.rules import firm_page
from hoistway.ondemand.rules.firm_entry import FirmFacts, judge_firm
from hoistway.ondemand.rules.firm_plan import FIELDS, plan_faults
from hoistway.ondemand.rules.policy import edition_named
from hoistway.ondemand.vocabulary import FirmGround
from tests.world.pilot_firms import PROMISE, STANDARD, a_plan

DAY = date(2021, 6, 1)
FIT = {
    "day": DAY, "period_first": DAY, "period_last": DAY, "named": 100, "reporting": 95,
    "completeness": 0.95, "online_share": 0.95, "days_known": 30, "visits_due": 20,
    "visits_recorded": 19, "visits_since": DAY, "committed_on": DAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place", "ground"),
    [
        ({}, 0, FirmGround.FULFILLED),
        ({"period_first": date(2021, 6, 2)}, 0, FirmGround.NO_PERIOD),
        ({"period_last": date(2021, 5, 31)}, 0, FirmGround.NO_PERIOD),
        ({}, 1, FirmGround.FULFILLED),
        ({"named": 0}, 1, FirmGround.NOTHING_REPORTS),
        ({"days_known": 29}, 1, FirmGround.SHORTLY_KNOWN),
        ({"online_share": None}, 1, FirmGround.SHORTLY_KNOWN),
        ({"completeness": 0.9499}, 1, FirmGround.INCOMPLETE),
        ({"online_share": 0.9499}, 1, FirmGround.NOT_STEADY),
        ({}, 2, FirmGround.FULFILLED),
        ({"visits_due": 0, "visits_recorded": 0}, 2, FirmGround.NO_VISITS),
        ({"visits_due": 19, "visits_recorded": 19}, 2, FirmGround.FULFILLED),
        ({"visits_due": 19, "visits_recorded": 18}, 2, FirmGround.OUTSIDE_THE_APP),
        ({"visits_recorded": 18}, 2, FirmGround.OUTSIDE_THE_APP),
        ({}, 3, FirmGround.FULFILLED),
        ({"plan_lacks": ("quality",)}, 3, FirmGround.PLAN_LACKS),
        ({"committed_on": None}, 3, FirmGround.NOT_COMMITTED),
    ],
)  # fmt: skip
def test_each_condition_of_a_firm_holds_up_to_its_edge(
    change: dict[str, object], place: int, ground: FirmGround
) -> None:
    """Source: 286号 附件2 一, 二 1–3."""
    facts = FirmFacts(**{**FIT, **change})  # type: ignore[arg-type]  # as parametrised

    said = judge_firm(facts=facts, policy=edition_named(edition="286-2020"))[place]

    assert (said.ground, said.holds) == (ground, ground is FirmGround.FULFILLED)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FIELDS), st.integers(-1, 1001))
def test_a_number_of_a_plan_is_right_exactly_between_its_limits(field: object, said: int) -> None:
    one = field if hasattr(field, "unit") else None
    assert one is not None
    faults = {fault.code for fault in plan_faults(plan=a_plan(**{one.code: said}))}

    if one.unit is not None:
        assert faults == (set() if one.least <= said <= one.most else {one.code})


def test_a_gap_of_more_than_three_months_is_no_plan() -> None:
    """Source: 286号 二（三）."""
    assert plan_faults(plan=a_plan(gap_days=90)) == ()
    assert [one.code for one in plan_faults(plan=a_plan(gap_days=91))] == ["gap_days"]


def test_a_page_says_a_promise_whatever_its_markup_but_not_in_a_comment() -> None:
    broken = STANDARD.replace("。", "。</li>\n<li>").replace("监测", "监<b>测</b>&nbsp;")
    shown = firm_page.read_page(html=f"<ul><li>{broken}</ul>", standard=STANDARD, promise=PROMISE)
    hidden = firm_page.read_page(html=f"<!--{STANDARD}-->", standard=STANDARD, promise=PROMISE)

    assert (shown.standard, shown.promise) == (1.0, 0.0)
    assert (hidden.standard, hidden.says_both) == (0.0, False)


@pytest.mark.parametrize(
    "address",
    [
        "http://firm.example/", "https://localhost/", "https://10.0.0.8/", "https://[::1]/",
        "https://u:p@firm.example/", "https://firm.example:8443/", "https://2130706433.1/",
        "file:///etc/passwd",
    ],
)  # fmt: skip
def test_only_https_at_a_name_is_asked(address: str) -> None:
    with pytest.raises(PageUnread):
        check_address(address=address)


@pytest.mark.parametrize(
    "places",
    [["127.0.0.1"], ["93.184.216.34", "10.1.2.3"], ["169.254.169.254"], ["fe80::1%eth0"],
     ["::ffff:127.0.0.1"], []],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_asked(places: Sequence[str]) -> None:
    with pytest.raises(PageUnread):
        read_page(address="https://firm.example/", resolve=lambda host: places)


def _site(request: httpx.Request) -> httpx.Response:
    assert request.url.host == "93.184.216.34"
    told = {
        "/": httpx.Response(302, headers={"Location": "/pilot"}),
        "/pilot": httpx.Response(200, html="<p>承诺</p>"),
        "/round": httpx.Response(302, headers={"Location": "/round"}),
        "/inside": httpx.Response(302, headers={"Location": "https://router.local/"}),
        "/plain": httpx.Response(302, headers={"Location": "http://firm.example/"}),
        "/file": httpx.Response(200, content=b"%PDF", headers={"Content-Type": "application/pdf"}),
        "/large": httpx.Response(200, html="x" * 2_000_001),
    }
    return told[request.url.path]


def _resolve(host: str) -> Sequence[str]:
    return ["93.184.216.34"] if host == "firm.example" else ["192.168.1.1"]


def test_a_page_is_read_through_a_turn_at_the_very_address_that_was_looked_at() -> None:
    page = read_page(
        address="https://firm.example/", resolve=_resolve, transport=httpx.MockTransport(_site)
    )

    assert (page.address, page.text) == ("https://firm.example/pilot", "<p>承诺</p>")


@pytest.mark.parametrize("path", ["round", "inside", "plain", "file", "large"])
def test_turns_inside_endless_turns_files_and_floods_are_left(path: str) -> None:
    with pytest.raises(PageUnread):
        read_page(
            address=f"https://firm.example/{path}", resolve=_resolve,
            transport=httpx.MockTransport(_site),
        )  # fmt: skip
