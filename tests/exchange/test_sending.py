"""What a partner is owed arrives: all of it, what changed, again until there is a receipt."""

import json
from datetime import timedelta
from random import Random

import pytest

from hoistway.exchange.actions import (
    draw,
    due_tonight,
    follow,
    pause_partner,
    replay_since,
    resume_partner,
    send_due,
    tell_silent,
)
from hoistway.exchange.models import Held, Passage, PassageAttempt
from hoistway.exchange.queries.profiles import partner_known
from hoistway.exchange.queries.sources import read_things
from hoistway.exchange.queries.written import write
from hoistway.exchange.standards import shipped
from hoistway.exchange.vocabulary import Mode, PassageState, RecordState, Topic
from hoistway.messages.models import Message
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.exchange.conftest import CITY
from tests.world.emergency import a_rescue
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor
from tests.world.partners import StandIn, connect
from tests.world.registry import an_elevator

ELEVATORS = Topic.ELEVATORS


def drawn(mode: Mode = Mode.DELTA, topic: Topic = ELEVATORS, now=NOW) -> list[Passage]:
    return draw(name=CITY, topic=topic, mode=mode, now=now)


def source(topic: Topic = ELEVATORS) -> dict[str, dict[str, object]]:
    """Return what the partner should hold, written from the tables as they are."""
    profile = partner_known(name=CITY).profile
    outward = profile.outward(topic)
    rows = Elevator.objects.filter(merged_into=None).values_list("pk", flat=True)
    things = read_things(topic=topic, keys=list(rows), partner_id=0)
    written, _ = write(profile=profile, outward=outward, things=things)
    return {
        one.key: {k: v for k, v in one.record.items() if k != "version"} | {"deed": "put"}
        for one in written
    }


def test_a_first_delta_carries_everything_and_a_second_nothing(city: StandIn) -> None:
    an_elevator()
    an_elevator()

    first, again = drawn(), drawn()

    assert [row.records for row in first] == [2]
    assert again == []


def test_what_is_sent_is_signed_and_receipted(city: StandIn) -> None:
    elevator = an_elevator()
    (passage,) = drawn()

    assert send_due(now=NOW) == 1

    passage.refresh_from_db()
    assert passage.state is PassageState.RECEIPTED
    assert Held.objects.get().state is RecordState.HELD
    assert city.unsigned == 0
    assert city.inbox[0].headers["hoistway-sequence"] == "1"
    assert city.inbox[0].body["records"][0]["register_number"] == elevator.register_number


def test_only_what_reads_differently_is_sent_again(city: StandIn) -> None:
    changed, _same = an_elevator(), an_elevator()
    drawn()
    Elevator.objects.filter(pk=changed.pk).update(name="改名", recorded_at=NOW)

    (passage,) = drawn()

    assert passage.records == 1
    send_due(now=NOW)
    assert [one["name"] for one in city.inbox[-1].body["records"]] == ["改名"]


def test_what_was_merged_away_is_withdrawn_once(city: StandIn) -> None:
    kept, gone = an_elevator(), an_elevator()
    drawn()
    Elevator.objects.filter(pk=gone.pk).update(merged_into=kept)

    (passage,) = drawn()

    assert (passage.records, passage.withdrawn) == (1, 1)
    assert drawn() == []


def test_an_unanswered_passage_is_sent_again_until_it_is_receipted(city: StandIn) -> None:
    an_elevator()
    (passage,) = drawn()
    fates = iter(["drop", "drop", "take"])
    city.luck = lambda: next(fates)

    taken = [send_due(now=NOW + timedelta(hours=hour)) for hour in (0, 1, 2, 3)]

    assert taken == [0, 0, 1, 0]
    assert PassageAttempt.objects.filter(passage=passage).count() == 3


