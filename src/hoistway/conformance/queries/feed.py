"""What has come in over the last days, by the very measure that the pilot reads (C2, C3)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from hoistway.conformance.queries.asked import Asked, WhoseSystem
from hoistway.conformance.queries.mending import MENDS
from hoistway.conformance.rules.report import DayShare, Judged, Measure, RowFault
from hoistway.conformance.vocabulary import Topic, Unit
from hoistway.detection.batch import CODES, code_bits
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.paperless import fallen_without_record
from hoistway.ondemand.queries import firm_connected
from hoistway.ondemand.vocabulary import EntryClause
from hoistway.registry.queries import reporting_elevators
from hoistway.telemetry.queries import clock_skews, days_of_use, refused_of

_MONITORING, _PAPERLESS = "286号 附件2 二 1", "286号 附件2 二 2"


def examine_feed(*, topic: Topic, asked: Asked) -> Judged:
    """Return how a firm's system stands by what has come in. Raises: WhoseSystem."""
    if asked.organisation_id is None:
        raise WhoseSystem
    said = {
        one.clause: one.facts
        for one in firm_connected(firm_id=asked.organisation_id, now=asked.now)
    }
    if topic is Topic.TELEMETRY:
        return _telemetry(said[EntryClause.FIRM_MONITORING], asked, asked.organisation_id)
    return _maintenance(said[EntryClause.FIRM_PAPERLESS], asked, asked.organisation_id)


def _telemetry(facts: Mapping[str, Any], asked: Asked, firm_id: int) -> Judged:
    own = [key for _, key, _, firm, *_ in reporting_elevators() if firm == firm_id]
    day = local_day(at=asked.now)
    first = day - timedelta(days=asked.policy.days)
    use = days_of_use(elevator_ids=own, first=first, last=day - timedelta(days=1))
    faults, refused = _refused(asked, firm_id)
    return Judged(
        rows=int(facts["named"]), faults=faults, days=_days(use), refused=refused,
        measures=_measures(facts, asked, own, use),
    )  # fmt: skip


def _measures(
    facts: Mapping[str, Any], asked: Asked, own: list[int], use: Any
) -> tuple[Measure, ...]:
    skews = clock_skews(elevator_ids=own)
    skew = float(np.median(np.abs(skews))) / 1000 if skews else None
    named = int(facts["named"])
    return (
        _share(
            "named", "接入过的电梯占在保电梯", "Elevators heard of those maintained",
            named / len(own) if own else None, asked.policy.named_share,
        ),
        _share(
            "completeness", "24 小时内上报", "Reported within 24 hours",
            facts["completeness"] if named else None, facts["least_completeness"],
        ),
        _share(
            "online_share", "近 30 天在线率", "On line over the last 30 days",
            facts["online_share"], facts["least_online_share"],
        ),
        Measure(
            code="days_known", zh="有依据的天数", en="Days known", unit=Unit.COUNT,
            value=float(facts["days_known"]), limit=float(facts["days_wanted"]),
            clause=_MONITORING,
        ),
        Measure(
            code="longest_gap", zh="最长中断", en="Longest silence", unit=Unit.HOURS,
            value=float(facts["longest_gap_hours"]), clause=_MONITORING,
        ),
        Measure(
            code="skew", zh="终端时钟偏差（中位数）", en="Skew of the devices' clocks (median)",
            unit=Unit.SECONDS, value=skew, limit=asked.policy.skew_s, at_least=False,
            clause=_MONITORING,
        ),
        Measure(
            code="codes", zh="出现过的信息代码", en="Message codes that occur", unit=Unit.COUNT,
            value=float(_codes_seen(use["codes_seen"])),
        ),
    )  # fmt: skip


def _share(
    code: str, zh: str, en: str, value: float | None, limit: float
) -> Measure:  # fmt: skip
    return Measure(
        code=code, zh=zh, en=en, unit=Unit.SHARE, value=value, limit=limit, clause=_MONITORING
    )


def _codes_seen(bits: Any) -> int:
    seen = int(np.bitwise_or.reduce(bits)) if len(bits) else 0
    return sum(bool(seen & code_bits([code])) for code in CODES)


def _days(use: Any) -> tuple[DayShare, ...]:
    found: list[DayShare] = []
    for number in np.unique(use["day"]):
        shares = use["online_share"][use["day"] == number]
        known = shares[~np.isnan(shares)]
        share = float(known.mean()) if len(known) else None
        found.append(DayShare(day=str(np.datetime64(int(number), "D")), share=share))
    return tuple(found)


def _refused(asked: Asked, firm_id: int) -> tuple[tuple[RowFault, ...], int]:
    since = asked.now - timedelta(days=asked.policy.days)
    rows, total = refused_of(organisation_id=firm_id, since=since, most=asked.policy.most_rows_kept)
    faults = []
    for number, row in enumerate(rows, start=1):
        zh, en = MENDS.get(row.reason, ("", ""))
        faults.append(
            RowFault(
                row=number, code=str(row.reason), zh=row.reason.zh, en=row.detail, mend_zh=zh,
                mend_en=en, thing=f"{row.source} {row.at:%m-%d %H:%M}",
                raw=bytes(row.payload)[:300].decode("utf-8", "replace"),
            )
        )  # fmt: skip
    return tuple(faults), total


def _maintenance(facts: Mapping[str, Any], asked: Asked, firm_id: int) -> Judged:
    day = local_day(at=asked.now)
    missing = fallen_without_record(
        firm_id=firm_id, first=day - timedelta(days=asked.policy.days),
        last=day - timedelta(days=1), most=asked.policy.most_rows_kept,
    )  # fmt: skip
    measures = (
        Measure(
            code="recorded", zh="到期维保有签名记录", en="Due visits with a signed record",
            unit=Unit.SHARE, value=facts["share"], limit=facts["least_share"], clause=_PAPERLESS,
        ),
        Measure(
            code="due", zh="到期的维保", en="Visits that fell due", unit=Unit.COUNT,
            value=float(facts["due"]), clause=_PAPERLESS,
        ),
    )  # fmt: skip
    faults = tuple(
        RowFault(
            row=number,
            code="without_record",
            zh=f"{fell:%Y-%m-%d} 到期，没有签名记录。",
            en=f"It fell due on {fell:%Y-%m-%d} and has no signed record.",
            thing=register_number,
            mend_zh="补传已签名的记录；未做的尽快维保。",
            mend_en="Send the signed record; if it was not done, do it soon.",
            refused=False,
        )
        for number, (register_number, fell) in enumerate(missing, start=1)
    )
    return Judged(rows=int(facts["due"]), faults=faults, measures=measures, refused=0)
