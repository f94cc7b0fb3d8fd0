"""Elevators of the pilot as pages show them, in the language of the page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import Condition, ElevatorPilot
from hoistway.ondemand.queries.elevators import conditions_of
from hoistway.ondemand.queries.explaining import ClauseVerdict
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryClause, EntryGround
from hoistway.parties.queries import names_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
)  # fmt: skip
_STATE = ElevatorPilotState
TONES: dict[ElevatorPilotState, Tone] = {
    _STATE.PROPOSED: "active", _STATE.CONSENTED: "active", _STATE.SUBMITTED: "active",
    _STATE.RETURNED: "caution", _STATE.LISTED: "safe", _STATE.PROVISIONAL: "caution",
    _STATE.EXITED: "quiet", _STATE.WITHDRAWN: "quiet", _STATE.ENDED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One elevator of a list: where it stands, what fails, until when who must act."""

    pilot: ElevatorPilot
    tone: Tone
    failing: tuple[EntryGround, ...]
    fulfilled: int
    clauses: int
    wait: str
    late: bool


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause with its verdict and facts in words."""

    clause: EntryClause
    holds: bool
    tone: Tone
    ground: EntryGround
    facts: tuple[tuple[str, str], ...]
    since: date | None = None


def pilot_rows(*, pilots: Sequence[ElevatorPilot], now: datetime) -> list[PilotRow]:
    """Return the rows of a list; one query beside that of the list."""
    found = conditions_of(pilot_ids=[one.pk for one in pilots])
    today = local_day(at=now)
    return [_row(one, found.get(one.pk, []), today) for one in pilots]


def _row(pilot: ElevatorPilot, rows: Sequence[Condition], today: date) -> PilotRow:
    living = pilot.state in ElevatorPilotState.living()
    failing = [EntryGround(row.facts["ground"]) for row in rows if not row.holds]
    waits = {
        _STATE.PROPOSED: (pilot.consent_by, _("使用单位 %(day)s 前答复")),
        _STATE.SUBMITTED: (pilot.check_by, _("区局 %(day)s 前核对")),
    }
    until, words = waits.get(pilot.state, (None, ""))
    return PilotRow(
        pilot=pilot, tone=TONES[pilot.state], failing=tuple(failing) if living else (),
        fulfilled=len(rows) - len(failing), clauses=len(rows),
        wait=words % {"day": until} if until else "",
        late=until is not None and until < today,
    )  # fmt: skip


def clause_rows(
    *, verdicts: Sequence[ClauseVerdict], since: Mapping[EntryClause, date]
) -> list[ClauseRow]:  # fmt: skip
    """Return the clauses of one elevator with their facts in words; one query."""
    keys = {
        value for one in verdicts for name, value in one.facts.items()
        if name in _PARTIES and isinstance(value, int)
    }  # fmt: skip
    names = {key: spoken(pair) for key, pair in names_of(organisation_ids=keys).items()}
    return [
        ClauseRow(
            clause=one.clause, holds=one.holds, tone="safe" if one.holds else "caution",
            ground=one.ground, facts=tuple(_told(one, names)), since=since.get(one.clause),
        )
        for one in verdicts
    ]  # fmt: skip


_PARTIES = {"firm", "maintainer", "use_unit", "consented_by"}


def _labels() -> dict[str, str]:
    return {
        "document": _("文件"), "first_day": _("起"), "last_day": _("止"), "number": _("试点编号"),
        "listed_on": _("公布日期"), "ended_on": _("终止日期"), "promise_on": _("标准与承诺公布"),
        "firm": _("申报单位"), "maintainer": _("维保单位"), "since": _("自"),
        "use_unit": _("使用单位"), "consented_by": _("同意单位"), "consented_on": _("同意日期"),
        "revoked_on": _("撤回日期"), "last_accepted_on": _("最后数据"),
        "silent_hours": _("已无数据（小时）"), "online_share": _("在线率"),
        "longest_gap_hours": _("最长中断（小时）"), "days_known": _("已接入天数"),
        "needs_share": _("要求在线率"), "needs_days": _("要求天数"),
        "needs_gap_hours": _("中断不超过（小时）"), "policy": _("保单"),
        "held_on": _("检验检测日期"), "due_on": _("下次检验检测"), "found_on": _("记录日期"),
        "on": _("日期"),
    }  # fmt: skip


def _told(one: ClauseVerdict, names: Mapping[int, str]) -> Collection[tuple[str, str]]:
    labels, found = _labels(), []
    for name, value in one.facts.items():
        if name not in labels or value is None or value == "":
            continue
        if name in _PARTIES and isinstance(value, int):
            found.append((labels[name], names.get(value, "—")))
        elif name in {"online_share", "needs_share"}:
            found.append((labels[name], f"{float(value) * 100:.1f} %"))
        else:
            found.append((labels[name], str(value)))
    return found
