"""`/v1/attachments`: photos, documents and tables, sent once and then named by their SHA-256."""

from datetime import datetime
from hashlib import sha256 as digest

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import MOST_BYTES
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.foundation.senders import sent_rows
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.files import FileUse, keep_sent
from hoistway.openapi.keys import acting, calling
from hoistway.openapi.writes import read_body, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["attachments"])

WRITING = (
    Scope.MAINTENANCE_WRITE, Scope.FILINGS_WRITE, Scope.REGISTER_WRITE, Scope.FAULTS_WRITE,
    Scope.RESCUE_WRITE, Scope.REPORTS_WRITE, Scope.INSPECTIONS, Scope.INSPECTIONS_WRITE,
    Scope.INSURANCE_WRITE, Scope.PILOT_WRITE, Scope.SUPERVISION_WRITE, Scope.CREDIT_WRITE,
    Scope.BULLETINS_WRITE,
)  # fmt: skip
"""A key that writes anything that may carry a file sends files."""


class FileTooLarge(Refusal):
    """Raised when a file is larger than one may be."""

    code = "file_too_large"
    zh = "文件最大 {megabytes} MB，本次未保存。请压缩后重新上传。"
    en = "A file may have {megabytes} MB; nothing was kept. Make it smaller and send it again."
    status = 413


class Purpose(BaseModel):
    """What the file is for."""

    use: FileUse = Field(
        default=FileUse.DOCUMENT,
        description="document: JPEG, PNG, WebP or PDF up to 12 MB, a photo is written anew without "
        "the place and the device that it names; table: CSV or xlsx up to 12 MB; signed_photo: "
        "JPEG up to 3 MB, kept byte for byte",
    )


class AttachmentOut(Out):
    """One kept file. Name it by `sha256`: a photo that was written anew has another than yours."""

    sha256: str
    media_type: str
    size_bytes: int
    kept_at: datetime


_FILE = {"type": "string", "format": "binary"}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": _FILE}
            for kind in ("image/jpeg", "image/png", "image/webp", "application/pdf", "text/csv",
                         "application/octet-stream")
        },
    }
}  # fmt: skip


@router.post(
    "", response={201: AttachmentOut}, url_name="attachments", summary="Send a file",
    openapi_extra=_BODY,
)  # fmt: skip
def send_file(request: HttpRequest, purpose: Query[Purpose]) -> HttpResponse:
    """Keep the bytes of the body as a file; writes of the own organisation may then name it.

    The same content is kept once. The type is read from the bytes, not from Content-Type.
    """
    by = _writer(request)
    data = read_body(request=request, most=MOST_BYTES)
    if len(data) > MOST_BYTES:
        raise FileTooLarge(megabytes=MOST_BYTES // 1_000_000)

    def do() -> Answer:
        name = digest(data).hexdigest()
        kept = keep_sent(data=data, sha256=name, use=purpose.use, now=clock.now(), by=by)
        return _told(kept).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.get("/{sha256}", response=AttachmentOut, url_name="attachment", summary="Is a file here?")
def read_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Answer a file that the own organisation sent, so that a program need not send it again."""
    by = _writer(request)
    found = sent_rows(sha256s=[sha256], by=by).get(sha256)
    if found is None:
        raise NotFound
    return answer_one(request=request, row=_told(found))


def _writer(request: HttpRequest) -> Actor:
    held = calling(request).scopes
    wanted = next((one for one in WRITING if str(one) in held), WRITING[0])
    return acting(request=request, scope=wanted)


def _told(row: Attachment) -> AttachmentOut:
    return AttachmentOut(
        sha256=row.sha256, media_type=row.media_type, size_bytes=row.size, kept_at=row.kept_at
    )
