"""The nightly whole finds nearly all, mistakes hardly any, and tells why."""

import pyarrow as pa
import pytest

from hoistway.matching.policy import POLICY
from hoistway.matching.record import TABLE, Record
from hoistway.matching.whole import Matched, Workplace, match_all
from tests.matching.small_city import city, shares, table_of


@pytest.fixture
def matched(tmp_path):
    def match(table: pa.Table, **more: object) -> Matched:
        return match_all(table=table, workplace=Workplace(folder=tmp_path), **more)  # type: ignore[arg-type]

    return match


def clusters_of(answer: Matched) -> dict[int, int]:
    return dict(
        zip(answer.clusters["key"].to_pylist(), answer.clusters["cluster"].to_pylist(), strict=True)
    )


def truth_of(table: pa.Table, lifts: list[int]) -> dict[int, int]:
    return dict(zip(table["key"].to_pylist(), lifts, strict=True))


@pytest.mark.parametrize(
    ("seed", "numberless", "least"), [(1, 0.15, 0.97), (2, 0.15, 0.97), (3, 0.3, 0.95)]
)
def test_elevators_are_found_though_many_records_bear_no_number(matched, seed, numberless, least):
    table, lifts = city(seed=seed, numberless=numberless)

    precision, recall = shares(clusters_of(matched(table)), truth_of(table, lifts))

    assert precision >= 0.999
    assert recall >= least


def test_the_order_of_the_records_does_not_matter(matched):
    table, _ = city(count=300)

    one = matched(table)
    other = matched(table.sort_by([("key", "descending")]))

    assert one.links.equals(other.links)
    assert one.clusters.equals(other.clusters)


def test_threads_do_not_matter(tmp_path):
    table, _ = city(count=300)

    answers = [
        match_all(table=table, workplace=Workplace(folder=tmp_path, threads=threads, memory_mb=500))
        for threads in (1, 3)
    ]

    assert answers[0].links.equals(answers[1].links)


def test_no_source_speaks_twice_in_a_cluster(matched):
    table, _ = city(seed=4, numberless=0.5)
    sources = dict(zip(table["key"].to_pylist(), table["source"].to_pylist(), strict=True))

    clusters = clusters_of(matched(table))

    speaking = [(cluster, sources[key]) for key, cluster in clusters.items()]
    assert len(speaking) == len(set(speaking))


def test_every_link_says_why(matched):
    table, _ = city(count=300)

    links = matched(table).links.to_pylist()

    assert {link["certainty"] for link in links} <= {"certain", "ask"}
    assert all(link["reason"] and 0.0 <= link["probability"] <= 1.0 for link in links)
    assert all(link["agree"] for link in links if link["certainty"] == "certain")
    assert all(link["key_a"] < link["key_b"] for link in links)


def test_a_certain_link_lies_in_one_cluster_and_a_question_between_two(matched):
    table, _ = city(seed=5, numberless=0.4)
    answer = matched(table)
    clusters = clusters_of(answer)

    for link in answer.links.to_pylist():
        one = clusters[link["key_a"]] == clusters[link["key_b"]]
        assert one == (link["certainty"] == "certain")


def test_progress_is_told_from_nothing_to_all(matched):
    told: list[float] = []

    matched(city(count=50)[0], progress=lambda _step, share: told.append(share))

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_the_answer_names_its_edition(matched):
    assert matched(city(count=20)[0]).edition == POLICY.edition


@pytest.mark.parametrize("rows", [0, 1])
def test_nothing_to_match_is_no_trouble(matched, rows):
    answer = matched(table_of([Record(key=1, source="supervision")][:rows]))

    assert answer.links.num_rows == 0
    assert answer.clusters.num_rows == rows


def test_columns_that_a_source_lacks_count_as_empty(matched):
    table = pa.table(
        {"key": [1, 2], "source": ["mobile", "firm:1"], "device_code": ["31101001720150001"] * 2}
    )

    assert clusters_of(matched(table)) == {1: 1, 2: 1}
    assert set(table.column_names) < set(TABLE.names)
