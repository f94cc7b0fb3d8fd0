"""Builders of policies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.insurance.actions import (
    NamedTable,
    enter_policy,
    hand_in_table,
    take_table_over,
)
from hoistway.insurance.models import Policy, PolicyTable
from hoistway.insurance.rules.entry import PolicyWords
from hoistway.insurance.vocabulary import HolderKind, TableColumn
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_member, fresh_number

FIVE_MILLION_YUAN = 500_000_000


def an_underwriter(*, insurer: Organisation | None = None) -> Actor:
    """Return somebody who enters policies for an insurer, a new one unless one is given."""
    return acting(membership=a_member(role=RoleKind.INSURER, organisation=insurer))


def policy_words(
    *, first: date, last: date, number: str = "", holder: Organisation | None = None
) -> PolicyWords:  # fmt: skip
    """Return what a policy of a use unit says."""
    return PolicyWords(
        number=number or f"PZEL2026{fresh_number():06d}", holder_kind=HolderKind.USE_UNIT,
        holder_name=holder.name if holder else "某物业", first=first, last=last,
        sum_insured_fen=FIVE_MILLION_YUAN, each_accident_fen=FIVE_MILLION_YUAN // 5,
    )  # fmt: skip


def a_policy(
    *, elevators: Sequence[Elevator], first: date | None = None, last: date | None = None,
    now: datetime = NOW, by: Actor | None = None,
) -> Policy:  # fmt: skip
    """Return a policy for these elevators, from half a year ago for a year unless told otherwise.

    The use unit of the first one took it out.
    """
    first = first or local_day(at=now) - timedelta(days=180)
    words = policy_words(
        first=first, last=last or first + timedelta(days=364), holder=elevators[0].use_unit
    )
    return enter_policy(
        words=words, register_numbers=[row.register_number for row in elevators],
        form_id=uuid4(), now=now, by=by or an_underwriter(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PolicyRows:
    """A policy with its paper, and a table in which one row was wrong."""

    policy: Policy
    table: PolicyTable

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        return {"policy_id": str(self.policy.pk), "policy_table_id": str(self.table.pk)}


def policy_rows(*, elevator: Elevator, insurer: Organisation, now: datetime) -> PolicyRows:
    """Return a policy of an elevator and a table, both of one insurer."""
    by = an_underwriter(insurer=insurer)
    today = local_day(at=now)
    policy = enter_policy(
        words=policy_words(first=today, last=today + timedelta(days=20)), form_id=uuid4(),
        register_numbers=[elevator.register_number], now=now, by=by,
        file=keep(upload=a_picture(), now=now, by=by),
    )  # fmt: skip
    row = "P9,使用单位,某物业,,2026-01-01,明天,500万,,999"
    text = ",".join(column.zh for column in TableColumn) + f"\n{row}"
    table = hand_in_table(
        table=NamedTable("保单.csv", BytesIO(text.encode())), form_id=uuid4(), now=now, by=by
    )
    take_table_over(table_id=table.pk, now=now)
    return PolicyRows(policy, table)
