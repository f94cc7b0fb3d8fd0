"""Take in what technicians' phones report: each deed exactly once, nothing said overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.maintenance.actions.beginning import (
    fault_in_begin,
    held_visit,
    make_visit,
    set_under_way,
    take_back,
)
from hoistway.maintenance.actions.crews import set_crew, strangers, withdraw_signatures
from hoistway.maintenance.actions.signing import Said, is_elevator, sign
from hoistway.maintenance.models import Crew, Operation, Visit
from hoistway.maintenance.rules.completeness import Missing
from hoistway.maintenance.rules.deeds import Deed, is_well_formed
from hoistway.maintenance.rules.sheet import essence, other_phones, put
from hoistway.maintenance.vocabulary import OperationKind, Verdict, VisitState
from hoistway.maintenance.vocabulary.sync import SyncFault
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed as Permission
from hoistway.registry.queries import elevator_numbered

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one deed; `missing` names what an incomplete record lacks."""

    uid: UUID
    verdict: Verdict
    fault: SyncFault | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(slots=True)
class Taken:
    """The answers to all deeds in their order, and the visits that they touched."""

    answers: list[Answer] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)


def take_in(
    *, deeds: Sequence[Deed], skew_ms: int | None = None, now: datetime, by: Actor
) -> Taken:
    """Apply the deeds of one phone, each exactly once, one transaction for each visit.

    `skew_ms` is by how much our clock is ahead of the phone's at this very moment.

    A deed that was applied before is a duplicate; one in conflict is kept beside what stands; a
    refused one did not happen and may be sent again.
    Announces: VisitSigned, RepairOpened. Raises: NotAllowed.
    """
    require(by=by, deed=Permission.DO_MAINTENANCE)
    taken, groups = Taken(), dict[UUID, list[Deed]]()
    for deed in sorted(deeds, key=lambda one: one.seq):
        groups.setdefault(deed.visit, []).append(deed)
    for uid, group in groups.items():
        answers, visit = _one_visit(uid, group, skew_ms=skew_ms, now=now, by=by)
        taken.answers += answers
        taken.visits += [visit] if visit is not None else []
    return taken


def _one_visit(
    uid: UUID, deeds: Sequence[Deed], *, skew_ms: int | None, now: datetime, by: Actor
) -> tuple[list[Answer], Visit | None]:
    with transaction.atomic():
        desk = _Desk(visit=held_visit(uid=uid), now=now, by=by)
        known = _known(deeds)
        answers, rows = [], []
        for deed in deeds:
            if deed.uid in known:
                answers.append(_again(deed, known[deed.uid]))
                continue
            said = desk.apply(deed)
            verdict = _verdict(said)
            known[deed.uid] = (verdict, said.fault)
            answers.append(
                Answer(uid=deed.uid, verdict=verdict, fault=said.fault, missing=said.missing)
            )
            if verdict is not Verdict.REFUSED and desk.visit is not None:
                rows.append(_row(deed, desk.visit, verdict, said.fault, now))
        if rows and desk.visit is not None:
            Operation.objects.bulk_create(rows)
            desk.visit.version += len(rows)
            _note_skew(desk.visit, deeds[0], skew_ms)
            desk.visit.save(update_fields=_fields(deeds))
    visible = desk.visit is not None and desk.visit.firm_id == by.organisation_id
    return answers, desk.visit if visible else None


def _fields(deeds: Iterable[Deed]) -> list[str] | None:
    """Return what these deeds may change of a visit; who keeps a record saves the whole itself."""
    whole = any(deed.kind in _OF_THE_WHOLE for deed in deeds)
    return None if whole else ["sheet", "version"]


def _note_skew(visit: Visit, deed: Deed, skew_ms: int | None) -> None:
    """Let the sheet say how far the phone's clock was off when it spoke."""
    phone = visit.sheet["phones"].get(str(deed.device))
    if phone is not None and skew_ms is not None:
        phone["skew_ms"] = skew_ms


def _known(deeds: Sequence[Deed]) -> dict[UUID, tuple[Verdict, SyncFault | None]]:
    rows = Operation.objects.filter(uid__in=[deed.uid for deed in deeds])
    return {
        uid: (Verdict(verdict), SyncFault(reason) if reason else None)
        for uid, verdict, reason in rows.values_list("uid", "verdict", "reason")
    }


def _again(deed: Deed, before: tuple[Verdict, SyncFault | None]) -> Answer:
    """Return what was answered the first time, where that answer may have been lost."""
    verdict, fault = before
    if verdict is Verdict.APPLIED:
        verdict = Verdict.DUPLICATE
    return Answer(uid=deed.uid, verdict=verdict, fault=fault)


