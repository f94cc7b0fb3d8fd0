from datetime import date
from xml.etree import ElementTree

import pytest

from hoistway.web.parts.citymap import Outline
from hoistway.web.parts.dateline import Moment, dateline
from hoistway.web.parts.lettering import shortened, stands_left
from hoistway.web.parts.placesketch import Spot, place_sketch
from hoistway.web.parts.scale import Reading, scale
from hoistway.web.parts.signs import are_alike, columns
from hoistway.web.parts.trend import DayPoint, trend

TODAY = date(2026, 11, 22)
HOME = (121.4430, 31.2330)


def texts(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter("text")]


def differing(upper, lower):
    return [(c.upper, c.lower) for c in columns(upper=upper, lower=lower) if not c.same]


@pytest.mark.parametrize(
    ("upper", "lower", "marked"),
    [
        ("3110O12", "3110012", [("O", "0")]),
        ("春江院", "春江苑", [("院", "苑")]),
        ("135弄 1号", "135弄1号", [("␣", "")]),
        ("上海静安", "静安", [("上", ""), ("海", "")]),
        ("same", "same", []),
    ],
)
def test_signs_that_differ_are_marked(upper, lower, marked):
    assert differing(upper, lower) == marked


def test_texts_without_resemblance_are_not_compared_sign_by_sign():
    assert are_alike(upper="延平路135弄", lower="延平路153弄")
    assert not are_alike(upper="不详", lower="SH-20110832")
    assert not are_alike(upper="", lower="x")


def test_sketch_writes_held_and_proposed_and_a_measure():
    spots = [Spot(*HOME, "active", "建议"), Spot(121.4477, 31.2311, "caution", "登记")]

    svg = place_sketch(spots=spots, outlines=[], label="<map>", far="{km} km")

    assert texts(svg) == ["登记", "建议", "100 m"]
    assert 'aria-label="&lt;map&gt;"' in svg


def test_a_place_far_beyond_stands_at_the_edge_with_its_distance():
    spots = [Spot(*HOME, "active", "建议"), Spot(12.1443, 31.2330, "caution", "登记")]

    svg = place_sketch(spots=spots, outlines=[], label="x", far="约 {km} 公里外")

    assert any("公里外" in text for text in texts(svg))
    assert "50 m" in texts(svg)


def test_marks_on_one_spot_share_their_words():
    spots = [Spot(*HOME, "active", "建议"), Spot(*HOME, "safe", "检验系统")]

    svg = place_sketch(spots=spots, outlines=[], label="x", far="{km}")

    assert texts(svg)[0] == "建议 · 检验系统"


def test_outlines_are_cut_to_the_sketch():
    outline = Outline("静安区", [[(120, 30), (123, 30), (123, 32), (120, 32)]], HOME)

    svg = place_sketch(spots=[Spot(*HOME, "caution")], outlines=[outline], label="x", far="")

    path = next(p for p in ElementTree.fromstring(svg).iter("path"))
    numbers = [float(n) for n in path.get("d").strip("MZ").split()]
    assert max(numbers) <= 380
    assert min(numbers) >= -20
    assert "静安区" in texts(svg)


def test_days_stand_in_their_order_and_impossible_ones_at_the_edge():
    moments = [
        Moment(date(2015, 6, 1), "制造"), Moment(date(2115, 6, 1), "安装", "caution", strong=True),
        Moment(date(1015, 6, 1), "登记"),
    ]  # fmt: skip

    said = texts(dateline(moments=moments, today=TODAY, label="x"))

    assert [text for text in said if "-06-01" in text] == [
        "← 1015-06-01 登记", "2015-06-01 制造", "→ 2115-06-01 安装",
    ]  # fmt: skip


def test_numbers_of_different_size_stand_on_one_line_of_powers():
    readings = [Reading(105, "登记", "caution"), Reading(1.75, "建议", "active")]

    said = texts(scale(readings=readings, span=(0.15, 10), unit="m/s", label="x"))

    assert said == ["0.1", "1", "10", "100", "1.75 m/s 建议", "105 m/s 登记"]


def test_numbers_of_like_size_stand_on_equal_steps():
    readings = [Reading(16, "登记", "caution"), Reading(18, "远程监测", "quiet")]

    said = texts(scale(readings=readings, span=None, unit="", label="x"))

    assert said[-2:] == ["16 登记", "18 远程监测"]
    assert len(said) <= 9


def test_nothing_to_draw_draws_nothing():
    assert dateline(moments=[], today=TODAY, label="x") == ""
    assert scale(readings=[], span=None, unit="", label="x") == ""
    assert place_sketch(spots=[], outlines=[], label="x", far="") == ""
    assert trend(points=[], label="x") == ""


def test_a_trend_ends_in_its_last_value_within_named_heights():
    points = [DayPoint(date(2026, 11, day), 80 + day / 10) for day in range(1, 23)]

    said = texts(trend(points=points, label="x"))

    assert said[-1] == "82"
    assert said[:2] == ["75", "80"]
    assert "11/22" in said


def test_a_trend_of_one_day_and_of_the_best_stays_in_its_frame():
    svg = ElementTree.fromstring(trend(points=[DayPoint(TODAY, 100.0)], label="x"))

    circle = next(svg.iter("circle"))
    assert 0 <= float(circle.get("cy")) <= 150


def test_words_go_to_the_side_with_room_and_are_cut_where_none_has_it():
    assert not stands_left(x=20, text="建议", width=360)
    assert stands_left(x=340, text="建议", width=360)
    assert shortened("上海申恒电梯工程有限公司", room=60) == "上海申…"
