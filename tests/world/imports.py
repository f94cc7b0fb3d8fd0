"""Builders of files that were handed in."""

from datetime import datetime

from hoistway.registry.models import ImportRun, RowFinding
from hoistway.registry.vocabulary import RunState
from tests.world.parties import fresh_number


def a_run(*, now: datetime, state: RunState = RunState.DONE, apply: bool = False) -> ImportRun:
    """Return a run of some file, with one refused row; nobody's until it is given to somebody."""
    run = ImportRun.objects.create(
        at=now, by={"kind": "person", "name": "某人", "person": 0, "organisation": 0}, state=state,
        apply=apply, source="supervision", file_name=f"register-{fresh_number()}.csv",
        file_sha256="0" * 64, mapping_sha256="0" * 64, mapping_name="hoistway-register",
        rows=20, created=12, changed=3, refused=1, bytes_total=1_000, bytes_done=600,
        observed_at=now,
        reasons=[{"field": "stops", "fault": "not_a_number", "effect": "refused", "rows": 1}],
    )  # fmt: skip
    RowFinding.objects.create(
        run=run, line=7, refused=True, cells=["31103101062010000001", "十八层"],
        reasons=[
            {
                "fault": "not_a_number", "effect": "refused", "field": "stops", "column": "站",
                "value": "十八层", "detail": "", "reason": "",
            }
        ],
    )  # fmt: skip
    return run


def give(*, run: ImportRun, organisation_id: int) -> None:
    """Let a run belong to the bureau whose member asked for it."""
    run.by = {**run.by, "organisation": organisation_id}
    run.save(update_fields=["by"])
