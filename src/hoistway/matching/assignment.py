"""Groups of one place joined one to one: the surest first, and only where no rival comes near."""

from collections import defaultdict
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import log2

import numpy as np
from numpy.typing import NDArray

from hoistway.matching.aspects import NAMES
from hoistway.matching.grouping import Groups
from hoistway.matching.lessons import FACT_AT
from hoistway.matching.policy import Policy
from hoistway.matching.scoring import Scored

_VETOES = (
    "register_number",
    "device_code",
    "certificate_number",
    "serial",
    "house",
    "unit",
    "lift",
)
"""Aspects in which two records of one elevator do not differ; a person is asked then."""
_VETO = [NAMES.index(name) for name in _VETOES]
_DOOR, _SPOT = NAMES.index("door"), NAMES.index("spot")


@dataclass(slots=True)
class Link:
    """A candidate pair of groups while it is weighed; rows are aspects, added up when joined."""

    one: int
    other: int
    key_a: int
    key_b: int
    weights: NDArray[np.float64]
    known: NDArray[np.int32]
    agree: NDArray[np.int32]
    differ: NDArray[np.int32]
    bits: float = 0.0

    def far_end(self, group: int) -> int:
        """Return the group at the other end."""
        return self.other if group == self.one else self.one


@dataclass(frozen=True, slots=True)
class Found:
    """A pair without a common number: the records that speak most for it, and how likely it is."""

    key_a: int
    key_b: int
    probability: float
    certain: bool
    reason: str
    agree: tuple[str, ...]
    against: tuple[str, ...]


class Assignment:
    """Joins groups link by link until nothing more is certain.

    A record belongs to some elevator of its place, most likely: so where nobody else is left,
    little evidence is enough, and where several are left they share the odds.
    """

    def __init__(
        self, *, scored: Scored, groups: Groups, policy: Policy, most_facts: float
    ) -> None:
        self._groups, self._policy, self._most_facts = groups, policy, most_facts
        self._certain_bits = log2(policy.certain_probability / (1.0 - policy.certain_probability))
        evidence = _bits(scored.weights, scored.known, most_facts)
        self._partnered = _partnered(scored, evidence, groups, policy)
        self._at: dict[int, dict[int, Link]] = defaultdict(dict)
        self._heap: list[tuple[float, int, int]] = []
        for row in range(len(scored.one)):
            self._put(_link(scored, row))
        heapify(self._heap)

    def settle(self) -> list[Found]:
        """Join what is certain and return every pair that is certain or asked, in order."""
        best_odds = log2(self._partnered / (1.0 - self._partnered))
        found = []
        while self._heap:
            bits, one, other = heappop(self._heap)
            link = self._at[one].get(other)
            if link is None or link.bits != -bits:
                continue
            if link.bits + best_odds < self._certain_bits:
                break
            chance = self._chance(link)
            if chance < self._policy.certain_probability or _is_vetoed(link):
                continue
            if self._groups.join(link.one, link.other):
                found.append(_found(link, chance, certain=True, reason="place_and_facts"))
                self._joined(link)
        return found + self._questions()

    def _put(self, link: Link) -> None:
        """Enter a link under both its groups, if it weighs enough to matter."""
        link.bits = round(float(_bits(link.weights, link.known, self._most_facts)), 4)
        if link.bits < self._policy.least_bits:
            return
        self._at[link.one][link.other] = self._at[link.other][link.one] = link
        self._heap.append((-link.bits, link.one, link.other))

    def _chance(self, link: Link) -> float:
        """Return the probability of a link beside its rivals, and beside no partner at all."""
        own, rivals, crowd = 2.0**link.bits, 0.0, 0.0
        for mine, yours in ((link.one, link.other), (link.other, link.one)):
            odds = self._rivals(mine, yours)
            rivals += sum(odds)
            crowd = max(crowd, sum(min(each, 1.0) for each in odds))
        each = self._partnered / (1.0 + crowd)
        return float(own * each / (own * each + rivals * each + 1.0 - self._partnered))

    def _rivals(self, mine: int, yours: int) -> list[float]:
        """Return the odds of all other partners that would take this one's place."""
        taken = self._groups.sources_of(yours)
        return [
            2.0**link.bits
            for group, link in sorted(self._at[mine].items())
            if group != yours and taken & self._groups.sources_of(group)
        ]

    def _joined(self, link: Link) -> None:
        """Add up what the neighbours of two groups, now one, had to say to both."""
        kept, gone = link.one, link.other
        mine, yours = self._at.pop(kept), self._at.pop(gone)
        sources = self._groups.sources_of(kept)
        for group in sorted((mine.keys() | yours.keys()) - {kept, gone}):
            links = [side[group] for side in (mine, yours) if group in side]
            for end in (kept, gone):
                self._at[group].pop(end, None)
            if not sources & self._groups.sources_of(group):
                self._enter(_added(kept, group, links))
            self._again(group)

    def _enter(self, link: Link) -> None:
        size = len(self._heap)
        self._put(link)
        if len(self._heap) > size:
            heappush(self._heap, self._heap.pop())

    def _again(self, group: int) -> None:
        """Weigh a group's links anew: a rival of theirs may be gone."""
        for link in self._at[group].values():
            heappush(self._heap, (-link.bits, link.one, link.other))

    def _questions(self) -> list[Found]:
        """Return the pairs that are likely and not certain, or that several share alike."""
        links = {(link.one, link.other): link for at in self._at.values() for link in at.values()}
        found = []
        for _, link in sorted(links.items()):
            chance = self._chance(link)
            if chance >= self._policy.ask_probability:
                reason = "contradicted" if _is_vetoed(link) else "likely"
                found.append(_found(link, chance, certain=False, reason=reason))
            elif chance >= self._policy.alike_probability:
                found.append(_found(link, chance, certain=False, reason="several_alike"))
        return found