def test_a_full_drawing_supersedes_what_waits_and_says_its_parts(city: StandIn, home) -> None:
    for _ in range(3):
        an_elevator()
    (late,) = drawn()
    own = (home / "partners" / f"{CITY}.toml").read_text()
    profile = shipped()[CITY].replace("most = 1000", "most = 2")
    whole = own.replace(f'profile = "{CITY}"\n', "") + "\n" + profile
    (home / "partners" / f"{CITY}.toml").write_text(whole)

    parts = drawn(Mode.FULL)

    late.refresh_from_db()
    assert late.state is PassageState.SUPERSEDED
    assert [(row.part, row.parts, row.first, row.records) for row in parts] == [
        (1, 2, 2, 2), (2, 2, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_partner_that_drops_repeats_and_reorders_ends_equal(city: StandIn, seed: int) -> None:
    chance = Random(seed)
    city.luck = lambda: chance.choice(["take", "take", "drop", "answer_lost"])
    rows = [an_elevator() for _ in range(6)]
    for night in range(8):
        now = NOW + timedelta(days=night)
        for row in chance.sample(rows, 3):
            Elevator.objects.filter(pk=row.pk, merged_into=None).update(name=f"{night}号")
        if night in (3, 6):
            Elevator.objects.filter(pk=rows[night - 2].pk).update(merged_into=rows[0])
        if night == 5:
            drawn(Mode.FULL, now=now)
        drawn(now=now)
        send_due(now=now)
    city.luck = lambda: "take"
    send_due(now=NOW + timedelta(days=20))

    city.apply(chance=chance)

    assert city.rows("elevators") == source()
    assert not Passage.objects.filter(state=PassageState.WAITING).exists()


def test_a_replay_brings_back_what_a_partner_lost(city: StandIn) -> None:
    an_elevator()
    drawn()
    send_due(now=NOW)
    city.inbox.clear()
    by = an_actor(role=RoleKind.CITY_REGULATOR)

    assert replay_since(name=CITY, topic=ELEVATORS, since=NOW, now=NOW, by=by) == 1

    send_due(now=NOW)
    city.apply(chance=Random(1))
    assert city.rows("elevators") == source()


def test_records_that_a_partner_gives_back_are_kept_with_the_reason(city: StandIn) -> None:
    bad, good = an_elevator(), an_elevator()
    city.answers = lambda one: (
        200, {"refused": [{"key": bad.register_number, "reason": "区划不符"}]},
    )  # fmt: skip
    drawn()
    send_due(now=NOW)

    states = {row.key: (row.state, row.reason) for row in Held.objects.all()}

    assert states == {
        bad.register_number: (RecordState.REFUSED, "区划不符"),
        good.register_number: (RecordState.HELD, ""),
    }
    assert drawn() == []


def test_a_paused_partner_gets_nothing_until_it_is_resumed(city: StandIn) -> None:
    an_elevator()
    drawn()
    by = an_actor(role=RoleKind.CITY_REGULATOR)
    pause_partner(name=CITY, now=NOW, by=by)

    assert send_due(now=NOW) == 0

    resume_partner(name=CITY, now=NOW, by=by)
    assert send_due(now=NOW) == 1


def test_a_rescue_is_told_at_once_in_the_citys_eight_states(city: StandIn) -> None:
    incident = a_rescue()

    follow(topic=Topic.RESCUE_ORDERS, things=[incident.pk], now=NOW)
    send_due(now=NOW)

    (record,) = city.inbox[-1].body["records"]
    assert (record["number"], record["state"]) == (incident.number, "6")


def test_only_connected_partners_are_drawn_for_at_night(city: StandIn) -> None:
    assert {name for name, _, _ in due_tonight(now=NOW)} == {CITY}


def test_the_city_is_told_once_a_day_of_a_silent_partner(city: StandIn) -> None:
    a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    an_elevator()
    drawn()
    later = NOW + timedelta(hours=7)

    tell_silent(now=NOW)
    assert not Message.objects.exists()
    tell_silent(now=later)
    before = Message.objects.count()
    tell_silent(now=later)

    assert before > 0
    assert Message.objects.count() == before


def test_a_folder_gets_whole_files_and_waits_for_their_receipts(home, db) -> None:
    connect(home=home, profile="housing", url=f"file:{home}/front")
    an_elevator()

    (passage,) = draw(name="housing", topic=ELEVATORS, mode=Mode.FULL, now=NOW)
    send_due(now=NOW)

    passage.refresh_from_db()
    (file,) = (home / "front" / "out").iterdir()
    assert file.name == f"{passage.number}.csv"
    assert file.read_text("utf-8-sig").startswith("注册代码,小区")
    assert passage.state is PassageState.SENT


def test_a_body_says_what_its_head_promises(city: StandIn) -> None:
    an_elevator()
    drawn()
    send_due(now=NOW)

    told = {name: value for name, value in city.inbox[0].body.items() if name != "records"}

    assert json.loads(json.dumps(told)) == {
        "number": f"{CITY}.elevators.000001", "topic": "elevators", "mode": "delta",
        "sequence": 1, "first": 1, "part": 1, "parts": 1, "records_in_all": 1,
    }  # fmt: skip
