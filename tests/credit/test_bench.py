"""A small city's year, counted from its records as the oracle counts it from the files."""

import csv
from pathlib import Path

import pytest

from hoistway.credit.standards import editions
from hoistway.server.bench.credit_child import export, score_year
from hoistway.server.bench.credit_layout import FIRST, LAST, lay_out
from hoistway.server.bench.credit_year import judge
from tests.world.parties import a_jurisdiction

pytestmark = pytest.mark.django_db


@pytest.mark.long
def test_every_count_and_every_score_is_the_oracles(tmp_path: Path) -> None:
    a_jurisdiction(code="310106")
    lay_out(elevators=240, firms=12, seed=7)

    told = score_year(out=tmp_path, first=FIRST, last=LAST)
    export(out=tmp_path, first=FIRST, last=LAST)
    judged = judge(folder=tmp_path, editions=editions())

    assert judged["otherwise"] == []
    assert judged["scores_compared"] == 3 * told["editions"]["chengdu"]["firms"] == 36
    assert judged["counts_compared"] > 700
    assert told["editions"]["hoistway-2026"]["pooled"] == 2


def test_the_oracle_agrees_and_says_so_when_it_reads_other_files(tmp_path: Path) -> None:
    a_jurisdiction(code="310106")
    lay_out(elevators=60, firms=4, seed=8)
    score_year(out=tmp_path, first=FIRST, last=LAST)
    export(out=tmp_path, first=FIRST, last=LAST)
    assert judge(folder=tmp_path, editions=editions())["otherwise"] == []
    file = tmp_path / "faults.csv"
    with file.open(newline="") as read:
        rows = list(csv.reader(read))
    kept = [row for row in rows if row[4] == "f" or row[6] == "use"]
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(kept)

    judged = judge(folder=tmp_path, editions=editions())

    assert {one[2] for one in judged["otherwise"]} <= {"faults_caused", "repeat_elevators"}
    assert judged["counts_otherwise"] > 0
