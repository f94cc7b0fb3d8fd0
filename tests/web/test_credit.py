"""The bulletin that everybody reads, and a firm's page of its score."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from hoistway.credit import actions
from hoistway.credit.models import CreditScore
from hoistway.credit.queries.behind import records_of
from hoistway.credit.vocabulary import Grade, RoundState
from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from tests.world.credit import a_round, a_scored_round, counts_of, office, said, the_city
from tests.world.emergency import a_rescue, an_elevator_of
from tests.world.parties import NOW, a_firm, signed_in_client

pytestmark = pytest.mark.django_db


def test_everybody_reads_the_published_round_alone_without_what_was_repaired() -> None:
    shown, hidden, waiting = a_firm(name="甲电梯"), a_firm(name="乙电梯"), a_firm(name="丙电梯")
    row = a_round(grades={shown: Grade.A, hidden: Grade.D})
    CreditScore.objects.filter(organisation=hidden).update(hidden_at=NOW)
    a_round(grades={waiting: Grade.B}, state=RoundState.PREVIEW)

    page = Client().get("/credit").content.decode()
    said_json = Client().get("/credit.json").json()
    table = b"".join(Client().get("/credit?export=csv").streaming_content).decode()  # type: ignore[attr-defined] # a streamed file

    assert "甲电梯" in page
    assert "乙电梯" not in page + table
    assert "丙电梯" not in page + table
    assert [one["name"] for one in said_json["subjects"]] == ["甲电梯"]
    assert row.number in page
    assert len(page.encode()) < 40 * 1024


def test_a_firm_reads_every_point_and_objects_on_its_page() -> None:
    firm, now = a_firm(), clock.now()
    a_rescue(
        elevator=an_elevator_of(firm=firm), opened_at=now - timedelta(days=350),
        arrives_after=timedelta(minutes=45),
    )  # fmt: skip
    row = a_scored_round(facts={firm: counts_of(rescues=20, arrived_in_time=15)}, now=now)
    actions.open_preview(number=row.number, said=said(), now=now, by=the_city())
    client = signed_in_client(role=RoleKind.FIRM_OFFICE, organisation=firm)
    url = f"/credit/rounds/{row.number}/firms/{firm.pk}"

    page = client.get(f"{url}?point=arrival").content.decode()
    key = records_of(score=CreditScore.objects.get(round=row), indicator="arrival")[0].key
    form = {"deed": "objection", "form_id": str(uuid4()), "words": "不是本单位责任",
            "records": f"arrival:{key}"}  # fmt: skip
    answer = client.post(f"{url}/say", form)

    assert "30分钟内到达率" in page
    assert f'value="arrival:{key}"' in page
    assert answer.status_code == 302
    assert "不是本单位责任" in client.get(url).content.decode()


def test_the_city_finds_the_objected_record_and_the_firm_what_would_raise_it() -> None:
    firm, now = a_firm(), clock.now()
    a_rescue(
        elevator=an_elevator_of(firm=firm), opened_at=now - timedelta(days=350),
        arrives_after=timedelta(minutes=45),
    )  # fmt: skip
    row = a_scored_round(facts={firm: counts_of(rescues=20, arrived_in_time=15)}, now=now)
    actions.open_preview(number=row.number, said=said(), now=now, by=the_city())
    key = records_of(score=CreditScore.objects.get(round=row), indicator="arrival")[0].key
    actions.object_to_score(
        round_number=row.number, claim=actions.Claim(records=[actions.Strike("arrival", key)]),
        said=said(), now=now, by=office(firm),
    )  # fmt: skip
    url = f"/credit/rounds/{row.number}/firms/{firm.pk}"

    city = signed_in_client(role=RoleKind.CITY_REGULATOR).get(url).content.decode()
    own = signed_in_client(role=RoleKind.FIRM_OFFICE, organisation=firm).get(url).content.decode()

    assert city.count(f'name="records" value="arrival:{key}"') == 1
    assert "怎样能提高" in own
