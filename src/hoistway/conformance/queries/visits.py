"""Visits as a firm's system would send them: what would be refused, without writing anything."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import msgspec

from hoistway.conformance.queries.asked import Asked, WhoseSystem
from hoistway.conformance.rules.maintenance import SeenVisit, judged_visits
from hoistway.conformance.rules.report import Judged, RowFault
from hoistway.conformance.rules.rows import Row
from hoistway.conformance.rules.visit_rows import SignedRow, WorkRow, visit_row_of
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.actions import Fault, Signature, Upload, judge_upload
from hoistway.maintenance.queries.drafts import Wanted, WorkDone, text_to_sign, visit_to_do
from hoistway.maintenance.vocabulary import Level, SignInWay, VisitKind
from hoistway.registry.queries import elevators

_RAW = 300
"""Letters kept of a row. Chosen: enough to know it by; a whole visit has thousands."""

_UNSIGNED = frozenset({"signature_missing"})


def examine_visits(*, rows: Iterable[Row], asked: Asked) -> Judged:
    """Return what would be refused of these rows, row by row.

    A row is a signed visit as `POST /v1/visits` takes it, or the work as its preview takes it;
    of the latter everything but the signatures is judged. Raises: WhoseSystem.
    """
    if asked.by is None:
        raise WhoseSystem
    count = 0
    faults: list[RowFault] = []
    seen: list[SeenVisit] = []
    for row in rows:
        count += 1
        faults += _examined(row, asked, asked.by, seen)
    own = elevators(by=asked.by).filter(firm_id=asked.by.organisation_id).count()
    return judged_visits(rows=count, faults=faults, seen=seen, expected=own, policy=asked.policy)


def _examined(row: Row, asked: Asked, by: Actor, seen: list[SeenVisit]) -> Iterator[RowFault]:
    try:
        told = visit_row_of(raw=row.raw)
        upload = _upload(told, asked, by)
    except NotFound:
        yield _plain(
            row, "unknown_elevator",
            ("本单位没有维保这台电梯。", "The firm does not maintain it."),
            ("核对注册代码；新接手的电梯先备案。", "Check the register number; file it first."),
        )  # fmt: skip
        return
    except (ValueError, RecursionError, msgspec.MsgspecError, KeyError, TypeError) as error:
        said = str(error)[:200]
        yield _plain(
            row, "not_a_visit", (f"这一行不是一次维保：{said}", f"The row is no visit: {said}"),
            (
                "每行一个 JSON 对象：content 与 signatures，或预览接口的字段。",
                "One JSON object a line: content with signatures, or the preview's fields.",
            ),
        )  # fmt: skip
        return
    judged = judge_upload(upload=upload, now=asked.now, by=by, signed=bool(upload.signatures))
    content = judged.content
    number = ""
    if content is not None:
        number = str(content.said["elevator"].get("register_number", ""))
        seen.append(
            SeenVisit(
                row=row.number, elevator=number, day=local_day(at=content.begun_at),
                signed=bool(upload.signatures), uid=str(content.visit),
            )
        )  # fmt: skip
    for fault in judged.faults:
        yield _fault(row, fault, number)


def _upload(told: SignedRow | WorkRow, asked: Asked, by: Actor) -> Upload:
    if isinstance(told, WorkRow):
        return Upload(content=_text(told, asked, by))
    return Upload(
        content=told.content,
        signatures=tuple(
            Signature(
                person_id=_person(one.technician), key=UUID(one.key), signature=one.signature,
                signed_at=one.signed_at,
            )
            for one in told.signatures
        ),
    )  # fmt: skip


def _text(told: WorkRow, asked: Asked, by: Actor) -> str:
    level = Level(told.level) if told.level else None
    if told.begun_at.tzinfo is None or told.ended_at.tzinfo is None:
        raise ValueError("begun_at and ended_at need an offset, such as +08:00")
    wanted = Wanted(
        register_number=told.register_number, kind=VisitKind(told.kind), level=level,
        visit=UUID(told.visit) if told.visit else None,
    )  # fmt: skip
    visit = visit_to_do(wanted=wanted, now=asked.now, by=by)
    work = WorkDone(
        begun_at=told.begun_at, ended_at=told.ended_at,
        crew=tuple(_person(one) for one in told.crew), way=SignInWay(told.way), place=told.place,
        barrier=told.barrier, lines=told.lines, parts=told.parts, photos=told.photos,
        remark=told.remark, repairs=told.repairs,
    )  # fmt: skip
    return text_to_sign(visit=visit, level=level or visit.level, work=work)


def _person(ref: str) -> int:
    if ref[:1] != "P" or not ref[1:].isdecimal() or len(ref) > 19:
        raise ValueError(f"{ref[:40]!r} names no technician; they are called P and a number")
    return int(ref[1:])


def _fault(row: Row, fault: Fault, number: str) -> RowFault:
    where = fault.where
    return RowFault(
        row=row.number, code=fault.code, zh=f"{where}：{fault.zh}", en=f"{where}: {fault.en}",
        thing=number, raw=_shown(row),
        mend_zh="按所指位置改正后，重新签名再发。" if fault.code not in _UNSIGNED
        else "由该人员用其签名密钥补签。",
        mend_en="Mend the place that is named, sign anew and send." if fault.code not in _UNSIGNED
        else "Let that technician sign by the own key.",
    )  # fmt: skip


def _plain(row: Row, code: str, words: tuple[str, str], mend: tuple[str, str]) -> RowFault:
    return RowFault(
        row=row.number, code=code, zh=words[0], en=words[1], mend_zh=mend[0], mend_en=mend[1],
        raw=_shown(row),
    )  # fmt: skip


def _shown(row: Row) -> str:
    return row.raw[:_RAW].decode("utf-8", "replace")
