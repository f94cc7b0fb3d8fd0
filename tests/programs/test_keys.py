"""`./hoistway key`: a program speaks as one source, and a firm as nobody but itself."""

import json
from argparse import Namespace

import pytest

from hoistway.programs.models import ApiKey
from hoistway.server.cli.errands import in_one_sentence, key
from tests.world.parties import a_bureau, a_firm

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


def told(printed: Printed) -> dict[str, object]:
    said: dict[str, object] = json.loads(printed.readouterr().out.splitlines()[-1])
    return said


def opened(organisation: str, *, source: str = "", new_key: bool = False) -> int:
    options = Namespace(
        deed="open", name="cloud", organisation=organisation, source=source, new_key=new_key,
        scope="claims", json=True,
    )  # fmt: skip
    return in_one_sentence(key.do, options)


def test_a_key_changes_only_when_asked_and_ends_when_revoked(capsys: Printed) -> None:
    firm = a_firm()

    assert opened(firm.name) == 0
    first = told(capsys)
    assert first["source"] == f"firm:{firm.pk}"
    assert opened(firm.name) == 1
    assert told(capsys)["code"] == "key_open_already"
    assert opened(firm.name, new_key=True) == 0
    assert told(capsys)["key"] != first["key"]
    key.do(Namespace(deed="revoke", name="cloud"))
    assert ApiKey.objects.get().revoked_at is not None
    key.do(Namespace(deed="list", json=True))
    (program,) = told(capsys)["programs"]  # type: ignore[misc]
    assert program["program"] == "cloud"


def test_a_firm_speaks_as_nobody_but_itself(capsys: Printed) -> None:
    assert opened(a_firm().name, source="supervision") == 1
    assert told(capsys)["code"] == "source_not_own"


def test_a_bureau_says_as_which_source_it_speaks(capsys: Printed) -> None:
    bureau = a_bureau()

    assert opened(bureau.name) == 1
    assert told(capsys)["code"] == "source_missing"
    assert opened(bureau.name, source="inspection") == 0
    assert told(capsys)["source"] == "inspection"
