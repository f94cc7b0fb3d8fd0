"""The use unit's word on a technician's phone: a code to the registered telephone."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.actions.phone_codes import (
    CodeOver,
    CodeWrong,
    NoRegisteredPhone,
    TooManyCodes,
    ask_code,
    confirm_by_code,
    send_code,
)
from hoistway.maintenance.models import Crew, PhoneCode
from hoistway.maintenance.rules.answers import CODE_LIFE, MOST_CODES, MOST_TRIES
from hoistway.maintenance.vocabulary import ConfirmationWay, VisitState
from hoistway.messages.models import Message
from hoistway.parties.actions import appoint
from hoistway.parties.vocabulary import RoleKind
from tests.world.maintenance import a_crew, a_hand, a_signed_visit
from tests.world.parties import LONG_AGO, NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = str(tmp_path)
    return tmp_path


@pytest.fixture
def scene():
    elevator = an_elevator()
    crew = a_crew(firm=elevator.firm)
    manager = appoint(
        name="使用单位王经理", phone="13711112222", organisation=elevator.use_unit,
        role=RoleKind.USE_UNIT, since=LONG_AGO,
    )  # fmt: skip
    return a_signed_visit(elevator=elevator, crew=crew), crew[0].by, manager.person_id


def _sent(code, now=NOW):
    """Send a code and return the digits as its owner reads them."""
    assert send_code(code_id=code.pk, now=now)
    lines = (Path(settings.HOME) / "outbox" / "sms.ndjson").read_text().splitlines()
    told = json.loads(lines[-1])
    assert told["phone"] == "13711112222"
    return told["text"].split("验证码 ")[1][:6]


def test_a_code_read_out_confirms_this_very_record_once(home, scene):
    visit, by, person = scene
    digits = _sent(ask_code(visit_uid=visit.uid, person_id=person, now=NOW, by=by))

    kept = confirm_by_code(visit_uid=visit.uid, digits=digits, form_id=uuid4(), now=NOW, by=by)

    visit.refresh_from_db()
    proof = json.loads(kept.document.body)["person"]["proof"]
    assert visit.state is VisitState.CONFIRMED
    assert (kept.way, kept.person_id) == (ConfirmationWay.PHONE_CODE, person)
    assert proof["record_sha256"] == visit.record.sha256
    assert proof["telephone"] == "137****2222"
    assert proof["typed_on_phone_of"]["person"] == by.person_id


def test_the_digits_are_written_down_nowhere(home, scene):
    visit, by, person = scene
    code = ask_code(visit_uid=visit.uid, person_id=person, now=NOW, by=by)
    digits = _sent(code)

    message = Message.objects.get()

    assert "••••••" in message.zh
    assert digits not in message.zh + message.en + code.code_hash[:6]
    assert message.channel == "sms"


def test_a_code_holds_ten_minutes_and_not_a_second_longer(home, scene):
    visit, by, person = scene
    digits = _sent(ask_code(visit_uid=visit.uid, person_id=person, now=NOW, by=by))
    told = {"visit_uid": visit.uid, "digits": digits, "form_id": uuid4(), "by": by}

    with pytest.raises(CodeOver):
        confirm_by_code(now=NOW + CODE_LIFE, **told)
    assert confirm_by_code(now=NOW + CODE_LIFE - SECOND, **told)


def test_after_five_wrong_tries_even_the_right_digits_do_nothing(home, scene):
    visit, by, person = scene
    digits = _sent(ask_code(visit_uid=visit.uid, person_id=person, now=NOW, by=by))
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    told = {"visit_uid": visit.uid, "form_id": uuid4(), "now": NOW, "by": by}

    for _ in range(MOST_TRIES - 1):
        with pytest.raises(CodeWrong):
            confirm_by_code(digits=wrong, **told)
    with pytest.raises(CodeOver):
        confirm_by_code(digits=wrong, **told)
    with pytest.raises(CodeOver):
        confirm_by_code(digits=digits, **told)

    assert PhoneCode.objects.get().tries == MOST_TRIES


def test_a_new_code_ends_the_one_before(home, scene):
    visit, by, person = scene
    first = _sent(ask_code(visit_uid=visit.uid, person_id=person, now=NOW, by=by))
    second = _sent(ask_code(visit_uid=visit.uid, person_id=person, now=NOW + SECOND, by=by))
    told = {"visit_uid": visit.uid, "form_id": uuid4(), "now": NOW + 2 * SECOND, "by": by}

    if first != second:
        with pytest.raises(CodeWrong):
            confirm_by_code(digits=first, **told)
    assert confirm_by_code(digits=f"{second[:3]} {second[3:]}", **told)


def test_codes_cannot_be_asked_for_without_end(home, scene):
    visit, by, person = scene
    told = {"visit_uid": visit.uid, "person_id": person, "by": by}
    for number in range(MOST_CODES):
        ask_code(now=NOW + number * SECOND, **told)

    with pytest.raises(TooManyCodes):
        ask_code(now=NOW + MOST_CODES * SECOND, **told)
    assert ask_code(now=NOW + timedelta(hours=1, seconds=MOST_CODES), **told)


def test_only_the_crew_asks_and_only_for_the_use_units_own_people(home, scene):
    visit, by, person = scene
    colleague = a_hand(firm=visit.firm).by

    with pytest.raises(NotFound):
        ask_code(visit_uid=visit.uid, person_id=person, now=NOW, by=colleague)
    with pytest.raises(NoRegisteredPhone):
        ask_code(visit_uid=visit.uid, person_id=by.person_id, now=NOW, by=by)


def test_a_telephone_of_the_crew_is_nobodys_registered_telephone(home, scene):
    visit, by, _person = scene
    mate = Crew.objects.select_related("person").filter(visit=visit).first()
    posing = appoint(
        name="自称的经理", phone=mate.person.phone, organisation=visit.elevator.use_unit,
        role=RoleKind.USE_UNIT, since=LONG_AGO,
    )  # fmt: skip

    with pytest.raises(NoRegisteredPhone):
        ask_code(visit_uid=visit.uid, person_id=posing.person_id, now=NOW, by=by)
