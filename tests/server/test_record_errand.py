"""`./hoistway record`: true, false, and why, at the command line."""

import json
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path

import pytest

from hoistway.foundation import clock
from hoistway.ledger.actions import sign_digests
from hoistway.server.cli import record as verb
from hoistway.server.cli.errands import in_one_sentence
from hoistway.server.cli.errands.record import do
from tests.world.ledger import a_kept_record

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


def _said(printed: Printed, *words: object) -> tuple[int, list[str]]:
    parser = ArgumentParser()
    verb.arguments(parser)
    status = in_one_sentence(do, parser.parse_args([str(word) for word in words]))
    return status, printed.readouterr().out.splitlines()


def test_a_record_is_verified_by_number_by_file_and_by_bundle(
    tmp_path: Path, capsys: Printed
) -> None:
    now = clock.now()
    record = a_kept_record(now=now - timedelta(days=1))
    sign_digests(now=now)
    file, bundle, digests = (tmp_path / name for name in ("r.json", "r.zip", "digests.ndjson"))
    file.write_text(record.body, encoding="utf-8")
    assert _said(capsys, "bundle", record.sha256, "--out", bundle)[0] == 0
    assert _said(capsys, "digests", "--out", digests) == (0, [f"1 days in {digests}."])

    for what in (record.uid, file, bundle):
        status, lines = _said(capsys, "verify", what, "--digests", digests, "--json")
        assert (status, lines[0]) == (0, "TRUE: 真实 / Genuine")
        assert json.loads(lines[-1])["document"] == str(record.uid)
    assert _said(capsys, "digests", "--digests", digests) == (0, ["TRUE: 1 days."])


def test_a_forged_file_is_false_and_says_where(tmp_path: Path, capsys: Printed) -> None:
    record = a_kept_record()
    file = tmp_path / "r.json"
    file.write_text(record.body.replace('"7.5"', '"6.5"'), encoding="utf-8")

    status, lines = _said(capsys, "verify", file, "--json")

    assert status == 1
    assert lines[0] == "✗ 内容被改动 / The content was changed: content.lines[0].value"
    assert json.loads(lines[-1])["finding"] == "body_changed"


def test_digests_that_others_kept_and_ours_are_not_are_false(
    tmp_path: Path, capsys: Printed
) -> None:
    a_kept_record(now=clock.now() - timedelta(days=1))
    [digest] = sign_digests(now=clock.now())
    kept = tmp_path / "kept"
    line = f'{{"digest":{digest.body},"signature":"{digest.signature}"}}'
    kept.write_text(line.replace(digest.root, "0" * 64), encoding="utf-8")

    status, lines = _said(capsys, "digests", "--digests", kept, "--json")

    assert status == 1
    assert json.loads(lines[-1])["breaks"] == [
        [str(digest.day), "digest_differs", f"{digest.day} kept elsewhere"]
    ]


@pytest.mark.parametrize("words", [("verify", "nothing"), ("bundle", "nothing", "--out", "x")])
def test_what_is_not_there_is_said(words: tuple[str, ...], capsys: Printed) -> None:
    assert _said(capsys, *words)[0] == 1
    assert _said(capsys, "digests", "--digests", "/nowhere")[0] == 1
