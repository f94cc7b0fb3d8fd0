"""Work on an examination that was asked for, and keep what it found."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from hoistway.conformance.models import Examination, ExaminedRow
from hoistway.conformance.queries import EXAMINERS, Asked, examine_feed, policy_on, rows_of
from hoistway.conformance.rules.report import Judged, RowFault
from hoistway.conformance.vocabulary import Origin
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.attachments import path_of
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import organisations_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState


def work_on_examination(*, examination_id: int, now: datetime) -> None:
    """Examine and keep verdict, measures and the rows in which something is wrong.

    What cannot be read ends it as failed, with the reason. Doing it again changes nothing that
    is done.
    """
    row = Examination.objects.select_related("file", "organisation").get(pk=examination_id)
    if row.state not in RunState.open_states():
        return
    try:
        judged = _judged(row, now)
    except Refusal as refusal:
        _end(row, state=RunState.FAILED, said=refusal.sentence("zh")[:300], now=now)
        return
    _keep(row, judged, now=now)


def _judged(row: Examination, now: datetime) -> Judged:
    asked = Asked(
        now=row.at, policy=policy_on(day=local_day(at=row.at)), mapping=row.mapping,
        organisation_id=row.organisation_id, by=office_of(row=row),
    )  # fmt: skip
    if row.origin is Origin.FEED or row.file is None:
        return examine_feed(topic=row.topic, asked=asked)
    body = path_of(attachment=row.file).read_bytes()
    return EXAMINERS[row.topic](rows=rows_of(body=body), asked=asked)


def office_of(*, row: Examination) -> Actor:
    """Return the office for which a system is examined: it sees what it would see itself."""
    firm = organisations_of(organisation_ids=[row.organisation_id])[0]
    said: Mapping[str, Any] = row.by
    return Actor(
        kind=ActorKind.PERSON, name=firm.name, person_id=int(said.get("person", 0)),
        role=str(RoleKind.FIRM_OFFICE), organisation_id=firm.pk,
        jurisdiction_id=firm.jurisdiction_id or 0,
    )  # fmt: skip


@transaction.atomic
def _keep(row: Examination, judged: Judged, *, now: datetime) -> None:
    policy = policy_on(day=local_day(at=row.at))
    ExaminedRow.objects.filter(examination=row).delete()
    kept = [_line(row, one) for one in judged.faults[: policy.most_rows_kept]]
    ExaminedRow.objects.bulk_create(kept, batch_size=500)
    row.report, row.passed, row.rows = judged.as_json(), judged.passed, judged.rows
    row.edition = policy.edition
    row.save(update_fields=["report", "passed", "rows", "edition"])
    _end(row, state=RunState.DONE, said="", now=now)


def _end(row: Examination, *, state: RunState, said: str, now: datetime) -> None:
    row.state, row.said, row.ended_at, row.rows_done = state, said, now, row.rows
    row.save(update_fields=["state", "said", "ended_at", "rows_done"])


def _line(row: Examination, fault: RowFault) -> ExaminedRow:
    one = replace(fault, raw=fault.raw.replace("\x00", "")[:400], thing=fault.thing[:64])
    words = {"zh": one.zh, "en": one.en, "mend_zh": one.mend_zh, "mend_en": one.mend_en}
    return ExaminedRow(
        examination=row, row=one.row, code=one.code[:60], thing=one.thing.replace("\x00", ""),
        words={name: text.replace("\x00", "") for name, text in words.items()}, raw=one.raw,
        refused=one.refused,
    )  # fmt: skip
