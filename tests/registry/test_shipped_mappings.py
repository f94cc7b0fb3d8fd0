import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoistway.registry.adapters.mappings import shipped_text
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.queries import shipped_mappings
from hoistway.registry.rules.mapping_file import mapping_of
from hoistway.registry.vocabulary import Field, SourceKind, Subject
from tests.world.register_imports import a_district, a_row, taken, written

pytestmark = pytest.mark.django_db


def test_the_shipped_mappings_are_listed_with_their_titles() -> None:
    assert [one.name for one in shipped_mappings()] == [
        "deutsche-bahn-2015", "hoistway-claims", "hoistway-register", "maryland-2022",
    ]  # fmt: skip
    assert shipped_mappings()[2].title == "本平台导出的电梯登记表"


@pytest.mark.parametrize("name", ["hoistway-register", "hoistway-claims"])
def test_our_own_mappings_read_every_field_of_the_register(name: str) -> None:
    mapping = mapping_of(text=shipped_text(name=name), file=name)

    assert {column.target.name for column in mapping.columns} == {
        "catalogue", *(field.value for field in Field),
    }  # fmt: skip


def exported(row: Elevator) -> dict[str, str]:
    """Return an elevator of the register as a row of its own table."""
    cells = {"目录版本": str(row.catalogue), "数据日期": "2026-11-20"}
    for field in Field:
        value = getattr(row, field.value, "")
        cells[field.zh] = ",".join(value) if isinstance(value, list) else str(value or "")
    assert row.use_unit is not None
    cells |= {
        Field.JURISDICTION.zh: row.jurisdiction.name_zh, Field.USE_UNIT.zh: row.use_unit.name,
        Field.USE_UNIT_CODE.zh: row.use_unit.credit_code, Field.KIND.zh: row.kind.zh,
        Field.USE_STATE.zh: row.use_state.zh, Field.PLACE_KIND.zh: row.place_kind.zh,
    }  # fmt: skip
    return cells


def test_what_the_register_holds_can_be_taken_in_again(tmp_path: Path) -> None:
    a_district()
    taken(written(tmp_path, [a_row(1), a_row(2)]), source="supervision")
    rows = Elevator.objects.select_related("jurisdiction", "use_unit").order_by("pk")
    before = [{k: v for k, v in row.__dict__.items() if k[0] != "_"} for row in rows]
    file = written(tmp_path, [exported(row) for row in rows], name="register.csv")

    report = taken(file, mapping=Path("hoistway-register"), observed=None)

    assert (report.reasons, report.tally.changed, report.accepted) == ({}, 2, 2)
    after = [{k: v for k, v in row.__dict__.items() if k[0] != "_"} for row in rows.all()]
    for row in (*before, *after):
        row.pop("provenance")
    assert after == before
    claims = Claim.objects.filter(source="hoistway-register", subject=Subject.ELEVATOR)
    assert {claim.observed_at for claim in claims} == {datetime(2026, 11, 19, 16, tzinfo=UTC)}


def claim_line(source: str, record: str, observed: str, **fields: object) -> str:
    line = {"source": source, "record": record, "observed": observed, "fields": fields}
    return json.dumps(line, ensure_ascii=False)


def test_claims_of_several_sources_are_kept_as_they_were_said(tmp_path: Path) -> None:
    a_district()
    number = "31103101062010080012"
    lines = [
        claim_line(
            "supervision", "S1", "2026-10-01", register_number=number, address="延平路135号",
            kind="3110", jurisdiction="310106", rated_speed_mps=105, name=" 1号梯 ", doors=6,
            use_unit="春江物业", use_unit_code="９１110000600037341l", latitude=121.4,
            longitude=31.2, floor_labels=["B1", "1"],
        ),
        claim_line("inspection", "I1", "2026-10-02", register_number=number, rated_speed_mps=1.75),
        claim_line("telemetry", "T1", "2026-10-03", register_number=number, stops=6,
                   **{"facts.floors_served": ["B1", "1", "2"]}),
        claim_line("rule:outside_city", "R1", "2026-10-03", register_number=number, stops=7),
    ]  # fmt: skip
    file = tmp_path / "claims.ndjson"
    file.write_text("\n".join(lines), encoding="utf-8")

    report = taken(file, mapping=Path("hoistway-claims"), observed=None)

    assert (report.rows, report.refused) == (4, 1)
    assert (report.tally.created, report.tally.changed, report.tally.older) == (1, 2, 0)
    claims = {
        claim.record_key: claim
        for claim in Claim.objects.filter(current=True, subject=Subject.ELEVATOR)
    }
    said = claims["S1"].fields
    assert (said["rated_speed_mps"], said["use_unit_code"]) == (105, "９１110000600037341l")
    assert (said["latitude"], said["floor_labels"], said["doors"]) == (121.4, ["B1", "1"], 6)
    assert claims["I1"].kind == SourceKind.INSPECTION
    assert claims["T1"].fields["facts.floors_served"] == ["B1", "1", "2"]
    older = claim_line("supervision", "S1", "2026-09-01", register_number=number, name="旧")
    file.write_text(older, encoding="utf-8")
    assert taken(file, mapping=Path("hoistway-claims"), observed=None).tally.older == 1
