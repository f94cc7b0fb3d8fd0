"""One record at the door: which of the elevators that share a number with it is it?"""

from collections.abc import Sequence
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
    told: dict[int, list[Record]] = {}
    for candidate in candidates:
        told.setdefault(candidate.key, []).append(candidate)
    judgements = [_judgement(record, key, said, policy) for key, said in told.items()]
    return _chosen([each for each in judgements if each.rank], policy)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """The verdict on one elevator, from all that is said of it."""

    key: int
    rank: int
    listed: bool
    verdict: Verdict


def _judgement(record: Record, key: int, said: list[Record], policy: Policy) -> _Judgement:
    """Judge one elevator: what any source says as the record does, agrees; else what any denies.

    So a claim of few words cannot hide that the others contradict.
    """
    mine = traits_of(record=record)
    signs = [signs_of(one=mine, other=traits_of(record=each)) for each in said]
    verdict = judged(signs=_together(signs), policy=policy)
    listed = any(each.source == record.source for each in said)
    rank = _RANK[verdict.certainty]
    return _Judgement(key, min(rank, 1) if listed else rank, listed, verdict)


def _together(signs: list[str]) -> str:
    """Return for each aspect the sign that says most for an elevator."""
    if len(signs) == 1:
        return signs[0]
    return "".join(min(each, key="ANDU".index) for each in zip(*signs, strict=True))


def _chosen(judgements: list[_Judgement], policy: Policy) -> Identification:
    """Return the strongest elevator; certain only where no rival comes near it."""
    if not judgements:
        return Identification(key=None, certain=False, reason="nobody")
    best, *others = sorted(
        judgements, key=lambda each: (-each.rank, -each.verdict.strength, each.key)
    )
    limit = best.verdict.strength - policy.number_margin
    rivals = tuple(each.key for each in others if each.verdict.strength > limit)
    reason = best.verdict.reason
    if best.listed:
        reason = "listed_twice"
    elif rivals:
        reason = "several_elevators"
    return Identification(
        key=best.key, certain=best.rank == 2 and not rivals, reason=reason,
        agree=best.verdict.agree, against=best.verdict.against, rivals=rivals,
    )  # fmt: skip
