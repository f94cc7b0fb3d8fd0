"""docs/integrate/telemetry.md is true: its examples run through the reader of the wire."""

import json
import re
from datetime import datetime

from hoistway.detection.batch import ESCALATOR, LIFT
from hoistway.telemetry.rules.wire import Arrival, Listed, anybody, read_lines, read_sample
from hoistway.telemetry.vocabulary import RefusedReason
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "integrate" / "telemetry.md").read_text(encoding="utf-8")
REGISTER = {
    "31103101042015060001": Listed(slot=1, kind=LIFT, firm_id=1, use_unit_id=1),
    "35003101042015060002": Listed(slot=2, kind=ESCALATOR, firm_id=1, use_unit_id=1),
}


def _blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def _arrival():
    received = datetime.fromisoformat("2026-11-22T04:00:05Z").timestamp() * 1000
    return Arrival(received_ms=int(received), source=1, register=REGISTER, may_speak_for=anybody)


def test_every_example_of_a_sample_is_taken():
    samples = _blocks("json")

    assert len(samples) == 3
    assert {type(read_sample(payload=s.encode(), arrival=_arrival())) for s in samples} == {bytes}


def test_the_example_of_a_body_is_answered_as_the_page_says():
    reading = read_lines(body=_blocks("ndjson")[0].encode(), arrival=_arrival())

    said = {
        "accepted": reading.accepted,
        "refused": [
            {"line": one.line, "code": str(one.unfit.reason), "reason": one.unfit.sentence}
            for one in reading.unfit
        ],
    }
    assert said == json.loads(_blocks("answer")[0])


def test_every_reason_for_a_refusal_is_explained():
    section = PAGE.partition("## Why a sample is refused")[2].partition("## ")[0]

    assert set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) == {str(r) for r in RefusedReason}
