"""A page stands in one group; the group is marked, and its pages are shown beneath."""

import pytest

from hoistway.parties.vocabulary import RoleKind
from hoistway.web.navigation import navigation
from tests.world.parties import an_actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "path", "group", "page"),
    [
        (RoleKind.DISTRICT_REGULATOR, "/g/", "监管概况", "概况"),
        (RoleKind.DISTRICT_REGULATOR, "/g/filings/draws/3", "维保备案", "备案抽查"),
        (RoleKind.DISTRICT_REGULATOR, "/g/filings", "维保备案", "电梯备案"),
        (RoleKind.FIRM_OFFICE, "/filings/BA261123000001", "维保备案", ""),
        (RoleKind.CITY_REGULATOR, "/g/plates/abcdefghjkmn", "电梯码", "张贴进度"),
        (RoleKind.USE_UNIT, "/bulletins/GG26112300001", "通知公告", ""),
        (RoleKind.INSPECTOR, "/nowhere", "", ""),
    ],
)
def test_the_nearest_page_is_marked(role: RoleKind, path: str, group: str, page: str) -> None:
    shown = navigation(actor=an_actor(role=role), path=path)

    assert [one.label for one in shown.groups if one.current] == ([group] if group else [])
    assert [one.label for one in shown.pages if one.current] == ([page] if page else [])