def _verdict(said: Said) -> Verdict:
    if said.fault is None:
        return Verdict.APPLIED
    return Verdict.CONFLICT if said.fault in SyncFault.kept() else Verdict.REFUSED


def _row(
    deed: Deed, visit: Visit, verdict: Verdict, fault: SyncFault | None, now: datetime
) -> Operation:
    return Operation(
        uid=deed.uid, visit_uid=deed.visit, elevator_id=visit.elevator_id, person_id=deed.person,
        device=deed.device, device_seq=deed.seq, kind=deed.kind, base=deed.base,
        data=dict(deed.data), made_at=deed.made_at, received_at=now, verdict=verdict,
        reason=str(fault) if fault else "",
    )  # fmt: skip


def _elevator(deed: Deed) -> "Elevator | None":
    return elevator_numbered(register_number=deed.register_number)


@dataclass(slots=True)
class _Desk:
    """One locked visit on which the deeds of one phone are laid down, one after the other."""

    visit: Visit | None
    now: datetime
    by: Actor

    def apply(self, deed: Deed) -> Said:
        """Apply one deed and return the fault that keeps it out, if any."""
        if not is_well_formed(kind=deed.kind, data=deed.data):
            return Said(SyncFault.BAD_SHAPE)
        fault = self._fault_of_place(deed)
        if fault is not None:
            return Said(fault)
        if deed.kind is OperationKind.BEGIN:
            return Said(self._begin(deed))
        visit = self.visit
        if visit is None or visit.state is VisitState.PLANNED:
            return Said(SyncFault.NOT_BEGUN)
        if visit.state is not VisitState.UNDER_WAY:
            return Said(SyncFault.VOID if visit.state is VisitState.VOID else _SIGNED)
        if deed.kind is OperationKind.SIGN:
            return sign(visit=visit, deed=deed, now=self.now, by=self.by)
        if deed.kind is OperationKind.DISCARD:
            return Said(self._discard(visit, deed))
        return Said(self._put(visit, deed))

    def _fault_of_place(self, deed: Deed) -> SyncFault | None:
        visit = self.visit
        if visit is None:
            return None
        if not is_elevator(visit=visit, register_number=deed.register_number):
            return SyncFault.OTHER_ELEVATOR
        open_to_all = deed.kind is OperationKind.BEGIN and visit.state in _NOT_BEGUN
        if visit.firm_id != self.by.organisation_id and not open_to_all:
            return SyncFault.NOT_YOURS
        return None

    def _begin(self, deed: Deed) -> SyncFault | None:
        visit = self.visit
        if visit is not None and visit.state in VisitState.counted_states():
            return _SIGNED
        elevator = visit.elevator if visit is not None else _elevator(deed)
        if elevator is None:
            return SyncFault.OTHER_ELEVATOR
        fault = fault_in_begin(deed=deed, elevator=elevator, visit=visit, now=self.now, by=self.by)
        if fault is not None:
            return fault
        if visit is None:
            visit = self.visit = make_visit(deed=deed, elevator=elevator, now=self.now, by=self.by)
        if visit.state in _NOT_BEGUN:
            set_under_way(visit=visit, deed=deed, now=self.now, by=self.by)
        return self._put(visit, deed)

    def _put(self, visit: Visit, deed: Deed) -> SyncFault | None:
        if deed.kind is OperationKind.CREW and self._unknown(visit, deed.data):
            return SyncFault.CREW_UNKNOWN
        before = visit.sheet
        outcome = put(sheet=before, deed=deed)
        visit.sheet = outcome.sheet
        if set(visit.sheet["crew"]) != set(before.get("crew", ())):
            set_crew(visit=visit, people=visit.sheet["crew"], now=self.now)
        if before.get("content") and essence(sheet=visit.sheet) != essence(sheet=before):
            withdraw_signatures(visit=visit, now=self.now)
        return outcome.fault

    def _unknown(self, visit: Visit, data: Mapping[str, Any]) -> set[int]:
        at = visit.begun_at or self.now
        return strangers(people=data["people"], firm_id=visit.firm_id, at=at)

    def _discard(self, visit: Visit, deed: Deed) -> SyncFault | None:
        if visit.sheet.get("content"):
            return _SIGNED
        if other_phones(sheet=visit.sheet, device=deed.device):
            return SyncFault.OTHERS_AT_WORK
        take_back(visit=visit, reason=deed.data["reason"])
        Crew.objects.filter(visit=visit).delete()
        return None


_OF_THE_WHOLE = frozenset({OperationKind.BEGIN, OperationKind.DISCARD})
_NOT_BEGUN = frozenset({VisitState.PLANNED, VisitState.VOID})
_SIGNED = SyncFault.ALREADY_SIGNED
