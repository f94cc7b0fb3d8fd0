"""Time stamps, with `openssl ts` as the authority."""

import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pgtrigger
import pytest
from django.db import connection

from hoistway.ledger.actions import court_bundle, sign_digests, stamp_digest
from hoistway.ledger.adapters.authority import AuthorityDown
from hoistway.ledger.models import Digest, Stamp
from hoistway.ledger.queries import stamps_of, verify_document
from hoistway.ledger.rules.stamps import StampWrong
from hoistway.ledger.vocabulary import Finding
from tests.ledger.test_court import run_script, unpack
from tests.world.ledger import a_kept_record
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db

_CONFIG = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = {name}
[ca]
basicConstraints = critical,CA:true
[tsa]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[ts]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


def _openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def _certificates(folder, name):
    folder.mkdir()
    (folder / "conf").write_text(_CONFIG.format(name=name, folder=folder))
    (folder / "serial").write_text("01\n")
    new = ("req", "-config", "conf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
           "-nodes")  # fmt: skip
    _openssl(folder, *new, "-x509", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.pem",
             "-days", "30")  # fmt: skip
    _openssl(folder, *new, "-subj", "/CN=clerk", "-keyout", "ts.key", "-out", "ts.csr")
    _openssl(folder, "x509", "-req", "-in", "ts.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
             "-CAcreateserial", "-extfile", "conf", "-extensions", "tsa", "-out", "ts.pem",
             "-days", "30")  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return _certificates(tmp_path_factory.mktemp("tsa") / "a", "Time of the city")


@pytest.fixture
def asked(authority, settings):
    """Serve the authority over HTTP; what is appended to `asked` are the questions."""
    seen = []

    class Clerk(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append(self.headers["Content-Type"])
            (authority / "q").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            _openssl(authority, "ts", "-reply", "-config", "conf", "-section", "one", "-queryfile",
                     "q", "-inkey", "ts.key", "-signer", "ts.pem", "-out", "r")  # fmt: skip
            self.send_response(200)
            self.end_headers()
            self.wfile.write((authority / "r").read_bytes())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Clerk)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.STAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.STAMP_ROOTS = authority / "ca.pem"
    yield seen
    server.shutdown()
    thread.join()
    server.server_close()


def _a_signed_day():
    record = a_kept_record()
    [digest] = sign_digests(now=NOW + timedelta(days=1))
    return record, digest


def _verify(record):
    return verify_document(now=NOW + timedelta(days=1), uid=record.uid)


def test_a_digest_is_stamped_once_and_the_record_says_by_whom(asked, tmp_path):
    record, digest = _a_signed_day()

    stamp = stamp_digest(digest_id=digest.pk)

    assert stamp_digest(digest_id=digest.pk) == stamp
    assert asked == ["application/timestamp-query"] * 2
    assert list(stamps_of(digest_ids=[digest.pk])) == [stamp]
    assert stamp.authority == "CN=Time of the city"
    assert abs(stamp.stamped_at - datetime.now(UTC)) < timedelta(minutes=1)
    found = _verify(record)
    assert (found.finding, found.stamps) == (Finding.TRUE, (stamp,))
    assert run_script(unpack(court_bundle(document=record), tmp_path / "court"))[0]


def test_any_flipped_byte_of_a_stamp_is_found(asked):
    record, digest = _a_signed_day()
    stamp = stamp_digest(digest_id=digest.pk)
    token = bytes(stamp.token)
    wrong = [{"token": token[:k] + bytes([token[k] ^ 1]) + token[k + 1 :]} for k in
             range(0, len(token), 97)]  # fmt: skip
    wrong += [
        {"authority": "CN=Time of the citz"}, {"token_sha256": "0" * 64}, {"chain": ""},
        {"chain": stamp.chain + " "}, {"stamped_at": stamp.stamped_at + timedelta(seconds=1)},
    ]  # fmt: skip
    good = {name: getattr(stamp, name) for one in wrong for name in one}

    for change in wrong:
        _set(stamp, change)
        assert _verify(record).finding is Finding.STAMP_WRONG, change
        _set(stamp, {name: good[name] for name in change})
    assert _verify(record).true


def _set(stamp, columns):
    named = ", ".join(f"{name} = %s" for name in columns)
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE ledger_stamp SET {named} WHERE id = %s", [*columns.values(), stamp.pk]
        )


def test_a_stranger_is_not_believed_and_a_silent_authority_is_asked_again(
    asked, tmp_path, settings
):
    _, digest = _a_signed_day()
    settings.STAMP_ROOTS = _certificates(tmp_path / "b", "Another") / "ca.pem"

    with pytest.raises(StampWrong):
        stamp_digest(digest_id=digest.pk)
    settings.STAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(AuthorityDown):
        stamp_digest(digest_id=digest.pk)
    settings.STAMP_URL = ""
    assert stamp_digest(digest_id=digest.pk) is None
    assert not Stamp.objects.exists()
    assert Digest.objects.count() == 1
