"""A speed in metres per minute stands where metres per second are meant.

Source: GB/T 7024 (M). Certain if the value is impossible in m/s and its sixtieth is a speed that
is built, or what another source says; never against another source.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, as_number, claims_of
from hoistway.quality.standards import table
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB/T 7024 (M)"
WHY = (
    "{value} m/s 不可能；除以 60 为 {proposal} m/s，属常用速度或与佐证一致。",
    "{value} m/s is impossible; a sixtieth is {proposal} m/s, a built speed or as others say.",
)

MOST_MPS = 21.0
"""The fastest lift built runs 20.5 m/s; above 21 is no speed. Source: catalogue of corrections."""

ALIKE = 0.01
"""Relative difference up to which two speeds are one. Chosen: 37.8 m/min is written 38."""


def built_speed(*, speed_mps: float) -> float | None:
    """Return the built speed that this is, None if it is none.

    Example:
        >>> built_speed(speed_mps=105 / 60), built_speed(speed_mps=2.92)
        (1.75, None)
    """
    speeds: list[float] = table("measures")["speeds_mps"]
    return next((v for v in speeds if abs(v - speed_mps) <= ALIKE * v), None)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Read an impossible speed as metres per minute."""
    value = portrait.number("rated_speed_mps")
    if value is None or value <= MOST_MPS or portrait.is_decided("rated_speed_mps"):
        return
    said = [(as_number(s.value), s) for s in portrait.witnesses("rated_speed_mps")]
    heard = {v: s for v, s in said if v is not None and 0 < v <= MOST_MPS}
    read = value / 60
    agreeing = [v for v in heard if abs(v - read) <= ALIKE * v]
    built = built_speed(speed_mps=read)
    certain = bool(agreeing) if heard else built is not None
    proposal = agreeing[0] if agreeing else built
    if proposal is None and len(heard) == 1:
        proposal = next(iter(heard))
    yield Verdict(
        kind=FindingKind.SPEED_UNIT, field="rated_speed_mps", value=value, proposal=proposal,
        confidence=0.98 if certain else 0.5, certain=certain and proposal is not None,
        inputs={"claims": claims_of(*heard.values()), "heard": sorted(heard)},
    )  # fmt: skip
