"""The bundle for a court, checked by the script inside it without the product."""

import io
import os
import subprocess
import zipfile
from datetime import timedelta

import pytest
from PIL import Image

from hoistway.foundation import attachments
from hoistway.foundation.actors import PLATFORM
from hoistway.ledger.actions import court_bundle, sign_digests
from hoistway.ledger.queries import digest_lines, verify_document
from hoistway.ledger.vocabulary import Finding
from tests.world.ledger import a_kept_record, an_answer
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def bundle(tmp_path, settings):
    """Lay out a bundle of a record with a photo, an answer, neighbours, and digests apart."""
    settings.HOME = tmp_path / "home"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    photo = attachments.keep(upload=io.BytesIO(out.getvalue()), now=NOW, by=PLATFORM)
    elevator = an_elevator(plate=False)
    a_kept_record(elevator=elevator)
    record = a_kept_record(elevator=elevator, photos=[photo.sha256])
    an_answer(to=record)
    for _ in range(4):
        a_kept_record()
    sign_digests(now=TOMORROW + timedelta(days=1))
    data = court_bundle(document=record)
    assert data == court_bundle(document=record)
    assert verify_document(now=TOMORROW, file=data).finding is Finding.TRUE
    folder = unpack(data, tmp_path / "court")
    (tmp_path / "digests.ndjson").write_text("".join(f"{one}\n" for one in digest_lines()))
    return folder


def unpack(data, folder):
    """Lay the files of a bundle into a folder."""
    zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
    return folder


def run_script(folder, *words):
    """Run the script as a court would: an empty environment, a plain shell."""
    done = subprocess.run(
        ["/bin/sh", str(folder / "verify.sh"), *words], env={"PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, cwd=folder.parent,
    )  # fmt: skip
    said = done.stdout.splitlines()
    assert (said[-1] == "TRUE") == (done.returncode == 0), done
    return done.returncode == 0, said, done.stderr


def test_the_script_is_short_enough_to_be_read(bundle):
    script = (bundle / "verify.sh").read_text()

    assert len(script.splitlines()) <= 60
    assert "hoistway" not in script.replace("hoistway-", ""), "it needs nothing of ours"


def test_a_bundle_is_true_alone_and_against_digests_kept_elsewhere(bundle):
    assert run_script(bundle) == (True, ["TRUE"], "")
    assert run_script(bundle, "digests.ndjson") == (True, ["TRUE"], "")
    assert sorted(os.listdir(bundle)) == [
        "README.txt", "chain.ndjson", "digest.json", "digest.key", "documents", "keys", "path.txt",
        "photos", "record.json", "verify.sh",
    ]  # fmt: skip


def test_a_digest_that_differs_from_what_was_kept_is_exposed(bundle):
    kept = bundle.parent / "digests.ndjson"
    kept.write_text(kept.read_text().replace('"documents":7', '"documents":6'))

    true, said, _ = run_script(bundle, str(kept))

    assert not true
    assert said == ["FALSE: digest.json is not what was kept elsewhere", "FALSE"]


def _files(folder):
    skipped = {"README.txt", "verify.sh"}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in skipped)


def _tamper(folder, shares):
    for path in _files(folder):
        data = path.read_bytes()
        for place in sorted({int(share * (len(data) - 2)) for share in shares}):
            sign = b"1" if data[place : place + 1] != b"1" else b"2"
            path.write_bytes(data[:place] + sign + data[place + 1 :])
            true, said, _ = run_script(folder)
            assert not true, (path, place)
            assert said[-1] == "FALSE"
        path.write_bytes(data)
    assert run_script(folder)[0]


def test_tampering_in_each_file_is_found(bundle):
    _tamper(bundle, [0.5])


@pytest.mark.long
def test_tampering_anywhere_in_any_file_is_found(bundle):
    _tamper(bundle, [share / 20 for share in range(21)])


def test_what_is_missing_is_found(bundle):
    for path in _files(bundle):
        if path.parent.name == "documents" or path.name == "digest.json":
            continue  # a bundle of today has none
        data = path.read_bytes()
        path.unlink()
        assert not run_script(bundle)[0], path
        path.write_bytes(data)


def test_a_record_of_today_has_a_bundle_without_a_digest(tmp_path):
    record = a_kept_record()

    assert run_script(unpack(court_bundle(document=record), tmp_path / "court"))[0]
