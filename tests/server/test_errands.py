"""The verbs of an operator: account, device, feed, plates."""

import json
from argparse import Namespace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate

from hoistway.emergency.actions import put_on_duty
from hoistway.emergency.queries import on_duty
from hoistway.foundation import clock
from hoistway.foundation.key_hash import hash_of
from hoistway.parties.queries import account_named, members
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.models import Plate
from hoistway.plates.queries import resolve
from hoistway.plates.vocabulary import Scan
from hoistway.server.cli import device as device_verb
from hoistway.server.cli.errands import account, device, enrol, feed, in_one_sentence, plates
from hoistway.server.config import load
from hoistway.telemetry.queries import device_login, feed_passes
from hoistway.telemetry.rules.credentials import is_right
from tests.server.test_enrolment import FIRM, TECHNICIAN
from tests.world.parties import LONG_AGO, a_firm, a_technician, an_account
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


def told(printed: Printed) -> dict[str, object]:
    said: dict[str, object] = json.loads(printed.readouterr().out.splitlines()[-1])
    return said


def test_enrolment_prints_each_password_once_and_says_every_finding(
    tmp_path: Path, capsys: Printed
) -> None:
    file = tmp_path / "city.toml"
    file.write_text(FIRM + TECHNICIAN + TECHNICIAN, encoding="utf-8")
    options = Namespace(file=file, apply=True, passwords_to=None, json=False)

    status = enrol.do(options)

    out = capsys.readouterr().out
    (password,) = [row.split()[2] for row in out.splitlines() if row.startswith("password")]
    assert authenticate(username="wang", password=password) is not None
    assert "refused  people[2] 王建国  login: Appears twice in the file" in out
    assert status == 1
    assert enrol.do(options) == 1
    assert "password" not in capsys.readouterr().out


def test_passwords_never_go_into_a_file_that_is_there(tmp_path: Path, capsys: Printed) -> None:
    file, kept = tmp_path / "city.toml", tmp_path / "kept"
    file.write_text(FIRM + TECHNICIAN, encoding="utf-8")
    kept.write_text("mine")
    options = Namespace(file=file, apply=True, passwords_to=kept, json=False)

    assert in_one_sentence(enrol.do, options) == 1
    assert "the passwords cannot go to" in capsys.readouterr().err
    assert kept.read_text() == "mine"
    assert account_named(login="wang") is None


def test_a_new_password_opens_and_the_old_one_does_not(capsys: Printed) -> None:
    login = an_account(membership=a_technician(), password="the-old-password").login

    account.do(Namespace(login=login, new_password=True, close=False))

    fresh = capsys.readouterr().out.split()[2]
    assert authenticate(username=login, password=fresh) is not None
    assert authenticate(username=login, password="the-old-password") is None


def test_a_closed_account_takes_role_and_duty_along(capsys: Printed) -> None:
    member, now = a_technician(), clock.now()
    login = an_account(membership=member, password="some-long-password").login
    put_on_duty(
        person_id=member.person_id, firm_id=member.organisation_id, station_id=None,
        since=LONG_AGO, until=now.replace(year=now.year + 5),
    )  # fmt: skip
    options = Namespace(login=login, new_password=False, close=True, json=False)

    account.do(options)

    firm, after = member.organisation_id, clock.now()
    assert authenticate(username=login, password="some-long-password") is None
    assert not members(organisation_id=firm, role=RoleKind.TECHNICIAN, at=after).exists()
    assert not on_duty(person_id=member.person_id, at=after)
    assert in_one_sentence(account.do, options) == 1
    assert f"There is no open account {login}." in capsys.readouterr().err


def bind(*numbers: str, file: Path | None = None) -> int:
    return device.do(Namespace(deed="bind", numbers=[*numbers], file=file, json=True))


def test_a_bound_device_signs_in_and_its_secret_is_printed_once(capsys: Printed) -> None:
    number = an_elevator().register_number

    assert (bind(number, "31103101012015069999"), bind(number)) == (1, 0)

    lines = capsys.readouterr().out.splitlines()
    first, again = (json.loads(row) for row in lines if row.startswith("{"))
    (bound,) = first["bound"]
    login = device_login(device_id=bound["device"])
    assert login is not None
    assert is_right(secret=bound["secret"], stored_hash=login.secret_hash)
    assert bound["topic"] == f"elevators/{number}/status"
    assert first["not_registered"] == ["31103101012015069999"]
    assert again["bound"][0]["secret"] == ""


