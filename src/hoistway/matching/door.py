"""One record at the door: which of the elevators that share a number with it is it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoistway.matching.aspects import signs_of
from hoistway.matching.judging import Certainty, Verdict, judged
from hoistway.matching.policy import POLICY, Policy
from hoistway.matching.record import Record, traits_of

_RANK = {Certainty.CERTAIN: 2, Certainty.ASK: 1, Certainty.NO: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """The elevator that a record is, or may be; `key` is None where nobody is near it.

    `reason` names the rule, `agree` and `against` the aspects, `rivals` other keys that may be.
    """

    key: int | None
    certain: bool
    reason: str
    agree: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()


def identify(
    *, record: Record, candidates: Sequence[Record], policy: Policy = POLICY
) -> Identification:
    """Return which elevator a record is, judged among candidates that share a number with it.

    Several candidates may carry one key: what several sources say of one elevator. A record of
    the candidate's own source is never certain: one source lists an elevator once.

    Example:
        >>> told = Record(key=0, source="mobile", device_code="31101001720150001", stops=12)
        >>> known = Record(key=7, source="supervision", device_code="31101001720150001", stops=12)
        >>> identify(record=told, candidates=[known]).key
        7
    """
    best: dict[int, tuple[int, int, str, Verdict]] = {}
    for candidate in candidates:
        verdict = _verdict(record, candidate, policy)
        rank = _RANK[verdict.certainty]
        if candidate.source == record.source:
            rank = min(rank, 1)
        kept = best.get(candidate.key)
        if rank and (kept is None or (rank, verdict.strength) > kept[:2]):
            best[candidate.key] = (rank, verdict.strength, candidate.source, verdict)
    return _chosen(best, record.source, policy)


def _verdict(record: Record, candidate: Record, policy: Policy) -> Verdict:
    signs = signs_of(one=traits_of(record=record), other=traits_of(record=candidate))
    return judged(signs=signs, policy=policy)


def _chosen(
    best: dict[int, tuple[int, int, str, Verdict]], source: str, policy: Policy
) -> Identification:
    """Return the strongest candidate; certain only where no rival comes near it."""
    if not best:
        return Identification(key=None, certain=False, reason="nobody")
    order = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    key, (rank, strength, whose, verdict) = order[0]
    rivals = tuple(_near(order[1:], strength - policy.number_margin))
    reason = verdict.reason
    if whose == source:
        reason = "listed_twice"
    elif rivals:
        reason = "several_elevators"
    return Identification(
        key=key, certain=rank == 2 and not rivals, reason=reason,
        agree=verdict.agree, against=verdict.against, rivals=rivals,
    )  # fmt: skip


def _near(others: Iterable[tuple[int, tuple[int, int, str, Verdict]]], limit: int) -> Iterable[int]:
    """Yield the keys whose strength comes within the margin."""
    return (key for key, (_, strength, *_rest) in others if strength > limit)
