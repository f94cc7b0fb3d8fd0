"""A run of an import in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hoistway.dossier.values import area_words, field_words, value_words
from hoistway.registry.actions.imports import Foreseen
from hoistway.registry.vocabulary import FaultEffect, ObservedFrom, RowFault, RunState
from hoistway.web.desk.shapes import BarRow, Number, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

if TYPE_CHECKING:
    from hoistway.registry.models import ImportRun, RowFinding

_TONES: dict[FaultEffect, Tone] = {
    FaultEffect.REFUSED: "caution", FaultEffect.LEFT_OUT: "active", FaultEffect.KEPT: "quiet",
}  # fmt: skip
_STATES: dict[RunState, Tone] = {
    RunState.WAITING: "quiet", RunState.RUNNING: "active", RunState.DONE: "safe",
    RunState.FAILED: "caution", RunState.STOPPED: "caution",
}  # fmt: skip
MOST_BARS = 20
"""Kinds of fault drawn. Chosen: one screen; the file of refused rows holds all."""


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run: what it is, how far, what came of it, what may be done."""

    id: int
    file_name: str
    mapping: str
    source: str
    by: str
    at: datetime
    ended_at: datetime | None
    observed_at: datetime | None
    observed_from: ObservedFrom
    state: RunState
    tone: Tone
    apply: bool
    said: str
    share: float
    numbers: tuple[Number, ...]
    bars: tuple[BarRow, ...]
    refused: int
    told: int
    is_open: bool
    may_apply: bool
    may_go_on: bool
    has_file: bool


def shown_run(*, run: "ImportRun") -> ShownRun:
    """Return a run for list and page."""
    is_open = run.state in RunState.open_states()
    kept = run.stored_file != ""
    broken = run.state in {RunState.STOPPED, RunState.FAILED}
    return ShownRun(
        id=run.pk, file_name=run.file_name, mapping=run.mapping_name, source=run.source,
        by=str(run.by.get("name", "")), at=run.at, ended_at=run.ended_at,
        observed_at=run.observed_at, observed_from=run.observed_from, state=run.state,
        tone=_STATES[run.state], apply=run.apply, said=run.said, share=_share(run),
        numbers=_numbers(run), bars=_bars(run), refused=run.refused, told=run.told,
        is_open=is_open, has_file=kept,
        may_apply=kept and not run.apply and run.state is RunState.DONE,
        may_go_on=kept and broken,
    )  # fmt: skip


def _share(run: "ImportRun") -> float:
    if run.state is RunState.DONE:
        return 1.0
    return min(1.0, run.bytes_done / run.bytes_total) if run.bytes_total else 0.0


def _numbers(run: "ImportRun") -> tuple[Number, ...]:
    return (
        Number(label=_("读取行数"), value=run.rows),
        Number(label=_("新增电梯"), value=run.created, tone="active" if run.created else "quiet"),
        Number(label=_("有变化"), value=run.changed, tone="active" if run.changed else "quiet"),
        Number(label=_("无变化"), value=run.unchanged),
        Number(label=_("较旧，未采用"), value=run.older),
        Number(label=_("待对应电梯"), value=run.waiting),
        Number(
            label=_("未导入的行"), value=run.refused, tone="caution" if run.refused else "safe"
        ),
    )  # fmt: skip


def _bars(run: "ImportRun") -> tuple[BarRow, ...]:
    """Return the faults by field, the most frequent first; the bar is the share of all rows."""
    rows = sorted(run.reasons, key=lambda one: -int(one["rows"]))[:MOST_BARS]
    return tuple(
        BarRow(
            label=_fault_words(one), fraction=int(one["rows"]) / max(1, run.rows),
            text=f"{one['rows']} · {word(FaultEffect(one['effect']))}",
            tone=_TONES[FaultEffect(one["effect"])],
        )
        for one in rows
    )  # fmt: skip


def _fault_words(one: Mapping[str, object]) -> str:
    name = spoken(field_words(str(one["field"]))) if one["field"] else _("整行")
    return f"{name} · {word(RowFault(str(one['fault'])))}"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row in which something is wrong."""

    line: int
    refused: bool
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


def shown_rows_of(*, findings: Sequence["RowFinding"]) -> list[ShownRow]:
    """Return rows with their reasons in the language of the page."""
    return [
        ShownRow(
            one.line, one.refused, tuple(reason_words(reason) for reason in one.reasons),
            tuple(one.cells),
        )
        for one in findings
    ]  # fmt: skip


def reason_words(reason: Mapping[str, str]) -> str:
    """Say one fault of a row."""
    value = f"「{reason['value']}」" if reason.get("value") else ""
    return f"{_fault_words(reason)}{value}"


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One value before and after."""

    register_number: str
    name: str
    before: str
    after: str


def shown_differences(*, foreseen: Foreseen) -> list[ShownDifference]:
    """Return what a file would change in the language of the page."""
    areas = area_words()
    return [
        ShownDifference(
            one.register_number, spoken(field_words(one.field)),
            *(
                spoken(value_words(field=one.field, value=_plain(value), areas=areas))
                for value in (one.before, one.after)
            ),
        )
        for one in foreseen.differences
    ]  # fmt: skip


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
