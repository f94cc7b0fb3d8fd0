import json
import uuid
from datetime import date

import pytest

from hoistway.ledger.actions import DocumentStands, keep_document
from hoistway.ledger.models import Chain, Document
from hoistway.ledger.rules.canonical import NotCanonical
from hoistway.ledger.rules.chain import genesis
from hoistway.ledger.rules.envelope import KeyTaken
from hoistway.ledger.rules.providers import fits
from hoistway.ledger.vocabulary import DocumentKind
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

CONTENT = {"schema": "hoistway.record/1", "content": {"remark": "正常", "lines": []}}


def _keep(elevator, **changes):
    given = {
        "elevator_id": elevator.pk, "kind": DocumentKind.VISIT_RECORD, "content": CONTENT,
        "keep_until": date(2031, 11, 22), "now": NOW,
    }  # fmt: skip
    return keep_document(**(given | changes))


def test_the_body_is_the_content_with_what_the_ledger_says_of_itself():
    elevator = an_elevator()

    document = _keep(elevator)

    said = json.loads(document.body)
    assert said.pop("document") == {
        "schema": "hoistway.document/1", "uid": str(document.uid), "sequence": 1,
        "elevator": elevator.register_number, "kind": "visit_record", "refers_to": None,
        "kept_at": NOW.isoformat(), "keep_until": "2031-11-22", "key": document.key.name,
    }  # fmt: skip
    assert said == CONTENT


def test_each_document_names_the_one_before_it():
    elevator, other = an_elevator(), an_elevator()

    first, second = _keep(elevator), _keep(elevator)
    elsewhere = _keep(other)

    assert first.previous_link == genesis(register_number=elevator.register_number)
    assert (second.sequence, second.previous_link) == (2, first.link)
    assert elsewhere.sequence == 1
    assert Chain.objects.get(pk=elevator.pk).link == second.link


def test_the_platform_signs_the_link():
    document = _keep(an_elevator())

    key = document.key
    assert fits(
        algorithm=key.algorithm, public_key=key.public_key, text=document.link,
        signature=document.signature,
    )  # fmt: skip


def test_a_document_names_the_one_it_refers_to():
    elevator = an_elevator()
    record = _keep(elevator)

    answer = _keep(elevator, kind=DocumentKind.CONFIRMATION, refers_to_id=record.pk)

    assert json.loads(answer.body)["document"]["refers_to"] == str(record.uid)


def test_the_same_number_again_is_the_same_document():
    elevator, uid = an_elevator(), uuid.uuid4()

    assert _keep(elevator, uid=uid) == _keep(elevator, uid=uid)
    with pytest.raises(DocumentStands):
        _keep(elevator, uid=uid, content={"schema": "hoistway.record/1"})
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "refusal"),
    [({"gap": 7.5}, NotCanonical), ({"n": 2**53}, NotCanonical), ({"document": {}}, KeyTaken)],
)
def test_what_cannot_be_kept_leaves_nothing(content, refusal):
    with pytest.raises(refusal):
        _keep(an_elevator(), content=content)
    assert not Document.objects.exists()
