"""The interface of the city: what connected firms already send lands in the one log."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import httpx
from django.db import connection

from hoistway.emergency.models import Incident, Report
from hoistway.faults.models import Fault
from hoistway.foundation import clock
from hoistway.foundation.periods import SHANGHAI
from hoistway.registry.models import Elevator
from hoistway.telemetry.models import CounterReading, Presence, Refused, ReportedAlarm
from tests.watch.test_ingest_mqtt import until
from tests.watch.world import CITY_KEY, FIRM_KEY, City, MessageServer, detector, intake

FIRM = {"authorization": f"Bearer {FIRM_KEY}"}
ALARMS, REAL = "/platform/api/v1/iotAlarms", "/iot/api/v1/iotRealData"
STATISTICS = "/iot/api/v1/iotStatisticsData"

Story = Callable[[httpx.AsyncClient], Awaitable[None]]


def told(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def entrapment(lift: Elevator, at: datetime, **changes: object) -> dict[str, object]:
    return {
        "alarmId": "V1-1001", "alarmChannel": "S04", "registerNumber": lift.register_number,
        "occurTime": told(at), "failureCode": "09", "eventDesc": "非平层困人",
        "statusCollectTime": told(at),
        "statusDetails": [
            {"paramCode": "Car_Position", "paramName": "楼层", "paramValue": "3"},
            {"paramCode": "Passenger_Status", "paramName": "有人", "paramValue": True},
        ],
    } | changes  # fmt: skip


def real(lift: Elevator, at: datetime, **changes: object) -> dict[str, object]:
    return {
        "registerNumber": lift.register_number, "Service_Mode": 1, "Car_Status": 0,
        "Car_Direction": 0, "Door_Zone": True, "Car_Position": "3", "Passenger_Status": False,
        "Door_Close_Status": True, "Door_Status": 2, "Histway_Door": True, "Car_Overload": False,
        "samplingTime": told(at),
    } | changes  # fmt: skip


def played(server: MessageServer, story: Story, *, headers: dict[str, str] = FIRM) -> None:
    async def whole() -> None:
        async with (
            intake(server) as url,
            detector(server),
            httpx.AsyncClient(base_url=url, headers=headers, timeout=20) as client,
        ):
            await story(client)

    asyncio.run(whole())


def test_alarm_09_opens_one_rescue_however_often_it_is_sent(
    city: City, server: MessageServer
) -> None:
    lift, now = city.lifts[0], clock.now()

    async def story(client: httpx.AsyncClient) -> None:
        for _ in range(3):
            answer = await client.post(ALARMS, json=entrapment(lift, now))
            assert (answer.status_code, answer.json()["code"]) == (200, 200)
        await client.post(ALARMS, json=[entrapment(city.lifts[1], now, alarmId="V1-1002")])
        await until(lambda: Incident.objects.count() == 2)

    played(server, story)

    incident = Incident.objects.get(elevator=lift)
    facts = Report.objects.get(incident=incident).facts
    assert (facts["code"], facts["alarm_id"]) == ("09", "V1-1001")
    assert facts["snapshot"] == {"Car_Position": "3", "Passenger_Status": "True"}
    assert ReportedAlarm.objects.count() == 2


def test_alarm_lies_in_the_log_when_it_is_acknowledged(city: City, server: MessageServer) -> None:
    lift = city.lifts[0]

    async def story() -> None:
        async with intake(server) as url, httpx.AsyncClient(headers=FIRM) as client:
            answer = await client.post(url + ALARMS, json=entrapment(lift, clock.now()))
            assert answer.status_code == 200
        server.kill()
        server.start()
        async with detector(server):
            await until(lambda: Incident.objects.exists())

    asyncio.run(story())

    assert Incident.objects.get().elevator_id == lift.pk


def test_alarm_is_not_acknowledged_while_the_log_is_away(city: City, server: MessageServer) -> None:
    async def story() -> None:
        async with intake(server) as url, httpx.AsyncClient(headers=FIRM, timeout=20) as client:
            server.kill()
            answer = await client.post(url + ALARMS, json=entrapment(city.lifts[0], clock.now()))
            assert (answer.status_code, answer.json()["code"]) == (503, "log_away")
            server.start()

    asyncio.run(story())


def test_old_alarms_are_kept_and_start_no_rescue(city: City, server: MessageServer) -> None:
    now = clock.now()

    async def story(client: httpx.AsyncClient) -> None:
        old = entrapment(city.lifts[0], now - timedelta(minutes=66))
        fresh = entrapment(city.lifts[1], now - timedelta(minutes=64), alarmId="V1-2")
        answer = await client.post(ALARMS, json=[old, fresh])
        assert answer.json()["data"]["accepted"] == 2
        await until(lambda: Incident.objects.exists())

    played(server, story)

    assert Incident.objects.get().elevator_id == city.lifts[1].pk
    assert ReportedAlarm.objects.count() == 2


def test_faults_are_sighted_and_unknown_codes_are_named(city: City, server: MessageServer) -> None:
    now = clock.now()
    answers: list[httpx.Response] = []

    async def story(client: httpx.AsyncClient) -> None:
        door = entrapment(city.lifts[0], now, failureCode="02")
        strange = entrapment(city.lifts[0], now, failureCode="77", alarmId="V1-3")
        answers.append(await client.post(ALARMS, json=[door, strange]))
        await until(lambda: Fault.objects.exists())

    played(server, story)

    assert answers[0].json()["data"]["unknownCodes"] == [{"row": 2, "code": "77"}]
    assert str(Fault.objects.get().kind) == "door_closing"
    assert not Incident.objects.exists()
    assert ReportedAlarm.objects.count() == 2


def test_what_is_refused_is_never_answered_as_success(city: City, server: MessageServer) -> None:
    now = clock.now()
    answers: list[httpx.Response] = []

    async def story(client: httpx.AsyncClient) -> None:
        foreign = entrapment(city.lifts[2], now)
        stairs = entrapment(city.escalator, now)
        nameless = entrapment(city.lifts[0], now, registerNumber="")
        future = entrapment(city.lifts[0], now + timedelta(minutes=11), alarmId="V1-4")
        answers.append(
            await client.post(ALARMS, json=[foreign, stairs, nameless, future, {"alarmId": 5}])
        )

    played(server, story)

    answer = answers[0]
    assert (answer.status_code, answer.json()["data"]["accepted"]) == (422, 0)
    assert [one["code"] for one in answer.json()["data"]["refused"]] == [
        "foreign_elevator", "foreign_elevator", "missing_field", "future", "missing_field",
    ]  # fmt: skip
    assert Refused.objects.count() == 5


def test_nobody_is_shut_in_on_an_escalator(city: City, server: MessageServer) -> None:
    answers: list[httpx.Response] = []

    async def story(client: httpx.AsyncClient) -> None:
        answers.append(await client.post(ALARMS, json=entrapment(city.escalator, clock.now())))

    played(server, story, headers={"authorization": f"Bearer {CITY_KEY}"})

    assert answers[0].json()["data"]["refused"][0]["code"] == "out_of_range"


def test_real_data_is_a_sample_like_every_other(city: City, server: MessageServer) -> None:
    now = clock.now()
    stairs = {
        "registerNumber": city.escalator.register_number, "Escalator_Service_Mode": 1,
        "Car_Status": 1, "Car_Direction": 1, "Escalator_Operation_Direction": 1,
        "samplingTime": told(now),
    }  # fmt: skip

    async def story(client: httpx.AsyncClient) -> None:
        body = [real(city.lifts[0], now), real(city.lifts[1], now, Car_Position="B2"), stairs]
        answer = await client.post(REAL, json=body)
        assert (answer.status_code, answer.json()["data"]["accepted"]) == (200, 3)
        bad = await client.post(REAL, json=real(city.lifts[0], now, Door_Zone="maybe"))
        assert "Door_Zone" in bad.json()["message"]
        await until(lambda: Presence.objects.count() == 3)

    played(server, story, headers={"authorization": f"Bearer {CITY_KEY}"})


def test_maker_and_serial_number_stand_for_a_register_number(
    city: City, server: MessageServer
) -> None:
    code = "91310000123456789X"
    Elevator.objects.filter(pk=city.lifts[0].pk).update(made_by="甲维保", serial_number="S-7")
    type(city.firm).objects.filter(pk=city.firm.pk).update(credit_code=code)
    named = {"registerNumber": None, "manufacturerCode": code, "leaveFactoryNumber": "S-7"}
    unnamed = named | {"leaveFactoryNumber": "S-8"}

    async def story(client: httpx.AsyncClient) -> None:
        now = clock.now()
        told = [entrapment(city.lifts[0], now, **one) for one in (named, unnamed)]
        answer = await client.post(ALARMS, json=told)
        assert answer.json()["data"]["accepted"] == 1
        assert answer.json()["data"]["refused"][0]["code"] == "unknown_elevator"
        await until(lambda: Incident.objects.exists())

    played(server, story)

    assert Incident.objects.get().elevator_id == city.lifts[0].pk


def test_statistics_keep_the_latest_of_a_day(city: City, server: MessageServer) -> None:
    now, number = clock.now(), city.lifts[0].register_number

    async def story(client: httpx.AsyncClient) -> None:
        for mileage, at in ((10, now), (5, now - timedelta(seconds=1))):
            body = {"registerNumber": number, "Lift_Mileage": mileage, "samplingTime": told(at)}
            assert (await client.post(STATISTICS, json=body)).status_code == 200
        empty = {"registerNumber": number, "samplingTime": told(now)}
        assert (await client.post(STATISTICS, json=empty)).status_code == 422
        await until(lambda: CounterReading.objects.exists())

    played(server, story)

    assert CounterReading.objects.get().values["Lift_Mileage"] == 10


def test_token_stands_for_the_key_until_the_key_ends(city: City, server: MessageServer) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        login = {"account": "firm", "secret": FIRM_KEY}
        token = (await client.post("/iot/api/v1/token", json=login)).json()["data"]["token"]
        headers = {"authorization": f"Bearer {token}"}
        body = entrapment(city.lifts[0], clock.now())
        assert (await client.post(ALARMS, json=body, headers=headers)).status_code == 200
        forged = {"authorization": f"Bearer {token[:-2]}xx"}
        assert (await client.post(ALARMS, json=body, headers=forged)).status_code == 401
        wrong = login | {"account": "city"}
        assert (await client.post("/platform/api/v1/token", json=wrong)).status_code == 401
        assert (await client.post("/platform/api/v1/token", json={})).status_code == 400

    played(server, story)


def test_event_report_is_read_by_whom_it_concerns(city: City, server: MessageServer) -> None:
    answers: list[httpx.Response] = []

    def number() -> str | None:
        try:
            return Incident.objects.values_list("number", flat=True).first()
        finally:
            connection.close()

    async def story(client: httpx.AsyncClient) -> None:
        other = entrapment(city.lifts[2], clock.now())
        await client.post(ALARMS, json=other)
        await until(number)
        path = f"/platform/api/v1/eventReports/{await asyncio.to_thread(number)}"
        answers.append(await client.get(path))
        answers.append(await client.get(path, headers=FIRM))
        answers.append(await client.get("/platform/api/v1/eventReports/x%00"))

    played(server, story, headers={"authorization": f"Bearer {CITY_KEY}"})

    event = answers[0].json()["data"]
    assert (event["currentStatus"], event["eventChannel"], event["failureCode"]) == (2, "S04", "09")
    assert event["registerNumber"] == city.lifts[2].register_number
    assert [log["status"] for log in event["statusLogs"]] == [2]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
