"""The pages of bulletins: written by a use unit, returned, mended, published, read, taken down."""

import pytest
from django.test import Client

from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.vocabulary import BulletinState
from tests.world.lifecycle import Sides, two_sides
from tests.world.parties import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> Sides:
    return two_sides()


def form(client: Client, sides: Sides, **more: str) -> dict[str, str]:
    shown = client.get(f"/bulletins/new?elevator={sides.elevator.register_number}")
    said = {name: str(field.value() or "") for name, field in (
        (one.name, one) for one in shown.context["form"]
    )}  # fmt: skip
    return said | {"kind": "work", "title_zh": "检修", "text_zh": "周三检修。"} | more


def test_a_bulletin_goes_from_the_use_unit_to_the_public(sides: Sides) -> None:
    unit, district = client_of(membership=sides.unit), client_of(membership=sides.district)

    there = unit.post("/bulletins/new", form(unit, sides)).headers["Location"]
    assert "待我审核" in district.get("/bulletins?tab=check").content.decode()
    district.post(f"{there}/return", {"reason": "写明钟点"})
    assert "写明钟点" in unit.get(there).content.decode()
    unit.post(f"{there}/rewrite", form(unit, sides, text_zh="周三 9 时至 11 时检修。"))
    district.post(f"{there}/publish")

    assert Bulletin.objects.get().state is BulletinState.PUBLISHED
    assert "9 时至 11 时" in unit.get(there).content.decode()


def test_a_form_with_gaps_says_each_of_them_and_keeps_what_was_written(sides: Sides) -> None:
    unit = client_of(membership=sides.unit)

    answer = unit.post("/bulletins/new", form(unit, sides, title_zh="", elevator="999"))

    page = answer.content.decode()
    assert (answer.status_code, Bulletin.objects.count()) == (422, 0)
    assert "请填写。" in page
    assert "没有找到这台电梯" in page
    assert "周三检修。" in page


def test_the_list_comes_as_a_file(sides: Sides) -> None:
    unit = client_of(membership=sides.unit)
    unit.post("/bulletins/new", form(unit, sides, kind="stopped"))

    answer = unit.get("/bulletins?export=csv")

    assert "检修" in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_navigation_counts_what_is_unread(sides: Sides) -> None:
    unit = client_of(membership=sides.unit)
    there = unit.post("/bulletins/new", form(unit, sides, kind="stopped")).headers["Location"]

    before = unit.get("/bulletins").content.decode()
    unit.get(there)
    after = unit.get("/bulletins").content.decode()

    assert ("未读" in before, "未读" in after) == (True, False)
