"""Days drawn as bars: every stretch has its words, its look and its place in time."""

from datetime import date
from xml.etree import ElementTree

from hoistway.web.parts.tenure import Tenure, tenure_bars

TODAY = date(2026, 11, 22)
HELD = Tenure(date(2025, 1, 1), date(2026, 12, 1), "甲<公司>", "held", "2025-01-01 – 2026-11-30")
NOBODY = Tenure(date(2026, 12, 1), None, "无人维保", "nobody", "2026-12-01 起")


def bars(*rows: Tenure) -> list[tuple[str, float, float]]:
    svg = ElementTree.fromstring(tenure_bars(rows=rows, today=TODAY, label="x"))
    found = list(svg.iter("rect"))
    return [(b.get("class", ""), float(b.get("x", 0)), float(b.get("width", 0))) for b in found]


def test_each_stretch_begins_where_the_one_before_ends() -> None:
    (held, x, width), (nobody, after, _) = bars(HELD, NOBODY)

    assert (held, nobody) == ("tenure-bar held", "tenure-bar nobody")
    assert abs(x + width - after) < 0.2


def test_words_and_days_are_written_and_harmless() -> None:
    svg = tenure_bars(rows=[HELD, NOBODY], today=TODAY, label="各日")
    texts = [text.text for text in ElementTree.fromstring(svg).iter("text")]

    assert "甲<公司>" in texts
    assert "2026-12-01 起" in texts
    assert svg.count("tenure-on") == 1


def test_days_far_off_stand_at_the_edge_and_a_day_is_seen() -> None:
    ancient = Tenure(date(1980, 1, 1), date(1980, 1, 2), "x", "past")
    (_, x, width), *_ = bars(ancient, HELD)

    assert x >= 14
    assert width >= 3


def test_nothing_is_drawn_of_nothing() -> None:
    assert tenure_bars(rows=[], today=TODAY, label="x") == ""
