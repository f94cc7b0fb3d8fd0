"""Policies as pages show them, in the language of the page; sums in yuan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoistway.insurance.models import Policy
from hoistway.insurance.queries import phase_of, sizes_of
from hoistway.insurance.vocabulary import CoverStanding, HolderKind, PolicyPhase
from hoistway.web.frame import english, spoken
from hoistway.web.parts.tones import Tone

_TEN_THOUSAND_YUAN = 1_000_000  # fen

PHASE_TONES: dict[PolicyPhase, Tone] = {
    PolicyPhase.COMING: "active", PolicyPhase.RUNNING: "safe", PolicyPhase.ENDING: "caution",
}  # fmt: skip
STANDING_TONES: dict[CoverStanding, Tone] = {
    CoverStanding.COVERED: "safe", CoverStanding.ENDING: "caution",
    CoverStanding.LAPSED: "caution", CoverStanding.NEVER: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """One policy in a list; both days are covered."""

    id: int
    number: str
    insurer: str
    holder: str
    holder_kind: HolderKind
    first: date
    last: date
    phase: PolicyPhase
    tone: Tone
    total: str
    each: str
    total_yuan: float
    each_yuan: float | None
    elevators: int
    entered_at: datetime
    cancelled_last: date | None
    has_file: bool


def money(*, fen: int) -> str:
    """Say a sum: in 万元 where it is round in Chinese, in yuan else.

    Example:
        >>> from django.utils.translation import override
        >>> with override("zh-hans"):
        ...     money(fen=500_000_000), money(fen=123_456)
        ('500 万元', '1,234.56 元')
    """
    yuan = f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"
    if english():
        return f"CNY {yuan}"
    if fen % _TEN_THOUSAND_YUAN == 0:
        return f"{fen // _TEN_THOUSAND_YUAN:,} 万元"
    return f"{yuan} 元"


def policy_rows(*, policies: Iterable[Policy], day: date) -> list[PolicyRow]:
    """Return the lines of a list; one query for all their sizes."""
    rows = list(policies)
    sizes = sizes_of(policy_ids=[row.pk for row in rows])
    return [_row(row, sizes.get(row.pk, 0), day) for row in rows]


def _row(row: Policy, size: int, day: date) -> PolicyRow:
    last = row.period.upper - timedelta(days=1)
    now = phase_of(policy=row, day=day)
    each = row.each_accident_fen
    return PolicyRow(
        id=row.pk, number=row.number, holder=row.holder_name, holder_kind=row.holder_kind,
        insurer=spoken((row.insurer.name, row.insurer.name_en or row.insurer.name)),
        first=row.period.lower, last=last, phase=now, tone=PHASE_TONES.get(now, "quiet"),
        total=money(fen=row.sum_insured_fen), each=money(fen=each) if each else "",
        total_yuan=row.sum_insured_fen / 100, each_yuan=each / 100 if each else None,
        elevators=size, entered_at=row.entered_at, cancelled_last=row.cancelled_last,
        has_file=row.file_id is not None,
    )  # fmt: skip
