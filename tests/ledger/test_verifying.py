import json
import uuid
from datetime import date, datetime, timedelta

import pgtrigger
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoistway.foundation.actors import PLATFORM
from hoistway.ledger.actions import forget_bodies, keep_document, order_hold, sign_digests
from hoistway.ledger.actions.keeping import present_key
from hoistway.ledger.models import Digest, Document
from hoistway.ledger.queries import (
    digest_lines,
    find_document,
    verify_digests,
    verify_document,
    verify_documents,
)
from hoistway.ledger.rules.chain import link, sha256_of
from hoistway.ledger.vocabulary import DocumentKind, Finding
from hoistway.registry.models import Elevator
from tests.world.ledger import IN_FIVE_YEARS, a_kept_record, a_record, an_answer
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def _verify(document, **more):
    return verify_document(uid=document.uid, now=TOMORROW, **more)


def _breaks(found):
    return [(str(one.finding), one.where) for one in found.breaks]


def _set(table, row, **columns):
    """Write past the triggers, as one who holds the database does."""
    named = ", ".join(f"{name} = %s" for name in columns)
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {named} WHERE id = %s", [*columns.values(), row.pk])


def _a_signed_day():
    elevator = an_elevator(plate=False)
    first, second = a_kept_record(elevator=elevator), a_kept_record(elevator=elevator)
    an_answer(to=first)
    a_kept_record()
    sign_digests(now=TOMORROW)
    return first, second


def test_a_record_is_true_and_says_by_which_digest():
    first, _ = _a_signed_day()

    found = _verify(first)

    assert (found.true, found.finding, found.breaks) == (True, Finding.TRUE, ())
    assert found.digest == Digest.objects.get()


def test_a_record_of_today_is_true_but_in_no_digest_yet():
    found = _verify(a_kept_record())

    assert found.true
    assert found.finding is Finding.NOT_YET_DIGESTED


def test_what_was_never_kept_is_unknown():
    assert _verify(Document(uid=uuid.uuid4())).finding is Finding.UNKNOWN
    assert verify_document(now=NOW, body='{"schema":"x"}').finding is Finding.UNKNOWN
    assert verify_document(now=NOW, file=b"\xff\x00").finding is Finding.UNKNOWN


def test_a_record_is_found_by_each_of_its_numbers():
    document = a_kept_record()

    for number in (str(document.uid), document.uid.hex, document.sha256, document.link.upper()):
        assert find_document(number=f" {number} ") == document
    assert find_document(number="0" * 64) is None
    assert find_document(number="31103101062010000001") is None


def test_a_file_is_true_letter_by_letter_or_says_where_it_differs():
    first, _ = _a_signed_day()
    forged = json.loads(first.body)
    forged["content"]["lines"][0]["value"] = "6.5"
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert verify_document(now=TOMORROW, file=first.body.encode()).finding is Finding.TRUE
    changed = verify_document(now=TOMORROW, body=text)
    spaced = verify_document(now=TOMORROW, body=first.body + "\n")

    assert _breaks(changed) == [("body_changed", "content.lines[0].value")]
    assert _breaks(spaced) == [("not_canonical", "file")]
    assert not changed.true
    assert not spaced.true


def test_a_record_without_a_signature_or_with_a_strangers_is_false():
    unsigned, swapped = a_record(crew=()), a_record()
    swapped["signatures"][1] = a_record(remark="异常")["signatures"][1]
    elevator = an_elevator(plate=False)

    for content, where in ((unsigned, "signatures"), (swapped, "signatures[1]")):
        document = keep_document(
            elevator_id=elevator.pk, kind=DocumentKind.VISIT_RECORD, content=content,
            keep_until=IN_FIVE_YEARS, now=NOW,
        )  # fmt: skip
        assert _breaks(_verify(document))[0] == ("signature_wrong", where)


def test_a_document_taken_out_leaves_a_gap_that_shows():
    first, second = _a_signed_day()
    with pgtrigger.ignore():
        Document.objects.filter(elevator=first.elevator, sequence=3).delete()

    assert ("digest_differs", "2026-11-22 root") in _breaks(_verify(first))
    assert ("chain_broken", "document 3") in _breaks(_verify(second))


def test_a_corrected_register_number_breaks_no_chain():
    first, _ = _a_signed_day()
    first.elevator.register_number = "31103101062010999999"
    first.elevator.save()

    assert _verify(first).finding is Finding.TRUE


