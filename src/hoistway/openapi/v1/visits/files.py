"""The record of a visit as files: letter by letter, with its proofs, and each photo."""

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from hoistway.foundation.attachments import path_of
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ledger.actions import court_bundle
from hoistway.ledger.models import Document
from hoistway.maintenance.queries.visit import photo_seen, visit_seen
from hoistway.openapi.keys import acting, require_scope
from hoistway.openapi.v1.visits.router import router
from hoistway.programs.vocabulary import Scope

_JSON = "application/json; charset=utf-8"


class FileAway(Refusal):
    """Raised when a photo's row stands and its bytes do not."""

    code = "file_away"
    zh = "文件暂时无法读取，请联系平台运维人员。"
    en = "This file cannot be read at present; tell the platform's staff."
    status = 404


def _binary(media_type: str) -> dict[str, object]:
    return {
        "responses": {
            200: {
                "description": "The bytes",
                "content": {media_type: {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    }


def _record(request: HttpRequest, visit: UUID) -> Document:
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require_scope(request=request, scope=Scope.PEOPLE)
    found = visit_seen(uid=visit, by=by).record
    if found is None or not found.body:
        raise NotFound
    return found


def _sent(data: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@router.get(
    "/{visit}/record", url_name="visit-record", summary="Take the kept record of a visit",
    openapi_extra=_binary("application/json"),
)  # fmt: skip
def take_record(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Give the record as it is kept, letter by letter: its SHA-256 is `record_sha256`.

    It names the people who signed, so that the key needs the scope `people` too.
    """
    record = _record(request, visit)
    return _sent(record.body.encode(), _JSON, f"record-{record.uid}.json")


@router.get(
    "/{visit}/bundle", url_name="visit-bundle", summary="Take the proofs of a visit",
    openapi_extra=_binary("application/zip"),
)  # fmt: skip
def take_bundle(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Give a ZIP with all that anybody needs to check the record without this platform."""
    record = _record(request, visit)
    data = court_bundle(document=record)
    return _sent(data, "application/zip", f"court-{record.uid}.zip")


@router.get(
    "/{visit}/photos/{sha256}", url_name="visit-photo", summary="Take a photo of a visit",
    openapi_extra=_binary("image/jpeg"),
)  # fmt: skip
def take_photo(request: HttpRequest, visit: UUID, sha256: str) -> HttpResponse:
    """Give the bytes of a photo as they were made; their SHA-256 is its name."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    found = photo_seen(uid=visit, sha256=sha256, by=by)
    return _sent(_bytes(path_of(attachment=found)), found.media_type, f"{sha256[:16]}.jpg")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise FileAway from None
