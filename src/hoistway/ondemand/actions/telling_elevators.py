"""Tell firms, use units, districts and the city of elevators on their way; one message a side."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.models import ElevatorPilot, ElevatorPilotStep
from hoistway.ondemand.vocabulary import ElevatorPilotState, PilotDeed
from hoistway.parties.queries import bureaus_of, jurisdictions, organisations_of
from hoistway.parties.vocabulary import JurisdictionKind

LINK = "/pilot/elevators"
_RELATED = ("elevator", "firm_pilot__firm", "use_unit")


@dataclass(frozen=True, slots=True)
class _Said:
    """Who hears of a deed, and in which words; `{where}` and `{why}` are filled in."""

    sides: frozenset[str]
    zh: str
    en: str


_ALL_SIDES = frozenset({"firm", "unit"})
_SAID: dict[PilotDeed, _Said] = {
    PilotDeed.PROPOSED: _Said(
        frozenset({"unit"}), "{firm}申请将{where}列入按需维保试点，请在 {until} 前同意或不同意",
        "{firm_en} asks to maintain {where_en} on demand: please consent or refuse by {until}",
    ),
    PilotDeed.CONSENTED: _Said(
        frozenset({"firm"}), "使用单位同意{where}按需维保试点",
        "the use unit consents to the pilot for {where_en}",
    ),
    PilotDeed.REFUSED: _Said(
        frozenset({"firm"}), "使用单位不同意{where}按需维保试点：{why}",
        "the use unit refuses the pilot for {where_en}: {why}",
    ),
    PilotDeed.REVOKED: _Said(
        frozenset({"firm", "district"}), "使用单位撤回对{where}按需维保试点的同意：{why}",
        "the use unit revokes its consent to the pilot for {where_en}: {why}",
    ),
    PilotDeed.SUBMITTED: _Said(
        frozenset({"district"}), "{firm}报送{where}，请在 {check} 前核对",
        "{firm_en} submits {where_en}: please check by {check}",
    ),
    PilotDeed.RETURNED: _Said(
        _ALL_SIDES, "{where}的试点申报被退回：{why}",
        "the submission of {where_en} was returned: {why}",
    ),
    PilotDeed.LISTED: _Said(
        _ALL_SIDES | {"city"}, "{where}已列入区试点清单并报送市局，即日起按年度计划表维保",
        "{where_en} is on the district's list and reported to the city; the year plan holds",
    ),
    PilotDeed.WITHDRAWN: _Said(
        frozenset({"unit", "district"}), "{firm}撤回{where}的按需维保试点",
        "{firm_en} withdraws {where_en} from the pilot",
    ),
}  # fmt: skip


@transaction.atomic
def tell_moved(*, form_id: UUID, pilot_ids: Sequence[int], now: datetime) -> int:
    """Queue what one form did to elevators, one message for each side; return how many."""
    steps = ElevatorPilotStep.objects.filter(among("pilot_id", pilot_ids), form_id=form_id)
    first = steps.order_by("pk").first()
    if first is None or first.deed not in _SAID:
        return 0
    rows = ElevatorPilot.objects.filter(among("id", pilot_ids)).select_related(*_RELATED)
    sides = _sides(rows.order_by("pk"), _SAID[first.deed].sides)
    for body in organisations_of(organisation_ids=sorted(sides)):
        mine = sides[body.pk]
        zh, en = _words(_SAID[first.deed], mine, first.words)
        _queue(body.pk, body.phone, f"pilot.{form_id}.{body.pk}", zh, en, now)
    return len(sides)


def _sides(
    rows: Iterable[ElevatorPilot], wanted: frozenset[str]
) -> dict[int, list[ElevatorPilot]]:  # fmt: skip
    found: dict[int, list[ElevatorPilot]] = defaultdict(list)
    city = jurisdictions().filter(kind=JurisdictionKind.CITY).values_list("pk", flat=True)
    cities = bureaus_of(jurisdiction_ids=city) if "city" in wanted else set()
    bureaus: dict[int, set[int]] = {}
    for row in rows:
        area = row.jurisdiction_id
        if "district" in wanted and area not in bureaus:
            bureaus[area] = bureaus_of(jurisdiction_ids=[area])
        keys = set(cities) | bureaus.get(area, set())
        if "firm" in wanted:
            keys.add(row.firm_pilot.firm_id)
        if "unit" in wanted and row.elevator.use_unit_id:
            keys.add(row.elevator.use_unit_id)
        for key in keys:
            found[key].append(row)
    return found


def _words(said: _Said, mine: Sequence[ElevatorPilot], why: str) -> tuple[str, str]:
    first, count = mine[0], len(mine)
    place, firm = f"{first.elevator.address} {first.elevator.name}", first.firm_pilot.firm
    facts = {
        "firm": firm.name, "firm_en": firm.name_en or firm.name, "why": why,
        "where": place if count == 1 else f"{place}等 {count} 台电梯",
        "where_en": place if count == 1 else f"{count} elevators, {place} among them",
        "until": first.consent_by, "check": first.check_by,
    }  # fmt: skip
    return said.zh.format(**facts), said.en.format(**facts)


def _queue(key: int, phone: str, name: str, zh: str, en: str, now: datetime) -> None:
    queue_message(
        draft=Draft(
            purpose=Purpose.PILOT, key=name, organisation_id=key, person_id=None, phone=phone,
            zh=f"【慧梯】按需维保试点：{zh}。", en=f"[Hoistway] On-demand pilot: {en}.", link=LINK,
            expires_at=None,
        ), now=now,
    )  # fmt: skip


@transaction.atomic
def remind_late(*, now: datetime) -> int:
    """Remind use units that did not answer in time and districts that did not check in time.

    Each is told on the day after the deadline, once for all its elevators of that deadline;
    a missed day is made up for by the next. Source: `consent_days`, `district_check_days`.
    """
    today, told = local_day(at=now), 0
    waits = ElevatorPilot.objects.select_related(*_RELATED).order_by("pk")
    consent = waits.filter(state=ElevatorPilotState.PROPOSED, consent_by__lt=today)
    check = waits.filter(state=ElevatorPilotState.SUBMITTED, check_by__lt=today)
    week = today - timedelta(days=7)
    for side, rows, said in (
        ("unit", consent.filter(consent_by__gte=week), _LATE_CONSENT),
        ("district", check.filter(check_by__gte=week), _LATE_CHECK),
    ):
        for key, mine in _sides(rows, frozenset({side})).items():
            told_by = [one.consent_by if side == "unit" else one.check_by for one in mine]
            last = max(day for day in told_by if day is not None)
            zh, en = _words(said, mine, "")
            [body] = organisations_of(organisation_ids=[key])
            _queue(key, body.phone, f"pilot.late.{side}.{key}.{last}", zh, en, now)
            told += 1
    return told


_LATE_CONSENT = _Said(
    frozenset(), "{where}的试点申请已过 {until}，仍待使用单位答复",
    "the request for {where_en} was to be answered by {until}; it still waits for your word",
)  # fmt: skip
_LATE_CHECK = _Said(
    frozenset(), "{where}的试点申报已过核对期限 {check}", "{where_en} were to be checked by {check}"
)
