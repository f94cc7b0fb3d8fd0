"""Let the register follow the filings: who answers today is what it holds as the firm."""

from collections.abc import Collection, Iterator
from datetime import datetime

from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.rules.holding import Held, held_on, standing_on
from hoistway.filings.vocabulary import Basis
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import organisations_of
from hoistway.registry.actions import Saying, say, withdraw_claim
from hoistway.registry.models import Claim
from hoistway.registry.queries import decided_firms, filing_claims, filings_said
from hoistway.registry.vocabulary import Field, SourceKind

BATCH = 500
"""Elevators decided in one transaction. Chosen: a second or two of the register's lock."""

_FILING_FACT = "facts.filing"
"""Which filing is meant; evidence only, so that each turn is a saying of its own."""


def follow(*, elevator_ids: Collection[int], now: datetime) -> list[int]:
    """Say to the register who answers for these elevators today; return where that is new.

    What it says already is not said again. What a person decided of the firm in the register is
    withdrawn: a filing was checked by a person too, and is reversed where it is wrong. An
    elevator of which filings say nothing is left to the other sources.
    """
    keys = sorted(set(elevator_ids))
    turned: list[int] = []
    for start in range(0, len(keys), BATCH):
        turned += _follow(keys[start : start + BATCH], now)
    return turned


def record_key(*, elevator_id: int) -> str:
    """Return the key of the record by which filings speak of an elevator."""
    return f"E{elevator_id}"


def _follow(keys: list[int], now: datetime) -> list[int]:
    day = local_day(at=now)
    days = days_by_elevator(elevator_ids=keys)
    known = filing_claims(record_keys=[record_key(elevator_id=key) for key in keys])
    standing = {key: standing_on(days=days[key], day=day) for key in keys}
    answering = {key: held_on(days=days[key], day=day) for key in keys}
    drowned = out_of_step(elevator_ids=[key for key in keys if standing[key] is not None])
    turned, said = [], []
    for key in keys:
        claim = known.get(record_key(elevator_id=key))
        live = claim if claim is not None and claim.withdrawn_at is None else None
        if standing[key] is None:
            if live is not None:
                withdraw_claim(
                    claim_id=live.pk, reason="备案撤销，恢复其他来源", now=now, by=PLATFORM
                )
                turned.append(key)
        elif live is None or live.origin.get("firm") != _firm(answering[key]) or key in drowned:
            said.append(key)
    if said:
        sayings = list(_sayings({key: answering[key] for key in said}, now))
        say(sayings=sayings, now=now, by=PLATFORM)
        _overrule(said, answering, now)
    return turned + said


def out_of_step(*, elevator_ids: Collection[int]) -> set[int]:
    """Return the elevators of which something stands above or beside what filings say today.

    A person's decision over the firm, or the newer record of a row that was merged into it.
    """
    decided = {claim.elevator_id or 0 for claim in decided_firms(elevator_ids=elevator_ids)}
    newest = {}
    for claim in filings_said(elevator_ids=elevator_ids):
        newest[claim.elevator_id or 0] = claim.record_key
    foreign = {key for key, record in newest.items() if record != record_key(elevator_id=key)}
    return decided | foreign


def _firm(stretch: Held | None) -> int:
    return stretch.firm_id if stretch else 0


def _sayings(answering: dict[int, Held | None], now: datetime) -> Iterator[Saying]:
    """Yield what is to be said; «nobody» is said by blanks, which count from this source."""
    wanted = {one.firm_id for one in answering.values() if one is not None}
    firms = {firm.pk: firm for firm in organisations_of(organisation_ids=sorted(wanted))}
    for key, stretch in answering.items():
        firm = firms.get(_firm(stretch))
        filing_id = stretch.filing_id if stretch else 0
        yield Saying(
            source=str(SourceKind.FILING), record_key=record_key(elevator_id=key),
            fields={
                str(Field.FIRM): firm.name if firm else "",
                str(Field.FIRM_CODE): firm.credit_code if firm else "",
                _FILING_FACT: f"{filing_id} {now.isoformat()}",
            },
            observed_at=now, elevator_id=key,
            origin={"filing": filing_id, "firm": _firm(stretch),
                    "basis": str(Basis.FILED if stretch else Basis.NOBODY)},
        )  # fmt: skip


def _overrule(keys: list[int], answering: dict[int, Held | None], now: datetime) -> None:
    """Withdraw what people decided of the firm in the register, with the filing as the reason."""
    claims: list[Claim] = list(decided_firms(elevator_ids=keys))
    for claim in claims:
        stretch = answering.get(int(claim.elevator_id or 0))
        words = "以已核对的维保备案为准" if stretch else "以维保备案的终止为准"
        withdraw_claim(claim_id=claim.pk, reason=words, now=now, by=PLATFORM)
