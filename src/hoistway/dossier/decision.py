"""Why the platform opened a rescue by itself: the alarm, its evidence and the limits in force."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.detection.sources import source_hash
from hoistway.detection.thresholds import TABLE, Threshold
from hoistway.emergency.models import Incident, Report
from hoistway.emergency.queries import reports_of
from hoistway.emergency.vocabulary import IncidentSource
from hoistway.foundation.actors import Actor
from hoistway.telemetry.models import Alarm
from hoistway.telemetry.queries import alarms
from hoistway.telemetry.vocabulary import AlarmKind

Pair = tuple[str, str]

EVIDENCE: dict[str, Pair] = {
    "call": ("有登记的呼梯未被响应", "A registered call was not answered"),
    "attempts": ("多次开门未成功", "Several attempts to open the doors failed"),
    "button": ("轿厢内按下了报警按钮", "The alarm button in the car was pressed"),
    "fault": ("控制系统报告了故障代码", "The controller reported a fault"),
    "power": ("供电中断或改由电池供电", "Power was lost or comes from a battery"),
    "variation": ("轿内有人信号时有时无：里面有人在动", "The occupancy signal comes and goes: somebody moves inside"),
    "silent": ("此后再无信号，按平台时间计时", "Then silence; measured by the platform's clock"),
}  # fmt: skip
"""Words of `detection.alarm.EVIDENCE_WORDS`."""

LIMIT_WORDS: dict[str, Pair] = {
    "off_level_suspect_ms": ("停在非平层多久后起疑", "Off level: suspected after"),
    "off_level_order_ms": ("停在非平层多久后判定", "Off level: decided after"),
    "at_level_evidence_ms": ("平层有旁证后多久判定", "At level: decided after evidence for"),
    "at_level_variation_ms": ("平层仅凭有人信号变化多久判定", "At level: by occupancy alone after"),
    "at_level_flips": ("有人信号至少变化次数", "Least occupancy changes"),
    "call_seen_ms": ("呼梯登记至少持续", "A call must stand for"),
    "door_attempts": ("开门尝试至少次数", "Least door attempts"),
    "motionless_ms": ("毫无变化超过此时长不算困人", "No change for longer is no entrapment"),
    "vacant_ms": ("无人信号持续多久算已离开", "Empty for this long means everybody left"),
    "button_settle_ms": ("按下警铃后等待", "Wait after the alarm button"),
    "release_open_ms": ("门在层站敞开多久算脱困", "Doors open at a landing for this long free people"),
    "power_lost_ms": ("断电持续多久判定", "Power lost: decided after"),
    "door_open_samples": ("连续样本数", "Samples in a row"),
    "offline_ms": ("多久无信号算离线", "Offline after silence of"),
    "delayed_ms": ("多久无信号算延迟", "Delayed after silence of"),
}  # fmt: skip
"""Words of the thresholds that decide about alarms."""

_LIMITS: dict[AlarmKind, tuple[str, ...]] = {
    AlarmKind.ENTRAPMENT_OFF_LEVEL: (
        "off_level_suspect_ms", "off_level_order_ms", "motionless_ms", "vacant_ms",
    ),
    AlarmKind.ENTRAPMENT_AT_LEVEL: (
        "at_level_evidence_ms", "at_level_variation_ms", "at_level_flips", "call_seen_ms",
        "door_attempts", "motionless_ms", "vacant_ms",
    ),
    AlarmKind.ALARM_BUTTON: ("button_settle_ms", "release_open_ms"),
    AlarmKind.POWER_LOST: ("power_lost_ms",),
    AlarmKind.DOOR_OPEN_MOVING: ("door_open_samples",),
    AlarmKind.OFFLINE: ("offline_ms", "delayed_ms"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """Why a rescue was opened without a person."""

    report: Report
    kind: AlarmKind
    alarm: Alarm | None
    began_at: datetime
    detected_at: datetime
    evidence: tuple[Pair, ...]
    limits: tuple[Threshold, ...]
    edition: str
    edition_is_current: bool


def limits_for(*, kind: AlarmKind) -> tuple[Threshold, ...]:
    """Return the numbers that decide about a kind of alarm, with their sources."""
    named = _LIMITS[kind]
    return tuple(threshold for threshold in TABLE if threshold.name in named)


def evidence_words(*, facts: object) -> tuple[Pair, ...]:
    """Return the evidence kept with an alarm in words; unknown codes stay codes."""
    kept = facts.get("evidence", ()) if isinstance(facts, dict) else ()
    codes = [str(code) for code in kept] if isinstance(kept, list | tuple) else []
    return tuple(EVIDENCE.get(code, (code, code)) for code in codes)


def opening_of(*, incident: Incident, by: Actor) -> Opening | None:
    """Return why telemetry opened or confirmed a visible rescue, None where no signal did."""
    report = reports_of(incident_id=incident.pk).filter(source=IncidentSource.TELEMETRY).first()
    kinds = {str(kind): kind for kind in AlarmKind}
    kind = kinds.get(str(report.facts.get("alarm", ""))) if report else None
    if report is None or kind is None:
        return None
    near = alarms(by=by, elevator_id=incident.elevator_id).filter(
        kind=kind, detected_at__lte=report.received_at
    )
    alarm = near.first()
    edition = alarm.edition if alarm else ""
    return Opening(
        report=report, kind=kind, alarm=alarm, evidence=evidence_words(facts=report.facts),
        began_at=alarm.began_at if alarm else incident.began_at, detected_at=report.seen_at,
        limits=limits_for(kind=kind), edition=edition,
        edition_is_current=edition == source_hash(),
    )  # fmt: skip
