"""The album of pictures says what it shows and what is wrong with it."""

from pathlib import Path

import pytest

from hoistway.server.pictures.album import bind
from hoistway.server.pictures.shoot import VIEWS, Picture
from hoistway.server.pictures.visit import Stop, shape_of


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/d/incidents/261122000002", "/d/incidents/…"),
        ("/elevators/31103101062010000014", "/elevators/…"),
        ("/s/p3MJkqOQ3LmKMj-V3T5KSQ", "/s/…"),
        ("/d/calls/12/place?where=x", "/d/calls/…/place"),
        ("/g/statistics", "/g/statistics"),
        ("/p/k3vqm7t2xw9d/abcdefgh/post", "/p/…/…/post"),
        ("/p/posted/7", "/p/posted/…"),
        ("/", "/"),
    ],
)
def test_rows_are_left_out_of_the_shape_of_an_address(path: str, shape: str) -> None:
    assert shape_of(path) == shape


def a_picture(*, findings: tuple[str, ...] = (), queries: int | None = 7) -> Picture:
    stop = Stop(role="dispatcher", name="/d/<x>", path="/d/")
    return Picture(
        stop=stop, view=VIEWS[0], file="a.png", status=200, bytes=31_000, queries=queries,
        findings=findings, too_wide=False,
    )  # fmt: skip


def test_the_album_shows_bytes_queries_and_faults(tmp_path: Path) -> None:
    album = bind(pictures=[a_picture(findings=("label: none",))], out=tmp_path, title="one")

    text = album.read_text(encoding="utf-8")

    for said in ("a.png", "31,000", "7 queries", "label: none", "/d/&lt;x&gt;"):
        assert said in text
    assert "<x>" not in text


def test_a_count_that_was_not_told_is_not_invented(tmp_path: Path) -> None:
    album = bind(pictures=[a_picture(queries=None)], out=tmp_path, title="one")

    assert "not told" in album.read_text(encoding="utf-8")
