"""An empty installation becomes a city that rescues, by the documented commands alone."""

import asyncio
import csv
import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import paho.mqtt.client
import pytest

from hoistway.server.config import REPOSITORY
from hoistway.server.story.phone import Phone
from tests.city.installation import Installation
from tests.telemetry.malformed import good_sample, line

NUMBER = "31103101012015060001"

REGISTER = f"""\
注册代码,名称,地址,品种,辖区,经度,纬度,使用单位,维保单位,维保单位代码
{NUMBER},1号梯,延安东路200号,3110,310101,121.4880,31.2330,绿苑物业,申恒电梯,91310101MA1FL0001D
31103101012015060002,2号梯,延安东路200号,3110,310101,121.4880,31.2330,绿苑物业,申恒电梯,91310101MA1FL0001D
31103101012015069999,3号梯,延安东路200号,3110,319999,121.4880,31.2330,绿苑物业,,
"""

MAPPING = """\
register = { name = "Two elevators", source = "switch-on", catalogue = "2014" }
coordinates = { system = "wgs84" }
[columns]
register_number = { from = "注册代码" }
name = { from = "名称" }
address = { from = "地址" }
kind = { from = "品种" }
jurisdiction = { from = "辖区" }
longitude = { from = "经度" }
latitude = { from = "纬度" }
use_unit = { from = "使用单位" }
firm = { from = "维保单位" }
firm_code = { from = "维保单位代码" }
"""


def documented_file() -> str:
    page = (REPOSITORY / "docs" / "operate" / "enrol.md").read_text(encoding="utf-8")
    return re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0]


def last_json(printed: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(printed.splitlines()[-1])
    return told


def shut_in(number: str, until_at: datetime) -> list[bytes]:
    """Return 45 s of a car that stopped between floors with people, as documented samples."""
    return [
        line(
            good_sample(
                elevator=number, at=until_at - timedelta(seconds=45 - second), seq=second + 1,
                car_status=int(second == 0), direction=int(second == 0), door_zone=False,
                occupied=True, call_pending=True,
            )
        )
        for second in range(46)
    ]  # fmt: skip


def publish(port: int, device: str, secret: str, topic: str, payloads: list[bytes]) -> None:
    client = paho.mqtt.client.Client(paho.mqtt.client.CallbackAPIVersion.VERSION2)
    client.username_pw_set(device, secret)
    client.connect("127.0.0.1", port)
    client.loop_start()
    for payload in payloads:
        client.publish(topic, payload, qos=1).wait_for_publish(10)
    client.disconnect()
    client.loop_stop()


async def rescued(pages: str, password: str) -> str:
    """Sign in as the technician, accept what rings, and return the page of the order."""
    phone = Phone(base_url=pages)
    await phone.open("/sign-in")
    await phone.send("/sign-in", username="wang.jianguo", password=password)
    end = time.monotonic() + 60
    while not phone.offers("/accept"):
        assert time.monotonic() < end, phone.text
        await asyncio.sleep(0.5)
        await phone.open("/t/")
    await phone.send("/accept", longitude="121.4890", latitude="31.2340")
    order = phone.text
    await phone.close()
    return order


@pytest.mark.long
@pytest.mark.story
def test_an_empty_installation_is_switched_on_by_its_commands(tmp_path: Path) -> None:
    ours = Installation(tmp_path / "home")
    city, register = tmp_path / "city.toml", tmp_path / "register.csv"
    mapping, passwords = tmp_path / "mapping.toml", tmp_path / "passwords.txt"
    city.write_text(documented_file(), encoding="utf-8")
    register.write_text(REGISTER, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")

    with ours.up():
        tried = last_json(ours.told("enrol", str(city), "--json"))
        written = last_json(
            ours.told(
                "enrol", str(city), "--apply", "--passwords-to", str(passwords), "--json"
            )
        )  # fmt: skip
        again = last_json(ours.told("enrol", str(city), "--apply", "--json"))
        words = ("import", "register", str(register), "--mapping", str(mapping))
        imported = last_json(ours.told(*words, "--apply", "--json"))
        plates = list(csv.DictReader(ours.told("plates", "issue").splitlines()))
        bound = last_json(ours.told("device", "bind", NUMBER, "--json"))["bound"]
        (device,) = bound  # type: ignore[misc]
        time.sleep(3)  # intake reads the register each two seconds
        publish(
            ours.mqtt, device["device"], device["secret"], device["topic"],
            shut_in(NUMBER, datetime.now(UTC)),
        )  # fmt: skip
        secret = dict(row.split("\t") for row in passwords.read_text().splitlines())
        order = asyncio.run(rescued(ours.pages, secret["wang.jianguo"]))

    assert (tried["new"], tried["refused"], tried["jurisdictions_laid"]) == (8, 0, 18)
    assert written | {"applied": False, "seconds": 0} == tried | {"seconds": 0}
    assert (again["changes"], again["unchanged"], again["accounts"]) == (0, 8, 0)
    assert passwords.stat().st_mode & 0o777 == 0o600
    assert (imported["created"], imported["refused"]) == (2, 1)
    assert [row["register_number"] for row in plates] == [NUMBER, f"{NUMBER[:-1]}2"]
    assert all(row["address"].startswith(f"{ours.pages}/e/") for row in plates)
    assert "延安东路200号" in order
    assert "已接单" in order
