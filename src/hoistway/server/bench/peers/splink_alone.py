"""splink alone: its own comparisons, estimates and clusters over the same records.

Documented fast configuration: blocking rules on identifiers and names, u by random sampling, m as
stated (expectation maximisation ends at m = 0 where numbers never differ and refuses to go on), and
its strongest clusters, single best links with one record of each source. Connected components of
the same pairs were wrong in one pair of twenty-five. No rule of ours.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow.parquet as parquet
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

from hoistway.server.bench.records import FOUR, lay_records

THRESHOLD = 0.9
"""The best of 0.9, 0.99, 0.999 and 0.99999 by recall, all without a wrong pair in a thousand, on
worlds of 10,000 elevators with half, single and double noise."""

_BLOCKS = (
    ("register_number",), ("device_code",), ("certificate_number",), ("serial_number",),
    ("estate", "unit_number"), ("use_unit", "unit_number"), ("use_unit", "name"),
)  # fmt: skip

_NUMBERS = ("register_number", "device_code", "certificate_number", "serial_number")
_FACTS = ("unit_number", "building", "model", "stops", "rated_speed_mps", "rated_load_kg")


def settings() -> SettingsCreator:
    """Return comparisons and blocking rules."""
    return SettingsCreator(
        link_type="link_only", unique_id_column_name="key",
        comparisons=[
            *(cl.ExactMatch(name).configure(m_probabilities=[0.98, 0.02]) for name in _NUMBERS),
            *(cl.ExactMatch(name).configure(m_probabilities=[0.95, 0.05]) for name in _FACTS),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.88]).configure(
                m_probabilities=[0.5, 0.2, 0.2, 0.1]
            ),
            *(
                cl.JaroWinklerAtThresholds(name, [0.95]).configure(
                    m_probabilities=[0.8, 0.15, 0.05]
                )
                for name in ("name", "estate", "use_unit")
            ),
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in _BLOCKS],
        probability_two_random_records_match=1e-5,
    )  # fmt: skip


def main(claims: Path, out: Path) -> None:
    """Match the claims and write source, record and cluster of each."""
    began = perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(
            config={"threads": 2, "memory_limit": "3000MB", "temp_directory": folder}
        ) as city,
    ):
        lay_records(city=city, claims=claims)
        read_s = perf_counter() - began
        clusters = _clustered(city)
        seconds = perf_counter() - began - read_s
        named = city.execute(
            f"SELECT said.source, said.record, cluster_id AS cluster FROM {clusters}"
            " JOIN said USING (key)"
        ).to_arrow_table()
    parquet.write_table(named, out)
    print(json.dumps({"read_s": round(read_s, 3), "match_s": round(seconds, 3)}))


def _clustered(city: duckdb.DuckDBPyConnection) -> str:
    """Return the name of the table of clusters; firms together are one source.

    The order of joins is left as splink writes it: DuckDB's own choice crosses all records with
    all and fills the disk at 10,000 elevators.
    """
    city.execute("SET disabled_optimizers = 'join_order'")
    api = DuckDBAPI(connection=city)
    for kind in FOUR:
        city.execute(
            f"CREATE TABLE of_{kind} AS SELECT * EXCLUDE (source) FROM said"
            f" WHERE split_part(source, ':', 1) = '{kind}'"
        )
    tables = [api.register(f"of_{kind}", dataset_display_name=kind) for kind in FOUR]
    linker = Linker(tables, settings(), log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLD)
    clusters = linker.clustering.cluster_using_single_best_links(
        pairs, duplicate_free_datasets=list(FOUR), threshold_match_probability=THRESHOLD
    )
    return clusters.physical_name


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
