"""The published contract is what the code gives, and each operation says since when."""

import json
from collections import Counter
from datetime import date

from hoistway.openapi.api import api
from hoistway.openapi.described import Described, references
from hoistway.server import contract
from hoistway.server.contract_words import lacking

DOCUMENT = json.loads(contract.written())
YET_WITHOUT_CHINESE = 0
"""Every topic, field and sentence has its Chinese."""

AGAIN = f"run `{contract.WRITE}` and commit what it writes"


def test_the_code_gives_the_contract_that_is_published() -> None:
    kept = contract.CONTRACT.read_text(encoding="utf-8")

    assert contract.written() == kept, AGAIN


def test_each_operation_says_since_when_it_is_there() -> None:
    assert contract.gaps() == [], AGAIN


def test_both_languages_tell_the_same_changes() -> None:
    assert contract.since(contract.CHANGES["en"]) == contract.since(contract.CHANGES["zh"]), AGAIN


def test_each_operation_is_called_by_its_file_and_its_function() -> None:
    names = [
        one["operationId"] for methods in DOCUMENT["paths"].values() for one in methods.values()
    ]

    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert {"elevators_list_elevators", "visits_list_visits", "faults_report_fault"} <= set(names)


def test_two_forms_of_one_name_stay_two() -> None:
    forms = DOCUMENT["components"]["schemas"]
    repair = DOCUMENT["paths"]["/v1/repairs"]["post"]["requestBody"]["content"]
    order = DOCUMENT["paths"]["/v1/faults/{number}/order"]["post"]["requestBody"]["content"]
    first, second = (references(one["application/json"]).pop() for one in (repair, order))

    assert forms[first] != forms[second]
    assert "effect" in forms["ClaimsProblem"]["properties"]
    assert "detail" in forms["Problem"]["required"]
    assert isinstance(api.get_openapi_schema(), Described)


def test_every_reference_leads_to_a_form_and_no_form_is_unused() -> None:
    forms = DOCUMENT["components"]["schemas"]

    assert references(DOCUMENT) == set(forms)


def test_the_codes_of_an_official_list_have_their_words() -> None:
    kinds = DOCUMENT["components"]["schemas"]["ElevatorKind"]

    assert kinds["x-words"]["3110"] == {
        "zh": "曳引驱动乘客电梯",
        "en": "Traction passenger elevator",
    }


def test_what_came_keeps_its_day_and_what_went_is_told(tmp_path, monkeypatch) -> None:
    page = tmp_path / "changes.md"
    page.write_text(
        "# Changes\n\n## 2026-01-02\n\n<<<<<<< HEAD\n- `elevators_list_elevators` GET /v1/x\n"
        "=======\n- `old_thing` GET /v1/old\n>>>>>>> other\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(contract, "CHANGES", {"en": page})
    monkeypatch.setattr(contract, "CONTRACT", tmp_path / "openapi.json")

    contract.freeze(today=date(2026, 3, 4))
    told = contract.since(page)

    assert told.came["elevators_list_elevators"] == date(2026, 1, 2)
    assert told.came["faults_list_faults"] == date(2026, 3, 4)
    assert told.went == {"old_thing": date(2026, 3, 4)}
    assert contract.gaps() == []
    assert "<<<<" not in page.read_text(encoding="utf-8")


def test_topics_fields_and_sentences_have_their_chinese() -> None:
    lacks = {part: names for part, names in lacking(DOCUMENT).items() if names}

    assert not lacks or sum(map(len, lacks.values())) <= YET_WITHOUT_CHINESE, lacks
