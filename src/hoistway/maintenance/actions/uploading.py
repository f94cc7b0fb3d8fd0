"""Take in whole visits of a firm's own system: by the rules of our app, each exactly once."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.maintenance.actions.operations import Answer, take_in
from hoistway.maintenance.actions.upload_faults import begin_deed, judge_upload
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.content import Content
from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.rules.uploads import Fault, Signature, Upload, plain_fault, where_of
from hoistway.maintenance.vocabulary import OperationKind, Verdict
from hoistway.parties.queries import may, people_by_key
from hoistway.parties.vocabulary import Deed as Permission
from hoistway.parties.vocabulary import RoleKind

_DEVICES = UUID("5d9a1a37-44a8-4c0b-9d5e-0b8f6f4a7c21")
_TAKEN = frozenset({Verdict.APPLIED, Verdict.DUPLICATE})


class VisitRefused(Refusal):
    """Raised when a visit of a firm's own system is not whole; `faults` names all that is wrong."""

    code = "visit_refused"
    zh = "该次维保有 {count} 处不符合要求，没有写入。请按 mistakes 逐项改正、重新签名后重发。"
    en = "{count} things are wrong, nothing was written: mend `mistakes`, sign anew, send again."
    clause = "TSG T5002-2017 art. 7 to 10 (M)"
    status = 422

    def __init__(self, *, faults: tuple[Fault, ...]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The visit as it stands now; `again` says that it stood so before."""

    visit: Visit
    again: bool


@transaction.atomic
def upload_visit(*, upload: Upload, now: datetime, by: Actor) -> Uploaded:
    """Keep a whole visit that all its technicians have signed, by the deeds of their phones.

    The same text again changes nothing. `by` is the firm's office or one of its technicians.
    Announces: VisitSigned and RepairOpened. Raises: NotAllowed, VisitRefused.
    """
    office = may(by=by, deed=Permission.PLAN_MAINTENANCE)
    if not (office or may(by=by, deed=Permission.DO_MAINTENANCE)):
        raise NotAllowed
    judged = judge_upload(upload=upload, now=now, by=by)
    if judged.faults or judged.content is None:
        raise VisitRefused(faults=judged.faults)
    fault = None if judged.again else _lay_down(upload, judged.content, now=now, by=by)
    if fault is not None:
        later = judge_upload(upload=upload, now=now, by=by)
        if not later.again:
            raise VisitRefused(faults=later.faults or (fault,))
    rows = Visit.objects.select_related("elevator", "record", "firm")
    return Uploaded(rows.get(uid=judged.content.visit), judged.again or fault is not None)


def _lay_down(upload: Upload, content: Content, *, now: datetime, by: Actor) -> Fault | None:
    names = people_by_key(person_ids=[one.person for one in content.crew])
    crew = {person: _technician(person, name, by) for person, name in names.items()}
    device = uuid5(_DEVICES, f"{by.organisation_id}")
    lead = crew[content.crew[0].person]
    begin = begin_deed(content=content, device=device, label=lead.name)
    begin = replace(begin, uid=uuid5(content.visit, f"begin {begin.made_at.isoformat()}"))
    fault = _fault(take_in(deeds=[begin], now=now, by=lead).answers)
    if fault is not None:
        return fault
    _say_whence(content.visit, by)
    for one in upload.signatures:
        deed = _sign(content, one, begin, crew[one.person_id])
        fault = _fault(take_in(deeds=[deed], now=now, by=crew[one.person_id]).answers)
        if fault is not None:
            return fault
    return None


def _technician(person: int, name: str, by: Actor) -> Actor:
    return Actor(
        kind=ActorKind.PERSON, name=name, person_id=person, role=str(RoleKind.TECHNICIAN),
        organisation_id=by.organisation_id, jurisdiction_id=by.jurisdiction_id,
        program=by.program,
    )  # fmt: skip


def _say_whence(uid: UUID, by: Actor) -> None:
    """Let the sheet name the program, so that the record says by which way it came."""
    visit = Visit.objects.only("pk", "sheet").get(uid=uid)
    visit.sheet["program"] = by.program or by.name
    visit.save(update_fields=["sheet"])


def _sign(content: Content, one: Signature, begin: Deed, by: Actor) -> Deed:
    data = {
        "content": content.text, "signature": one.signature, "key": str(one.key),
        "signed_at": one.signed_at.isoformat(),
    }  # fmt: skip
    return replace(
        begin, uid=uuid5(content.visit, f"sign {by.person_id} {one.signature}"), seq=begin.seq + 1,
        kind=OperationKind.SIGN, made_at=one.signed_at, person=by.person_id, label=by.name,
        data=data,
    )  # fmt: skip


def _fault(answers: list[Answer]) -> Fault | None:
    refused = next((one for one in answers if one.verdict not in _TAKEN and one.fault), None)
    if refused is None or refused.fault is None:
        return None
    return plain_fault(refused.fault, where_of(refused.fault))
