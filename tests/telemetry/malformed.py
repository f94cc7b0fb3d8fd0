"""Payloads that no honest device sends: a generator for tests, seeded, of twenty-five kinds."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

Sample = dict[str, object]


def good_sample(*, elevator: str, at: datetime, **changes: object) -> Sample:
    """Return the documented sample of a lift that stands closed and empty on floor 3."""
    sample: Sample = {
        "schema": "lift.status/1", "elevator": elevator,
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "seq": 123, "service_mode": 1, "car_status": 0, "direction": 0, "door_zone": True,
        "floor": 3, "door": 2, "door_closed": True, "occupied": False, "call_pending": False,
        "speed_mps": 0.0, "people": None, "power": "mains", "codes": [0], "heartbeat": False,
    }  # fmt: skip
    return sample | changes


def line(sample: object) -> bytes:
    return json.dumps(sample, separators=(",", ":")).encode()


_REQUIRED = (
    "schema", "elevator", "at", "seq", "service_mode", "car_status", "direction", "door_zone",
    "floor", "door_closed", "occupied",
)  # fmt: skip
_OUT_OF_RANGE: tuple[tuple[str, object], ...] = (
    ("service_mode", 8), ("service_mode", -1), ("car_status", 2), ("direction", 3), ("door", 7),
    ("floor", 301), ("floor", -1), ("seq", -1), ("seq", 2**63), ("seq", 10**40), ("people", 255),
    ("speed_mps", 20.5), ("codes", [9]), ("codes", [91]), ("codes", [-1]), ("codes", [0] * 19),
    ("power", "coal"), ("elevator", ""), ("elevator", "3" * 33),
)  # fmt: skip
_WRONG_TYPE: tuple[object, ...] = ("1", 1.5, True, None, [], {}, [[]], {"a": 1})
_BAD_INSTANTS = (
    "2026-11-22T04:00:00", "2026-11-22", "yesterday", "", "2026-02-30T04:00:00Z", 1795320000, None,
    "2026-11-22T25:00:00Z", "2026-11-22T04:00:00+99:00", "22.11.2026 04:00",
)  # fmt: skip

Spoil = Callable[[Sample, Random], bytes]


def _with(name: str, value: object) -> Callable[[Sample], bytes]:
    return lambda sample: line(sample | {name: value})


def _moved(sample: Sample, by: timedelta) -> bytes:
    at = datetime.fromisoformat(str(sample["at"])) + by
    return line(sample | {"at": at.isoformat()})


def _wrongly_typed(sample: Sample, chance: Random) -> bytes:
    name = chance.choice(["seq", "service_mode", "floor", "elevator", "door", "codes"])
    kinds = [v for v in _WRONG_TYPE if not isinstance(v, str if name == "elevator" else list)]
    if name == "codes":
        kinds = ["1", 1.5, True, None, {}, ["1"], [[1]], [1.5], [True]]
    return line(sample | {name: chance.choice(kinds)})


def _without_one(sample: Sample, chance: Random) -> bytes:
    gone = chance.choice(_REQUIRED)
    return line({name: value for name, value in sample.items() if name != gone})


def _boolean(sample: Sample, chance: Random) -> bytes:
    name = chance.choice(["door_zone", "door_closed", "occupied", "call_pending", "heartbeat"])
    return line(sample | {name: chance.choice([0, 1, "true", None, []])})


def _twice(sample: Sample, chance: Random) -> bytes:
    name = chance.choice(sorted(sample))
    again = json.dumps({name: sample[name]})[1:-1].encode()
    if chance.random() < 0.3:
        again = again.replace(b'"' + name[:1].encode(), b'"\\u%04x' % ord(name[0]), 1)
    return line(sample)[:-1] + b"," + again + b"}"


def _broken_text(sample: Sample, chance: Random) -> bytes:
    whole = bytearray(line(sample))
    whole[chance.randrange(len(whole))] = chance.choice([0xFF, 0xC0, 0x80, 0xFE])
    return bytes(whole)


SPOILS: tuple[Spoil, ...] = (
    _without_one,
    lambda s, c: _with(*c.choice(_OUT_OF_RANGE))(s),
    _wrongly_typed,
    _boolean,
    lambda s, c: _with("at", c.choice(_BAD_INSTANTS))(s),
    lambda s, c: _moved(s, timedelta(seconds=c.choice([1_200, 3600, 86_400 * 400]))),
    lambda s, c: _moved(s, -timedelta(seconds=c.choice([604_801, 86_400 * 30, 86_400 * 9000]))),
    lambda s, c: _with("elevator", f"{c.randrange(10**20):020d}")(s),
    lambda s, c: _with("schema", c.choice(["lift.status/2", "", "escalator.status/1", 7, None]))(s),
    lambda s, c: _with(c.choice(["ocupied", "Floor", "x" * 200, "", "门"]), 1)(s),
    _twice,
    _broken_text,
    lambda s, c: line(s)[: c.randrange(1, len(line(s)))],
    lambda s, c: line(s) + c.choice([b"}", b"x", b"{}", b",", b"\0"]),
    lambda s, c: line(s)[:-1] + b" " * c.randrange(4096, 9000) + b"}",
    lambda s, c: c.choice([b"[]", b"null", b"7", b'"lift"', b"true", b"[{}]", b"{}"]),
    lambda s, c: line([s]),
    lambda s, c: b"[" * c.randrange(1, 4000),
    lambda s, c: b'{"a":' * c.randrange(1, 800),
    lambda s, c: c.randbytes(c.randrange(1, 3000)).replace(b"\n", b" ").strip() or b"\xff",
    lambda s, c: line(s).replace(b":0.0", c.choice([b":NaN", b":Infinity", b":1e999", b":--1"])),
    lambda s, c: line(s).replace(b'"', b"'"),
    lambda s, c: b"\xef\xbb\xbf" + line(s),
    lambda s, c: line(s).replace(b"false", b"False", 1),
    lambda s, c: b"<sample/>" if c.random() < 0.5 else b"elevator=3110&seq=1",
)  # fmt: skip


def malformed(*, count: int, seed: int, elevator: str, at: datetime) -> Iterator[bytes]:
    """Yield that many malformed payloads, all kinds in turn."""
    chance = Random(seed)
    for number in range(count):
        sample = good_sample(elevator=elevator, at=at)
        yield SPOILS[number % len(SPOILS)](sample, chance)
