"""A write is done once: the same key again gets the first answer, another body is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from hoistway.foundation.actors import A_PASSENGER, PLATFORM
from hoistway.foundation.refusal import NotAllowed
from hoistway.programs.actions import (
    Answer,
    IdempotencyKeyMissing,
    IdempotencyKeyReused,
    Opening,
    Write,
    forget_receipts,
    once,
    open_key,
    revoke_key,
)
from hoistway.programs.models import ApiKey, Receipt
from tests.world.parties import a_firm

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def a_key() -> ApiKey:
    opening = Opening(name="cloud", organisation_id=a_firm().pk, source="firm:1", secret="s")
    open_key(opening=opening, now=NOW, by=PLATFORM)
    return ApiKey.objects.get(name="cloud")


def counted(done: list[int]) -> Answer:
    done.append(1)
    return {"accepted": len(done)}


def test_the_same_write_again_is_answered_and_not_done() -> None:
    write, done = Write(key=a_key(), idempotency_key="a-1", body=b"x"), list[int]()

    first = once(write=write, now=NOW, do=lambda: counted(done))
    again = once(write=write, now=NOW, do=lambda: counted(done))

    assert first == ({"accepted": 1}, False)
    assert again == ({"accepted": 1}, True)
    assert done == [1]


def test_another_body_under_the_same_key_is_refused() -> None:
    key = a_key()
    once(write=Write(key=key, idempotency_key="a-1", body=b"x"), now=NOW, do=dict)

    with pytest.raises(IdempotencyKeyReused):
        once(write=Write(key=key, idempotency_key="a-1", body=b"y"), now=NOW, do=dict)


@pytest.mark.parametrize("word", ["", "x" * 81, "with blank", "中文"])
def test_a_key_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(IdempotencyKeyMissing):
        once(write=Write(key=a_key(), idempotency_key=word, body=b""), now=NOW, do=dict)


def test_a_write_that_fails_leaves_no_receipt() -> None:
    def fails() -> Answer:
        raise NotAllowed

    write = Write(key=a_key(), idempotency_key="a-1", body=b"x")
    with pytest.raises(NotAllowed):
        once(write=write, now=NOW, do=fails)

    assert not Receipt.objects.exists()
    assert once(write=write, now=NOW, do=lambda: {"accepted": 1}) == ({"accepted": 1}, False)


def test_receipts_are_kept_as_long_as_asked() -> None:
    once(write=Write(key=a_key(), idempotency_key="a", body=b""), now=NOW, do=dict)

    assert forget_receipts(before=NOW) == 0
    assert forget_receipts(before=NOW + timedelta(seconds=1)) == 1


def test_only_the_platform_lets_programs_in_and_out() -> None:
    opening = Opening(name="x", organisation_id=a_firm().pk, source="firm", secret="s")
    with pytest.raises(NotAllowed):
        open_key(opening=opening, now=NOW, by=A_PASSENGER)
    a_key()
    with pytest.raises(NotAllowed):
        revoke_key(name="cloud", now=NOW, by=A_PASSENGER)
