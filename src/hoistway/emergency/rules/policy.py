"""The limits of a city's rescue as dated editions; a rule receives one, it never looks one up."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RescuePolicy:
    """Every number of the rescue; seconds, metres and metres per second."""

    edition: str
    in_force_from: date
    answer_s: int
    second_level_after_s: int
    third_level_after_s: int
    arrival_limit_s: int
    answer_limit_s: int
    detection_limit_s: int
    dispatch_limit_s: int
    accident_after_s: int
    late_news_s: int
    position_fresh_s: int
    retry_shortfall_s: int
    fence_m: float
    detour: float
    speed_day_mps: float
    speed_peak_mps: float
    preparation_s: float
    access_s: float
    public_number: str
    clauses: dict[str, str]


SHANGHAI_2026 = RescuePolicy(
    edition="shanghai-2026-01",
    in_force_from=date(2020, 6, 18),
    answer_s=60,
    second_level_after_s=180,
    third_level_after_s=300,
    arrival_limit_s=1800,
    answer_limit_s=180,
    detection_limit_s=60,
    dispatch_limit_s=5,
    accident_after_s=7200,
    late_news_s=600,
    position_fresh_s=1800,
    retry_shortfall_s=15,
    fence_m=300.0,
    detour=1.324,
    speed_day_mps=20 / 3.6,
    speed_peak_mps=15 / 3.6,
    preparation_s=120.0,
    access_s=180.0,
    public_number="110",
    clauses={
        "answer_s": "Chosen: a phone rings for a minute, then the next is called",
        "second_level_after_s": "DB37/T 3451-2018: 三分钟响应; Chosen as start of level 2",
        "third_level_after_s": "广州: 三级调度 5 分钟内",
        "arrival_limit_s": "TSG T5002-2017 第五条：直辖市抵达时间不超过 30 分钟",
        "answer_limit_s": "DB37/T 3451-2018 三分钟响应率",
        "detection_limit_s": "平台自定（Chosen）：30 秒判定加一次心跳 · 30 s and a heartbeat",
        "dispatch_limit_s": "286号 二（五）自动派单；秒数平台自定（Chosen）· within seconds",
        "accident_after_s": "特种设备安全监察条例 第六十四条：轿厢滞留人员 2 小时以上为一般事故",
        "late_news_s": "Chosen: devices resend for some minutes after an outage",
        "position_fresh_s": "Chosen: half an hour of city travel; older positions count as stale",
        "retry_shortfall_s": "Chosen: ask again for a free technician four times a minute",
        "fence_m": "Chosen: GNSS between towers errs by 100 m and the gate may be 200 m away",
        "detour": "Network to straight-line distance of 25 Chinese cities, mean 1.324",
        "speed_day_mps": "Chosen: 20 km/h by e-bike or car",
        "speed_peak_mps": "Chosen: 15 km/h at 7–9 and 17–19 h",
        "preparation_s": "Chosen: put on shoes, take tools",
        "access_s": "Chosen: park, gate, walk to the elevator",
        "public_number": "上海市电梯应急救援平台 110",
    },
)

EDITIONS: tuple[RescuePolicy, ...] = (SHANGHAI_2026,)


def policy_on(*, day: date) -> RescuePolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> policy_on(day=date(2026, 11, 22)).arrival_limit_s
        1800
    """
    running = [edition for edition in EDITIONS if edition.in_force_from <= day]
    return max(running, key=lambda edition: edition.in_force_from) if running else EDITIONS[0]
