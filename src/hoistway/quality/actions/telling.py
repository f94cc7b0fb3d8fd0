"""Tell use units and districts the same day that nobody maintains or answers for an elevator."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState

_SAID = {
    FindingKind.NO_FIRM: (
        "自 {day} 起 {count} 台在用电梯无人维保（如 {where}），请立即落实维保单位并备案",
        "As of {day} nobody maintains {count} elevators in use (such as {where}): find a firm",
    ),
    FindingKind.NO_USE_UNIT: (
        "自 {day} 起 {count} 台电梯没有使用单位（如 {where}），请核实",
        "{count} elevators have no use unit as of {day} (such as {where}): look into it",
    ),
}

UNANSWERED = frozenset(_SAID)
"""Findings of which use unit and district learn the same day. Source: requirements A5."""


@transaction.atomic
def tell_nobody_answers(*, finding_ids: Iterable[int], now: datetime) -> None:
    """Queue one message to each use unit and each bureau about what is still so; once a day."""
    rows = Finding.objects.filter(pk__in=list(finding_ids), state=FindingState.OPEN)
    rows = rows.select_related("elevator__use_unit").order_by("pk")
    told: dict[tuple[Organisation, FindingKind], list[Finding]] = defaultdict(list)
    bureaus = _bureaus({row.jurisdiction_id for row in rows})
    for row in rows:
        unit = row.elevator.use_unit if row.elevator else None
        for organisation in (unit, bureaus.get(row.jurisdiction_id)):
            if organisation is not None:
                told[organisation, row.kind].append(row)
    for (organisation, kind), found in told.items():
        _queue(organisation, kind, found, now)


def _bureaus(areas: set[int]) -> dict[int, Organisation]:
    found = organisations(kind=OrganisationKind.BUREAU).filter(jurisdiction_id__in=areas)
    return {bureau.jurisdiction_id: bureau for bureau in found.order_by("-pk")}


def _queue(
    organisation: Organisation, kind: FindingKind, found: list[Finding], now: datetime
) -> None:
    day, first = local_day(at=now), found[0]
    facts = {"day": day, "count": len(found), "where": str(first.elevator)}
    zh, en = (said.format(**facts) for said in _SAID[kind])
    queue_message(
        draft=Draft(
            purpose=Purpose.NOBODY_ANSWERS,
            key=f"nobody.{kind}.{organisation.pk}.{day}.{first.pk}",
            organisation_id=organisation.pk, person_id=None, phone=organisation.phone,
            zh=f"【慧梯】{zh}。", en=f"[Hoistway] {en}.",
            link=f"/quality/findings?kind={kind}", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
