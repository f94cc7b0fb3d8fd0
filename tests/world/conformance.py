"""An examination of the system of whoever maintains an elevator."""

import json
from datetime import timedelta

from hoistway.conformance.actions import AskedExamination, ask_examination, work_on_examination
from hoistway.conformance.models import Examination
from hoistway.conformance.vocabulary import Topic
from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.telemetry.malformed import good_sample
from tests.world.parties import an_actor


def examined_here(*, elevator: Elevator) -> str:
    """Return the key of an examination of the firm's monitoring platform, made once."""
    known = Examination.objects.filter(organisation=elevator.firm).order_by("pk").first()
    if known is not None:
        return str(known.pk)
    now = clock.now()
    rows = [
        good_sample(elevator=elevator.register_number, at=now - timedelta(minutes=n), seq=n)
        for n in range(3)
    ]
    rows[0]["floor"] = -1
    asked = AskedExamination(
        topic=Topic.TELEMETRY, file_name="samples.ndjson",
        content=b"\n".join(json.dumps(row).encode() for row in rows),
    )  # fmt: skip
    office = an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)
    row = ask_examination(asked=asked, now=now, by=office)
    work_on_examination(examination_id=row.pk, now=now)
    return str(row.pk)
