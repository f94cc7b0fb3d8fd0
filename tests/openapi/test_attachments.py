"""Files of programs: kept once by their content, named only by who sent them."""

from hashlib import sha256

import pytest

from hoistway.foundation.attachments import path_of
from hoistway.foundation.models import Attachment
from hoistway.openapi.files import AttachmentUnknown, attachment_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from tests.world.maintenance import a_photo_file
from tests.world.parties import a_firm, an_actor
from tests.world.programs import Program, a_program, told

pytestmark = pytest.mark.django_db
JPEG = "image/jpeg"


def office():
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=a_firm())
    return a_program(by=by), by


def sent(program: Program, data: bytes, *, use: str = "document", write: str = ""):
    return program.send(
        f"/v1/attachments?use={use}", data, content_type="application/octet-stream", write=write
    )


def test_a_photo_for_a_signed_text_is_kept_byte_for_byte() -> None:
    program, by = office()
    data = a_photo_file(shade=3)

    answer = sent(program, data, use="signed_photo")

    name = sha256(data).hexdigest()
    assert answer.status_code == 201
    assert (told(answer)["sha256"], told(answer)["media_type"]) == (name, JPEG)
    assert path_of(attachment=attachment_of(sha256=name, by=by)).read_bytes() == data


def test_the_same_file_again_is_one_and_each_organisation_names_its_own() -> None:
    (one, _), (other, other_by) = office(), office()
    data = b"%PDF-1.7 contract"

    first, again = told(sent(one, data)), told(sent(one, data))
    with pytest.raises(AttachmentUnknown):
        attachment_of(sha256=first["sha256"], by=other_by)
    foreign = other.get(f"/v1/attachments/{first['sha256']}")
    sent(other, data)

    assert first == again
    assert foreign.status_code == 404
    assert other.get(f"/v1/attachments/{first['sha256']}").status_code == 200
    assert attachment_of(sha256=first["sha256"], by=other_by) == Attachment.objects.get()


def test_another_use_under_the_same_idempotency_key_is_another_write() -> None:
    program, _ = office()
    data = a_photo_file(shade=4)

    sent(program, data, use="signed_photo", write="k")
    answer = sent(program, data, write="k")

    assert (answer.status_code, told(answer)["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("data", "use", "status", "code"),
    [
        (b"", "document", 422, "bad_attachment"),
        (b"MZ not a photo", "document", 422, "bad_attachment"),
        (b"%PDF-1.7", "table", 422, "bad_table"),
        (b"%PDF-1.7", "signed_photo", 422, "not_that_photo"),
        (b"%PDF-1.7" + bytes(12_000_000), "document", 413, "file_too_large"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, use: str, status: int, code: str) -> None:
    program, _ = office()

    answer = sent(program, data, use=use)

    assert (answer.status_code, told(answer)["code"]) == (status, code)


def test_a_key_that_writes_nothing_sends_no_files() -> None:
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=a_firm())
    program = a_program(by=by, scopes=frozenset({Scope.MAINTENANCE, Scope.CLAIMS}))

    answer = sent(program, b"%PDF-1.7")

    assert (answer.status_code, told(answer)["code"]) == (403, "scope_missing")
