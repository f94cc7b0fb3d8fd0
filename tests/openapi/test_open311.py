"""Open311 GeoReport v2: what may be reported, in both formats, true to the specification."""

import json
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from django.http import HttpResponse
from django.test import Client

from hoistway.programs.vocabulary import Scope
from hoistway.riders.queries import topics_of
from hoistway.riders.vocabulary import ReportKind
from tests.world import open311
from tests.world.parties import a_jurisdiction
from tests.world.programs import a_program
from tests.world.reports import a_report, report_sides

pytestmark = pytest.mark.django_db
ROOT = "/open311/v2"


def got(address: str, schema: dict[str, Any], **asked: str) -> Any:
    """Read an address in both formats; both say the same, and the schema accepts it."""
    query = f"?{urlencode(asked)}"
    as_json = Client().get(f"{address}.json{query}")
    as_xml = Client().get(f"{address}.xml{query}")
    assert as_json.status_code == as_xml.status_code
    assert as_json["Content-Type"] == "application/json; charset=utf-8"
    assert as_xml["Content-Type"] == "text/xml; charset=utf-8"
    assert as_xml.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    told = json.loads(as_json.content)
    jsonschema.validate(told, schema)
    assert open311.as_spark(as_xml.content) == open311.as_text(told)
    return told


def test_discovery_says_where_and_in_which_formats() -> None:
    told = got("/open311/discovery", open311.DISCOVERY)

    assert told["endpoints"][0]["url"].endswith(ROOT)
    assert told["endpoints"][0]["formats"] == ["text/xml", "application/json"]


def test_every_topic_of_every_kind_is_a_service() -> None:
    told = got(f"{ROOT}/services", open311.SERVICES)

    codes = {one["service_code"] for one in told}
    assert codes == {
        str(topic)
        for kind in ReportKind
        for has_car in (True, False)
        for topic in topics_of(kind=kind, has_car=has_car)
    }
    assert len(codes) == len(told) == 19


def test_each_service_has_its_definition() -> None:
    for one in got(f"{ROOT}/services", open311.SERVICES):
        told = got(f"{ROOT}/services/{one['service_code']}", open311.DEFINITION)
        orders = [each["order"] for each in told["attributes"]]
        assert orders == sorted(set(orders))
        assert [each["code"] for each in told["attributes"]][:2] == ["help", "elevator"]


def test_a_correction_asks_which_fact_is_wrong() -> None:
    told = got(f"{ROOT}/services/wrong_data", open311.DEFINITION)

    fact = next(one for one in told["attributes"] if one["code"] == "fact")
    assert fact["required"]
    assert {"key": "address", "name": "地址"} in fact["values"]


@pytest.mark.parametrize(("lang", "name"), [("zh-hans", "门不正常"), ("en", "Doors")])
def test_names_are_in_the_callers_language(lang: str, name: str) -> None:
    told = got(f"{ROOT}/services", open311.SERVICES, lang=lang)

    assert name in {one["service_name"] for one in told}


@pytest.mark.parametrize(
    ("address", "asked", "status"),
    [
        (f"{ROOT}/services/no-such", {}, 404),
        (f"{ROOT}/services", {"jurisdiction_id": "nowhere.example"}, 404),
        (f"{ROOT}/requests", {"jurisdiction_id": "nowhere.example"}, 404),
        (f"{ROOT}/requests/FY000", {}, 404),
        (f"{ROOT}/tokens/nothing", {}, 404),
        (f"{ROOT}/requests", {"service_code": "door,no-such"}, 404),
        (f"{ROOT}/requests", {"start_date": "yesterday"}, 400),
        (f"{ROOT}/requests", {"start_date": "2026-01-01T00:00:00"}, 400),
        (f"{ROOT}/requests", {"start_date": "0001-01-01T00:00:00Z"}, 400),
        (f"{ROOT}/requests",
         {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}, 400),
        (f"{ROOT}/requests",
         {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}, 400),
        (f"{ROOT}/requests", {"status": "open,mended"}, 400),
        (f"{ROOT}/requests", {"page_size": "1001"}, 400),
        (f"{ROOT}/requests", {"service_request_id": "\x00"}, 400),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_as_errors(
    address: str, asked: dict[str, str], status: int
) -> None:  # fmt: skip
    told = got(address, open311.ERRORS, **asked)

    assert told[0]["code"] == status
    assert Client().get(f"{address}.json?{urlencode(asked)}").status_code == status


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = got(f"{ROOT}/requests", open311.ERRORS, start_date="x", status="y", page="0")

    assert len(told) == 3


def test_an_argument_that_is_empty_is_as_one_that_is_not_there() -> None:
    a_report()
    names = ("jurisdiction_id", "service_code", "start_date", "end_date", "status", "page",
             "service_request_id", "updated_after")  # fmt: skip
    wide = {"start_date": "2026-11-01T00:00:00Z", "end_date": "2026-11-30T00:00:00Z"}

    empty = got(f"{ROOT}/requests", open311.REQUESTS, **{**dict.fromkeys(names, ""), **wide})

    assert empty == got(f"{ROOT}/requests", open311.REQUESTS, **wide)
    assert len(empty) == 1


def test_the_citys_own_code_means_all_of_it_and_an_areas_code_that_area() -> None:
    city, other = a_jurisdiction(code="310000"), a_jurisdiction(code="310999")
    report = a_report()
    wide = {"start_date": "2026-11-01T00:00:00Z", "end_date": "2026-11-30T00:00:00Z"}

    counts = [
        len(got(f"{ROOT}/requests", open311.REQUESTS, jurisdiction_id=code, **wide))
        for code in (city.code, report.jurisdiction.code, other.code)
    ]

    assert counts == [1, 1, 0]


def test_an_address_that_does_not_take_the_method_says_so() -> None:
    answer = Client().post(f"{ROOT}/services.json")

    assert answer.status_code == 405
    jsonschema.validate(json.loads(answer.content), open311.ERRORS)


def test_browsers_of_other_sites_may_read_but_no_cookie_is_set() -> None:
    answer: HttpResponse = Client().get(f"{ROOT}/services.json?lang=en")  # type: ignore[assignment]

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


@pytest.mark.parametrize("key", ["", "wrong"])
def test_who_files_needs_a_key(key: str) -> None:
    answer = Client().post(f"{ROOT}/requests.json", {"api_key": key, "service_code": "door"})

    assert answer.status_code == 403
    jsonschema.validate(json.loads(answer.content), open311.ERRORS)


def test_a_key_that_was_opened_for_something_else_files_nothing() -> None:
    program = a_program(by=report_sides().by("district"), scopes=frozenset({Scope.REPORTS}))

    answer = Client().post(f"{ROOT}/requests.json", {"api_key": program.secret})

    assert answer.status_code == 403
    assert "reports_file" in answer.content.decode()


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_stranger_who_asks_too_often_is_told_so_in_the_form_asked_for(form: str) -> None:
    program = a_program(by=report_sides().by("district"))
    client = Client(REMOTE_ADDR="198.51.100.77")

    for _ in range(130):
        answer = client.get(f"{ROOT}/tokens/nothing.{form}")

    assert answer.status_code == 429
    assert answer["Content-Type"].startswith("text/xml" if form == "xml" else "application/json")
    assert int(answer["Retry-After"]) >= 1
    filed = client.post(f"{ROOT}/requests.json", {"api_key": program.secret})
    assert filed.status_code == 400, "who has a key does not suffer from the neighbours"