def _is_vetoed(link: Link) -> bool:
    """Return whether numbers, signs or the whole place speak against a link."""
    door, spot = ((bool(link.agree[at]), bool(link.differ[at])) for at in (_DOOR, _SPOT))
    elsewhere = not door[0] and not spot[0] and (door[1] or spot[1])
    return elsewhere or any(link.differ[veto] for veto in _VETO)


def _bits(
    weights: NDArray[np.float64], known: NDArray[np.int32], most_facts: float
) -> NDArray[np.float64]:
    """Return what aspects weigh: each its mean over the pairs that say it, facts up to a bound."""
    mean = weights / np.maximum(known, 1)
    facts = mean[..., FACT_AT].sum(axis=-1)
    return np.asarray(mean.sum(axis=-1) - facts + np.minimum(facts, most_facts))


def _partnered(
    scored: Scored, evidence: NDArray[np.float64], groups: Groups, policy: Policy
) -> float:
    """Return the share of lone records whose elevator is among their candidates.

    Chosen: ten rounds of expectation and maximisation; the third decimal no longer moves.
    """
    odds = np.exp2(np.clip(evidence, -60.0, 60.0))
    ends = np.concatenate([scored.one, scored.other])
    lone = np.array([len(groups.sources_of(int(end))) == 1 for end in ends], dtype=bool)
    share = policy.partnered
    if not lone.any():
        return share
    _, end = np.unique(ends[lone], return_inverse=True)
    both = np.concatenate([odds, odds])[lone]
    crowd, mass = np.bincount(end, np.minimum(both, 1.0)), np.bincount(end, both)
    for _ in range(10):
        each = mass * share / np.maximum(crowd, 1.0)
        share = float(np.sum(each / (each + 1.0 - share))) / max(scored.lone, 1)
        share = min(max(share, policy.least_partnered), policy.most_partnered)
    return share


def _link(scored: Scored, row: int) -> Link:
    return Link(
        int(scored.one[row]), int(scored.other[row]), int(scored.key_a[row]),
        int(scored.key_b[row]), scored.weights[row], scored.known[row], scored.agree[row],
        scored.differ[row],
    )  # fmt: skip


def _added(kept: int, group: int, links: list[Link]) -> Link:
    """Return one link for one or two, from the grown group to its neighbour."""
    best = max(links, key=lambda link: (link.bits, -link.key_a, -link.key_b))
    low, high = (kept, group) if kept < group else (group, kept)
    return Link(
        low, high, best.key_a, best.key_b,
        np.sum([link.weights for link in links], axis=0),
        np.sum([link.known for link in links], axis=0),
        np.sum([link.agree for link in links], axis=0),
        np.sum([link.differ for link in links], axis=0),
    )  # fmt: skip


def _found(link: Link, chance: float, *, certain: bool, reason: str) -> Found:
    low, high = sorted((link.key_a, link.key_b))
    return Found(
        key_a=low, key_b=high, probability=round(chance, 6), certain=certain, reason=reason,
        agree=tuple(name for name, n in zip(NAMES, link.agree, strict=True) if n),
        against=tuple(name for name, n in zip(NAMES, link.differ, strict=True) if n),
    )  # fmt: skip
