"""Policies entered, added to, ended; who reads them; gaps told before they open."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.insurance import actions
from hoistway.insurance.models import Cover, Policy, PolicyTableRow
from hoistway.insurance.queries import (
    GapSearch,
    covered_on,
    covers_seen,
    gaps,
    past_covers,
    policies,
    standing_on,
    steps_of,
)
from hoistway.insurance.vocabulary import CoverStanding, PolicyState, TableColumn
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.insurance import a_policy, an_underwriter, policy_words
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, a_use_unit
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
"""A Sunday."""
DAY = timedelta(days=1)


def entered(by: Actor, elevators: Sequence[Elevator], number: str) -> Policy:
    words = policy_words(first=TODAY, last=TODAY + 364 * DAY, number=number)
    numbers = [row.register_number for row in elevators]
    return actions.enter_policy(
        words=words, register_numbers=numbers, form_id=uuid4(), now=NOW, by=by
    )


def test_a_policy_covers_from_its_first_to_its_last_day() -> None:
    elevator = an_elevator()
    policy = a_policy(elevators=[elevator], first=TODAY, last=TODAY + 364 * DAY)
    key = elevator.pk

    assert covered_on(elevator_ids=[key], day=TODAY - DAY) == {}
    assert covered_on(elevator_ids=[key], day=TODAY)[key][0] == policy
    assert key in covered_on(elevator_ids=[key], day=TODAY + 364 * DAY)
    assert key not in covered_on(elevator_ids=[key], day=TODAY + 365 * DAY)
    assert [row.policy for row in past_covers(elevator_id=key)] == [policy]


def test_one_number_is_one_policy_until_it_is_cancelled() -> None:
    insurer, elevator = an_underwriter(), an_elevator()
    first = entered(insurer, [elevator], "P1")
    with pytest.raises(actions.PolicyKnown):
        entered(insurer, [elevator], "P1")
    assert entered(an_underwriter(), [elevator], "P1") != first

    actions.cancel_policy(
        policy_id=first.pk, last=TODAY - DAY, words="录错", form_id=uuid4(), now=NOW, by=insurer
    )

    assert entered(insurer, [elevator], "P1") != first
    assert Cover.objects.get(policy=first).period.isempty
    assert [str(step.deed) for step in steps_of(policy_id=first.pk)] == ["enter", "cancel"]


def test_a_form_sent_twice_is_one_policy_and_strangers_enter_none() -> None:
    insurer, elevator, form = an_underwriter(), an_elevator(), uuid4()
    words = policy_words(first=TODAY, last=TODAY + DAY)
    given = {"words": words, "register_numbers": [elevator.register_number], "now": NOW}

    one, two = (actions.enter_policy(form_id=form, by=insurer, **given) for _ in range(2))

    assert one == two
    for no, by in (
        (NotAllowed, acting(membership=a_member(role=RoleKind.USE_UNIT))),
        (actions.ElevatorUnknown, insurer), (actions.ElevatorsMissing, insurer),
    ):  # fmt: skip
        numbers = {actions.ElevatorUnknown: ["310"], actions.ElevatorsMissing: [" "]}.get(no, ["1"])
        with pytest.raises(no):
            actions.enter_policy(
                form_id=uuid4(), by=by, **{**given, "register_numbers": numbers}
            )  # fmt: skip


def test_elevators_join_and_leave_a_policy_and_past_days_stay_covered() -> None:
    insurer, old, new = an_underwriter(), an_elevator(), an_elevator()
    policy = entered(insurer, [old], "P1")
    later = NOW + 60 * DAY

    actions.add_elevators(
        policy_id=policy.pk, register_numbers=[old.register_number, new.register_number],
        first=TODAY + 10 * DAY, form_id=uuid4(), now=later, by=insurer,
    )  # fmt: skip
    ending = {"policy_id": policy.pk, "elevator_ids": [old.pk], "words": "拆除", "by": insurer}
    with pytest.raises(actions.CoverPassed):
        actions.end_covers(last=TODAY + 59 * DAY, form_id=uuid4(), now=later, **ending)
    actions.end_covers(last=TODAY + 60 * DAY, form_id=uuid4(), now=later, **ending)

    assert Cover.objects.count() == 2
    held = covered_on(elevator_ids=[old.pk, new.pk], day=TODAY + 60 * DAY)
    assert set(held) == {old.pk, new.pk}
    assert set(covered_on(elevator_ids=[old.pk, new.pk], day=TODAY + 61 * DAY)) == {new.pk}
    assert actions.tell_ended(cover_ids=[Cover.objects.get(elevator=old).pk], now=later) == 2
    with pytest.raises(NotFound):
        actions.cancel_policy(
            policy_id=policy.pk, last=TODAY, words="x", form_id=uuid4(), now=NOW,
            by=an_underwriter(),
        )  # fmt: skip


def test_each_side_reads_the_policies_that_concern_it() -> None:
    elsewhere = a_jurisdiction(code="310115", name="浦东新区")
    mine, foreign = an_elevator(), an_elevator(site=Site(jurisdiction=elsewhere))
    insurer = an_underwriter()
    both, other = a_policy(elevators=[mine, foreign], by=insurer), a_policy(elevators=[foreign])
    sides = {
        RoleKind.USE_UNIT: foreign.use_unit, RoleKind.FIRM_OFFICE: mine.firm,
        RoleKind.DISTRICT_REGULATOR: a_bureau(jurisdiction=mine.jurisdiction),
    }  # fmt: skip
    unit, firm, district = (
        acting(membership=a_member(role=role, organisation=home)) for role, home in sides.items()
    )

    seen = {who: set(policies(by=who)) for who in (insurer, unit, firm, district)}

    assert seen == {insurer: {both}, unit: {both, other}, firm: {both}, district: {both}}
    assert [row.elevator for row in covers_seen(policy=both, by=firm)] == [mine]
    assert covers_seen(policy=both, by=insurer).count() == 2
    assert not policies(by=acting(membership=a_member(role=RoleKind.TECHNICIAN))).exists()


def told(key: str = "") -> list[str]:
    rows = Message.objects.filter(purpose=Purpose.INSURANCE, channel="page", key__contains=key)
    return sorted(row.zh for row in rows)


def test_a_lapse_on_a_sunday_is_seen_and_told_on_sunday() -> None:
    elevator = an_elevator()
    a_policy(elevators=[elevator], first=date(2025, 11, 22), last=date(2026, 11, 21))
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)

    assert standing_on(elevator_ids=[elevator.pk], day=TODAY)[elevator.pk].standing is (
        CoverStanding.LAPSED
    )
    assert [actions.warn_gaps(now=NOW) for _ in range(2)] == [1, 0]
    assert len(told()) == 3
    assert "已脱保" in told(f".{bureau.pk}.")[0]


def test_every_moment_before_a_gap_is_told_once_and_a_renewal_ends_the_warnings() -> None:
    elevator, insurer = an_elevator(), an_underwriter()
    last = TODAY + 30 * DAY
    a_policy(elevators=[elevator], first=TODAY - 300 * DAY, last=last, by=insurer)

    counts = {left: actions.warn_gaps(now=NOW + (30 - left) * DAY) for left in (31, 30, 29, 7)}
    a_policy(elevators=[elevator], first=last + DAY, last=last + 365 * DAY, by=insurer)
    after = [actions.warn_gaps(now=NOW + days * DAY) for days in (29, 31)]

    assert counts == {31: 0, 30: 1, 29: 0, 7: 1}
    assert after == [0, 0]
    assert all(f"将于 {last} 到期" in zh for zh in told())


def test_gaps_are_listed_with_what_lapses_first_and_never_insured_last() -> None:
    site = Site(use_unit=a_use_unit())
    never, lapsed, ending, covered = (an_elevator(site=site) for _ in range(4))
    a_policy(elevators=[lapsed], first=TODAY - 400 * DAY, last=TODAY - DAY)
    a_policy(elevators=[ending], first=TODAY - 300 * DAY, last=TODAY + 30 * DAY)
    a_policy(elevators=[covered], first=TODAY - 300 * DAY, last=TODAY + 30 * DAY)
    a_policy(elevators=[covered], first=TODAY + 31 * DAY, last=TODAY + 90 * DAY)
    unit = acting(membership=a_member(role=RoleKind.USE_UNIT, organisation=site.use_unit))

    def listed(search: GapSearch) -> list[Elevator]:
        return list(gaps(by=unit, day=TODAY, search=search))

    assert listed(GapSearch()) == [lapsed, ending, never]
    assert listed(GapSearch(standing=CoverStanding.COVERED)) == [covered]
    assert listed(GapSearch(text=ending.register_number)) == [ending]
    assert not gaps(by=an_underwriter(), day=TODAY, search=GapSearch()).exists()


def test_good_rows_of_a_table_survive_bad_neighbours_and_again_change_nothing() -> None:
    insurer, one, two = an_underwriter(), an_elevator(), an_elevator()
    head = ",".join(column.zh for column in TableColumn)
    rest = "使用单位,某物业,,2026-01-01,2026-12-31,500万,100万"
    lines = [
        head, f"P1,{rest},{one.register_number}", f"P1,{rest},{two.register_number}",
        f"P1,{rest.replace('500', '600')},{two.register_number}", f"P2,{rest},999",
    ]  # fmt: skip

    def handed_in() -> object:
        table = actions.NamedTable("保单.csv", BytesIO("\n".join(lines).encode("gb18030")))
        row = actions.hand_in_table(table=table, form_id=uuid4(), now=NOW, by=insurer)
        for _ in range(2):
            actions.take_table_over(table_id=row.pk, now=NOW)
        row.refresh_from_db()
        return row.policies, row.covers, row.unchanged, row.refused

    assert [handed_in(), handed_in()] == [(1, 2, 0, 2), (0, 0, 2, 2)]
    policy = Policy.objects.get()
    assert (policy.number, policy.state) == ("P1", PolicyState.IN_FORCE)
    wrong = PolicyTableRow.objects.order_by("pk").values_list("reasons", flat=True)
    assert [reasons[0]["fault"] for reasons in wrong][:2] == ["differs", "elevator_unknown"]
