"""The signed text: read again, or refused; and who has kept exact photos."""

import json

import pytest

from hoistway.ledger.rules.canonical import canonical
from hoistway.maintenance.rules.checklists import items_of_visit
from hoistway.maintenance.rules.content import BadContent, NotCanonical, read_content
from hoistway.maintenance.rules.signature import der_of_raw, fits, is_public_key, raw_of_der
from hoistway.maintenance.vocabulary import Level, VisitKind
from tests.world.maintenance import a_crew, a_job
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    elevator = an_elevator()
    return a_job(elevator=elevator, crew=a_crew(firm=elevator.firm)).content()


def test_a_signed_text_is_read_as_it_was_written(text):
    content = read_content(text=text)

    assert canonical(content=content.said) == text
    assert (content.kind, content.level, len(content.lines)) == (
        VisitKind.MAINTENANCE, Level.HALF_MONTH, 31,
    )  # fmt: skip


CHANGES = {
    "no schema": lambda said: said.pop("schema"),
    "another schema": lambda said: said.update(schema="hoistway.visit/2"),
    "more": lambda said: said.update(more=1),
    "no instant": lambda said: said.update(begun_at="yesterday"),
    "a number for a name": lambda said: said["firm"].update(name=7),
    "no such result": lambda said: said["lines"][0].update(result="splendid"),
    "no such way": lambda said: said.update(way="by guess"),
    "a crew of words": lambda said: said.update(crew=["赵"]),
    "a person without number": lambda said: said["crew"][0].update(person=True),
    "no such photo": lambda said: said.update(barrier="abc"),
    "a place without words": lambda said: said.update(place={"longitude": "east"}),
    "no such urgency": lambda said: said.update(
        repairs=[{"item": "A-1-01", "words": "x", "urgency": "some day"}]
    ),
    "half a part": lambda said: said.update(parts=[{"item": "A-1-01"}]),
    "elevator is a word": lambda said: said.update(elevator="梯"),
    "an undated photo": lambda said: said.update(
        photos=[{"sha256": "0" * 64, "item": "", "taken_at": "noon"}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_text_of_another_shape_is_refused(text, change):
    said = json.loads(text)
    CHANGES[change](said)

    with pytest.raises(BadContent):
        read_content(text=canonical(content=said))


def test_a_text_with_a_fraction_or_a_space_is_not_canonical(text):
    with pytest.raises(NotCanonical):
        read_content(text=text.replace('"clock_offset_ms":0', '"clock_offset_ms":0.5'))
    with pytest.raises(NotCanonical):
        read_content(text=text + "\n")


def test_a_signature_is_kept_in_der_and_fits_no_other_key():
    raw = "0f" * 32 + "00" * 31 + "07"

    assert raw_of_der(der=der_of_raw(raw=raw)) == raw
    assert not is_public_key(spki="%%")
    assert not fits(spki="AAAA", signature=der_of_raw(raw=raw), text="x")


def test_explosion_proof_and_firefighters_elevators_have_the_makers_items_too():
    def codes(kind, **more):
        found = items_of_visit(
            kind=VisitKind.MAINTENANCE, level=Level.HALF_MONTH, elevator_kind=kind, **more
        )
        return {one.code[0] for one in found}, len(found)

    assert codes("3110") == ({"A"}, 31)
    assert codes("3410") == ({"A", "M"}, 32)
    assert codes("3420", hydraulic=True) == ({"B", "M"}, 31)
    assert codes("3430") == ({"C"}, 20)
    assert items_of_visit(kind=VisitKind.REPAIR, level=None, elevator_kind="3110") == ()
