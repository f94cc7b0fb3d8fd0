"""The life of one elevator, composed from what the register and this room know."""

from collections.abc import Iterator, Mapping
from datetime import date

from hoistway.foundation.periods import local_day
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries.requests import in_force
from hoistway.lifecycle.rules.milestones import (
    Milestone,
    Statement,
    changes,
    corrections,
    dated,
)
from hoistway.lifecycle.rules.wording import REGISTER, Pair
from hoistway.lifecycle.vocabulary import MilestoneKind, UseRequestKind
from hoistway.registry.models import Claim, Elevator, Merge
from hoistway.registry.queries import claims_of, elevator_at_hand, family, merges_of, why
from hoistway.registry.vocabulary import Field, SourceKind

_KINDS = {
    UseRequestKind.SUSPEND: MilestoneKind.SUSPENDED,
    UseRequestKind.RESUME: MilestoneKind.RESUMED,
    UseRequestKind.SCRAP: MilestoneKind.SCRAPPED,
    UseRequestKind.CHANGE: MilestoneKind.CHANGED,
}
_BY_UNIT: Pair = ("使用单位申请，区局确认", "Asked by the use unit, confirmed by the district")


def milestones(*, elevator_id: int) -> list[Milestone]:
    """Return what happened to an elevator, the oldest first; scope was judged by the caller.

    Rooms above add what they know in the dossier.
    """
    elevator = elevator_at_hand(elevator_id=elevator_id)
    kin = family(elevator_id=elevator_id)
    stories = why(elevator_id=elevator_id)
    winners = {name: story.claim.source for name, story in stories.items()}
    said = [_statement(claim) for claim in claims_of(elevator_id=elevator_id)]
    lines = [
        *dated(held=_held(elevator), sources=winners),
        _entered(elevator, {claim.source for claim in said}),
        *changes(statements=said, winners=winners),
        *corrections(statements=said),
        *(_of_request(request) for request in in_force(elevator_ids=kin)),
        *(line for merge in merges_of(elevator_ids=kin) for line in _of_merge(merge)),
    ]
    return sorted(lines, key=lambda line: (line.on, line.at is not None, line.at or line.on))


def _held(elevator: Elevator) -> Mapping[str, date | None]:
    return {
        str(Field.MADE_ON): elevator.made_on, str(Field.INSTALLED_ON): elevator.installed_on,
        str(Field.REGISTERED_ON): elevator.registered_on,
        str(Field.ALTERED_ON): elevator.altered_on, str(Field.REPAIRED_ON): elevator.repaired_on,
    }  # fmt: skip


def _statement(claim: Claim) -> Statement:
    return Statement(
        source=claim.source, kind=claim.kind, observed_at=claim.observed_at,
        fields={} if claim.origin.get("suggested") else claim.fields,
        instead_of=claim.instead_of, reason=claim.reason,
        withdrawn=claim.withdrawn_at is not None, by_request="use_request" in claim.origin,
    )  # fmt: skip


def _entered(elevator: Elevator, sources: set[str]) -> Milestone:
    kind = MilestoneKind.IN_REGISTER
    told = len(sources - {str(SourceKind.PERSON)})
    more = (f"：{told} 个来源", f": {told} sources") if told > 1 else ("", "")
    return Milestone(
        on=local_day(at=elevator.recorded_at), at=elevator.recorded_at, kind=kind,
        words=(kind.zh + more[0], kind.en + more[1]), source=REGISTER,
    )  # fmt: skip


def _of_request(request: UseRequest) -> Milestone:
    kind, at = _KINDS[request.kind], request.in_force_at or request.filed_at
    zh, en = kind.zh, kind.en
    unit = request.changes.get(str(Field.USE_UNIT))
    if unit is not None:
        kind = MilestoneKind.USE_UNIT
        zh, en = (f"{name}{colon}{unit['before']} → {unit['after']}"
                  for name, colon in ((kind.zh, "："), (kind.en, ": ")))  # fmt: skip
    elif request.changes:
        fields = [Field(code) for code in request.changes]
        zh = f"{zh}：{'、'.join(field.zh for field in fields)}"
        en = f"{en}: {', '.join(field.en for field in fields)}"
    if request.until:
        zh, en = f"{zh}，预计至 {request.until}", f"{en}, expected until {request.until}"
    return Milestone(
        on=local_day(at=at), at=at, kind=kind, words=(zh, en), source=_BY_UNIT, about="request",
        reference=request.number,
    )  # fmt: skip


def _of_merge(merge: Merge) -> Iterator[Milestone]:
    numbers = merge.gone.register_number, merge.kept.register_number
    yield Milestone(
        on=local_day(at=merge.at), at=merge.at, kind=MilestoneKind.MERGED, source=REGISTER,
        words=(
            f"{MilestoneKind.MERGED.zh}：{numbers[0]} 并入 {numbers[1]}",
            f"{MilestoneKind.MERGED.en}: {numbers[0]} into {numbers[1]}",
        ),
    )  # fmt: skip
    if merge.undone_at is not None:
        at = merge.undone_at
        yield Milestone(
            on=local_day(at=at), at=at, kind=MilestoneKind.SPLIT, source=REGISTER,
            words=(
                f"{MilestoneKind.SPLIT.zh}：{numbers[0]} 与 {numbers[1]} 分开",
                f"{MilestoneKind.SPLIT.en}: {numbers[0]} apart from {numbers[1]}",
            ),
        )  # fmt: skip