def test_rotation_and_revocation_take_effect_and_the_next_terminal_has_the_next_id(
    tmp_path: Path, capsys: Printed
) -> None:
    number = an_elevator().register_number
    (tmp_path / "numbers").write_text(f"{number}\n{number}\n")
    bind(file=tmp_path / "numbers")
    capsys.readouterr()

    device.do(Namespace(deed="rotate", device=f"T-{number}", json=True))
    secret = told(capsys)["secret"]
    login = device_login(device_id=f"T-{number}")
    device.do(Namespace(deed="revoke", device=f"T-{number}"))
    bind(number)
    next_id = told(capsys)["bound"]
    device.do(Namespace(deed="list", json=True))
    listed = told(capsys)["devices"]

    assert login is not None
    assert is_right(secret=str(secret), stored_hash=login.secret_hash)
    assert device_login(device_id=f"T-{number}") is None
    assert [one["device"] for one in next_id] == [f"T-{number}-2"]  # type: ignore[attr-defined]
    assert [bool(one["revoked_at"]) for one in listed] == [True, False]  # type: ignore[attr-defined]


def test_nothing_to_bind_is_one_sentence(tmp_path: Path, capsys: Printed) -> None:
    options = Namespace(deed="bind", numbers=[], file=tmp_path / "none", json=False)

    assert in_one_sentence(device.do, options) == 1
    assert "There is no register number to bind." in capsys.readouterr().err


def test_the_issuer_is_the_key_that_signs_here(capsys: Printed) -> None:
    device_verb.run(Namespace(deed="issuer"))

    key = capsys.readouterr().out.strip()
    assert (key[0], len(key)) == ("A", 56)
    assert load().home.exists()


def open_feed(firm: str, *, new_key: bool = False) -> int:
    options = Namespace(
        deed="open", name="cloud", organisation=firm, new_key=new_key, json=True, seconds=None,
        kind=None,
    )  # fmt: skip
    return in_one_sentence(feed.do, options)


def test_a_feed_gets_a_key_that_changes_only_when_asked(capsys: Printed) -> None:
    firm = a_firm()

    assert open_feed(firm.name) == 0
    key = told(capsys)["key"]
    assert open_feed(firm.name) == 1
    assert "--new-key changes it" in capsys.readouterr().err.replace("its key", "it")
    assert list(feed_passes()) == [hash_of(secret=str(key))]
    assert open_feed(firm.name, new_key=True) == 0
    assert feed_passes().keys() == {hash_of(secret=str(told(capsys)["key"]))}
    feed.do(Namespace(deed="revoke", name="cloud"))
    assert feed_passes() == {}
    feed.do(Namespace(deed="list", json=False))
    assert f"cloud\t{firm.name}" in capsys.readouterr().out


def test_a_feed_of_nobody_is_refused(capsys: Printed) -> None:
    assert open_feed("无此单位") == 1
    assert "Is not enrolled" in capsys.readouterr().err


def test_missing_plates_are_issued_and_listed_once(tmp_path: Path, capsys: Printed) -> None:
    one, two = an_elevator(plate=False), an_elevator(plate=False)
    options = Namespace(jurisdiction="", csv=None, all=False)

    plates.do(options)

    head, *rows = capsys.readouterr().out.splitlines()
    number, spoken, address = rows[0].split(",")
    code, signature = address.split("/")[-2:]
    assert head == "register_number,rescue_number,address"
    assert [row.split(",")[0] for row in rows] == [one.register_number, two.register_number]
    assert number == one.register_number
    assert Plate.objects.get(elevator=one).rescue_number == spoken
    resolved = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    assert (resolved.scan, resolved.elevator_id) == (Scan.GENUINE, one.pk)
    plates.do(Namespace(jurisdiction="310106", csv=tmp_path / "p.csv", all=False))
    assert (tmp_path / "p.csv").read_text().splitlines() == [head]
    plates.do(Namespace(jurisdiction="", csv=None, all=True))
    assert capsys.readouterr().out.splitlines() == [head, *rows]


def test_plates_of_an_unknown_area_are_refused(capsys: Printed) -> None:
    options = Namespace(jurisdiction="319999", csv=None, all=False)

    assert in_one_sentence(plates.do, options) == 1
    assert "no jurisdiction with the code 319999" in capsys.readouterr().err
