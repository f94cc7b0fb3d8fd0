"""Keep the record of a visit that all its technicians have signed; from then on it counts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid5

from hoistway.filings.queries import maintainer_on
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import kept_rows
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.ledger.actions import keep_document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.actions.repairs import open_repair
from hoistway.maintenance.events import VisitSigned
from hoistway.maintenance.models import Crew, PartUsed, Visit, VisitPhoto
from hoistway.maintenance.rules.content import Content
from hoistway.maintenance.rules.deeds import instant
from hoistway.maintenance.rules.keeping import confirm_by, keep_until
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.signature import ALGORITHM
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import RepairSource, Urgency
from hoistway.parties.queries import names_of

RECORD = "hoistway.record/1"


def keep_record(
    *, visit: Visit, content: Content, now: datetime, by: Actor,
    review: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Keep what the crew has signed as a document, and all that follows from it.

    The visit counts from the Shanghai day on which the work ended. Announces: VisitSigned, and
    RepairOpened for what is abnormal.
    """
    day = local_day(at=content.ended_at)
    policy = policy_on(day=day, jurisdiction_code=visit.elevator.jurisdiction.code)
    crew = list(
        Crew.objects.filter(visit=visit).select_related("person", "key").order_by("signed_at", "pk")
    )
    record = _record(visit, content, crew, now=now) | ({"review": review} if review else {})
    visit.record = keep_document(
        elevator_id=visit.elevator_id, kind=DocumentKind.VISIT_RECORD, content=record,
        keep_until=keep_until(counted_on=day, years=policy.keep_years), now=now,
    )  # fmt: skip
    visit.state, visit.counted_on = VisitState.SIGNED, day
    visit.begun_at = content.begun_at
    visit.signed_at = max(one.signed_at for one in crew if one.signed_at is not None)
    visit.signed_received_at, visit.confirm_by = now, confirm_by(signed_at=now, policy=policy)
    visit.sheet = {name: part for name, part in visit.sheet.items() if name != "content"}
    _keep_photos(visit, content)
    _keep_parts(visit, content)
    visit.save()
    _open_repairs(visit, content, now=now, by=by)
    announce(VisitSigned(visit_id=visit.pk))
    touch(f"visits.{visit.firm_id}")


def _record(
    visit: Visit, content: Content, crew: Iterable[Crew], *, now: datetime
) -> dict[str, Any]:
    signatures = [
        {
            "person": one.person_id, "name": one.person.name,
            "certificate": one.certificate_number, "algorithm": ALGORITHM,
            "public_key": one.key.public_key if one.key else "", "signature": one.signature,
            "signed_at": one.signed_at.isoformat() if one.signed_at else "",
        }
        for one in crew
    ]  # fmt: skip
    return {
        "schema": RECORD, "content": dict(content.said), "signatures": signatures,
        "received_at": now.isoformat(), "notes": _notes(visit, now),
    }  # fmt: skip


def _notes(visit: Visit, now: datetime) -> list[dict[str, str]]:
    """Return what the platform states beside the text: whence it came, whether firms changed."""
    return [*_own_system(visit), *_handed_over(visit, now)]


def _own_system(visit: Visit) -> list[dict[str, str]]:
    """Return that the firm's own system has sent the text, where it has."""
    sender = visit.sheet.get("program")
    if not sender:
        return []
    return [
        {
            "code": "own_system", "program": sender,
            "zh": f"由维保单位自有系统“{sender}”报送",
            "en": f"Sent by the firm's own system «{sender}»",
        }
    ]  # fmt: skip


def _handed_over(visit: Visit, now: datetime) -> list[dict[str, str]]:
    if visit.elevator.firm_id == visit.firm_id:
        return []
    today = maintainer_on(elevator_id=visit.elevator_id, day=local_day(at=now)).firm_id
    if today == visit.firm_id:
        return []
    zh, en = names_of(organisation_ids=[today]).get(today, ("", "")) if today else ("", "")
    return [
        {
            "code": "handed_over", "firm": zh,
            "zh": f"签到时由本单位负责；收到签名时该电梯的维保单位为：{zh or '无'}",
            "en": f"Maintained by this firm at sign-in; at the signature by: {en or 'nobody'}",
        }
    ]  # fmt: skip


def _keep_photos(visit: Visit, content: Content) -> None:
    """Tie the photos that the text names to the visit."""
    rows = kept_rows(sha256s=content.photos())
    places = {one["sha256"]: one.get("place") or {} for one in visit.sheet["photos"]}
    if content.barrier:
        visit.barrier_photo = rows[content.barrier]
    VisitPhoto.objects.bulk_create(
        [
            VisitPhoto(
                visit=visit, attachment=rows[sha], item=item,
                taken_at=instant(text=taken_at) or content.ended_at,
                longitude=places.get(sha, {}).get("longitude"),
                latitude=places.get(sha, {}).get("latitude"),
            )
            for (sha, item), taken_at in _taken(content).items()
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _taken(content: Content) -> dict[tuple[str, str], str]:
    """Return when each photo was taken, by photo and item; those only named in lines at the end."""
    named = {(one["sha256"], one["item"]): one["taken_at"] for one in content.said["photos"]}
    known = {sha for sha, _ in named}
    for line in content.lines:
        for sha in line.photos:
            if sha not in known:
                named[(sha, line.item)] = content.ended_at.isoformat()
    if content.barrier and content.barrier not in known:
        named[(content.barrier, "")] = content.begun_at.isoformat()
    return named


def _keep_parts(visit: Visit, content: Content) -> None:
    PartUsed.objects.bulk_create(
        PartUsed(
            visit=visit, operation_uid=uuid5(visit.uid, f"part {number}"), item=one["item"],
            name=one["name"], model=one["model"], serial_number=one["serial_number"],
            quantity=one["quantity"],
        )
        for number, one in enumerate(content.said["parts"])
    )  # fmt: skip


def _open_repairs(visit: Visit, content: Content, *, now: datetime, by: Actor) -> None:
    inspected = visit.kind is VisitKind.SELF_INSPECTION
    source = RepairSource.INSPECTION if inspected else RepairSource.ITEM
    for one in content.repairs:
        if not one.words.strip():
            continue
        at_once = one.urgency is Urgency.AT_ONCE
        open_repair(
            form_id=uuid5(visit.uid, f"repair {one.item}"), elevator_id=visit.elevator_id,
            firm_id=visit.firm_id, source=source, words=one.words, urgency=one.urgency,
            found_in_id=visit.pk, item=one.item,
            stopped_at=content.ended_at if at_once else None, now=now, by=by,
        )  # fmt: skip
