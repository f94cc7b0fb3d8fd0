"""`./hoistway explain pilot`: every clause with its facts, at the command line."""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

import pytest

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.plates.queries import living_plates
from hoistway.server.cli import explain as verb
from hoistway.server.cli.errands import in_one_sentence
from hoistway.server.cli.errands.explain import do
from tests.world.insurance import a_policy
from tests.world.pilot_elevators import a_pilot_elevator, a_ready_elevator

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


def said(printed: Printed, *words: object) -> tuple[int, dict[str, Any]]:
    parser = ArgumentParser()
    verb.arguments(parser)
    named = [str(word) for word in ("pilot", *words, "--json")]
    status = in_one_sentence(do, parser.parse_args(named))
    return status, json.loads(printed.readouterr().out.splitlines()[-1])


def failing(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["clause"], one["ground"]) for one in told["clauses"] if not one["holds"]]


def test_one_changed_fact_flips_one_verdict_by_any_number_of_the_elevator(
    capsys: Printed,
) -> None:
    now = clock.now()
    elevator = a_ready_elevator(now=now, insured=False)
    a_pilot_elevator(elevator=elevator, now=now)
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]

    status, before = said(capsys, elevator.register_number)
    a_policy(elevators=[elevator], now=now)
    mended, after = said(capsys, plate.code)

    assert (status, failing(before)) == (1, [("insured", "never_insured")])
    assert (mended, failing(after), after["in_pilot"]) == (0, [], True)
    assert said(capsys, plate.rescue_number) == (0, after)
    [firm] = [one["facts"] for one in after["clauses"] if one["clause"] == "firm_listed"]
    assert firm["listed_on"] == f"{local_day(at=now - timedelta(days=30))}"


def test_a_past_day_is_told_by_the_facts_of_that_day(capsys: Printed) -> None:
    now = clock.now()
    elevator = a_ready_elevator(now=now)
    pilot = a_pilot_elevator(elevator=elevator, now=now)
    keep_conditions(pilot_ids=[pilot.pk], now=now)
    on = local_day(at=now - timedelta(days=16))

    _, told = said(capsys, elevator.register_number, "--on", on)

    found = dict(failing(told))
    assert (found["consent"], found["online"]) == ("not_asked", "no_record")
    assert not told["in_pilot"]


def test_a_firm_is_found_by_its_name_and_its_number_and_a_stranger_is_refused(
    capsys: Printed,
) -> None:
    pilot = a_pilot_elevator(now=clock.now())
    firm = pilot.firm_pilot

    by_name, by_number = said(capsys, firm.firm.name), said(capsys, firm.number)

    assert by_name == by_number
    assert by_name[1]["firm"] == firm.firm.name
    assert said(capsys, "没有这个单位")[1]["code"] == "nothing_named"