def _rewrite(document, key, remark):
    """Write another history as one who holds database and key: content, chain, digest."""
    content = a_record(remark=remark)
    body = json.loads(document.body) | content
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    before = document.previous_link
    for row in Document.objects.filter(
        elevator=document.elevator, sequence__gte=document.sequence
    ).order_by("sequence"):
        row.body = text if row == document else row.body
        sha256 = sha256_of(text=row.body)
        mine = link(previous=before, sequence=row.sequence, sha256=sha256)
        _set(
            "ledger_document", row, body=row.body, sha256=sha256, previous_link=before, link=mine,
            signature=key.sign(text=mine),
        )  # fmt: skip
        before = mine
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_chain SET link = %s WHERE elevator_id = %s",
            [before, document.elevator_id],
        )
    with pgtrigger.ignore():
        Digest.objects.all().delete()
    sign_digests(now=TOMORROW + timedelta(days=1))


def test_history_rewritten_with_database_and_key_is_exposed_by_an_older_digest():
    first, second = _a_signed_day()
    sign_digests(now=TOMORROW + timedelta(days=1))
    kept = digest_lines()
    assert _verify(first, kept=kept).true

    _rewrite(first, present_key(now=NOW)[0], "无异常")

    assert _verify(first).true, "within itself the forgery is perfect"
    for older in (kept, kept[:1], kept[1:]):
        assert _verify(first, kept=older).finding is Finding.DIGEST_DIFFERS
        assert _verify(second, kept=older).finding is Finding.DIGEST_DIFFERS
    assert [bool(breaks) for _, breaks in verify_digests(kept=kept)] == [True, True]
    assert [bool(breaks) for _, breaks in verify_digests()] == [False, False]


COLUMNS = {
    "ledger_document": (
        "uid", "elevator_id", "sequence", "kind", "refers_to_id", "body", "sha256",
        "previous_link", "link", "signature", "kept_at", "keep_until",
    ),
    "ledger_digest": (
        "day", "after_id", "through_id", "documents", "root", "previous", "body", "signature",
        "signed_at",
    ),
    "ledger_key": ("name", "algorithm", "public_key", "made_at"),
    "ledger_chain": ("began_as", "sequence", "link"),
}  # fmt: skip
"""Every column that is not the row's own number."""


def test_every_column_is_in_the_property():
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            found = connection.introspection.get_table_description(cursor, table)
            own = {"id", "key_id"} if table != "ledger_chain" else {"elevator_id"}
            assert {column.name for column in found} - own == set(columns)


def _another(value, column, where):
    """Return a value that differs by one sign, one year, one microsecond or one row."""
    if column == "elevator_id":
        return Elevator.objects.latest("pk").pk  # one without documents
    if column == "refers_to_id":
        return Document.objects.exclude(pk=value).first().pk
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, date):
        return value + timedelta(days=400)
    if isinstance(value, int):
        return value + 1
    text = value.hex if isinstance(value, uuid.UUID) else value
    place = where % len(text)
    sign = "1" if text[place] != "1" else "2"
    return text[:place] + sign + text[place + 1 :]


def _flip(cursor, table, column, where):
    key = "elevator_id" if table == "ledger_chain" else "id"
    cursor.execute(f"SELECT {key}, {column} FROM {table} ORDER BY {key} LIMIT 1")
    row, value = cursor.fetchone()
    change = [_another(value, column, where), row]
    cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", change)


@settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    column=st.sampled_from([(t, c) for t, columns in COLUMNS.items() for c in columns]),
    where=st.integers(0, 3000),
)
def _any_flip_is_found(uids, column, where):
    with transaction.atomic(), connection.cursor() as cursor:
        with pgtrigger.ignore():
            _flip(cursor, *column, where)
        found = list(verify_documents(uids=uids, now=TOMORROW))
        days = [breaks for _, breaks in verify_digests()]
        transaction.set_rollback(True)
    assert len(found) < len(uids) or any(not one.true for one in found) or any(days), column


def test_any_flipped_byte_anywhere_is_found():
    _a_signed_day()
    an_elevator(plate=False)
    sign_digests(now=TOMORROW + timedelta(days=1))
    uids = list(Document.objects.values_list("uid", flat=True))
    assert all(one.finding is Finding.TRUE for one in verify_documents(uids=uids, now=TOMORROW))

    _any_flip_is_found(uids)


def test_a_body_past_its_time_is_emptied_and_the_chain_holds_on():
    elevator, held = an_elevator(plate=False), an_elevator(plate=False)
    old = a_kept_record(elevator=elevator, keep_until=NOW.date() - timedelta(days=1))
    stays = a_kept_record(elevator=held, keep_until=NOW.date() - timedelta(days=1))
    young = a_kept_record(elevator=elevator, keep_until=NOW.date())
    order_hold(form_id=uuid.uuid4(), elevator_id=held.pk, reason="诉讼", now=NOW, by=PLATFORM)
    sign_digests(now=TOMORROW)
    text = old.body

    assert forget_bodies(now=NOW) == 1

    found = _verify(old)
    assert (found.finding, found.true) == (Finding.FORGOTTEN, True)
    assert verify_document(now=TOMORROW, body=text).true, "who has the text can still prove it"
    assert _verify(stays).finding is _verify(young).finding is Finding.TRUE
