"""What a verification found, as anybody may read it: facts of the elevator, names masked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hoistway.dossier.visit import record_of
from hoistway.foundation.periods import local_day
from hoistway.ledger.models import Document
from hoistway.ledger.queries import Verification
from hoistway.ledger.queries.papers import papers_of
from hoistway.ledger.vocabulary import DocumentKind, Finding
from hoistway.maintenance.queries.standards import mark_of
from hoistway.maintenance.queries.visit import signed_work
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.web.desk.shapes import chosen, listed, word
from hoistway.web.frame import spoken
from hoistway.web.visits.paper import number_of

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that does not fit, and where."""

    finding: Finding
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was kept about the record since."""

    kind: DocumentKind
    number: str
    uid: object
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page says; `known` is false where the platform has no such record."""

    true: bool
    known: bool
    finding: Finding
    wrong: tuple[Wrong, ...]
    waiting: tuple[Finding, ...]
    kind: DocumentKind | None = None
    number: str = ""
    sha256: str = ""
    sequence: int = 0
    kept_at: datetime | None = None
    facts: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    added: tuple[Added, ...] = ()
    refers_to: Added | None = None
    digest_day: date | None = None
    stamped_by: str = ""


def shown(*, found: Verification) -> Shown:
    """Return the words of a verification."""
    wrong = tuple(
        Wrong(finding=one.finding, where=one.where)
        for one in found.breaks
        if one.finding not in Finding.harmless()
    )
    waiting = tuple(dict.fromkeys(
        one.finding for one in found.breaks if one.finding in Finding.harmless()
    ))  # fmt: skip
    row = found.document
    if row is None:
        return Shown(true=False, known=False, finding=found.finding, wrong=wrong, waiting=waiting)
    content: Said = record_of(record=row).get("content") or {}
    return Shown(
        true=found.true, known=True, finding=found.finding, wrong=wrong, waiting=waiting,
        kind=row.kind, number=number_of(sha256=row.sha256), sha256=row.sha256,
        sequence=row.sequence, kept_at=row.kept_at, facts=tuple(_facts(row, content)),
        mark=spoken(mark_of(name=str(content.get("edition") or ""))) if content else "",
        added=tuple(_added(one) for one in papers_of(document_id=row.pk)),
        refers_to=_added(row.refers_to) if row.refers_to else None,
        digest_day=found.digest.day if found.digest else None,
        stamped_by=listed(stamp.authority for stamp in found.stamps),
    )  # fmt: skip


def masked(*, name: str) -> str:
    """Return a name of which only the first sign is told.

    Example:
        >>> masked(name="赵师傅"), masked(name="")
        ('赵**', '')
    """
    return f"{name[0]}{'*' * max(1, len(name) - 1)}" if name else ""


def _facts(row: Document, content: Said) -> Iterator[tuple[str, str]]:
    elevator: Said = content.get("elevator") or {}
    yield _("电梯"), str(elevator.get("name") or row.elevator.name)
    yield _("地址"), str(elevator.get("address") or row.elevator.address)
    yield _("注册代码"), str(elevator.get("register_number") or row.elevator.register_number)
    if not content:
        return
    work = signed_work(content=content)
    kind = word(chosen(VisitKind, str(content.get("kind"))))
    level = word(chosen(Level, str(content.get("level"))))
    yield _("作业"), " · ".join(filter(None, (kind, level)))
    if work.ended_at:
        yield _("日期"), f"{local_day(at=work.ended_at):%Y-%m-%d}"
    yield _("维保单位"), str((content.get("firm") or {}).get("name") or "—")
    yield _("维保人员"), listed(masked(name=one.name) for one in work.crew) or "—"
    yield _("检查项目"), str(len(work.lines))


def _added(row: Document) -> Added:
    return Added(
        kind=row.kind, number=number_of(sha256=row.sha256), uid=row.uid, kept_at=row.kept_at
    )
