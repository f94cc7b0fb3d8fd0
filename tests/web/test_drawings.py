from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from hoistway.web.parts.bars import bar, sparkline
from hoistway.web.parts.citymap import Dot, Outline, city_map
from hoistway.web.parts.lanes import LaneMark, LaneWords, Sample, telemetry_lanes
from hoistway.web.parts.remaining import remaining
from hoistway.web.parts.spread import spread

WORDS = LaneWords("Signals", "In car", "Door", "Zone", "Speed", "Power", "Codes")
SQUARE = Outline(
    "A<b>", [[(121.0, 31.0), (122.0, 31.0), (122.0, 32.0), (121.0, 32.0)]], (121.5, 31.5)
)


def parsed(svg):
    assert "style=" not in svg
    return ElementTree.fromstring(svg)


def test_lanes_hold_each_state_until_the_next_sample():
    samples = [Sample(at_ms=0, occupied=False), Sample(at_ms=5_000, occupied=True)]

    svg = parsed(telemetry_lanes(samples=samples, marks=[], words=WORDS, from_ms=0, to_ms=10_000))

    filled = [r for r in svg.iter("rect") if r.get("class") == "lane-on"]
    assert [(r.get("x"), r.get("width")) for r in filled] == [("520.0", "428.0")]


def test_lanes_without_samples_are_empty_and_whole():
    svg = parsed(telemetry_lanes(samples=[], marks=[], words=WORDS, from_ms=0, to_ms=0))

    assert svg.get("aria-label") == "Signals"


def test_near_marks_stand_beside_each_other():
    marks = [LaneMark(at_ms=1_000, alarm=True), LaneMark(at_ms=1_001)]

    svg = parsed(telemetry_lanes(samples=[], marks=marks, words=WORDS, from_ms=0, to_ms=60_000))

    first, second = (float(c.get("cx")) for c in svg.iter("circle"))
    assert second - first >= 19


def test_a_code_is_written_once_for_as_long_as_it_stands():
    samples = [Sample(at_ms=t, codes=(3,)) for t in range(0, 9_000, 1_000)]

    svg = telemetry_lanes(samples=samples, marks=[], words=WORDS, from_ms=0, to_ms=9_000)

    assert svg.count("lane-code-text") == 1


def test_map_puts_help_on_top_and_escapes_names():
    dots = [Dot(121.5, 31.5, "help", "x"), Dot(121.5, 31.5, "quiet")]

    svg = city_map(outlines=[SQUARE], dots=dots, label="<map>")

    tones = [p.get("class") for p in parsed(svg).iter("path")]
    assert tones == ["district", "dot quiet", "dot help"]


def test_bars_stay_within_their_bed():
    assert 'width="100.0"' in bar(fraction=7.0)
    assert 'width="0.0"' in bar(fraction=-1.0)


def test_sparkline_of_nothing_is_a_drawing_still():
    parsed(sparkline(values=[], label="none"))
    parsed(sparkline(values=[0, 0], label="zero"))


def test_time_left_empties_and_is_hatched_when_it_has_run_out():
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def drawn(hours):
        now = noon + timedelta(hours=hours)
        svg = remaining(since=noon, until=noon + timedelta(hours=4), now=now)
        return parsed(svg)

    fill = [r for r in drawn(3.5).iter("rect") if "caution" in r.get("class")]
    assert [r.get("width") for r in fill] == ["12.5"]
    assert [p for p in drawn(4).iter("path") if p.get("class") == "left-late"]


def test_spread_keeps_within_its_line_and_marks_the_limit():
    svg = parsed(spread(median=5, ninth=40, top=20, limit=10))

    reach, tick = (p.get("d") for p in list(svg.iter("path"))[1:])
    assert reach == "M0 10H200.0"
    assert tick == "M100.0 1V19"
