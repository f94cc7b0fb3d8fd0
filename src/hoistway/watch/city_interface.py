"""The interface that Shanghai's connected firms already speak, answered by the same intake.

Source: telemetry-and-emergency 1.4. What the source does not tell is chosen: where a token is asked
for, and the form of an answer, `{"code": …, "message": …, "data": …}`.
"""

import asyncio
from collections.abc import Callable, Mapping

import msgspec
from django.db import InterfaceError, OperationalError

from hoistway.foundation.key_hash import hash_of
from hoistway.telemetry.queries import FeedPass
from hoistway.telemetry.rules.cityface import TOKEN_S, alarm_in, counters_in, token_for
from hoistway.telemetry.rules.complaints import Unfit
from hoistway.telemetry.rules.mapped import (
    UnfitError,
    listed_under,
    object_of,
    register_number_in,
)
from hoistway.telemetry.rules.mapping import CodeMapping
from hoistway.telemetry.rules.notes import Note, packed
from hoistway.telemetry.rules.wire import Arrival, Reading, read_rows
from hoistway.telemetry.vocabulary import RefusedReason
from hoistway.watch.batcher import NoteBatcher
from hoistway.watch.desk import Desk
from hoistway.watch.event_reports import NoSuchEventError, event_report
from hoistway.watch.exchange import ProblemError, Rows
from hoistway.watch.slots import Register

REAL_DATA = "/iot/api/v1/iotRealData"
STATISTICS = "/iot/api/v1/iotStatisticsData"
ALARMS = "/platform/api/v1/iotAlarms"
REPORTS = "/platform/api/v1/eventReports/"
TOKENS = ("/iot/api/v1/token", "/platform/api/v1/token")
CITY_PATHS = frozenset({REAL_DATA, STATISTICS, ALARMS})

LARGEST_ALARM = 16 * 1024
"""Bytes of one alarm. Chosen: its snapshot has some ten values; sixty fit."""

Sender = tuple[FeedPass, Arrival, CodeMapping | None]


class _Login(msgspec.Struct):
    account: str
    secret: str


class CityInterface:
    """Reads what comes by the city's paths, keeps it as notes, and answers in the city's form."""

    sample_paths = (REAL_DATA,)

    def __init__(
        self, *, register: Register, notes: NoteBatcher, orders: Desk, now_ms: Callable[[], int]
    ) -> None:  # fmt: skip
        self.register = register
        self._notes = notes
        self._orders = orders
        self._now_ms = now_ms

    def is_token(self, path: str) -> bool:
        """Return whether a token is asked for."""
        return path in TOKENS

    def is_report(self, path: str) -> bool:
        """Return whether an order is asked for."""
        return path.startswith(REPORTS)

    def token(self, body: bytes, feeds: Mapping[str, FeedPass]) -> dict[str, object] | None:
        """Return a token for the name and key of a feed, or nothing when they are wrong."""
        try:
            login = msgspec.json.decode(body, type=_Login)
        except (ValueError, RecursionError, msgspec.MsgspecError):
            sentence = 'Send {"account": the name of your feed, "secret": its key} as JSON.'
            raise ProblemError(400, "not_a_login", sentence) from None
        key_hash = hash_of(secret=login.secret)
        feed = feeds.get(key_hash)
        if feed is None or feed.name != login.account:
            return None
        now_s = self._now_ms() // 1000
        token = token_for(feed_id=feed.feed_id, key_hash=key_hash, now_s=now_s)
        return _success({"token": token, "expiresIn": TOKEN_S, "tokenType": "Bearer"})

    async def report(self, path: str, feed: FeedPass) -> dict[str, object]:
        """Return one order with its course. Raises: ProblemError."""
        number = path.removeprefix(REPORTS)
        if not number.isalnum() or not number.isascii():
            raise ProblemError(404, "not_found", "There is no such event.")
        try:
            told = await self._orders.attempt(lambda: event_report(number=number, feed=feed))
        except NoSuchEventError:
            raise ProblemError(404, "not_found", "There is no such event.") from None
        except (OperationalError, InterfaceError):
            sentence = "The register does not answer now; ask again."
            raise ProblemError(503, "register_away", sentence, retry_s=2) from None
        return _success(told)

    async def keep(self, path: str, rows: Rows, sender: Sender) -> Reading:
        """Return what became of alarms or counters once those accepted lie in the log.

        Raises: LogAway.
        """
        found: list[bytes] = []

        def read(payload: bytes) -> tuple[bytes | Unfit, tuple[str, ...]]:
            try:
                note, words = self._note(path, payload, sender)
            except UnfitError as error:
                return error.unfit, ()
            found.append(packed(note=note))
            return b"", words

        reading = read_rows(rows=rows, read=read)
        kept = await asyncio.gather(
            *(self._notes.put(records=note) for note in found), return_exceptions=True
        )
        for fault in kept:
            if fault is not None:
                raise fault
        return reading

    def _note(self, path: str, payload: bytes, sender: Sender) -> tuple[Note, tuple[str, ...]]:
        feed, arrival, mapping = sender
        if mapping is None:
            sentence = f"The mapping {feed.mapping!r} of this feed is not kept here."
            raise UnfitError(RefusedReason.UNKNOWN_SCHEMA, sentence)
        row = object_of(payload=payload, largest=LARGEST_ALARM)
        number = register_number_in(row=row, mapping=mapping, number_of=self.register.number_of)
        listed = listed_under(number=number, arrival=arrival)
        if path == STATISTICS:
            note: Note = counters_in(
                row=row, listed=listed, received_ms=arrival.received_ms, feed_id=feed.feed_id
            )
            return note, ()
        alarm = alarm_in(
            row=row, listed=listed, received_ms=arrival.received_ms, mapping=mapping,
            sender=(feed.feed_id, feed.organisation_id),
        )  # fmt: skip
        return alarm, () if mapping.failures.knows(alarm.code) else (alarm.code,)

    def told(self, reading: Reading) -> tuple[int, dict[str, object]]:
        """Return the answer: 200 only when every row was taken, so that nothing passes for kept."""
        data: dict[str, object] = {
            "accepted": reading.accepted,
            "refused": [
                {"row": line.line, "code": str(line.unfit.reason), "reason": line.unfit.sentence}
                for line in reading.unfit
            ],
            "unknownCodes": [{"row": row, "code": word} for row, word in reading.words],
        }
        if not reading.unfit:
            return 200, _success(data)
        sentence = reading.unfit[0].unfit.sentence
        return 422, {"code": 422, "message": sentence, "data": data}


def _success(data: dict[str, object]) -> dict[str, object]:
    return {"code": 200, "message": "success", "data": data}
